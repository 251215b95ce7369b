from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Card")


@_attrs_define
class Card:
    """A card by its processor's token.

    Attributes:
        brand (str):
        customer_number (str):
        expires_on (datetime.date):
        last4 (str):
        processor (str):
        token_id (str):
    """

    brand: str
    customer_number: str
    expires_on: datetime.date
    last4: str
    processor: str
    token_id: str

    def to_dict(self) -> dict[str, Any]:
        brand = self.brand

        customer_number = self.customer_number

        expires_on = self.expires_on.isoformat()

        last4 = self.last4

        processor = self.processor

        token_id = self.token_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "brand": brand,
                "customer_number": customer_number,
                "expires_on": expires_on,
                "last4": last4,
                "processor": processor,
                "token_id": token_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        brand = d.pop("brand")

        customer_number = d.pop("customer_number")

        expires_on = datetime.date.fromisoformat(d.pop("expires_on"))

        last4 = d.pop("last4")

        processor = d.pop("processor")

        token_id = d.pop("token_id")

        card = cls(
            brand=brand,
            customer_number=customer_number,
            expires_on=expires_on,
            last4=last4,
            processor=processor,
            token_id=token_id,
        )

        return card
