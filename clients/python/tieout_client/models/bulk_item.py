from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.bulk_item_booked_as import BulkItemBookedAs, check_bulk_item_booked_as
from ..models.bulk_item_document_type import BulkItemDocumentType, check_bulk_item_document_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="BulkItem")


@_attrs_define
class BulkItem:
    """A document that another system has booked, or that is issued here; credit memos are negative.

    `open_amount`: else all of it is open.

        Attributes:
            amount (Amount): An amount: whole minor units of an ISO 4217 currency.
            customer_number (str):
            document_number (str):
            document_type (BulkItemDocumentType):
            issue_date (datetime.date):
            bill_to (str | Unset):  Default: ''.
            booked_as (BulkItemBookedAs | Unset): `issued`: revenue, tax and freight of an invoice or debit memo are booked
                here. Default: 'opening'.
            delivery_number (str | Unset):  Default: ''.
            description (str | Unset):  Default: ''.
            due_date (datetime.date | None | Unset): Else the terms give it.
            freight_amount (Amount | None | Unset):
            open_amount (Amount | None | Unset):
            order_number (str | Unset):  Default: ''.
            po_number (str | Unset):  Default: ''.
            tax_amount (Amount | None | Unset):
            terms (str | Unset): Else those the customer had on the day of the document. Default: ''.
    """

    amount: Amount
    customer_number: str
    document_number: str
    document_type: BulkItemDocumentType
    issue_date: datetime.date
    bill_to: str | Unset = ""
    booked_as: BulkItemBookedAs | Unset = "opening"
    delivery_number: str | Unset = ""
    description: str | Unset = ""
    due_date: datetime.date | None | Unset = UNSET
    freight_amount: Amount | None | Unset = UNSET
    open_amount: Amount | None | Unset = UNSET
    order_number: str | Unset = ""
    po_number: str | Unset = ""
    tax_amount: Amount | None | Unset = UNSET
    terms: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        amount = self.amount.to_dict()

        customer_number = self.customer_number

        document_number = self.document_number

        document_type: str = self.document_type

        issue_date = self.issue_date.isoformat()

        bill_to = self.bill_to

        booked_as: str | Unset = UNSET
        if not isinstance(self.booked_as, Unset):
            booked_as = self.booked_as

        delivery_number = self.delivery_number

        description = self.description

        due_date: None | str | Unset
        if isinstance(self.due_date, Unset):
            due_date = UNSET
        elif isinstance(self.due_date, datetime.date):
            due_date = self.due_date.isoformat()
        else:
            due_date = self.due_date

        freight_amount: dict[str, Any] | None | Unset
        if isinstance(self.freight_amount, Unset):
            freight_amount = UNSET
        elif isinstance(self.freight_amount, Amount):
            freight_amount = self.freight_amount.to_dict()
        else:
            freight_amount = self.freight_amount

        open_amount: dict[str, Any] | None | Unset
        if isinstance(self.open_amount, Unset):
            open_amount = UNSET
        elif isinstance(self.open_amount, Amount):
            open_amount = self.open_amount.to_dict()
        else:
            open_amount = self.open_amount

        order_number = self.order_number

        po_number = self.po_number

        tax_amount: dict[str, Any] | None | Unset
        if isinstance(self.tax_amount, Unset):
            tax_amount = UNSET
        elif isinstance(self.tax_amount, Amount):
            tax_amount = self.tax_amount.to_dict()
        else:
            tax_amount = self.tax_amount

        terms = self.terms

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "customer_number": customer_number,
                "document_number": document_number,
                "document_type": document_type,
                "issue_date": issue_date,
            }
        )
        if bill_to is not UNSET:
            field_dict["bill_to"] = bill_to
        if booked_as is not UNSET:
            field_dict["booked_as"] = booked_as
        if delivery_number is not UNSET:
            field_dict["delivery_number"] = delivery_number
        if description is not UNSET:
            field_dict["description"] = description
        if due_date is not UNSET:
            field_dict["due_date"] = due_date
        if freight_amount is not UNSET:
            field_dict["freight_amount"] = freight_amount
        if open_amount is not UNSET:
            field_dict["open_amount"] = open_amount
        if order_number is not UNSET:
            field_dict["order_number"] = order_number
        if po_number is not UNSET:
            field_dict["po_number"] = po_number
        if tax_amount is not UNSET:
            field_dict["tax_amount"] = tax_amount
        if terms is not UNSET:
            field_dict["terms"] = terms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        customer_number = d.pop("customer_number")

        document_number = d.pop("document_number")

        document_type = check_bulk_item_document_type(d.pop("document_type"))

        issue_date = datetime.date.fromisoformat(d.pop("issue_date"))

        bill_to = d.pop("bill_to", UNSET)

        _booked_as = d.pop("booked_as", UNSET)
        booked_as: BulkItemBookedAs | Unset
        if isinstance(_booked_as, Unset):
            booked_as = UNSET
        else:
            booked_as = check_bulk_item_booked_as(_booked_as)

        delivery_number = d.pop("delivery_number", UNSET)

        description = d.pop("description", UNSET)

        def _parse_due_date(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_date_type_0 = datetime.date.fromisoformat(data)

                return due_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        due_date = _parse_due_date(d.pop("due_date", UNSET))

        def _parse_freight_amount(data: object) -> Amount | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                freight_amount_type_0 = Amount.from_dict(data)

                return freight_amount_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None | Unset, data)

        freight_amount = _parse_freight_amount(d.pop("freight_amount", UNSET))

        def _parse_open_amount(data: object) -> Amount | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                open_amount_type_0 = Amount.from_dict(data)

                return open_amount_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None | Unset, data)

        open_amount = _parse_open_amount(d.pop("open_amount", UNSET))

        order_number = d.pop("order_number", UNSET)

        po_number = d.pop("po_number", UNSET)

        def _parse_tax_amount(data: object) -> Amount | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                tax_amount_type_0 = Amount.from_dict(data)

                return tax_amount_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None | Unset, data)

        tax_amount = _parse_tax_amount(d.pop("tax_amount", UNSET))

        terms = d.pop("terms", UNSET)

        bulk_item = cls(
            amount=amount,
            customer_number=customer_number,
            document_number=document_number,
            document_type=document_type,
            issue_date=issue_date,
            bill_to=bill_to,
            booked_as=booked_as,
            delivery_number=delivery_number,
            description=description,
            due_date=due_date,
            freight_amount=freight_amount,
            open_amount=open_amount,
            order_number=order_number,
            po_number=po_number,
            tax_amount=tax_amount,
            terms=terms,
        )

        return bulk_item
