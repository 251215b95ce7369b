from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="SettlementsBooked")


@_attrs_define
class SettlementsBooked:
    """Settlements whose rest was written off, and those of which more is open than was approved.

    Attributes:
        moved (list[str]):
        settled (list[str]):
    """

    moved: list[str]
    settled: list[str]

    def to_dict(self) -> dict[str, Any]:
        moved = self.moved

        settled = self.settled

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "moved": moved,
                "settled": settled,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        moved = cast(list[str], d.pop("moved"))

        settled = cast(list[str], d.pop("settled"))

        settlements_booked = cls(
            moved=moved,
            settled=settled,
        )

        return settlements_booked
