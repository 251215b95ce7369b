from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.simulated_day import SimulatedDay


T = TypeVar("T", bound="Simulation")


@_attrs_define
class Simulation:
    """What a strategy would write.

    Attributes:
        days (list[SimulatedDay]):
    """

    days: list[SimulatedDay]

    def to_dict(self) -> dict[str, Any]:
        days = []
        for days_item_data in self.days:
            days_item = days_item_data.to_dict()
            days.append(days_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "days": days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.simulated_day import SimulatedDay  # noqa: PLC0415

        d = dict(src_dict)
        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = SimulatedDay.from_dict(days_item_data)

            days.append(days_item)

        simulation = cls(
            days=days,
        )

        return simulation
