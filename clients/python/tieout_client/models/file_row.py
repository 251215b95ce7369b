from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.file_row_state import FileRowState, check_file_row_state

T = TypeVar("T", bound="FileRow")


@_attrs_define
class FileRow:
    """A file in the list.

    Attributes:
        format_ (str):
        id (str):
        name (str):
        reason (str): Why a failed file is not in the books and what to do; else empty.
        size (int):
        state (FileRowState): failed: it is kept, and nothing of it is in the books.
        taken_at (str):
    """

    format_: str
    id: str
    name: str
    reason: str
    size: int
    state: FileRowState
    taken_at: str

    def to_dict(self) -> dict[str, Any]:
        format_ = self.format_

        id = self.id

        name = self.name

        reason = self.reason

        size = self.size

        state: str = self.state

        taken_at = self.taken_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "format": format_,
                "id": id,
                "name": name,
                "reason": reason,
                "size": size,
                "state": state,
                "taken_at": taken_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        format_ = d.pop("format")

        id = d.pop("id")

        name = d.pop("name")

        reason = d.pop("reason")

        size = d.pop("size")

        state = check_file_row_state(d.pop("state"))

        taken_at = d.pop("taken_at")

        file_row = cls(
            format_=format_,
            id=id,
            name=name,
            reason=reason,
            size=size,
            state=state,
            taken_at=taken_at,
        )

        return file_row
