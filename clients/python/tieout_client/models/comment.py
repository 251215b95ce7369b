from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Comment")


@_attrs_define
class Comment:
    """What somebody said of a customer.

    Attributes:
        at (str):
        author (str):
        said (str):
    """

    at: str
    author: str
    said: str

    def to_dict(self) -> dict[str, Any]:
        at = self.at

        author = self.author

        said = self.said

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "author": author,
                "said": said,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = d.pop("at")

        author = d.pop("author")

        said = d.pop("said")

        comment = cls(
            at=at,
            author=author,
            said=said,
        )

        return comment
