from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PlacementFile")


@_attrs_define
class PlacementFile:
    """The file that an agency was given: JSON with debtor, documents, papers and contacts, as text.

    Attributes:
        content (str):
        placement_id (str):
    """

    content: str
    placement_id: str

    def to_dict(self) -> dict[str, Any]:
        content = self.content

        placement_id = self.placement_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "content": content,
                "placement_id": placement_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        content = d.pop("content")

        placement_id = d.pop("placement_id")

        placement_file = cls(
            content=content,
            placement_id=placement_id,
        )

        return placement_file
