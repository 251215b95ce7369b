from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewCardRefund")


@_attrs_define
class NewCardRefund:
    """An approved refund goes back to the card that paid.

    Attributes:
        request_id (str):
        by (str | Unset):  Default: ''.
    """

    request_id: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        request_id = self.request_id

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "request_id": request_id,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        request_id = d.pop("request_id")

        by = d.pop("by", UNSET)

        new_card_refund = cls(
            request_id=request_id,
            by=by,
        )

        return new_card_refund
