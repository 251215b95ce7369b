from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewTaskEnd")


@_attrs_define
class NewTaskEnd:
    """What became of a task.

    Attributes:
        note (str):
        by (str | Unset):  Default: ''.
    """

    note: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        note = self.note

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "note": note,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        note = d.pop("note")

        by = d.pop("by", UNSET)

        new_task_end = cls(
            note=note,
            by=by,
        )

        return new_task_end
