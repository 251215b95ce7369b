from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="LeftAlone")


@_attrs_define
class LeftAlone:
    """A document past due that is in no letter, and why.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        days_past_due (int):
        document_number (str):
        reason (str):
    """

    amount: Amount
    customer_number: str
    days_past_due: int
    document_number: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        customer_number = self.customer_number

        days_past_due = self.days_past_due

        document_number = self.document_number

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "customer_number": customer_number,
                "days_past_due": days_past_due,
                "document_number": document_number,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        customer_number = d.pop("customer_number")

        days_past_due = d.pop("days_past_due")

        document_number = d.pop("document_number")

        reason = d.pop("reason")

        left_alone = cls(
            amount=amount,
            customer_number=customer_number,
            days_past_due=days_past_due,
            document_number=document_number,
            reason=reason,
        )

        return left_alone
