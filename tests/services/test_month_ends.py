"""Balances of several days, read once, are those of each day read by itself."""

from datetime import date, timedelta

import polars as pl
import pytest

import ledger
from aging.buckets import BUCKETS as AGE_BUCKETS
from kit.terms import Instalment
from ledger import ItemType, NewCustomer, NewItem
from services.reports import balances, month_ends
from services.reports.books import NEWEST
from services.workspace import Workspace
from tests.aging.golden import AS_OF
from tests.services.test_aging_report import BUCKETS, WORK, booked, example, invoice, paid

DAYS = [AS_OF + timedelta(days=days) for days in (-60, -1, 0, 31, 400)]


def by_day(workspace: Workspace, day: date, batch: int) -> pl.DataFrame:
    """Return the sums of one day over all customers."""
    with workspace.database.reading() as connection:
        held = balances.sums(connection, "MAIN", day, batch=batch, buckets=AGE_BUCKETS)
    return held.group_by("currency", "sort").agg(pl.col(*BUCKETS, "late", "open").sum())


@pytest.mark.parametrize("batch", [NEWEST, 3])
def test_days_read_together_are_days_read_alone(workspace: Workspace, batch: int) -> None:
    example(workspace)
    parts = (Instalment(1, AS_OF - timedelta(days=30), 400), Instalment(2, AS_OF, 600))
    with booked(workspace, "parts") as book:
        ledger.customers.upsert(book, [NewCustomer("C2", "Two")])
        on = AS_OF - timedelta(days=70)
        memo = NewItem("CM-2", ItemType.CREDIT_MEMO, "C2", "EUR", -90, on, on, gl_on=on)
        ledger.items.issue(book, [invoice("INV-P", 1_000, AS_OF, "C2", instalments=parts), memo])
    paid(workspace, "INV-P", 450, AS_OF + timedelta(days=5))
    with workspace.database.reading() as connection:
        together = list(month_ends.sums(connection, "MAIN", DAYS, batch=batch))
    for day, found in zip(DAYS, together, strict=True):
        wanted = by_day(workspace, day, batch)
        rows = [
            one.filter(pl.any_horizontal(pl.col(*BUCKETS, "open") != 0)).sort("currency", "sort")
            for one in (found, wanted)
        ]
        assert rows[0].select(wanted.columns).rows() == rows[1].rows(), day
    assert WORK.date() < DAYS[-1]
