from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Replayed")


@_attrs_define
class Replayed:
    """How many messages are on their way again.

    Attributes:
        messages (int):
    """

    messages: int

    def to_dict(self) -> dict[str, Any]:
        messages = self.messages

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "messages": messages,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        messages = d.pop("messages")

        replayed = cls(
            messages=messages,
        )

        return replayed
