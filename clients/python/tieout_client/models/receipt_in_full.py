from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.application import Application
    from ..models.evidence import Evidence
    from ..models.receipt_event import ReceiptEvent


T = TypeVar("T", bound="ReceiptInFull")


@_attrs_define
class ReceiptInFull:
    """A receipt with the bank's text, its evidence, its applications, and how it came to that.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        applications (list[Application]):
        applied (Amount): An amount: whole minor units of an ISO 4217 currency.
        bank_reference (str):
        certificate (str): Canonical JSON: what was known, what it scored, which rival was beaten.
        confidence (float | None):
        customer_number (str):
        decided_by (str):
        evidence (list[Evidence]):
        exception_id (str): Empty where it does not wait for a person.
        explanation (str):
        history (list[ReceiptEvent]):
        method (str):
        payer_account (str): Masked to its last four digits.
        payer_name (str):
        reason (str):
        receipt_id (str):
        received_on (datetime.date):
        source_file (str):
        source_line (int):
        status (str):
        text (str):
        unapplied (Amount): An amount: whole minor units of an ISO 4217 currency.
        version (int):
        would_apply_if (str):
    """

    amount: Amount
    applications: list[Application]
    applied: Amount
    bank_reference: str
    certificate: str
    confidence: float | None
    customer_number: str
    decided_by: str
    evidence: list[Evidence]
    exception_id: str
    explanation: str
    history: list[ReceiptEvent]
    method: str
    payer_account: str
    payer_name: str
    reason: str
    receipt_id: str
    received_on: datetime.date
    source_file: str
    source_line: int
    status: str
    text: str
    unapplied: Amount
    version: int
    would_apply_if: str

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        applications = []
        for applications_item_data in self.applications:
            applications_item = applications_item_data.to_dict()
            applications.append(applications_item)

        applied = self.applied.to_dict()

        bank_reference = self.bank_reference

        certificate = self.certificate

        confidence: float | None
        confidence = self.confidence

        customer_number = self.customer_number

        decided_by = self.decided_by

        evidence = []
        for evidence_item_data in self.evidence:
            evidence_item = evidence_item_data.to_dict()
            evidence.append(evidence_item)

        exception_id = self.exception_id

        explanation = self.explanation

        history = []
        for history_item_data in self.history:
            history_item = history_item_data.to_dict()
            history.append(history_item)

        method = self.method

        payer_account = self.payer_account

        payer_name = self.payer_name

        reason = self.reason

        receipt_id = self.receipt_id

        received_on = self.received_on.isoformat()

        source_file = self.source_file

        source_line = self.source_line

        status = self.status

        text = self.text

        unapplied = self.unapplied.to_dict()

        version = self.version

        would_apply_if = self.would_apply_if

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "applications": applications,
                "applied": applied,
                "bank_reference": bank_reference,
                "certificate": certificate,
                "confidence": confidence,
                "customer_number": customer_number,
                "decided_by": decided_by,
                "evidence": evidence,
                "exception_id": exception_id,
                "explanation": explanation,
                "history": history,
                "method": method,
                "payer_account": payer_account,
                "payer_name": payer_name,
                "reason": reason,
                "receipt_id": receipt_id,
                "received_on": received_on,
                "source_file": source_file,
                "source_line": source_line,
                "status": status,
                "text": text,
                "unapplied": unapplied,
                "version": version,
                "would_apply_if": would_apply_if,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.application import Application  # noqa: PLC0415
        from ..models.evidence import Evidence  # noqa: PLC0415
        from ..models.receipt_event import ReceiptEvent  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        applications = []
        _applications = d.pop("applications")
        for applications_item_data in _applications:
            applications_item = Application.from_dict(applications_item_data)

            applications.append(applications_item)

        applied = Amount.from_dict(d.pop("applied"))

        bank_reference = d.pop("bank_reference")

        certificate = d.pop("certificate")

        def _parse_confidence(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        confidence = _parse_confidence(d.pop("confidence"))

        customer_number = d.pop("customer_number")

        decided_by = d.pop("decided_by")

        evidence = []
        _evidence = d.pop("evidence")
        for evidence_item_data in _evidence:
            evidence_item = Evidence.from_dict(evidence_item_data)

            evidence.append(evidence_item)

        exception_id = d.pop("exception_id")

        explanation = d.pop("explanation")

        history = []
        _history = d.pop("history")
        for history_item_data in _history:
            history_item = ReceiptEvent.from_dict(history_item_data)

            history.append(history_item)

        method = d.pop("method")

        payer_account = d.pop("payer_account")

        payer_name = d.pop("payer_name")

        reason = d.pop("reason")

        receipt_id = d.pop("receipt_id")

        received_on = datetime.date.fromisoformat(d.pop("received_on"))

        source_file = d.pop("source_file")

        source_line = d.pop("source_line")

        status = d.pop("status")

        text = d.pop("text")

        unapplied = Amount.from_dict(d.pop("unapplied"))

        version = d.pop("version")

        would_apply_if = d.pop("would_apply_if")

        receipt_in_full = cls(
            amount=amount,
            applications=applications,
            applied=applied,
            bank_reference=bank_reference,
            certificate=certificate,
            confidence=confidence,
            customer_number=customer_number,
            decided_by=decided_by,
            evidence=evidence,
            exception_id=exception_id,
            explanation=explanation,
            history=history,
            method=method,
            payer_account=payer_account,
            payer_name=payer_name,
            reason=reason,
            receipt_id=receipt_id,
            received_on=received_on,
            source_file=source_file,
            source_line=source_line,
            status=status,
            text=text,
            unapplied=unapplied,
            version=version,
            would_apply_if=would_apply_if,
        )

        return receipt_in_full
