"""One customer on a page: what is open, late, disputed and unapplied as of one day, and what was said last."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection

import ledger
from aging.aged import aged, tabled
from aging.buckets import BUCKETS
from dunning import cases, promises
from dunning.promises import State
from kit import folding
from ledger.records import ItemType
from ledger.refusals import UnknownCustomer
from ledger.tables import customer_fact
from services import contact_log, control, disposition, timeline
from services.credit import exposed, guarantees
from services.credit.exposed import Exposed
from services.credit.guarantees import Given
from services.reports import balances
from services.timeline import Event
from services.workspace import Workspace

Row = dict[str, Any]
ITEMS_SHOWN = EVENTS_SHOWN = 200
_FACT = customer_fact.c


@dataclass(frozen=True, slots=True)
class Figures:
    """A customer's balance in a currency, minor units; `total` is net of credits and cash, `open` of credits alone."""

    currency: str
    total: int
    open: int
    past_due: int
    disputed: int
    promised: int
    unapplied: int
    ages: tuple[tuple[str, int], ...]  # bucket -> what is owed in it


@dataclass(frozen=True, slots=True)
class Customer:
    """What the page of a customer shows, all of it as of one day."""

    number: str
    name: str
    language: str
    as_of: date
    figures: tuple[Figures, ...]
    exposed: Exposed
    guarantees: tuple[Given, ...]
    items: tuple[Row, ...]
    items_count: int
    people: tuple[Row, ...]  # with their roles, and whether they may be mailed
    contacts: tuple[Row, ...]
    timeline: tuple[Event, ...]
    requests: tuple[Row, ...]  # what waits for a second person, with its `evidence`

    @property
    def last_contact(self) -> Row | None:
        """Return the contact that happened last."""
        return max(self.contacts, key=lambda one: one["happened_on"], default=None)

    @property
    def next_action(self) -> Row | None:
        """Return the contact whose next action is open."""
        return next((one for one in self.contacts[:1] if one["next_on"]), None)


def customer(workspace: Workspace, number: str, as_of: date | None = None) -> Customer:
    """Return a customer as of a day, else today: one reading of the books, so that all of it agrees (DUTIES A05).

    Refused: UnknownCustomer.
    """
    entity, on = workspace.settings.entity, as_of or workspace.today()
    with workspace.database.reading() as connection:
        name = connection.execute(ledger.customers.newest(entity, _FACT.name).where(_FACT.number == number)).scalar()
        if name is None:
            raise UnknownCustomer(f"there is no customer {number}")
        held = balances.open_items(connection, entity, on, customer=number)
        apart = _apart(connection, entity, held, on)
        contacts = contact_log.listed(connection, entity, number).filter(pl.col("happened_on") <= on)
        language = ledger.customers.spoken(connection, entity).get(number, "")
        people = ledger.master.held(connection, entity, ledger.master.Contact, on, customer=number)
        exposed_ = exposed.of(workspace, connection, number, held, on)
        given = guarantees.given(connection, entity, on, number)
        events = timeline.of(connection, entity, number, on)
    documents = held.filter(pl.col("document_type") != ItemType.RECEIPT)
    late = (pl.lit(on) - pl.col("due_date")).dt.total_days()
    shown = documents.sort("due_date", "document_number").head(ITEMS_SHOWN).with_columns(late=late)
    return Customer(
        number,
        name,
        language,
        on,
        tuple(_figures(held, apart, on)),
        exposed_,
        tuple(given),
        tuple(shown.rows(named=True)),
        documents.height,
        tuple(people.rows(named=True)),
        tuple(contacts.rows(named=True)),
        tuple(events[:EVENTS_SHOWN]),
        tuple(_waiting(workspace, number)),
    )


def _apart(connection: Connection, entity: str, held: pl.DataFrame, on: date) -> dict[str, list[int]]:
    """Return by currency what is disputed beside deductions, and what is promised, never more than is open."""
    left = {name: (sum(rows["open"]), rows["currency"][0]) for (name,), rows in held.group_by("item_id")}
    promised = {
        one.item_id: one.minor - one.paid
        for one in promises.of(connection, entity, on, items=[str(name) for name in left])
        if one.state is State.OPEN
    }
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for place, told in enumerate((cases.disputed(connection, entity, on, items=map(str, left)), promised)):
        for name, minor in told.items():
            open_, currency = left.get(name, (0, ""))
            found[currency][place] += min(minor, max(open_, 0))
    return found


def listed(workspace: Workspace, part: str, limit: int = 50) -> list[Row]:
    """Return customers who have something open, the most past due first; or those whose number or name holds a part."""
    return found(workspace, owing(workspace), part, limit)


def owing(workspace: Workspace) -> pl.DataFrame:
    """Return every customer, in each currency with what is open in it today: it holds until the next command."""
    entity, today = workspace.settings.entity, workspace.today()
    with workspace.database.reading() as connection:
        table = tabled(balances.sums(connection, entity, today, buckets=BUCKETS))
        people = ledger.reads.customers(connection, entity).select("customer_number", "name", "collector")
    return people.join(table, on="customer_number", how="left")


def found(workspace: Workspace, known: pl.DataFrame, part: str, limit: int = 50) -> list[Row]:
    """Return of customers those that somebody may see, who owe or whose number or name holds a part."""
    if workspace.customers is not None:
        known = known.filter(pl.col("customer_number").is_in(list(workspace.customers)))
    if part:
        begins = pl.col("customer_number").str.to_uppercase().str.starts_with(part.strip().upper())
        known = known.filter(begins | folding.holds(known["name"], part.strip()))
    else:
        known = known.filter(pl.col("currency").is_not_null())
    amounts = ("past_due", "disputed", "unapplied", "total")
    shown = known.with_columns(pl.col(amounts).fill_null(0), pl.col("currency").fill_null(workspace.settings.currency))
    first = ["past_due", "customer_number", "currency"]
    ordered = shown.with_columns(-pl.col("unapplied")).sort(first, descending=[True, False, False])
    return ordered.head(limit).rows(named=True)


def _waiting(workspace: Workspace, number: str) -> Iterator[Row]:
    """Yield what was asked for a customer and waits for a second person."""
    for row in control.listed(workspace).filter(customer_number=number).iter_rows(named=True):
        yield {**row, "evidence": disposition.told(row["body"], row["currency"])}


def _figures(items: pl.DataFrame, apart: Mapping[str, Sequence[int]], on: date) -> Iterator[Figures]:
    """Yield a customer's balance in each currency."""
    marked = items.with_columns(disputed=pl.col("document_type") == ItemType.DEDUCTION)
    for row in aged(marked, on, by=("currency",)).iter_rows(named=True):
        disputed, promised = apart.get(row["currency"], (0, 0))
        yield Figures(
            currency=row["currency"],
            total=row["total"],
            open=row["total"] - row["unapplied"],
            past_due=row["past_due"],
            disputed=row["disputed"] + disputed,
            promised=promised,
            unapplied=-row["unapplied"],
            ages=tuple((bucket.name, row[bucket.name]) for bucket in BUCKETS),
        )
