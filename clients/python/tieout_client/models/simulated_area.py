from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.simulated_area_area import SimulatedAreaArea, check_simulated_area_area

T = TypeVar("T", bound="SimulatedArea")


@_attrs_define
class SimulatedArea:
    """How many things the rules of an area bring, before and after.

    Attributes:
        after (int):
        area (SimulatedAreaArea):
        before (int):
    """

    after: int
    area: SimulatedAreaArea
    before: int

    def to_dict(self) -> dict[str, Any]:
        after = self.after

        area: str = self.area

        before = self.before

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "after": after,
                "area": area,
                "before": before,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        after = d.pop("after")

        area = check_simulated_area_area(d.pop("area"))

        before = d.pop("before")

        simulated_area = cls(
            after=after,
            area=area,
            before=before,
        )

        return simulated_area
