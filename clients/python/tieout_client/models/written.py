from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Written")


@_attrs_define
class Written:
    """A contact that is in the log.

    Attributes:
        contact_id (str):
        customer_number (str):
    """

    contact_id: str
    customer_number: str

    def to_dict(self) -> dict[str, Any]:
        contact_id = self.contact_id

        customer_number = self.customer_number

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "contact_id": contact_id,
                "customer_number": customer_number,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contact_id = d.pop("contact_id")

        customer_number = d.pop("customer_number")

        written = cls(
            contact_id=contact_id,
            customer_number=customer_number,
        )

        return written
