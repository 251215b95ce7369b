"""A38, A62: the night's run advises by the first rule that holds, opens reviews, and an overdue one stops increases."""

from datetime import date, timedelta

import pytest

import ledger
from credit.limits import NewLimit
from credit.records import LimitKind, Reason, Scope
from credit.reviews import CLASSES, raised
from kit.refusals import Invalid
from ledger import Disposal, NewCustomer
from ledger.master import Review
from ledger.refusals import ConflictOfInterest
from services import control
from services.credit import limits, nightly, onboarding, orders, reviews
from services.dunning import promises
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, item, opened, receipt
from tests.services.credit.applying import bureau
from tests.services.credit.test_orders import limited, order

OLD = DAY - timedelta(days=61)


def risky(workspace: Workspace) -> Workspace:
    """Fill books in which C1's payment came back, C2's promise is broken and C3 was downgraded; C4 is quiet."""
    opened(workspace.database, item("I1", 1_000), item("I2", 1_000, customer="C2"), receipts=(receipt("1", 1_000),))
    with booked(workspace.database, "more") as book:
        ledger.customers.upsert(
            book, [NewCustomer("C3", "Three", risk_class="medium"), NewCustomer("C4", "Four", risk_class="low")]
        )
        ledger.receipts.reverse(book, [Disposal("rcp_1", DAY, "returned: R01")])
    early = DAY - timedelta(days=9)
    promises.make(workspace, "I2", early, person="Jo", actor="ann", made_on=early)
    for on, more in (("2026-10-01", {}), ("2026-11-02", {"failure_class": 4})):
        onboarding.report(workspace, "C3", bureau(reported_on=on, **more), actor="ana")
    return workspace


def classes(workspace: Workspace) -> dict[str, str]:
    """Return the class of risk of each customer."""
    with workspace.database.reading() as connection:
        rows = ledger.reads.customers(connection, "MAIN").select("customer_number", "risk_class")
        return dict(rows.iter_rows())


def test_a62_a_return_a_broken_promise_and_a_downgrade_raise_the_class_and_open_a_review(workspace: Workspace) -> None:
    risky(workspace)
    found = nightly.run(workspace, DAY, actor="night")
    assert found["reviews"] == 3
    assert classes(workspace) == {"C1": "medium", "C2": "medium", "C3": "high", "C4": "low"}
    due = {one.customer_number: (one.due_on, one.why) for one in reviews.accounts(workspace, DAY)}
    last = DAY + timedelta(days=5)
    assert due == {
        "C1": (last, "a payment came back on 2026-11-20"),
        "C2": (last, "the promise of 2026-11-11 for I2 was broken"),
        "C3": (last, "dnb downgraded it: failure class 2 to 4"),
    }
    again = nightly.run(workspace, DAY + timedelta(days=1), actor="night")
    assert (again["reviews"], classes(workspace)["C1"]) == (0, "medium")


def test_a62_the_same_night_runs_once(empty: Workspace) -> None:
    risky(empty)
    first = nightly.run(empty, DAY, actor="night")
    assert nightly.run(empty, DAY, actor="other") == first
    assert classes(empty)["C3"] == "high"


def test_a_class_rises_a_step_at_a_time_and_not_beyond_the_highest() -> None:
    assert [raised(one) for one in ("", "other", *CLASSES)] == ["medium", "medium", "medium", "high", "high"]


