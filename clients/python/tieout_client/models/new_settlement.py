from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewSettlement")


@_attrs_define
class NewSettlement:
    """Whether a letter that nobody knows about went, and how you know.

    Attributes:
        note (str):
        sent (bool):
        by (str | Unset):  Default: ''.
    """

    note: str
    sent: bool
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        note = self.note

        sent = self.sent

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "note": note,
                "sent": sent,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        note = d.pop("note")

        sent = d.pop("sent")

        by = d.pop("by", UNSET)

        new_settlement = cls(
            note=note,
            sent=sent,
            by=by,
        )

        return new_settlement
