from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Version")


@_attrs_define
class Version:
    """One version of a customer's facts: who said it, by what command, and when.

    Attributes:
        actor (str):
        command (str):
        credit_limit (Amount | None):
        name (str):
        parent_number (str):
        recorded_at (str):
        terms (str):
    """

    actor: str
    command: str
    credit_limit: Amount | None
    name: str
    parent_number: str
    recorded_at: str
    terms: str

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        actor = self.actor

        command = self.command

        credit_limit: dict[str, Any] | None
        if isinstance(self.credit_limit, Amount):
            credit_limit = self.credit_limit.to_dict()
        else:
            credit_limit = self.credit_limit

        name = self.name

        parent_number = self.parent_number

        recorded_at = self.recorded_at

        terms = self.terms

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "actor": actor,
                "command": command,
                "credit_limit": credit_limit,
                "name": name,
                "parent_number": parent_number,
                "recorded_at": recorded_at,
                "terms": terms,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        actor = d.pop("actor")

        command = d.pop("command")

        def _parse_credit_limit(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                credit_limit_type_0 = Amount.from_dict(data)

                return credit_limit_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        credit_limit = _parse_credit_limit(d.pop("credit_limit"))

        name = d.pop("name")

        parent_number = d.pop("parent_number")

        recorded_at = d.pop("recorded_at")

        terms = d.pop("terms")

        version = cls(
            actor=actor,
            command=command,
            credit_limit=credit_limit,
            name=name,
            parent_number=parent_number,
            recorded_at=recorded_at,
            terms=terms,
        )

        return version
