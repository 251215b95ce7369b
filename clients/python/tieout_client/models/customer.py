from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Customer")


@_attrs_define
class Customer:
    """Who we sell to.

    Attributes:
        currency (str):
        customer_number (str):
        name (str):
        parent_number (str):
        terms (str):
    """

    currency: str
    customer_number: str
    name: str
    parent_number: str
    terms: str

    def to_dict(self) -> dict[str, Any]:
        currency = self.currency

        customer_number = self.customer_number

        name = self.name

        parent_number = self.parent_number

        terms = self.terms

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "currency": currency,
                "customer_number": customer_number,
                "name": name,
                "parent_number": parent_number,
                "terms": terms,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        currency = d.pop("currency")

        customer_number = d.pop("customer_number")

        name = d.pop("name")

        parent_number = d.pop("parent_number")

        terms = d.pop("terms")

        customer = cls(
            currency=currency,
            customer_number=customer_number,
            name=name,
            parent_number=parent_number,
            terms=terms,
        )

        return customer
