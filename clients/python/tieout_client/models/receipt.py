from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Receipt")


@_attrs_define
class Receipt:
    """Money that reached us, and what happened to it.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        applied (Amount): An amount: whole minor units of an ISO 4217 currency.
        bank_reference (str):
        confidence (float | None):
        customer_number (str):
        decided_by (str):
        method (str):
        payer_account (str): Masked to its last four digits.
        payer_name (str):
        reason (str):
        receipt_id (str):
        received_on (datetime.date):
        source_file (str):
        source_line (int):
        status (str):
        unapplied (Amount): An amount: whole minor units of an ISO 4217 currency.
    """

    amount: Amount
    applied: Amount
    bank_reference: str
    confidence: float | None
    customer_number: str
    decided_by: str
    method: str
    payer_account: str
    payer_name: str
    reason: str
    receipt_id: str
    received_on: datetime.date
    source_file: str
    source_line: int
    status: str
    unapplied: Amount

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        applied = self.applied.to_dict()

        bank_reference = self.bank_reference

        confidence: float | None
        confidence = self.confidence

        customer_number = self.customer_number

        decided_by = self.decided_by

        method = self.method

        payer_account = self.payer_account

        payer_name = self.payer_name

        reason = self.reason

        receipt_id = self.receipt_id

        received_on = self.received_on.isoformat()

        source_file = self.source_file

        source_line = self.source_line

        status = self.status

        unapplied = self.unapplied.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "applied": applied,
                "bank_reference": bank_reference,
                "confidence": confidence,
                "customer_number": customer_number,
                "decided_by": decided_by,
                "method": method,
                "payer_account": payer_account,
                "payer_name": payer_name,
                "reason": reason,
                "receipt_id": receipt_id,
                "received_on": received_on,
                "source_file": source_file,
                "source_line": source_line,
                "status": status,
                "unapplied": unapplied,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        applied = Amount.from_dict(d.pop("applied"))

        bank_reference = d.pop("bank_reference")

        def _parse_confidence(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        confidence = _parse_confidence(d.pop("confidence"))

        customer_number = d.pop("customer_number")

        decided_by = d.pop("decided_by")

        method = d.pop("method")

        payer_account = d.pop("payer_account")

        payer_name = d.pop("payer_name")

        reason = d.pop("reason")

        receipt_id = d.pop("receipt_id")

        received_on = datetime.date.fromisoformat(d.pop("received_on"))

        source_file = d.pop("source_file")

        source_line = d.pop("source_line")

        status = d.pop("status")

        unapplied = Amount.from_dict(d.pop("unapplied"))

        receipt = cls(
            amount=amount,
            applied=applied,
            bank_reference=bank_reference,
            confidence=confidence,
            customer_number=customer_number,
            decided_by=decided_by,
            method=method,
            payer_account=payer_account,
            payer_name=payer_name,
            reason=reason,
            receipt_id=receipt_id,
            received_on=received_on,
            source_file=source_file,
            source_line=source_line,
            status=status,
            unapplied=unapplied,
        )

        return receipt