def test_a38_the_first_rule_that_holds_says_what_is_advised_until_it_holds_no_more(empty: Workspace) -> None:
    opened(empty.database, item("I1", 95_000, issued_on=OLD, due_on=OLD), item("I2", 95_000, customer="C2"))
    for number in ("C1", "C2"):
        limited(empty, 100_000, customer_number=number)
    assert nightly.run(empty, DAY, actor="night")["advice"] == 2
    told = {one.customer_number: one for one in reviews.accounts(empty, DAY)}
    assert (told["C1"].advice, told["C1"].rule, told["C1"].says) == (
        "credit_hold_advised",
        "past due over 60 days",
        "days past due 61 > 60",
    )
    assert (told["C2"].advice, told["C2"].says) == ("review", "utilisation 95 >= 90")
    assert told["C2"].due_on == DAY + timedelta(days=5)
    assert nightly.run(empty, DAY + timedelta(days=1), actor="night")["advice"] == 0
    with booked(empty.database, "paid") as book:
        ledger.receipts.receive(book, [receipt("9", 95_000)])
        row = ledger.NewApplication("rcp_9", ledger.item_id("MAIN", ledger.ItemType.INVOICE, "I1"), 95_000, gl_on=DAY)
        ledger.applications.apply(book, [row])
    assert nightly.run(empty, DAY + timedelta(days=2), actor="night")["advice"] == 1
    assert [one.customer_number for one in reviews.accounts(empty, DAY)] == ["C2"]


def test_a38_an_overdue_review_is_listed_and_blocks_an_increase(workspace: Workspace) -> None:
    opened(workspace.database)
    limited(workspace, 100_000)
    with booked(workspace.database, "looked") as book:
        looked = DAY - timedelta(days=31)
        ledger.master.keep(book, [Review("C1", "ana", "", looked, DAY - timedelta(days=1))])
    (late,) = reviews.accounts(workspace, DAY)
    assert (late.customer_number, late.overdue_days, late.why) == ("C1", 1, "the last review has run out")

    def wanted(minor: int, kind: LimitKind = LimitKind.BASE, until: date | None = None) -> NewLimit:
        return NewLimit("C1", Scope.CUSTOMER, kind, minor, "USD", DAY, until)

    for row in (wanted(100_001), wanted(1, LimitKind.INSURANCE, DAY), wanted(200_000, LimitKind.TEMPORARY, DAY)):
        with pytest.raises(Invalid, match=r"a review of C1 was due on 2026-11-19 .*: review it first"):
            limits.ask(workspace, row, reason="growth", actor="ana")
    lower = limits.ask(workspace, wanted(50_000), reason="slower", actor="ana")
    control.approve(workspace, lower.request_id, actor="bob")
    taken = orders.take(workspace, order(minor=100), actor="shop")
    assert [one.reason for one in taken.failed] == [Reason.REVIEW_OVERDUE]
    until = reviews.done(workspace, "C1", "pays again", risk_class="high", actor="ana")
    assert (until, classes(workspace)["C1"]) == (DAY + timedelta(days=31), "high")
    limits.ask(workspace, wanted(100_001), reason="growth", actor="ana")


def test_a38_an_increase_asked_for_in_time_is_not_granted_late(empty: Workspace) -> None:
    opened(empty.database)
    limited(empty, 100_000)
    row = NewLimit("C1", Scope.CUSTOMER, LimitKind.BASE, 200_000, "USD", DAY)
    asked = limits.ask(empty, row, reason="growth", actor="ana")
    with booked(empty.database, "looked") as book:
        ledger.master.keep(book, [Review("C1", "ana", "", OLD, DAY - timedelta(days=1))])
    with pytest.raises(Invalid, match="review it first"):
        control.approve(empty, asked.request_id, actor="bob")


def test_a_review_says_what_was_found_and_nobody_reviews_a_relation(empty: Workspace) -> None:
    opened(empty.database)
    with pytest.raises(Invalid, match="say what was found"):
        reviews.done(empty, "C1", " ", actor="ana")
    with pytest.raises(Invalid, match="is none of low, medium, high"):
        reviews.done(empty, "C1", "fine", risk_class="awful", actor="ana")
    with booked(empty.database, "related") as book:
        ledger.interests.declare(book, "ana", "C1", "her brother")
    with pytest.raises(ConflictOfInterest):
        reviews.done(empty, "C1", "fine", actor="ana")
