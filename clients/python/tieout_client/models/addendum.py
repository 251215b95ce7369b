from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Addendum")


@_attrs_define
class Addendum:
    """What was added to a contact, by whom and when.

    Attributes:
        author (str):
        note (str):
        recorded_at (str):
    """

    author: str
    note: str
    recorded_at: str

    def to_dict(self) -> dict[str, Any]:
        author = self.author

        note = self.note

        recorded_at = self.recorded_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "author": author,
                "note": note,
                "recorded_at": recorded_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        author = d.pop("author")

        note = d.pop("note")

        recorded_at = d.pop("recorded_at")

        addendum = cls(
            author=author,
            note=note,
            recorded_at=recorded_at,
        )

        return addendum
