from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ForcedHold")


@_attrs_define
class ForcedHold:
    """Whether a customer's orders, or one, are held by hand now.

    Attributes:
        customer_number (str):
        held (bool):
        order (str):
    """

    customer_number: str
    held: bool
    order: str

    def to_dict(self) -> dict[str, Any]:
        customer_number = self.customer_number

        held = self.held

        order = self.order

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_number": customer_number,
                "held": held,
                "order": order,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        customer_number = d.pop("customer_number")

        held = d.pop("held")

        order = d.pop("order")

        forced_hold = cls(
            customer_number=customer_number,
            held=held,
            order=order,
        )

        return forced_hold
