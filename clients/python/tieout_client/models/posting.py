from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Posting")


@_attrs_define
class Posting:
    """One side of a movement; debits equal credits within `entry_id` and currency.

    Attributes:
        account (str):
        credit (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        debit (Amount): An amount: whole minor units of an ISO 4217 currency.
        document_number (str):
        entity (str):
        entry_id (str):
        gl_date (datetime.date):
        kind (str):
        posted_at (str):
        posting_id (str):
        receipt_id (str):
        reverses_entry_id (str):
        sequence (int):
    """

    account: str
    credit: Amount
    customer_number: str
    debit: Amount
    document_number: str
    entity: str
    entry_id: str
    gl_date: datetime.date
    kind: str
    posted_at: str
    posting_id: str
    receipt_id: str
    reverses_entry_id: str
    sequence: int

    def to_dict(self) -> dict[str, Any]:
        account = self.account

        credit = self.credit.to_dict()

        customer_number = self.customer_number

        debit = self.debit.to_dict()

        document_number = self.document_number

        entity = self.entity

        entry_id = self.entry_id

        gl_date = self.gl_date.isoformat()

        kind = self.kind

        posted_at = self.posted_at

        posting_id = self.posting_id

        receipt_id = self.receipt_id

        reverses_entry_id = self.reverses_entry_id

        sequence = self.sequence

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "account": account,
                "credit": credit,
                "customer_number": customer_number,
                "debit": debit,
                "document_number": document_number,
                "entity": entity,
                "entry_id": entry_id,
                "gl_date": gl_date,
                "kind": kind,
                "posted_at": posted_at,
                "posting_id": posting_id,
                "receipt_id": receipt_id,
                "reverses_entry_id": reverses_entry_id,
                "sequence": sequence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        account = d.pop("account")

        credit = Amount.from_dict(d.pop("credit"))

        customer_number = d.pop("customer_number")

        debit = Amount.from_dict(d.pop("debit"))

        document_number = d.pop("document_number")

        entity = d.pop("entity")

        entry_id = d.pop("entry_id")

        gl_date = datetime.date.fromisoformat(d.pop("gl_date"))

        kind = d.pop("kind")

        posted_at = d.pop("posted_at")

        posting_id = d.pop("posting_id")

        receipt_id = d.pop("receipt_id")

        reverses_entry_id = d.pop("reverses_entry_id")

        sequence = d.pop("sequence")

        posting = cls(
            account=account,
            credit=credit,
            customer_number=customer_number,
            debit=debit,
            document_number=document_number,
            entity=entity,
            entry_id=entry_id,
            gl_date=gl_date,
            kind=kind,
            posted_at=posted_at,
            posting_id=posting_id,
            receipt_id=receipt_id,
            reverses_entry_id=reverses_entry_id,
            sequence=sequence,
        )

        return posting
