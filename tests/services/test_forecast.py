"""The cash forecast of the books: weeks sum to what is collectible, and the back-test shows the error."""

from datetime import date, timedelta

import pytest

import ledger
from kit.refusals import Invalid
from ledger import ItemType, NewApplication, NewCustomer, NewReceipt
from services import reports
from services.workspace import Workspace
from tests.aging import golden
from tests.services.test_aging_report import booked, invoice

MONDAY = date(2025, 3, 31)


def history(workspace: Workspace) -> None:
    """Book twelve weekly invoices of 100, each paid 14 days late, and what is still owed of the newest."""
    with booked(workspace, "history") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        for back in range(12, -3, -1):
            due = MONDAY - timedelta(days=7 * back)
            ledger.items.issue(book, [invoice(f"W{back}", 10_000, due)])
            day = due + timedelta(days=14)
            if day >= MONDAY:
                continue
            ledger.receipts.receive(book, [NewReceipt(f"rcp_{back}", f"ent_{back}", 10_000, "USD", day, day, "C1")])
            item = ledger.item_id("MAIN", ItemType.INVOICE, f"W{back}")
            ledger.applications.apply(book, [NewApplication(f"rcp_{back}", item, 10_000, day)])


def test_b04_b8c_weeks_sum_to_what_is_collectible_and_the_past_is_tested(workspace: Workspace) -> None:
    history(workspace)
    rows = reports.made(workspace, "cash-forecast", MONDAY, {"weeks": "6", "tested": "3"}).rows(named=True)
    ahead = [golden.minor(row["expected"]) for row in rows if row["came"] is None]
    past = [(row["expected"], row["came"], row["missed"]) for row in rows if row["came"] is not None]

    (aged,) = reports.made(workspace, "aging", MONDAY).rows(named=True)
    assert sum(ahead) == golden.minor(aged["total"])
    assert ahead[:5] == [10_000, 10_000, 10_000, 10_000, 10_000]
    assert past == [("100.00", "100.00", "0.00")] * 3


def test_nothing_is_expected_of_nobody(empty: Workspace) -> None:
    assert reports.made(empty, "cash-forecast", MONDAY).is_empty()


def test_more_than_a_year_is_refused(empty: Workspace) -> None:
    with pytest.raises(Invalid, match="52 weeks"):
        reports.made(empty, "cash-forecast", MONDAY, {"weeks": "53"})
