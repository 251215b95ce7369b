from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PolicyValue")


@_attrs_define
class PolicyValue:
    """One value that holds, as the policy's file writes it.

    Attributes:
        key (str):
        meaning (str):
        source (str): The file and line that state it, or `default`.
        value (str):
    """

    key: str
    meaning: str
    source: str
    value: str

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        meaning = self.meaning

        source = self.source

        value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
                "meaning": meaning,
                "source": source,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        meaning = d.pop("meaning")

        source = d.pop("source")

        value = d.pop("value")

        policy_value = cls(
            key=key,
            meaning=meaning,
            source=source,
            value=value,
        )

        return policy_value
