from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ReceiptEvent")


@_attrs_define
class ReceiptEvent:
    """What was done to the receipt, by whom, when.

    Attributes:
        actor (str):
        at (str):
        detail (str):
        what (str):
    """

    actor: str
    at: str
    detail: str
    what: str

    def to_dict(self) -> dict[str, Any]:
        actor = self.actor

        at = self.at

        detail = self.detail

        what = self.what

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "actor": actor,
                "at": at,
                "detail": detail,
                "what": what,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        actor = d.pop("actor")

        at = d.pop("at")

        detail = d.pop("detail")

        what = d.pop("what")

        receipt_event = cls(
            actor=actor,
            at=at,
            detail=detail,
            what=what,
        )

        return receipt_event
