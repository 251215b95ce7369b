"""A02d, A14, A15, A32, A33: orders are checked at every step, all that fails is listed, a release has its bounds."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

import ledger
from credit.limits import NewLimit
from credit.records import CheckOutcome, Checkpoint, LimitKind, Order, Reason, ReleaseReason, Scope
from kit.refusals import Conflict, Invalid
from ledger import ItemType, NewCustomer
from ledger.records import NewAuthority
from ledger.refusals import BeyondAuthority, SamePerson, UnknownCustomer
from services import control
from services.credit import holds, limits, orders
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, item, opened, receipt

SOON = DAY + timedelta(days=10)
#: How often two orders race; `make soak-orders` has them race 1,000 times on each database.
TRIES = int(os.environ.get("TIEOUT_SOAK_ORDERS", "10"))


def order(number: str = "S1", minor: int = 1_200_000, **more: Any) -> Order:
    """Return an order of C1."""
    facts: dict[str, Any] = {"customer_number": "C1", "currency": "USD", "ships_on": SOON} | more
    return Order(number=number, minor=minor, **facts)


def limited(workspace: Workspace, minor: int, kind: LimitKind = LimitKind.BASE, **more: object) -> str:
    """Grant a limit to C1, as two people do."""
    facts: dict[str, object] = {"customer_number": "C1", "scope": Scope.CUSTOMER, "valid_from": DAY} | more
    row = NewLimit(kind=kind, minor=minor, currency="USD", **facts)  # type: ignore[arg-type]
    asked = limits.ask(workspace, row, reason="they pay", actor="ana", key=f"{row}")
    control.approve(workspace, asked.request_id, actor="bob")
    return asked.request_id


def case(workspace: Workspace) -> Workspace:
    """Fill the books of DOMAIN section 8.4: 62,000 owed, 4,000 not applied, a credit of 1,000; a limit of 90,000."""
    opened(
        workspace.database,
        item("I1", 6_200_000, due_on=SOON),
        item("M1", -100_000, ItemType.CREDIT_MEMO),
        receipts=(receipt("1", 400_000),),
    )
    limited(workspace, 9_000_000)
    return workspace


@pytest.fixture
def desk(empty: Workspace) -> Workspace:
    """Give the books of the worked case."""
    return case(empty)


@pytest.fixture
def both(workspace: Workspace) -> Workspace:
    """Give the books of the worked case, on SQLite and on PostgreSQL."""
    return case(workspace)


def reasons(taken: orders.Taken) -> list[Reason]:
    """Return why an order is held."""
    return [one.reason for one in taken.failed]


def worked(desk: Workspace) -> orders.Taken:
    """Take the orders of the worked case, and return what the last came to."""
    orders.take(desk, order("S0", 2_700_000, shipped=900_000), actor="shop")
    return orders.take(desk, order("S1", 1_200_000, card=300_000), actor="shop")


def test_the_worked_case_is_over_by_3_000(both: Workspace) -> None:
    taken = worked(both)
    assert taken.snapshot is not None
    assert taken.snapshot["total"] == 9_300_000
    assert taken.snapshot["exposure"] == {
        "open_items": 6_200_000,
        "late_charges": 0,
        "shipped_not_billed": 900_000,
        "open_orders": 1_800_000,
        "this_order": 1_200_000,
        "unapplied_cash": 400_000,
        "credit_memos": 100_000,
        "card_authorised": 300_000,
    }
    assert (taken.outcome, reasons(taken)) == (CheckOutcome.HELD, [Reason.OVER_LIMIT])
    assert taken.failed[0].says == "exposure 93,000.00 is over the limit 90,000.00 by 3,000.00 USD"


@pytest.mark.parametrize(
    ("more", "total"),
    [
        ({"shipped": 1_200_000}, 6_900_000),
        ({"shipped": 1_200_000, "billed": 1_200_000}, 5_700_000),
        ({"billed": 200_000}, 6_700_000),
        ({"card": 1_200_000, "card_until": DAY - timedelta(days=1)}, 6_900_000),
    ],
)
def test_nothing_of_an_order_counts_twice(desk: Workspace, more: dict[str, Any], total: int) -> None:
    taken = orders.take(desk, order(**more), actor="shop")
    assert taken.snapshot is not None
    assert taken.snapshot["total"] == total


def test_an_order_beyond_the_horizon_does_not_count_against_others(desk: Workspace) -> None:
    far = DAY + timedelta(days=91)
    orders.take(desk, order("FAR", 2_000_000, ships_on=far), actor="shop")
    taken = orders.take(desk, order("S1", 100), actor="shop")
    assert taken.snapshot is not None
    assert taken.snapshot["exposure"]["open_orders"] == 0


def test_told_twice_an_order_counts_once_and_a_cancelled_one_not_at_all(desk: Workspace) -> None:
    first = orders.take(desk, order(), actor="shop", key="k1")
    assert orders.take(desk, order(), actor="shop", key="k1") == replace(first, replayed=True)
    again = orders.take(desk, order(minor=900_000), actor="shop")
    assert again.snapshot is not None
    assert again.snapshot["exposure"]["this_order"] == 900_000
    gone = orders.take(desk, order(state="cancelled"), actor="shop")
    assert (gone.outcome, gone.check_id) == (None, "")
    other = orders.take(desk, order("S2", 5), actor="shop")
    assert other.snapshot is not None
    assert other.snapshot["exposure"]["open_orders"] == 0
    with pytest.raises(Invalid, match="is cancelled"):
        orders.check(desk, "S1", Checkpoint.PICK, actor="shop")
    with pytest.raises(UnknownCustomer):
        orders.take(desk, order(customer_number="C9"), actor="shop")


def test_a_release_covers_the_order_until_it_grows_beyond_the_cap(both: Workspace) -> None:
    worked(both)
    with booked(both.database, "authorities", actor="cfo") as book:
        ledger.approvals.authorise(book, [NewAuthority("ann", "order_release", "USD", 0, 2_000_000, DAY, None)])
    done = holds.release(both, "S1", ReleaseReason.PROMISE, actor="ann")
    assert (done.verdict, done.cap, done.until) == ("released", 1_260_000, "2026-12-04")
    at_pick = orders.take(both, order("S1", 1_260_000, card=300_000), Checkpoint.PICK, actor="shop")
    assert (at_pick.outcome, reasons(at_pick)) == (CheckOutcome.RELEASED, [Reason.OVER_LIMIT])
    grown = orders.take(both, order("S1", 1_260_001, card=300_000), Checkpoint.PICK, actor="shop")
    assert grown.outcome is CheckOutcome.HELD
    late = date(2026, 12, 5)
    expired = orders.take(both, order("S1", 1_200_000, card=300_000), Checkpoint.SHIP, actor="shop", as_of=late)
    assert expired.outcome is CheckOutcome.HELD


def test_beyond_their_authority_a_release_waits_for_a_second_person(desk: Workspace) -> None:
    worked(desk)
    with booked(desk.database, "authorities", actor="cfo") as book:
        rows = [("ann", 500_000), ("bob", 5_000_000)]
        ledger.approvals.authorise(
            book, [NewAuthority(who, "order_release", "USD", 0, most, DAY, None) for who, most in rows]
        )
    done = holds.release(desk, "S1", ReleaseReason.MANAGEMENT, note="the plant stands still", actor="ann")
    assert done.verdict == "pending"
    assert orders.check(desk, "S1", Checkpoint.PICK, actor="shop").outcome is CheckOutcome.HELD
    with pytest.raises(Conflict, match="checked again"):
        control.approve(desk, done.request_id, actor="bob")
    again = holds.release(desk, "S1", ReleaseReason.MANAGEMENT, note="they paid in part", actor="ann")
    with pytest.raises(SamePerson):
        control.approve(desk, again.request_id, actor="ANN")
    control.approve(desk, again.request_id, actor="bob")
    assert orders.check(desk, "S1", Checkpoint.SHIP, actor="shop").outcome is CheckOutcome.RELEASED


def test_a_hold_by_hand_never_lifts_by_itself(desk: Workspace) -> None:
    orders.take(desk, order(minor=100), actor="shop")
    holds.force(desk, "C1", held=True, note="their lawyer wrote", actor="ann")
    taken = orders.check(desk, "S1", Checkpoint.PICK, actor="shop")
    assert reasons(taken) == [Reason.MANUAL]
    assert taken.failed[0].says == "their lawyer wrote (ann)", "the reason is named once, beside it"
    limited(desk, 99_000_000)
    assert holds.queue(desk, DAY)["ready"].to_list() == [False]
    with pytest.raises(Invalid, match="already"):
        holds.force(desk, "C1", held=True, note="again", actor="ann")
    holds.force(desk, "C1", held=False, note="they settled", actor="ann")
    assert holds.queue(desk, DAY)["ready"].to_list() == [True]
    assert orders.check(desk, "S1", Checkpoint.SHIP, actor="shop").outcome is CheckOutcome.PASSED


def test_the_queue_is_by_ship_date_and_money_makes_an_order_ready(desk: Workspace) -> None:
    worked(desk)
    orders.take(desk, order("S2", 1_000_000, ships_on=DAY), actor="shop")
    queue = holds.queue(desk, DAY)
    assert queue["number"].to_list() == ["S2", "S1"]
    assert queue["ready"].to_list() == [False, False]
    with booked(desk.database, "paid") as book:
        ledger.receipts.receive(book, [receipt("2", 6_000_000)])
    assert holds.queue(desk, DAY)["ready"].to_list() == [True, True]
    with pytest.raises(Invalid, match="say why"):
        holds.reject(desk, "S2", note=" ", actor="ann")
    holds.reject(desk, "S2", note="they went elsewhere", actor="ann")
    assert holds.queue(desk, DAY)["number"].to_list() == ["S1"]
    with pytest.raises(Invalid, match="is not held"):
        holds.release(desk, "S2", ReleaseReason.ERROR, actor="ann")


def test_all_that_fails_is_listed(empty: Workspace) -> None:
    late = DAY - timedelta(days=31)
    opened(empty.database, item("I1", 500_000, issued_on=late, due_on=late))
    asked = limits.ask_terms(
        empty, "C1", discount=200, po_required=True, ship_to_required=True, reason="agreed", actor="ana"
    )
    control.approve(empty, asked.request_id, actor="bob")
    taken = orders.take(empty, order(terms="NET60", discount=201), actor="shop")
    assert reasons(taken) == [
        Reason.NO_LIMIT,
        Reason.PAST_DUE_DAYS,
        Reason.TERMS_CHANGED,
        Reason.DISC_CHANGED,
        Reason.ORDER_DATA,
    ]
    assert taken.failed[-1].says == "the order names no PO number and no ship-to"


def test_a_family_is_held_together(empty: Workspace) -> None:
    with booked(empty.database, "family") as book:
        rows = [NewCustomer("C1", "One", parent_number="P"), NewCustomer("C2", "Two", parent_number="P")]
        ledger.customers.upsert(book, [NewCustomer("P", "Head"), *rows])
        ledger.items.issue(book, [item("I2", 800, customer="C2", due_on=SOON)])
    limited(empty, 1_000)
    limited(empty, 1_000, customer_number="P", scope=Scope.GROUP)
    assert orders.take(empty, order(minor=200), actor="shop").outcome is CheckOutcome.PASSED
    taken = orders.take(empty, order(minor=201), actor="shop")
    assert reasons(taken) == [Reason.GROUP_OVER_LIMIT]


def test_a_temporary_limit_ends_at_midnight_and_any_day_has_its_limit(desk: Workspace) -> None:
    until = DAY + timedelta(days=5)
    limited(desk, 12_000_000, LimitKind.TEMPORARY, valid_until=until)
    limited(desk, 5_000_000, LimitKind.INSURANCE, valid_until=SOON, share=5_000)
    assert [limits.of(desk, "C1", on).own.minor for on in (DAY, until, until + timedelta(days=1), SOON)] == [
        14_500_000,
        14_500_000,
        11_500_000,
        11_500_000,
    ]
    assert limits.of(desk, "C1", SOON + timedelta(days=1)).own.minor == 9_000_000
    assert limits.of(desk, "C1", DAY - timedelta(days=1)).own.minor is None
    assert limits.granted(desk, "C1")["checker"].to_list() == ["bob"] * 3


def test_a_limit_takes_two_people_and_authority_over_what_may_then_be_owed(both: Workspace) -> None:
    with booked(both.database, "authorities", actor="cfo") as book:
        ledger.approvals.authorise(book, [NewAuthority("bob", "credit_limit", "USD", 0, 10_000_000, DAY, None)])
    row = NewLimit("C1", Scope.CUSTOMER, LimitKind.BASE, 10_000_000, "USD", DAY)
    asked = limits.ask(both, row, reason="more", actor="bob")
    with pytest.raises(SamePerson):
        control.approve(both, asked.request_id, actor="bob")
    for number in (1, 2):
        again = limits.ask(both, row, reason="more", actor="ana", key=f"again {number}")
        control.approve(both, again.request_id, actor="bob")
    more = limits.ask(both, replace(row, minor=10_000_001), reason="more", actor="ana")
    with pytest.raises(BeyondAuthority):
        control.approve(both, more.request_id, actor="bob")


def test_two_orders_at_once_never_both_pass(both: Workspace) -> None:
    """57,000 is owed: either order alone fits into 90,000, both do not."""

    def taken(one: Order) -> str:
        return str(orders.take(both, one, actor="shop").outcome)

    with ThreadPoolExecutor(2) as pool:
        for number in range(TRIES):
            told = [order(f"{name}{number}", 2_000_000) for name in "AB"]
            assert sorted(pool.map(taken, told)) == ["held", "passed"], number
            for one in told:
                taken(replace(one, state="cancelled"))
