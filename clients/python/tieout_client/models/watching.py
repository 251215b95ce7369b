from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Watching")


@_attrs_define
class Watching:
    """Whether one watches a customer from now on.

    Attributes:
        watching (bool):
        by (str | Unset):  Default: ''.
    """

    watching: bool
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        watching = self.watching

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "watching": watching,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        watching = d.pop("watching")

        by = d.pop("by", UNSET)

        watching = cls(
            watching=watching,
            by=by,
        )

        return watching
