from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Campaign")


@_attrs_define
class Campaign:
    """A campaign in which every role is kept or ended.

    Attributes:
        campaign_id (str):
        due_on (datetime.date):
        name (str):
    """

    campaign_id: str
    due_on: datetime.date
    name: str

    def to_dict(self) -> dict[str, Any]:
        campaign_id = self.campaign_id

        due_on = self.due_on.isoformat()

        name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "campaign_id": campaign_id,
                "due_on": due_on,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        campaign_id = d.pop("campaign_id")

        due_on = datetime.date.fromisoformat(d.pop("due_on"))

        name = d.pop("name")

        campaign = cls(
            campaign_id=campaign_id,
            due_on=due_on,
            name=name,
        )

        return campaign
