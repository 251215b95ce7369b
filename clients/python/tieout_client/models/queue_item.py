from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="QueueItem")


@_attrs_define
class QueueItem:
    """Something that waits, and whose it is; `instead_of` is who they stand in for.

    Attributes:
        age_days (int):
        customer_number (str):
        instead_of (str):
        item (str):
        owner (str):
        queue (str):
        says (str):
        since (datetime.date):
    """

    age_days: int
    customer_number: str
    instead_of: str
    item: str
    owner: str
    queue: str
    says: str
    since: datetime.date

    def to_dict(self) -> dict[str, Any]:
        age_days = self.age_days

        customer_number = self.customer_number

        instead_of = self.instead_of

        item = self.item

        owner = self.owner

        queue = self.queue

        says = self.says

        since = self.since.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "age_days": age_days,
                "customer_number": customer_number,
                "instead_of": instead_of,
                "item": item,
                "owner": owner,
                "queue": queue,
                "says": says,
                "since": since,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        age_days = d.pop("age_days")

        customer_number = d.pop("customer_number")

        instead_of = d.pop("instead_of")

        item = d.pop("item")

        owner = d.pop("owner")

        queue = d.pop("queue")

        says = d.pop("says")

        since = datetime.date.fromisoformat(d.pop("since"))

        queue_item = cls(
            age_days=age_days,
            customer_number=customer_number,
            instead_of=instead_of,
            item=item,
            owner=owner,
            queue=queue,
            says=says,
            since=since,
        )

        return queue_item
