from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Erp")


@_attrs_define
class Erp:
    """An ERP that is written to, and how many documents are in each state.

    Attributes:
        adapter (str):
        confirmed (int):
        entity (str):
        erp (str):
        pending (int):
        rejected (int):
        sent (int):
        title (str):
        uncertain (int):
    """

    adapter: str
    confirmed: int
    entity: str
    erp: str
    pending: int
    rejected: int
    sent: int
    title: str
    uncertain: int

    def to_dict(self) -> dict[str, Any]:
        adapter = self.adapter

        confirmed = self.confirmed

        entity = self.entity

        erp = self.erp

        pending = self.pending

        rejected = self.rejected

        sent = self.sent

        title = self.title

        uncertain = self.uncertain

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "adapter": adapter,
                "confirmed": confirmed,
                "entity": entity,
                "erp": erp,
                "pending": pending,
                "rejected": rejected,
                "sent": sent,
                "title": title,
                "uncertain": uncertain,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        adapter = d.pop("adapter")

        confirmed = d.pop("confirmed")

        entity = d.pop("entity")

        erp = d.pop("erp")

        pending = d.pop("pending")

        rejected = d.pop("rejected")

        sent = d.pop("sent")

        title = d.pop("title")

        uncertain = d.pop("uncertain")

        erp = cls(
            adapter=adapter,
            confirmed=confirmed,
            entity=entity,
            erp=erp,
            pending=pending,
            rejected=rejected,
            sent=sent,
            title=title,
            uncertain=uncertain,
        )

        return erp
