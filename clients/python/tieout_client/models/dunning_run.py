from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.dunning_run_left_alone import DunningRunLeftAlone


T = TypeVar("T", bound="DunningRun")


@_attrs_define
class DunningRun:
    """The letters that a run queued, and how many documents it left alone, by reason.

    Attributes:
        as_of (datetime.date):
        left_alone (DunningRunLeftAlone):
        notice_ids (list[str]):
    """

    as_of: datetime.date
    left_alone: DunningRunLeftAlone
    notice_ids: list[str]

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        left_alone = self.left_alone.to_dict()

        notice_ids = self.notice_ids

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "left_alone": left_alone,
                "notice_ids": notice_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dunning_run_left_alone import DunningRunLeftAlone  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        left_alone = DunningRunLeftAlone.from_dict(d.pop("left_alone"))

        notice_ids = cast(list[str], d.pop("notice_ids"))

        dunning_run = cls(
            as_of=as_of,
            left_alone=left_alone,
            notice_ids=notice_ids,
        )

        return dunning_run
