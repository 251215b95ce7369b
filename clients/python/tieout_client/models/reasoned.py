from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Reasoned")


@_attrs_define
class Reasoned:
    """A reason to call, and its points.

    Attributes:
        points (int):
        says (str):
    """

    points: int
    says: str

    def to_dict(self) -> dict[str, Any]:
        points = self.points

        says = self.says

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "points": points,
                "says": says,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        points = d.pop("points")

        says = d.pop("says")

        reasoned = cls(
            points=points,
            says=says,
        )

        return reasoned
