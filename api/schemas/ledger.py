"""Customers, open items, reports and the audit trail as the API says them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field

from api.schemas.shared import Amount, Instant, Paged, Query, Told, amount


class Customer(Told):
    """Who we sell to."""

    customer_number: str
    name: str
    parent_number: str
    terms: str
    currency: str


class ItemQuery(Paged):
    """Documents of everybody or of one customer."""

    customer_number: str = Field("", max_length=100)
    open_only: bool = True


class Item(Told):
    """A document with what is left on it; credit memos are negative."""

    item_id: str
    document_number: str
    document_type: str
    customer_number: str
    issue_date: date
    due_date: date
    amount: Amount
    open: Amount
    po_number: str


class ReportQuery(Query):
    """The day the report is asked for; today where none is given."""

    as_of: date | None = None


class Report(Told):
    """A report's rows by column; amounts are whole minor units of the row's currency."""

    name: str
    title: str
    as_of: date
    columns: list[str]
    data: list[dict[str, Any]]


class Command(Told):
    """One command that was carried out: who, what, when, chained to the one before by its hash."""

    number: int
    recorded_at: Instant
    actor: str
    command: str
    entity: str
    hash: str


def customer(row: Mapping[str, Any]) -> Customer:
    """Return a customer as the API says it."""
    return Customer(**{name: row[name] or "" for name in Customer.model_fields})


def item(row: Mapping[str, Any]) -> Item:
    """Return a document as the API says it."""
    plain = {name: row[name] for name in Item.model_fields if name not in {"amount", "open"}}
    currency = row["currency"]
    return Item(**plain, amount=amount(row["amount"], currency), open=amount(row["open_amount"], currency))


def command(row: Mapping[str, Any]) -> Command:
    """Return a command as the API says it."""
    return Command(
        number=row["no"],
        recorded_at=row["recorded_at"],
        actor=row["actor"],
        command=row["command"],
        entity=row["entity"],
        hash=row["hash"].hex() if isinstance(row["hash"], bytes) else row["hash"],
    )
