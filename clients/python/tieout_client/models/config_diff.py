from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ConfigDiff")


@_attrs_define
class ConfigDiff:
    """The lines that differ, as `diff -u` tells them.

    Attributes:
        lines (list[str]):
    """

    lines: list[str]

    def to_dict(self) -> dict[str, Any]:
        lines = self.lines

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "lines": lines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lines = cast(list[str], d.pop("lines"))

        config_diff = cls(
            lines=lines,
        )

        return config_diff
