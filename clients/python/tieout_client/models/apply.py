from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.application_line import ApplicationLine


T = TypeVar("T", bound="Apply")


@_attrs_define
class Apply:
    """Edit amounts, split over items, or code a deduction; what is left stays unapplied.

    Attributes:
        act (Literal['apply']):
        lines (list[ApplicationLine]):
        by (str | Unset):  Default: ''.
        note (str | Unset):  Default: ''.
    """

    act: Literal["apply"]
    lines: list[ApplicationLine]
    by: str | Unset = ""
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        act = self.act

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        by = self.by

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "act": act,
                "lines": lines,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.application_line import ApplicationLine  # noqa: PLC0415

        d = dict(src_dict)
        act = cast(Literal["apply"], d.pop("act"))
        if act != "apply":
            raise ValueError(f"act must match const 'apply', got '{act}'")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = ApplicationLine.from_dict(lines_item_data)

            lines.append(lines_item)

        by = d.pop("by", UNSET)

        note = d.pop("note", UNSET)

        apply = cls(
            act=act,
            lines=lines,
            by=by,
            note=note,
        )

        return apply
