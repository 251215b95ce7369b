from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Identify")


@_attrs_define
class Identify:
    """Say who paid; it stays in the queue for its items.

    Attributes:
        act (Literal['identify']):
        customer_number (str):
        by (str | Unset):  Default: ''.
        note (str | Unset):  Default: ''.
    """

    act: Literal["identify"]
    customer_number: str
    by: str | Unset = ""
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        act = self.act

        customer_number = self.customer_number

        by = self.by

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "act": act,
                "customer_number": customer_number,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        act = cast(Literal["identify"], d.pop("act"))
        if act != "identify":
            raise ValueError(f"act must match const 'identify', got '{act}'")

        customer_number = d.pop("customer_number")

        by = d.pop("by", UNSET)

        note = d.pop("note", UNSET)

        identify = cls(
            act=act,
            customer_number=customer_number,
            by=by,
            note=note,
        )

        return identify
