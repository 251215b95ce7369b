from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_customer_facts import NewCustomerFacts


T = TypeVar("T", bound="NewCustomer")


@_attrs_define
class NewCustomer:
    """A customer that is made.

    Attributes:
        customer_number (str):
        facts (NewCustomerFacts): Columns of the sheet of customers; `name` is needed.
        by (str | Unset):  Default: ''.
    """

    customer_number: str
    facts: NewCustomerFacts
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        customer_number = self.customer_number

        facts = self.facts.to_dict()

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_number": customer_number,
                "facts": facts,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_customer_facts import NewCustomerFacts  # noqa: PLC0415

        d = dict(src_dict)
        customer_number = d.pop("customer_number")

        facts = NewCustomerFacts.from_dict(d.pop("facts"))

        by = d.pop("by", UNSET)

        new_customer = cls(
            customer_number=customer_number,
            facts=facts,
            by=by,
        )

        return new_customer
