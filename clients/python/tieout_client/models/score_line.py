from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ScoreLine")


@_attrs_define
class ScoreLine:
    """What one component of the score gave; nulls where it is not known.

    Attributes:
        name (str):
        part (str):
        points (int | None):
        value (None | str):
        weight (int):
    """

    name: str
    part: str
    points: int | None
    value: None | str
    weight: int

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        part = self.part

        points: int | None
        points = self.points

        value: None | str
        value = self.value

        weight = self.weight

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "part": part,
                "points": points,
                "value": value,
                "weight": weight,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        part = d.pop("part")

        def _parse_points(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        points = _parse_points(d.pop("points"))

        def _parse_value(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        value = _parse_value(d.pop("value"))

        weight = d.pop("weight")

        score_line = cls(
            name=name,
            part=part,
            points=points,
            value=value,
            weight=weight,
        )

        return score_line
