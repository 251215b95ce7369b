from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="TaskAnswer")


@_attrs_define
class TaskAnswer:
    """An answer to a task; a resolution ends it.

    Attributes:
        note (str):
        by (str | Unset):  Default: ''.
        resolution (str | Unset):  Default: ''.
    """

    note: str
    by: str | Unset = ""
    resolution: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        note = self.note

        by = self.by

        resolution = self.resolution

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "note": note,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if resolution is not UNSET:
            field_dict["resolution"] = resolution

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        note = d.pop("note")

        by = d.pop("by", UNSET)

        resolution = d.pop("resolution", UNSET)

        task_answer = cls(
            note=note,
            by=by,
            resolution=resolution,
        )

        return task_answer
