from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewAcceptance")


@_attrs_define
class NewAcceptance:
    """Until when a conflict of duties may stand, and what is looked at instead.

    Attributes:
        reason (str):
        until (datetime.date):
        by (str | Unset):  Default: ''.
    """

    reason: str
    until: datetime.date
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        until = self.until.isoformat()

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
                "until": until,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = d.pop("reason")

        until = datetime.date.fromisoformat(d.pop("until"))

        by = d.pop("by", UNSET)

        new_acceptance = cls(
            reason=reason,
            until=until,
            by=by,
        )

        return new_acceptance
