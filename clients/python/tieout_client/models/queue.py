from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.queue_owners import QueueOwners


T = TypeVar("T", bound="Queue")


@_attrs_define
class Queue:
    """A queue: how much waits in it, and how much of that each owner has; nobody's stands under an empty name.

    Attributes:
        owners (QueueOwners):
        queue (str):
        title (str):
        waiting (int):
    """

    owners: QueueOwners
    queue: str
    title: str
    waiting: int

    def to_dict(self) -> dict[str, Any]:
        owners = self.owners.to_dict()

        queue = self.queue

        title = self.title

        waiting = self.waiting

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "owners": owners,
                "queue": queue,
                "title": title,
                "waiting": waiting,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.queue_owners import QueueOwners  # noqa: PLC0415

        d = dict(src_dict)
        owners = QueueOwners.from_dict(d.pop("owners"))

        queue = d.pop("queue")

        title = d.pop("title")

        waiting = d.pop("waiting")

        queue = cls(
            owners=owners,
            queue=queue,
            title=title,
            waiting=waiting,
        )

        return queue
