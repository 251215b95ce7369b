"""Exceptions as the API says them: one a receipt that waits for a person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field

from api.schemas.shared import Amount, Paged, Told, amount
from kit.refusals import Invalid


class ExceptionQuery(Paged):
    """The queue, the most money left first; what was parked comes behind, audits last."""

    reason: str = Field("", max_length=100, examples=["ambiguous_amount"])
    kind: str = Field("", max_length=30, examples=["audit"], description="A receipt's status, or `audit`.")


class ExceptionItem(Told):
    """A receipt that waits, why, and the best answer known."""

    exception_id: str
    receipt_id: str
    kind: str
    reason: str
    amount: Amount
    unapplied: Amount
    payer_name: str
    customer_number: str
    opened_on: date
    age_days: int
    assignee: str
    best_proposal: str
    confidence: float | None
    would_apply_if: str
    version: int


def receipt_of(exception_id: str) -> str:
    """Return the receipt an exception is about: one receipt, at most one exception, the same letters.

    Refused: Invalid for an audit, which is answered at its own address.
    """
    if exception_id.startswith("aud_"):
        raise Invalid(f"{exception_id} is an audit: answer it at /v1/audits/{exception_id}/answer.")
    return f"rcp_{exception_id.partition('_')[2]}"


def told(row: Mapping[str, Any]) -> ExceptionItem:
    """Return a row of the queue as the API says it."""
    plain = {name: row[name] for name in ExceptionItem.model_fields if name not in {"amount", "unapplied"}}
    texts: dict[str, Any] = {
        name: "" if value is None and name != "confidence" else value for name, value in plain.items()
    }
    left = amount(row["unapplied_amount"], row["currency"])
    return ExceptionItem(**texts, amount=amount(row["amount"], row["currency"]), unapplied=left)
