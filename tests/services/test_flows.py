"""What moved and what stood, read at once and in columns, are what each day and each posting say by itself."""

from collections import Counter
from datetime import date, timedelta

import polars as pl
import pytest
from sqlalchemy import select

import ledger
from aging.buckets import BUCKETS
from ledger import ItemType, NewCustomer, NewItem
from ledger.kinds import CONTROL
from ledger.tables import entry, posting
from services.reports import balances, flows
from services.workspace import Workspace
from tests.aging.golden import AS_OF
from tests.services.test_aging_report import booked, example, invoice, paid

DAYS = [AS_OF + timedelta(days=days) for days in (0, -60, -1, 6, 31, 400)]
FACTS = ("document_type", "document_number", "currency", "due_date", "amount")
REACH = timedelta(days=50)


@pytest.fixture
def lived(workspace: Workspace) -> Workspace:
    """Give books in which documents were paid in full and in part, before and after the day."""
    example(workspace)
    with booked(workspace, "more") as book:
        ledger.customers.upsert(book, [NewCustomer("C2", "Two")])
        on = AS_OF - timedelta(days=70)
        memo = NewItem("CM-2", ItemType.CREDIT_MEMO, "C2", "EUR", -90, on, on, gl_on=on)
        bills = [invoice(f"BILL-{place}", 1_000 + place, AS_OF - timedelta(days=40), "C2") for place in range(4)]
        ledger.items.issue(book, [memo, *bills])
    for place, days in enumerate((-30, 5, 6)):
        paid(workspace, f"BILL-{place}", 1_000 + place, AS_OF + timedelta(days=days))
    paid(workspace, "BILL-3", 400, AS_OF + timedelta(days=31))
    return workspace


def rows(table: pl.DataFrame) -> list[tuple[object, ...]]:
    """Return the rows of a table in order of themselves."""
    return sorted(table.select(sorted(table.columns)).rows(), key=str)


def test_days_read_together_are_days_read_alone(lived: Workspace) -> None:
    with lived.database.reading() as connection:
        held = list(flows.open_on(connection, "MAIN", DAYS, FACTS))
        settled = list(flows.paid_on(connection, "MAIN", DAYS, REACH))
        for day, open_, closed in zip(DAYS, held, settled, strict=True):
            assert rows(open_) == rows(flows.open_items(connection, "MAIN", day, facts=FACTS)), day
            assert rows(closed) == rows(flows.paid(connection, "MAIN", day - REACH, day).select(closed.columns)), day
    assert [one.height for one in settled] == [1, 0, 1, 4, 3, 0]


@pytest.mark.parametrize("first", [AS_OF - timedelta(days=200), AS_OF, AS_OF + timedelta(days=31)])
def test_movements_are_the_sums_of_postings_one_by_one(lived: Workspace, first: date) -> None:
    last = AS_OF + timedelta(days=60)
    wanted: Counter[tuple[object, ...]] = Counter()
    with lived.database.reading() as connection:
        found = flows.flows(connection, "MAIN", first, last)
        chosen = select(posting, entry.c.gl_on).join(entry, entry.c.no == posting.c.entry_no)
        for row in connection.execute(chosen).mappings():
            day = ledger.journal.day(row["gl_on"])
            for side, sign in (("dr", 1), ("cr", -1)):
                if first <= day <= last and row[f"{side}_account"] in CONTROL:
                    facts = (row[f"{side}_customer"] or "", row["currency"], f"{day:%Y-%m}", row[f"{side}_account"])
                    wanted[*facts, row["kind"]] += sign * row["minor"]
    told = found.select("customer_number", "currency", "month", "account", "kind", "minor")
    assert {tuple(key): minor for *key, minor in told.iter_rows()} == wanted
    assert found.equals(found.sort([name for name in flows.FLOWS if name != "minor"]))


@pytest.mark.parametrize("days", [-90, -20, 0, 6])
def test_a_balance_less_what_moved_since_is_the_balance_before(lived: Workspace, days: int) -> None:
    first, last = AS_OF + timedelta(days=days), AS_OF + timedelta(days=40)
    with lived.database.reading() as connection:
        then, now = (
            balances.sums(connection, "MAIN", day, buckets=BUCKETS) for day in (first - timedelta(days=1), last)
        )
        moved = flows.flows(connection, "MAIN", first, last)
    keys = ["customer_number", "currency"]
    both = pl.concat([now.select(*keys, "open"), moved.select(*keys, open=-pl.col("minor"))])
    before, stood = (one.group_by(keys).agg(pl.col("open").sum()).filter(pl.col("open") != 0) for one in (both, then))
    assert rows(before) == rows(stood)
