from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="ExceptionItem")


@_attrs_define
class ExceptionItem:
    """A receipt that waits, why, and the best answer known.

    Attributes:
        age_days (int):
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        assignee (str):
        best_proposal (str):
        confidence (float | None):
        customer_number (str):
        exception_id (str):
        kind (str):
        opened_on (datetime.date):
        payer_name (str):
        reason (str):
        receipt_id (str):
        unapplied (Amount): An amount: whole minor units of an ISO 4217 currency.
        version (int):
        would_apply_if (str):
    """

    age_days: int
    amount: Amount
    assignee: str
    best_proposal: str
    confidence: float | None
    customer_number: str
    exception_id: str
    kind: str
    opened_on: datetime.date
    payer_name: str
    reason: str
    receipt_id: str
    unapplied: Amount
    version: int
    would_apply_if: str

    def to_dict(self) -> dict[str, Any]:
        age_days = self.age_days

        amount = self.amount.to_dict()

        assignee = self.assignee

        best_proposal = self.best_proposal

        confidence: float | None
        confidence = self.confidence

        customer_number = self.customer_number

        exception_id = self.exception_id

        kind = self.kind

        opened_on = self.opened_on.isoformat()

        payer_name = self.payer_name

        reason = self.reason

        receipt_id = self.receipt_id

        unapplied = self.unapplied.to_dict()

        version = self.version

        would_apply_if = self.would_apply_if

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "age_days": age_days,
                "amount": amount,
                "assignee": assignee,
                "best_proposal": best_proposal,
                "confidence": confidence,
                "customer_number": customer_number,
                "exception_id": exception_id,
                "kind": kind,
                "opened_on": opened_on,
                "payer_name": payer_name,
                "reason": reason,
                "receipt_id": receipt_id,
                "unapplied": unapplied,
                "version": version,
                "would_apply_if": would_apply_if,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        age_days = d.pop("age_days")

        amount = Amount.from_dict(d.pop("amount"))

        assignee = d.pop("assignee")

        best_proposal = d.pop("best_proposal")

        def _parse_confidence(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        confidence = _parse_confidence(d.pop("confidence"))

        customer_number = d.pop("customer_number")

        exception_id = d.pop("exception_id")

        kind = d.pop("kind")

        opened_on = datetime.date.fromisoformat(d.pop("opened_on"))

        payer_name = d.pop("payer_name")

        reason = d.pop("reason")

        receipt_id = d.pop("receipt_id")

        unapplied = Amount.from_dict(d.pop("unapplied"))

        version = d.pop("version")

        would_apply_if = d.pop("would_apply_if")

        exception_item = cls(
            age_days=age_days,
            amount=amount,
            assignee=assignee,
            best_proposal=best_proposal,
            confidence=confidence,
            customer_number=customer_number,
            exception_id=exception_id,
            kind=kind,
            opened_on=opened_on,
            payer_name=payer_name,
            reason=reason,
            receipt_id=receipt_id,
            unapplied=unapplied,
            version=version,
            would_apply_if=would_apply_if,
        )

        return exception_item
