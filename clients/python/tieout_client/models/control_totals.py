from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ControlTotals")


@_attrs_define
class ControlTotals:
    """How many control totals of the file agree with what was read, disagree, or are not there.

    Attributes:
        absent (int):
        matched (int):
        mismatched (int):
    """

    absent: int
    matched: int
    mismatched: int

    def to_dict(self) -> dict[str, Any]:
        absent = self.absent

        matched = self.matched

        mismatched = self.mismatched

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "absent": absent,
                "matched": matched,
                "mismatched": mismatched,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        absent = d.pop("absent")

        matched = d.pop("matched")

        mismatched = d.pop("mismatched")

        control_totals = cls(
            absent=absent,
            matched=matched,
            mismatched=mismatched,
        )

        return control_totals
