"""Any past day is reconstructed as it was, and as it was known; what comes later changes neither."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from sqlalchemy import Connection

import ledger
from kit.db import Database
from ledger import Book, Disposal, NewApplication, NewCustomer, Undo
from ledger.kinds import CONTROL
from tests.ledger.desk import invoice_id, item, receipt

DAYS = [date(2026, 11, day) for day in (2, 9, 16, 23, 30)]


def at(day: date) -> datetime:
    """Return noon of a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@contextmanager
def on(database: Database, day: date, key: str) -> Iterator[Book]:
    """Carry out a command on a day."""
    with ledger.book(
        database, entity="MAIN", key=key, actor="tester", command="test", payload={}, recorded_at=at(day)
    ) as book:
        yield book


def seen(database: Database, as_of: date | None, known_at: datetime | None = None) -> pl.DataFrame:
    """Return what is owed and held, and the trial balance of receivables, on a day as known at an instant."""
    with database.reading() as connection:
        parts = [ledger.reads.open_items(connection, as_of, "MAIN", known_at)]
        parts.append(ledger.reads.unapplied_cash(connection, as_of, "MAIN", known_at))
        control = ledger.reads.trial_balance(connection, as_of, "MAIN", known_at)
        few = read_in_columns(connection, as_of, known_at)
    for whole, one in zip(parts, few, strict=False):
        assert sorted(one.rows()) == sorted(whole.select(one.columns).rows()), "by columns it is what the database nets"
    table = pl.concat(parts).select("item_id", "customer_number", "held_in", "open_amount")
    roles = control.filter(pl.col("role").is_in([str(one) for one in CONTROL]))
    assert roles["balance"].sum() == table["open_amount"].sum(), "control accounts are the items, on any day"
    return table


def read_in_columns(connection: Connection, as_of: date | None, known_at: datetime | None) -> list[pl.DataFrame]:
    """Return what is owed, and where everything known counts what is held, as a few columns are read."""
    names = ("item_id", "customer_number", "currency", "due_date", "open_amount", "held_in", "document_type")
    owed = ledger.reads.open_instalments(connection, as_of, "MAIN", known_at, columns=names).select(names)
    if known_at is not None or as_of is None:
        return [owed]
    documents, money = ledger.reads.held(connection, as_of, "MAIN", columns=names)
    assert sorted(documents.select(names).rows()) == sorted(owed.rows()), "read together or alone"
    return [owed, money.select(names)]


@pytest.fixture
def history(database: Database) -> Database:
    """An invoice; cash whose payer is found a week later, applied, put on account, un-applied, and returned."""
    first = date(2026, 11, 2)
    with on(database, first, "opened") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One"), NewCustomer("C2", "Two")])
        ledger.items.issue(book, [item("I1", 1_000, issued_on=first, due_on=first)])
        ledger.receipts.receive(book, [receipt("R1", 900, None, first), receipt("R2", 50, "C2", first)])
    with on(database, date(2026, 11, 9), "identified") as book:
        ledger.receipts.identify(book, [ledger.Identification("rcp_R1", "C1", date(2026, 11, 9))])
        ledger.receipts.identify(book, [ledger.Identification("rcp_R2", "C1", date(2026, 11, 9))])
    with on(database, date(2026, 11, 16), "applied") as book:
        ledger.applications.apply(book, [NewApplication("rcp_R1", invoice_id("I1"), 800, date(2026, 11, 16))])
        ledger.receipts.place_on_account(book, [Disposal("rcp_R2", date(2026, 11, 16))])
    return database


def test_a_receipt_stands_where_it_stood_that_day(history: Database) -> None:
    cash = {
        day: {
            (row[0], row[1], row[2], row[3])
            for row in seen(history, day).filter(pl.col("item_id").str.starts_with("rcp")).iter_rows()
        }
        for day in DAYS[:3]
    }
    assert cash == {
        DAYS[0]: {("rcp_R1", "", "unidentified", -900), ("rcp_R2", "C2", "unapplied", -50)},
        DAYS[1]: {("rcp_R1", "C1", "unapplied", -900), ("rcp_R2", "C1", "unapplied", -50)},
        DAYS[2]: {("rcp_R1", "C1", "unapplied", -100), ("rcp_R2", "C1", "on_account", -50)},
    }


def test_what_comes_later_changes_no_past_day(history: Database) -> None:
    before = {day: seen(history, day) for day in DAYS[:3]}
    with history.reading() as connection:
        (applied,) = ledger.reads.applications(connection)["application_id"].to_list()
    with on(history, DAYS[3], "undone") as book:
        ledger.applications.unapply(book, [Undo(applied, DAYS[3])])
        ledger.receipts.reverse(book, [Disposal("rcp_R1", DAYS[3], "NSF")])
        ledger.items.issue(book, [item("I2", 7, issued_on=DAYS[3], due_on=DAYS[3])])

    for day, table in before.items():
        assert seen(history, day).equals(table), day
    assert seen(history, DAYS[4]).filter(item_id="rcp_R1").is_empty()
    assert seen(history, DAYS[4]).filter(item_id=invoice_id("I1"))["open_amount"].to_list() == [1_000]


def test_what_was_recorded_later_is_not_in_what_was_known(history: Database) -> None:
    """A receipt of the 16th that is entered on the 23rd is in the day as of now, and not in the day as known then."""
    known = seen(history, DAYS[2], at(DAYS[2]))
    with on(history, DAYS[3], "late") as book:
        ledger.receipts.receive(book, [receipt("R3", 30, "C1", DAYS[2])])

    assert seen(history, DAYS[2], at(DAYS[2])).equals(known)
    assert seen(history, DAYS[2]).height == known.height + 1
    assert seen(history, None, at(DAYS[2])).equals(known)
    assert seen(history, DAYS[2], at(DAYS[0]) - timedelta(days=1)).is_empty()
