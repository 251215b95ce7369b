"""The cash forecast of the books: weeks sum to what is collectible, and the back-test shows the error."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

import ledger
from kit.refusals import Invalid
from ledger import ItemType, NewApplication, NewCustomer, NewReceipt
from services import reports
from services.dunning import disputes, promises
from services.workspace import Workspace
from tests.aging import golden
from tests.services.test_aging_report import booked, invoice

MONDAY = date(2025, 3, 31)


def history(workspace: Workspace) -> None:
    """Book twenty-six weekly invoices of 100, each paid 14 days late, and what is still owed of the newest."""
    with booked(workspace, "history") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        for back in range(28, -3, -1):
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
    names = ("expected", "came", "missed", "error_percent")
    past = [tuple(row[name] for name in names) for row in rows if row["came"] is not None]

    (aged,) = reports.made(workspace, "aging", MONDAY).rows(named=True)
    assert sum(ahead) == golden.minor(aged["total"])
    assert ahead[:5] == [10_000, 10_000, 10_000, 10_000, 10_000]
    assert past == [("100.00", "100.00", "0.00", 0)] * 3


def test_b04_what_is_disputed_is_not_expected_and_what_is_promised_comes_on_its_day(empty: Workspace) -> None:
    """B04: weeks sum to collectible AR: what is open less what is disputed."""
    history(empty)
    late = replace(empty, clock=lambda: datetime(2025, 3, 31, 17, tzinfo=UTC))
    disputes.open_case(late, "W-2", "price", actor="ann", minor=3_000)
    promises.make(late, "W1", MONDAY + timedelta(days=30), person="Jo", actor="ann")
    rows = reports.made(empty, "cash-forecast", MONDAY, {"weeks": "6", "tested": "0"}).rows(named=True)
    assert [golden.minor(row["expected"]) for row in rows] == [10_000, 0, 10_000, 10_000, 17_000, 0, 0]
    (aged,) = reports.made(empty, "aging", MONDAY).rows(named=True)
    assert sum(golden.minor(row["expected"]) for row in rows) == golden.minor(aged["total"]) - 3_000


def test_b8c_paying_a_list_raises_the_first_week_by_what_can_be_asked_of_it(empty: Workspace) -> None:
    """B8c: what-if; and whom to call is whoever has the most that would not come by itself."""
    history(empty)
    given = {"weeks": "6", "tested": "0"}
    rows = reports.made(empty, "cash-forecast", MONDAY, {**given, "paid": "W1,W-2"}).rows(named=True)
    raised = [golden.minor(row["if_paid"]) - golden.minor(row["expected"]) for row in rows]
    assert raised == [20_000, -10_000, 0, 0, -10_000, 0, 0]
    whole = reports.made(empty, "cash-forecast", MONDAY, {**given, "paid": "C1"}).rows(named=True)
    assert [(row["without"], row["if_paid"]) for row in whole][:2] == [("0.00", "500.00"), ("0.00", "0.00")]
    with pytest.raises(Invalid, match="no customer and no document"):
        reports.made(empty, "cash-forecast", MONDAY, {"paid": "C9"})
    (call,) = reports.made(empty, "calls-for-cash", MONDAY).rows(named=True)
    assert [call[name] for name in ("due", "expected", "moved")] == ["300.00", "100.00", "200.00"]
    (who,) = reports.made(empty, "payment-delays", MONDAY).rows(named=True)
    assert [who[name] for name in ("invoices", "days_50", "own_percent")] == [26, 14, 72]


def test_nothing_is_expected_of_nobody(empty: Workspace) -> None:
    assert reports.made(empty, "cash-forecast", MONDAY).is_empty()


def test_more_than_a_year_is_refused(empty: Workspace) -> None:
    with pytest.raises(Invalid, match="52 weeks"):
        reports.made(empty, "cash-forecast", MONDAY, {"weeks": "53"})
