from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Watched")


@_attrs_define
class Watched:
    """A customer that one watches.

    Attributes:
        customer_number (str):
    """

    customer_number: str

    def to_dict(self) -> dict[str, Any]:
        customer_number = self.customer_number

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_number": customer_number,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        customer_number = d.pop("customer_number")

        watched = cls(
            customer_number=customer_number,
        )

        return watched
