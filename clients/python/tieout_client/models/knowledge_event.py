from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="KnowledgeEvent")


@_attrs_define
class KnowledgeEvent:
    """One lesson: `confirmed`, `contradicted`, `retracted`, `proposed`, `asked` for, `approved` or `retired`.

    Attributes:
        by (str):
        event (str):
        note (str):
        receipt_id (str):
        taught_at (str):
    """

    by: str
    event: str
    note: str
    receipt_id: str
    taught_at: str

    def to_dict(self) -> dict[str, Any]:
        by = self.by

        event = self.event

        note = self.note

        receipt_id = self.receipt_id

        taught_at = self.taught_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "by": by,
                "event": event,
                "note": note,
                "receipt_id": receipt_id,
                "taught_at": taught_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        by = d.pop("by")

        event = d.pop("event")

        note = d.pop("note")

        receipt_id = d.pop("receipt_id")

        taught_at = d.pop("taught_at")

        knowledge_event = cls(
            by=by,
            event=event,
            note=note,
            receipt_id=receipt_id,
            taught_at=taught_at,
        )

        return knowledge_event
