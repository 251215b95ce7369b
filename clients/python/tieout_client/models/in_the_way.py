from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="InTheWay")


@_attrs_define
class InTheWay:
    """One thing in the way of a close.

    Attributes:
        about (str):
        code (str):
        sentence (str):
    """

    about: str
    code: str
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        about = self.about

        code = self.code

        sentence = self.sentence

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "about": about,
                "code": code,
                "sentence": sentence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        about = d.pop("about")

        code = d.pop("code")

        sentence = d.pop("sentence")

        in_the_way = cls(
            about=about,
            code=code,
            sentence=sentence,
        )

        return in_the_way
