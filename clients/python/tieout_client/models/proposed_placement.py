from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="ProposedPlacement")


@_attrs_define
class ProposedPlacement:
    """Documents of a customer that are late enough to be placed.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        documents (list[str]):
        oldest_days (int):
    """

    amount: Amount
    customer_number: str
    documents: list[str]
    oldest_days: int

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        customer_number = self.customer_number

        documents = self.documents

        oldest_days = self.oldest_days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "customer_number": customer_number,
                "documents": documents,
                "oldest_days": oldest_days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        customer_number = d.pop("customer_number")

        documents = cast(list[str], d.pop("documents"))

        oldest_days = d.pop("oldest_days")

        proposed_placement = cls(
            amount=amount,
            customer_number=customer_number,
            documents=documents,
            oldest_days=oldest_days,
        )

        return proposed_placement
