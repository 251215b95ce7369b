"""Customers, open items, reports and the audit trail as the API says them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from pydantic import Field

from api.schemas.shared import Amount, Day, Instant, Paged, Query, Told, amount
from services import reports
from services.decisions.policies import Held


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
    """The day the report is asked for (today where none is given), and its options."""

    as_of: Day | None = None
    option: list[str] = Field(
        default_factory=list, max_length=20, description="`name=value`, repeated; `GET /v1/reports` lists them."
    )


class ReportOption(Told):
    """What can be asked of a report."""

    name: str
    meaning: str
    default: str
    choices: list[str] = Field(description="Empty where any text may be given.")


class ReportAbout(Told):
    """A report of the catalogue."""

    name: str
    title: str
    options: list[ReportOption]


class Report(Told):
    """A report's rows by column; amounts are decimals with the digits of the row's currency."""

    name: str
    title: str
    as_of: date
    options: dict[str, str] = Field(default_factory=dict, description="As given; the others are at their default.")
    columns: list[str]
    data: list[dict[str, Any]]
    notes: list[str] = Field(default_factory=list, description="What the columns mean.")


class Command(Told):
    """One command that was carried out: who, what, when, chained to the one before by its hash."""

    number: int
    recorded_at: Instant
    actor: str
    command: str
    entity: str
    hash: str


class PolicyValue(Told):
    """One value that holds, as the policy's file writes it."""

    key: str
    value: str
    source: str = Field(description="The file and line that state it, or `default`.")
    meaning: str


class Policy(Told):
    """What may be posted without a person in this entity."""

    entity: str
    file: str = Field(description="Empty where the cautious defaults hold.")
    version: str
    digest: str = Field(description="As certificates quote it.")
    currency: str = Field(description="Of the amounts; empty where they hold, in minor units, in every currency.")
    other_currencies: list[str] = Field(description="Currencies whose amounts the policy states apart.")
    values: list[PolicyValue]
    warnings: list[str]


def customer(row: Mapping[str, Any]) -> Customer:
    """Return a customer as the API says it."""
    return Customer(**{name: row[name] or "" for name in Customer.model_fields})


def item(row: Mapping[str, Any]) -> Item:
    """Return a document as the API says it."""
    plain = {name: row[name] for name in Item.model_fields if name not in {"amount", "open"}}
    currency = row["currency"]
    return Item(**plain, amount=amount(row["amount"], currency), open=amount(row["open_amount"], currency))


def about(report: reports.Report) -> ReportAbout:
    """Return a report of the catalogue as the API says it."""
    options = [
        ReportOption(name=one.name, meaning=one.meaning, default=one.default, choices=list(one.choices))
        for one in report.options
    ]
    return ReportAbout(name=report.name, title=report.title, options=options)


def report(made: reports.Report, as_of: date, options: Mapping[str, str], table: pl.DataFrame) -> Report:
    """Return a report's table as the API says it."""
    return Report(
        name=made.name,
        title=made.title,
        as_of=as_of,
        options=dict(options),
        columns=table.columns,
        data=table.rows(named=True),
        notes=list(made.notes),
    )


def policy(held: Held) -> Policy:
    """Return a policy as the API says it."""
    values = [
        PolicyValue(key=one.place, value=one.value, source=one.source, meaning=one.meaning) for one in held.values
    ]
    plain = {name: getattr(held, name) for name in ("entity", "file", "version", "digest", "currency")}
    return Policy(**plain, other_currencies=list(held.abroad), values=values, warnings=list(held.warnings))


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
