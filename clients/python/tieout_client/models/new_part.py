from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.new_part_part import NewPartPart, check_new_part_part
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_part_facts import NewPartFacts


T = TypeVar("T", bound="NewPart")


@_attrs_define
class NewPart:
    """A part of a customer's file, or a newer version of one.

    Attributes:
        facts (NewPartFacts): Columns of its sheet; what is not said stays.
        part (NewPartPart):
        by (str | Unset):  Default: ''.
        reason (str | Unset): Needed where a second person reads it. Default: ''.
    """

    facts: NewPartFacts
    part: NewPartPart
    by: str | Unset = ""
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        facts = self.facts.to_dict()

        part: str = self.part

        by = self.by

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "facts": facts,
                "part": part,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_part_facts import NewPartFacts  # noqa: PLC0415

        d = dict(src_dict)
        facts = NewPartFacts.from_dict(d.pop("facts"))

        part = check_new_part_part(d.pop("part"))

        by = d.pop("by", UNSET)

        reason = d.pop("reason", UNSET)

        new_part = cls(
            facts=facts,
            part=part,
            by=by,
            reason=reason,
        )

        return new_part
