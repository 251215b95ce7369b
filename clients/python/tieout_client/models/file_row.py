from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="FileRow")


@_attrs_define
class FileRow:
    """A file in the list.

    Attributes:
        format_ (str):
        id (str):
        name (str):
        size (int):
        taken_at (str):
    """

    format_: str
    id: str
    name: str
    size: int
    taken_at: str

    def to_dict(self) -> dict[str, Any]:
        format_ = self.format_

        id = self.id

        name = self.name

        size = self.size

        taken_at = self.taken_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "format": format_,
                "id": id,
                "name": name,
                "size": size,
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

        size = d.pop("size")

        taken_at = d.pop("taken_at")

        file_row = cls(
            format_=format_,
            id=id,
            name=name,
            size=size,
            taken_at=taken_at,
        )

        return file_row
