from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewCampaign")


@_attrs_define
class NewCampaign:
    """Access is gone through until a day.

    Attributes:
        due_on (datetime.date):
        name (str):
        by (str | Unset):  Default: ''.
    """

    due_on: datetime.date
    name: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        due_on = self.due_on.isoformat()

        name = self.name

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "due_on": due_on,
                "name": name,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        due_on = datetime.date.fromisoformat(d.pop("due_on"))

        name = d.pop("name")

        by = d.pop("by", UNSET)

        new_campaign = cls(
            due_on=due_on,
            name=name,
            by=by,
        )

        return new_campaign
