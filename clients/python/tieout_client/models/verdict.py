from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Verdict")


@_attrs_define
class Verdict:
    """What was decided, and how many entries that made.

    Attributes:
        booked_on (list[datetime.date]): The GL days of the entries: others than asked for where months closed.
        entries (int):
        request_id (str):
        verdict (str):
    """

    booked_on: list[datetime.date]
    entries: int
    request_id: str
    verdict: str

    def to_dict(self) -> dict[str, Any]:
        booked_on = []
        for booked_on_item_data in self.booked_on:
            booked_on_item = booked_on_item_data.isoformat()
            booked_on.append(booked_on_item)

        entries = self.entries

        request_id = self.request_id

        verdict = self.verdict

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "booked_on": booked_on,
                "entries": entries,
                "request_id": request_id,
                "verdict": verdict,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        booked_on = []
        _booked_on = d.pop("booked_on")
        for booked_on_item_data in _booked_on:
            booked_on_item = datetime.date.fromisoformat(booked_on_item_data)

            booked_on.append(booked_on_item)

        entries = d.pop("entries")

        request_id = d.pop("request_id")

        verdict = d.pop("verdict")

        verdict = cls(
            booked_on=booked_on,
            entries=entries,
            request_id=request_id,
            verdict=verdict,
        )

        return verdict
