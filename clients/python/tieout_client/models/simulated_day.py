from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.simulated_day_left_alone import SimulatedDayLeftAlone
    from ..models.simulated_day_letters import SimulatedDayLetters


T = TypeVar("T", bound="SimulatedDay")


@_attrs_define
class SimulatedDay:
    """A day of a simulation: letters by level and channel, what they ask for, documents left alone by reason.

    Attributes:
        asked_for (list[Amount]):
        left_alone (SimulatedDayLeftAlone):
        letters (SimulatedDayLetters):
        on (datetime.date):
    """

    asked_for: list[Amount]
    left_alone: SimulatedDayLeftAlone
    letters: SimulatedDayLetters
    on: datetime.date

    def to_dict(self) -> dict[str, Any]:
        asked_for = []
        for asked_for_item_data in self.asked_for:
            asked_for_item = asked_for_item_data.to_dict()
            asked_for.append(asked_for_item)

        left_alone = self.left_alone.to_dict()

        letters = self.letters.to_dict()

        on = self.on.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "asked_for": asked_for,
                "left_alone": left_alone,
                "letters": letters,
                "on": on,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.simulated_day_left_alone import SimulatedDayLeftAlone  # noqa: PLC0415
        from ..models.simulated_day_letters import SimulatedDayLetters  # noqa: PLC0415

        d = dict(src_dict)
        asked_for = []
        _asked_for = d.pop("asked_for")
        for asked_for_item_data in _asked_for:
            asked_for_item = Amount.from_dict(asked_for_item_data)

            asked_for.append(asked_for_item)

        left_alone = SimulatedDayLeftAlone.from_dict(d.pop("left_alone"))

        letters = SimulatedDayLetters.from_dict(d.pop("letters"))

        on = datetime.date.fromisoformat(d.pop("on"))

        simulated_day = cls(
            asked_for=asked_for,
            left_alone=left_alone,
            letters=letters,
            on=on,
        )

        return simulated_day
