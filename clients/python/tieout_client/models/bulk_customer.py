from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.bulk_customer_facts import BulkCustomerFacts


T = TypeVar("T", bound="BulkCustomer")


@_attrs_define
class BulkCustomer:
    """A customer that is made or changed: columns of the sheet of customers; what is not said stays.

    Attributes:
        customer_number (str):
        facts (BulkCustomerFacts): Columns of the sheet; a new customer needs `name`.
    """

    customer_number: str
    facts: BulkCustomerFacts

    def to_dict(self) -> dict[str, Any]:
        customer_number = self.customer_number

        facts = self.facts.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_number": customer_number,
                "facts": facts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bulk_customer_facts import BulkCustomerFacts  # noqa: PLC0415

        d = dict(src_dict)
        customer_number = d.pop("customer_number")

        facts = BulkCustomerFacts.from_dict(d.pop("facts"))

        bulk_customer = cls(
            customer_number=customer_number,
            facts=facts,
        )

        return bulk_customer
