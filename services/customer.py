"""One customer on a page: what is open, late, disputed and unapplied as of one day, and what was said last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

import ledger
from aging.aged import aged, tabled
from aging.buckets import BUCKETS
from ledger import tables
from ledger.refusals import UnknownCustomer
from services import contact_log, control, disposition, lists
from services.reports import balances
from services.workspace import Workspace

Row = dict[str, Any]
ITEMS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Figures:
    """A customer's balance in a currency, minor units; `total` is net of credits and cash."""

    currency: str
    total: int
    past_due: int
    disputed: int
    unapplied: int
    ages: tuple[tuple[str, int], ...]  # bucket -> what is owed in it


@dataclass(frozen=True, slots=True)
class Customer:
    """What the page of a customer shows, all of it as of one day."""

    number: str
    name: str
    facts: Row
    language: str
    as_of: date
    figures: tuple[Figures, ...]
    items: tuple[Row, ...]
    items_count: int
    contacts: tuple[Row, ...]
    requests: tuple[Row, ...]  # what waits for a second person, with its `evidence`

    @property
    def next_action(self) -> Row | None:
        """Return the contact whose next action is open."""
        return next((one for one in self.contacts[:1] if one["next_on"]), None)


def customer(workspace: Workspace, number: str) -> Customer:
    """Return a customer as of today. Refused: UnknownCustomer."""
    entity, today = workspace.settings.entity, workspace.today()
    with workspace.database.reading() as connection:
        fact = tables.customer_fact
        chosen = ledger.customers.newest(entity, *fact.c).where(fact.c.number == number)
        held = connection.execute(chosen).mappings().first()
        if held is None:
            raise UnknownCustomer(f"there is no customer {number}")
        found = balances.open_items(connection, entity, today).filter(pl.col("customer_number") == number)
        items = lists.items(connection, entity, customer_number=number, open_only=True, after="", limit=None)
        contacts = contact_log.listed(connection, entity, number)
        language = ledger.customers.spoken(connection, entity).get(number, "")
    shown = items.sort("due_date", "document_number").head(ITEMS_SHOWN)
    late = (pl.lit(today) - pl.col("due_date")).dt.total_days()
    return Customer(
        number,
        held["name"],
        dict(held),
        language,
        today,
        tuple(_figures(found, today)),
        tuple(shown.with_columns(late=late).rows(named=True)),
        items.height,
        tuple(contacts.rows(named=True)),
        tuple(_waiting(workspace, number)),
    )


def listed(workspace: Workspace, part: str, limit: int = 50) -> list[Row]:
    """Return customers who have something open, the most past due first; or those whose number or name holds a part."""
    entity, today = workspace.settings.entity, workspace.today()
    with workspace.database.reading() as connection:
        table = tabled(balances.sums(connection, entity, today, buckets=BUCKETS))
        people = ledger.reads.customers(connection, entity).select("customer_number", "name", "collector")
    known = people.join(table, on="customer_number", how="left" if part else "inner")
    if part:
        wanted = part.strip().upper()
        number, name = (pl.col(one).str.to_uppercase() for one in ("customer_number", "name"))
        known = known.filter(number.str.starts_with(wanted) | name.str.contains(wanted, literal=True))
    amounts = ("past_due", "disputed", "unapplied", "total")
    shown = known.with_columns(pl.col(amounts).fill_null(0), pl.col("currency").fill_null(workspace.settings.currency))
    first = ["past_due", "customer_number", "currency"]
    ordered = shown.with_columns(-pl.col("unapplied")).sort(first, descending=[True, False, False])
    return ordered.head(limit).rows(named=True)


def _waiting(workspace: Workspace, number: str) -> Iterator[Row]:
    """Yield what was asked for a customer and waits for a second person."""
    for row in control.listed(workspace).filter(customer_number=number).iter_rows(named=True):
        yield {**row, "evidence": disposition.told(row["body"], row["currency"])}


def _figures(items: pl.DataFrame, today: date) -> list[Figures]:
    """Return a customer's balance in each currency."""
    marked = items.with_columns(disputed=pl.col("document_type") == "deduction")
    table = aged(marked, today, by=("currency",))
    return [
        Figures(
            row["currency"],
            row["total"],
            row["past_due"],
            row["disputed"],
            -row["unapplied"],
            tuple((bucket.name, row[bucket.name]) for bucket in BUCKETS),
        )
        for row in table.iter_rows(named=True)
    ]
