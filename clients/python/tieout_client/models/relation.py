from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Relation")


@_attrs_define
class Relation:
    """A customer to which somebody is related, or is no longer, and why.

    Attributes:
        customer_number (str):
        reason (str):
    """

    customer_number: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        customer_number = self.customer_number

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_number": customer_number,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        customer_number = d.pop("customer_number")

        reason = d.pop("reason")

        relation = cls(
            customer_number=customer_number,
            reason=reason,
        )

        return relation
