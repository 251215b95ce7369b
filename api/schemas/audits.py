"""Audits as the API says them: before the answer only the bank's words, after it both answers beside each other."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field

from api.schemas.resolutions import LINES_MAX, TEXT_MAX, ApplicationLine
from api.schemas.shared import Amount, Body, Query, Told, amount
from services.decisions import finals
from services.decisions.audits import Answer


class Audit(Told):
    """A receipt that was drawn: what the bank said of it. What was posted is not told before it is answered."""

    audit_id: str
    receipt_id: str
    amount: Amount
    received_on: date
    method: str
    payer_name: str
    bank_reference: str
    opened_on: date
    note: str


class AuditInFull(Audit):
    """An audit with all the bank's words and the advices that belong to it."""

    sentence: str
    text: str
    remittance: list[dict[str, Any]]
    references: list[Any]
    advices: list[dict[str, Any]]


class AuditItemQuery(Query):
    """Whose items; nobody's where no customer is given."""

    customer_number: str = Field("", max_length=100)


class AuditItem(Told):
    """An item of a customer as it would stand without the posting."""

    item_id: str
    document_number: str
    document_type: str
    due_on: date
    open: Amount


class AuditAnswer(Body):
    """The reviewer's answer: what he would apply, whose account, not receivables, or that he leaves it for later."""

    act: Literal["apply", "on_account", "not_ar", "park"]
    lines: list[ApplicationLine] = Field(default_factory=list, max_length=LINES_MAX)
    customer_number: str = Field("", max_length=100)
    note: str = Field("", max_length=TEXT_MAX)


class AuditLine(Told):
    """A line of an answer, ours or the reviewer's."""

    document_number: str
    document_type: str
    customer_number: str
    cash: Amount
    discount: Amount
    write_off: Amount
    deduction: Amount


class AuditVerdict(Told):
    """Whether the answers agree, both of them, and the act that is offered: `undo` reverses the posting."""

    audit_id: str
    receipt_id: str
    verdict: str
    posted: list[AuditLine]
    answered: list[AuditLine]
    offered: str


def told(row: Mapping[str, Any]) -> Audit:
    """Return a waiting audit as the API says it."""
    return Audit(**_facts(row, Audit))


def in_full(row: Mapping[str, Any]) -> AuditInFull:
    """Return an audit with the bank's words."""
    return AuditInFull(**_facts(row, AuditInFull))


def _facts(row: Mapping[str, Any], shape: type[Audit]) -> dict[str, Any]:
    """Return a row's values under the shape's names."""
    plain = {name: row[name] for name in shape.model_fields if name in row}
    return {**plain, "audit_id": row["exception_id"], "amount": amount(row["amount"], row["currency"])}


def item(row: Mapping[str, Any]) -> AuditItem:
    """Return an item as the API says it."""
    plain = {name: row[name] for name in AuditItem.model_fields if name != "open"}
    return AuditItem(**plain, open=amount(row["open"], row["currency"]))


def verdict(answer: Answer, currency: str) -> AuditVerdict:
    """Return what became of an audit as the API says it."""
    return AuditVerdict(
        audit_id=answer.audit_id,
        receipt_id=answer.receipt_id,
        verdict=answer.verdict,
        posted=[_line(row, currency) for row in answer.posted],
        answered=[_line(row, currency) for row in answer.answered],
        offered=answer.offered,
    )


def _line(row: Mapping[str, Any], currency: str) -> AuditLine:
    """Return a line with its amounts."""
    amounts: dict[str, Any] = {name: amount(row[name], currency) for name in finals.LEAVES}
    return AuditLine(**{name: row[name] for name in AuditLine.model_fields if name not in amounts}, **amounts)
