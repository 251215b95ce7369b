from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_entity_facts import NewEntityFacts


T = TypeVar("T", bound="NewEntity")


@_attrs_define
class NewEntity:
    """An entity that is made.

    Attributes:
        code (str):
        facts (NewEntityFacts): `name`; further `currency`, `time_zone`, `address`, `tax_id`, `remit_to`.
        by (str | Unset):  Default: ''.
    """

    code: str
    facts: NewEntityFacts
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        facts = self.facts.to_dict()

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
                "facts": facts,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_entity_facts import NewEntityFacts  # noqa: PLC0415

        d = dict(src_dict)
        code = d.pop("code")

        facts = NewEntityFacts.from_dict(d.pop("facts"))

        by = d.pop("by", UNSET)

        new_entity = cls(
            code=code,
            facts=facts,
            by=by,
        )

        return new_entity
