from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RefusedFile")


@_attrs_define
class RefusedFile:
    """One file of several that was not taken: the problem's code, what it means, and why.

    Attributes:
        detail (str):
        title (str):
        type_ (str):
    """

    detail: str
    title: str
    type_: str

    def to_dict(self) -> dict[str, Any]:
        detail = self.detail

        title = self.title

        type_ = self.type_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "detail": detail,
                "title": title,
                "type": type_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        detail = d.pop("detail")

        title = d.pop("title")

        type_ = d.pop("type")

        refused_file = cls(
            detail=detail,
            title=title,
            type_=type_,
        )

        return refused_file
