"""Receipts as the API says them: the contract's columns, with amounts as minor units and a currency."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Amount, Day, Instant, Paged, Told, amount
from kit.days import instant
from kit.money import MINOR_MAX
from services.decisions.replay import Certified
from services.exports import last_four

#: What stands where the books hold nothing.
EMPTY: dict[str, object] = {"confidence": None, "source_line": 0}

Status = Literal[
    "applied", "partially_applied", "review", "unapplied", "unidentified", "not_ar", "settled_elsewhere", "reversed"
]


class ReceiptQuery(Paged):
    """Any of these narrow the list; all given must hold."""

    status: Status | Literal[""] = ""
    amount: int | None = Field(
        None, ge=1, le=MINOR_MAX, description="Minor units, of any currency where none is named.", examples=[125000]
    )
    currency: str = Field("", max_length=3, description="ISO 4217.", examples=["USD"])
    tolerance: int = Field(0, ge=0, le=MINOR_MAX, description="Minor units, to both sides of `amount`.")
    bank_reference: str = Field("", max_length=100, description="Trace, check number, IMAD or any reference.")
    payer: str = Field("", max_length=100, description="A part of the payer's name.")
    customer: str = Field("", max_length=100, description="A customer's number.")
    date_from: Day | None = None
    date_to: Day | None = None


class Receipt(Told):
    """Money that reached us, and what happened to it."""

    receipt_id: str
    source_file: str
    source_line: int
    bank_reference: str
    method: str
    received_on: date
    amount: Amount
    payer_name: str
    payer_account: str = Field(description="Masked to its last four digits.")
    customer_number: str
    status: str
    reason: str
    confidence: float | None
    decided_by: str
    applied: Amount
    unapplied: Amount


class Line(Told):
    """What leaves, or would leave, one item."""

    item_id: str
    document_number: str
    customer_number: str
    cash: Amount
    discount: Amount
    write_off: Amount
    deduction: Amount
    deduction_reason: str


class Application(Line):
    """An application that stands; DELETE it to reverse it."""

    application_id: str
    rule: str
    explanation: str


class Traced(Told):
    """An application of a receipt that stands or was taken back: who made it, when and why."""

    application_id: str
    document_number: str
    customer_number: str
    cash: Amount
    discount: Amount
    write_off: Amount
    deduction: Amount
    deduction_reason: str
    gl_on: date
    by: str = Field(description="`engine`, or the person.")
    at: Instant
    rule: str
    why: str
    undone_by: str | None
    undone_at: Instant | None
    undone_why: str | None


class Found(Receipt):
    """A receipt that fits a search, with every application of it."""

    applications: list[Traced]


class Proposal(Told):
    """One ranked answer; accept it by its rank."""

    rank: int
    confidence: float | None = Field(description="Null where it was only searched for, not weighed: not measured.")
    rule: str
    explanation: str
    lines: list[Line]


class Evidence(Told):
    """A place in `text` and what it shows."""

    start: int
    end: int
    what: str


class ReceiptEvent(Told):
    """What was done to the receipt, by whom, when."""

    at: Instant
    actor: str
    what: str
    detail: str


class ReceiptInFull(Receipt):
    """A receipt with the bank's text, its evidence, its applications, and how it came to that."""

    version: int
    exception_id: str = Field(description="Empty where it does not wait for a person.")
    text: str
    evidence: list[Evidence]
    explanation: str
    would_apply_if: str
    certificate: str = Field(description="Canonical JSON: what was known, what it scored, which rival was beaten.")
    applications: list[Application]
    history: list[ReceiptEvent]


class Decision(Told):
    """How the engine decided a receipt last."""

    decision_id: str
    receipt_id: str
    run_id: str = Field(description="Empty where it was decided before runs were kept.")
    status: str
    reason: str
    customer_number: str
    confidence: float | None
    would_apply_if: str
    explanation: str
    engine: str
    as_of: date
    decided_at: Instant
    certificate: dict[str, Any] = Field(description="What was known, what it scored, which rival was beaten.")
    words: list[str] = Field(description="The certificate for reading, one sentence each.")


def position(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return where a row stands in the list, newest first."""
    return row["received_on"].isoformat(), row["receipt_id"]


def told(row: Mapping[str, Any]) -> Receipt:
    """Return a row as the API says it."""
    return Receipt(**_facts(row))


def _facts(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the contract's columns of a row."""
    currency = row["currency"]
    plain = (
        "receipt_id source_file source_line bank_reference method received_on payer_name customer_number "
        "status reason confidence decided_by"
    )
    return {
        **{name: row[name] if row[name] is not None else EMPTY.get(name, "") for name in plain.split()},
        "payer_account": last_four(row["payer_account"]),
        "amount": amount(row["amount"], currency),
        "applied": amount(row["applied_amount"], currency),
        "unapplied": amount(row["unapplied_amount"], currency),
    }


def in_full(row: Mapping[str, Any]) -> ReceiptInFull:
    """Return a receipt with everything known of it."""
    currency = row["currency"]
    plain = ("version", "exception_id", "text", "explanation", "would_apply_if", "certificate")
    return ReceiptInFull(
        **_facts(row),
        **{name: row[name] for name in plain},
        evidence=[Evidence(start=start, end=end, what=what) for start, end, what in row["spans"]],
        applications=[
            Application(
                **_line(one, currency),
                application_id=one["application_id"],
                rule=one["rule"],
                explanation=one["explanation"],
            )
            for one in row["applications"]
        ],
        history=[
            ReceiptEvent(at=instant(one["at"]), actor=one["actor"], what=one["what"], detail=one["detail"])
            for one in row["history"]
        ],
    )


def decision(made: Certified, words: list[str]) -> Decision:
    """Return a decision as the API says it."""
    plain = {name: getattr(made, name) for name in Decision.model_fields if hasattr(made, name)}
    told = {"customer_number": made.customer, "decided_at": instant(made.decided_at), "words": words}
    return Decision(**{**plain, **told, "certificate": dict(made.certificate)})


def traced(row: Mapping[str, Any]) -> Traced:
    """Return an application with who made it and why."""
    money = {name: amount(row[name], row["currency"]) for name in ("cash", "discount", "write_off", "deduction")}
    return Traced.model_validate({name: money.get(name, row[name]) for name in Traced.model_fields})


def found(row: Mapping[str, Any]) -> Found:
    """Return a receipt that fits a search."""
    return Found(**_facts(row), applications=[traced(one) for one in row["traced"]])


def _line(row: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """Return what a line says of its item."""
    money = {name: amount(row[name], currency) for name in ("cash", "discount", "write_off", "deduction")}
    plain = {name: row[name] for name in ("item_id", "document_number", "customer_number", "deduction_reason")}
    return {**plain, **money}


def proposals(rows: Sequence[Mapping[str, Any]], currency: str) -> list[Proposal]:
    """Return ranked proposals as the API says them."""
    return [
        Proposal(
            rank=row["rank"],
            confidence=row["confidence"],
            rule=row["rule"],
            explanation=row["explanation"],
            lines=[Line(**_line(line, currency)) for line in row["lines"]],
        )
        for row in rows
    ]
