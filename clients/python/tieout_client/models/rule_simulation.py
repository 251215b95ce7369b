from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.simulated_area import SimulatedArea
    from ..models.simulated_change import SimulatedChange
    from ..models.simulated_sum import SimulatedSum


T = TypeVar("T", bound="RuleSimulation")


@_attrs_define
class RuleSimulation:
    """What differs over a period; of `checks` of orders `as_kept` came out by the rules in force as the books say.

    Attributes:
        areas (list[SimulatedArea]):
        as_kept (int):
        changes (list[SimulatedChange]):
        checks (int):
        first (datetime.date):
        last (datetime.date):
        sums (list[SimulatedSum]):
    """

    areas: list[SimulatedArea]
    as_kept: int
    changes: list[SimulatedChange]
    checks: int
    first: datetime.date
    last: datetime.date
    sums: list[SimulatedSum]

    def to_dict(self) -> dict[str, Any]:
        areas = []
        for areas_item_data in self.areas:
            areas_item = areas_item_data.to_dict()
            areas.append(areas_item)

        as_kept = self.as_kept

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        checks = self.checks

        first = self.first.isoformat()

        last = self.last.isoformat()

        sums = []
        for sums_item_data in self.sums:
            sums_item = sums_item_data.to_dict()
            sums.append(sums_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "areas": areas,
                "as_kept": as_kept,
                "changes": changes,
                "checks": checks,
                "first": first,
                "last": last,
                "sums": sums,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.simulated_area import SimulatedArea  # noqa: PLC0415
        from ..models.simulated_change import SimulatedChange  # noqa: PLC0415
        from ..models.simulated_sum import SimulatedSum  # noqa: PLC0415

        d = dict(src_dict)
        areas = []
        _areas = d.pop("areas")
        for areas_item_data in _areas:
            areas_item = SimulatedArea.from_dict(areas_item_data)

            areas.append(areas_item)

        as_kept = d.pop("as_kept")

        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = SimulatedChange.from_dict(changes_item_data)

            changes.append(changes_item)

        checks = d.pop("checks")

        first = datetime.date.fromisoformat(d.pop("first"))

        last = datetime.date.fromisoformat(d.pop("last"))

        sums = []
        _sums = d.pop("sums")
        for sums_item_data in _sums:
            sums_item = SimulatedSum.from_dict(sums_item_data)

            sums.append(sums_item)

        rule_simulation = cls(
            areas=areas,
            as_kept=as_kept,
            changes=changes,
            checks=checks,
            first=first,
            last=last,
            sums=sums,
        )

        return rule_simulation
