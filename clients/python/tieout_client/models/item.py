from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Item")


@_attrs_define
class Item:
    """A document with what is left on it; credit memos are negative.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        document_number (str):
        document_type (str):
        due_date (datetime.date):
        issue_date (datetime.date):
        item_id (str):
        open_ (Amount): An amount: whole minor units of an ISO 4217 currency.
        po_number (str):
    """

    amount: Amount
    customer_number: str
    document_number: str
    document_type: str
    due_date: datetime.date
    issue_date: datetime.date
    item_id: str
    open_: Amount
    po_number: str

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        customer_number = self.customer_number

        document_number = self.document_number

        document_type = self.document_type

        due_date = self.due_date.isoformat()

        issue_date = self.issue_date.isoformat()

        item_id = self.item_id

        open_ = self.open_.to_dict()

        po_number = self.po_number

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "customer_number": customer_number,
                "document_number": document_number,
                "document_type": document_type,
                "due_date": due_date,
                "issue_date": issue_date,
                "item_id": item_id,
                "open": open_,
                "po_number": po_number,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        customer_number = d.pop("customer_number")

        document_number = d.pop("document_number")

        document_type = d.pop("document_type")

        due_date = datetime.date.fromisoformat(d.pop("due_date"))

        issue_date = datetime.date.fromisoformat(d.pop("issue_date"))

        item_id = d.pop("item_id")

        open_ = Amount.from_dict(d.pop("open"))

        po_number = d.pop("po_number")

        item = cls(
            amount=amount,
            customer_number=customer_number,
            document_number=document_number,
            document_type=document_type,
            due_date=due_date,
            issue_date=issue_date,
            item_id=item_id,
            open_=open_,
            po_number=po_number,
        )

        return item
