from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewRemittance")


@_attrs_define
class NewRemittance:
    """Money that an agency remitted net of its fee: the receipt it is in our books.

    Attributes:
        reason (str):
        receipt_id (str):
        by (str | Unset):  Default: ''.
    """

    reason: str
    receipt_id: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        receipt_id = self.receipt_id

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
                "receipt_id": receipt_id,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = d.pop("reason")

        receipt_id = d.pop("receipt_id")

        by = d.pop("by", UNSET)

        new_remittance = cls(
            reason=reason,
            receipt_id=receipt_id,
            by=by,
        )

        return new_remittance
