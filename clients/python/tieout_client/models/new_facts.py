from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_facts_facts import NewFactsFacts


T = TypeVar("T", bound="NewFacts")


@_attrs_define
class NewFacts:
    """Facts that change, who changes them and why.

    Attributes:
        facts (NewFactsFacts): Columns of its sheet; what is not said stays.
        by (str | Unset):  Default: ''.
        reason (str | Unset): Needed where a second person reads it. Default: ''.
    """

    facts: NewFactsFacts
    by: str | Unset = ""
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        facts = self.facts.to_dict()

        by = self.by

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "facts": facts,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_facts_facts import NewFactsFacts  # noqa: PLC0415

        d = dict(src_dict)
        facts = NewFactsFacts.from_dict(d.pop("facts"))

        by = d.pop("by", UNSET)

        reason = d.pop("reason", UNSET)

        new_facts = cls(
            facts=facts,
            by=by,
            reason=reason,
        )

        return new_facts
