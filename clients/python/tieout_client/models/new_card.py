from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewCard")


@_attrs_define
class NewCard:
    """A processor's token of a customer's card. A text that looks like a card number is refused.

    Attributes:
        customer_number (str):
        expires_on (datetime.date): The last day of the card.
        processor (str):
        token (str):
        brand (str | Unset):  Default: ''.
        by (str | Unset):  Default: ''.
        last4 (str | Unset):  Default: ''.
    """

    customer_number: str
    expires_on: datetime.date
    processor: str
    token: str
    brand: str | Unset = ""
    by: str | Unset = ""
    last4: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        customer_number = self.customer_number

        expires_on = self.expires_on.isoformat()

        processor = self.processor

        token = self.token

        brand = self.brand

        by = self.by

        last4 = self.last4

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_number": customer_number,
                "expires_on": expires_on,
                "processor": processor,
                "token": token,
            }
        )
        if brand is not UNSET:
            field_dict["brand"] = brand
        if by is not UNSET:
            field_dict["by"] = by
        if last4 is not UNSET:
            field_dict["last4"] = last4

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        customer_number = d.pop("customer_number")

        expires_on = datetime.date.fromisoformat(d.pop("expires_on"))

        processor = d.pop("processor")

        token = d.pop("token")

        brand = d.pop("brand", UNSET)

        by = d.pop("by", UNSET)

        last4 = d.pop("last4", UNSET)

        new_card = cls(
            customer_number=customer_number,
            expires_on=expires_on,
            processor=processor,
            token=token,
            brand=brand,
            by=by,
            last4=last4,
        )

        return new_card
