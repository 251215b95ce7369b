from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="LastContact")


@_attrs_define
class LastContact:
    """When and how a customer was spoken to last.

    Attributes:
        author (str):
        channel (str):
        happened_on (datetime.date):
        outcome (str):
    """

    author: str
    channel: str
    happened_on: datetime.date
    outcome: str

    def to_dict(self) -> dict[str, Any]:
        author = self.author

        channel = self.channel

        happened_on = self.happened_on.isoformat()

        outcome = self.outcome

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "author": author,
                "channel": channel,
                "happened_on": happened_on,
                "outcome": outcome,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        author = d.pop("author")

        channel = d.pop("channel")

        happened_on = datetime.date.fromisoformat(d.pop("happened_on"))

        outcome = d.pop("outcome")

        last_contact = cls(
            author=author,
            channel=channel,
            happened_on=happened_on,
            outcome=outcome,
        )

        return last_contact
