from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.in_the_way import InTheWay
    from ..models.ready_waiting import ReadyWaiting


T = TypeVar("T", bound="Ready")


@_attrs_define
class Ready:
    """How far a month is.

    Attributes:
        as_of (datetime.date):
        blockers (list[InTheWay]):
        can_close (bool):
        lifted (list[InTheWay]): What an approver's exception lifts.
        month (str):
        waiting (ReadyWaiting): How much waits in the month by kind of event.
    """

    as_of: datetime.date
    blockers: list[InTheWay]
    can_close: bool
    lifted: list[InTheWay]
    month: str
    waiting: ReadyWaiting

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        blockers = []
        for blockers_item_data in self.blockers:
            blockers_item = blockers_item_data.to_dict()
            blockers.append(blockers_item)

        can_close = self.can_close

        lifted = []
        for lifted_item_data in self.lifted:
            lifted_item = lifted_item_data.to_dict()
            lifted.append(lifted_item)

        month = self.month

        waiting = self.waiting.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "blockers": blockers,
                "can_close": can_close,
                "lifted": lifted,
                "month": month,
                "waiting": waiting,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.in_the_way import InTheWay  # noqa: PLC0415
        from ..models.ready_waiting import ReadyWaiting  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        blockers = []
        _blockers = d.pop("blockers")
        for blockers_item_data in _blockers:
            blockers_item = InTheWay.from_dict(blockers_item_data)

            blockers.append(blockers_item)

        can_close = d.pop("can_close")

        lifted = []
        _lifted = d.pop("lifted")
        for lifted_item_data in _lifted:
            lifted_item = InTheWay.from_dict(lifted_item_data)

            lifted.append(lifted_item)

        month = d.pop("month")

        waiting = ReadyWaiting.from_dict(d.pop("waiting"))

        ready = cls(
            as_of=as_of,
            blockers=blockers,
            can_close=can_close,
            lifted=lifted,
            month=month,
            waiting=waiting,
        )

        return ready
