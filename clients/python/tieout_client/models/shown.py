from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Shown")


@_attrs_define
class Shown:
    """One receipt of a preview, by the answer that was shown.

    Attributes:
        decision_id (str):
        receipt_id (str):
    """

    decision_id: str
    receipt_id: str

    def to_dict(self) -> dict[str, Any]:
        decision_id = self.decision_id

        receipt_id = self.receipt_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "decision_id": decision_id,
                "receipt_id": receipt_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        decision_id = d.pop("decision_id")

        receipt_id = d.pop("receipt_id")

        shown = cls(
            decision_id=decision_id,
            receipt_id=receipt_id,
        )

        return shown
