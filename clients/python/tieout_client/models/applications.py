from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.application_line import ApplicationLine


T = TypeVar("T", bound="Applications")


@_attrs_define
class Applications:
    """Applications by hand.

    Attributes:
        lines (list[ApplicationLine]):
        note (str | Unset):  Default: ''.
    """

    lines: list[ApplicationLine]
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "lines": lines,
            }
        )
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.application_line import ApplicationLine  # noqa: PLC0415

        d = dict(src_dict)
        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = ApplicationLine.from_dict(lines_item_data)

            lines.append(lines_item)

        note = d.pop("note", UNSET)

        applications = cls(
            lines=lines,
            note=note,
        )

        return applications
