from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.left_alone import LeftAlone
    from ..models.planned_letter import PlannedLetter


T = TypeVar("T", bound="DunningPlan")


@_attrs_define
class DunningPlan:
    """The letters of a day as they would go out; `stale` says why they may not, empty where they may.

    Attributes:
        as_of (datetime.date):
        left_alone (list[LeftAlone]):
        letters (list[PlannedLetter]):
        stale (str):
    """

    as_of: datetime.date
    left_alone: list[LeftAlone]
    letters: list[PlannedLetter]
    stale: str

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        left_alone = []
        for left_alone_item_data in self.left_alone:
            left_alone_item = left_alone_item_data.to_dict()
            left_alone.append(left_alone_item)

        letters = []
        for letters_item_data in self.letters:
            letters_item = letters_item_data.to_dict()
            letters.append(letters_item)

        stale = self.stale

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "left_alone": left_alone,
                "letters": letters,
                "stale": stale,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.left_alone import LeftAlone  # noqa: PLC0415
        from ..models.planned_letter import PlannedLetter  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        left_alone = []
        _left_alone = d.pop("left_alone")
        for left_alone_item_data in _left_alone:
            left_alone_item = LeftAlone.from_dict(left_alone_item_data)

            left_alone.append(left_alone_item)

        letters = []
        _letters = d.pop("letters")
        for letters_item_data in _letters:
            letters_item = PlannedLetter.from_dict(letters_item_data)

            letters.append(letters_item)

        stale = d.pop("stale")

        dunning_plan = cls(
            as_of=as_of,
            left_alone=left_alone,
            letters=letters,
            stale=stale,
        )

        return dunning_plan
