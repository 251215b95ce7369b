from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewForcedHold")


@_attrs_define
class NewForcedHold:
    """A hold by hand of a customer's orders, or of one; `held` false ends it.

    Attributes:
        customer_number (str):
        note (str):
        by (str | Unset):  Default: ''.
        held (bool | Unset):  Default: True.
        order (str | Unset):  Default: ''.
    """

    customer_number: str
    note: str
    by: str | Unset = ""
    held: bool | Unset = True
    order: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        customer_number = self.customer_number

        note = self.note

        by = self.by

        held = self.held

        order = self.order

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_number": customer_number,
                "note": note,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if held is not UNSET:
            field_dict["held"] = held
        if order is not UNSET:
            field_dict["order"] = order

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        customer_number = d.pop("customer_number")

        note = d.pop("note")

        by = d.pop("by", UNSET)

        held = d.pop("held", UNSET)

        order = d.pop("order", UNSET)

        new_forced_hold = cls(
            customer_number=customer_number,
            note=note,
            by=by,
            held=held,
            order=order,
        )

        return new_forced_hold
