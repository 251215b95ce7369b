from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Audit")


@_attrs_define
class Audit:
    """A receipt that was drawn: what the bank said of it. What was posted is not told before it is answered.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        audit_id (str):
        bank_reference (str):
        method (str):
        note (str):
        opened_on (datetime.date):
        payer_name (str):
        receipt_id (str):
        received_on (datetime.date):
    """

    amount: Amount
    audit_id: str
    bank_reference: str
    method: str
    note: str
    opened_on: datetime.date
    payer_name: str
    receipt_id: str
    received_on: datetime.date

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        audit_id = self.audit_id

        bank_reference = self.bank_reference

        method = self.method

        note = self.note

        opened_on = self.opened_on.isoformat()

        payer_name = self.payer_name

        receipt_id = self.receipt_id

        received_on = self.received_on.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "audit_id": audit_id,
                "bank_reference": bank_reference,
                "method": method,
                "note": note,
                "opened_on": opened_on,
                "payer_name": payer_name,
                "receipt_id": receipt_id,
                "received_on": received_on,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        audit_id = d.pop("audit_id")

        bank_reference = d.pop("bank_reference")

        method = d.pop("method")

        note = d.pop("note")

        opened_on = datetime.date.fromisoformat(d.pop("opened_on"))

        payer_name = d.pop("payer_name")

        receipt_id = d.pop("receipt_id")

        received_on = datetime.date.fromisoformat(d.pop("received_on"))

        audit = cls(
            amount=amount,
            audit_id=audit_id,
            bank_reference=bank_reference,
            method=method,
            note=note,
            opened_on=opened_on,
            payer_name=payer_name,
            receipt_id=receipt_id,
            received_on=received_on,
        )

        return audit
