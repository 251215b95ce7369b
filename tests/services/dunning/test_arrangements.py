"""B7b, A24: a kept plan keeps dunning away, a missed part brings its documents back; settlements take two people."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import ledger
from dunning.arrangements import Due, PlanState
from kit.refusals import Invalid, NotFound
from ledger import NewApplication
from ledger.records import Adjust, NewAuthority
from ledger.refusals import BeyondAuthority, SamePerson, Unapproved
from services import control, disposition
from services.dunning import arrangements, runs, worklist
from services.dunning.arrangements import Told
from services.workspace import Workspace
from tests.ledger.desk import DAY, NOW, booked, invoice_id, receipt
from tests.services.dunning.desk import LATE

DUES = (Due(DAY + timedelta(days=10), 60_000), Due(DAY + timedelta(days=40), 45_000))
PLAN = Told(("I1", "I2"), "Jo", DUES)


def at(desk: Workspace, days: int) -> Workspace:
    """Return the desk so many days later."""
    return replace(desk, clock=lambda: NOW + timedelta(days=days))


def agreed(desk: Workspace, told: Told = PLAN) -> str:
    """Agree on a plan by two people, and return its id."""
    asked = arrangements.ask(desk, told, reason="they are short", actor="ann")
    with pytest.raises(SamePerson):
        control.approve(desk, asked.request_id, actor="ann")
    assert arrangements.of(desk) == []
    control.approve(desk, asked.request_id, actor="boss")
    return arrangements.of(desk)[0].arrangement_id


def paid(desk: Workspace, minor: int, days: int, number: str = "I1") -> None:
    """Receive money of C1 and apply it."""
    on = DAY + timedelta(days=days)
    name = f"{number}-{days}-{minor}"
    with booked(desk.database, name) as book:
        ledger.receipts.receive(book, [receipt(name, minor, day=on)])
        ledger.applications.apply(book, [NewApplication(f"rcp_{name}", invoice_id(number), minor, gl_on=on)])


def why(desk: Workspace, on: date) -> dict[str, str]:
    """Return why documents are left alone on a day."""
    return {one.number: one.reason for one in runs.propose(desk, on).plan.skipped}


def dunned(desk: Workspace, on: date) -> dict[str, int]:
    """Return what is written about on a day, and the days it is late."""
    return {line.number: line.days for one in runs.propose(desk, on).plan.notices for line in one.lines}


def open_of(desk: Workspace, customer: str) -> int:
    """Return a customer's open balance."""
    with desk.database.reading() as connection:
        held = ledger.reads.open_items(connection, None, "MAIN").filter(customer_number=customer)
    return int(held["open_amount"].sum())


def test_a_kept_plan_keeps_dunning_away_and_a_missed_part_brings_it_back(dunned_on_both: Workspace) -> None:
    desk = dunned_on_both
    assert dunned(desk, DAY)["I1"] == 40
    plan = agreed(desk)
    assert why(desk, DAY) == {"I1": "in_plan", "I2": "in_plan"}
    (alone,) = [one for one in worklist.of(desk, DAY) if one.facts.customer_number == "C1"]
    assert (alone.facts.suppressed, alone.facts.past_due, alone.facts.oldest) == (("in_plan",), 105_000, 40)
    paid(desk, 60_000, 14)
    for days in (15, 40, 45):
        on = DAY + timedelta(days=days)
        assert {reason for name, reason in why(desk, on).items() if name != "I3"} == {"in_plan"}, on
    missed = DAY + timedelta(days=46)
    (one,) = arrangements.of(desk, missed)
    assert (one.arrangement_id, one.state, one.kept.defaulted_on) == (plan, PlanState.DEFAULTED, missed)
    late = (missed - LATE).days
    assert {name: days for name, days in dunned(desk, missed).items() if name != "I3"} == {"I1": late, "I2": late}
    assert "in_plan" not in why(desk, missed).values()


def test_a_plan_is_kept_when_all_has_come(dunned: Workspace) -> None:
    agreed(dunned)
    paid(dunned, 100_000, 9)
    paid(dunned, 5_000, 39, "I2")
    (one,) = arrangements.of(dunned, DAY + timedelta(days=90))
    assert (one.state, one.open, one.kept.paid) == (PlanState.KEPT, 0, 105_000)


def test_a_cancelled_plan_is_none(dunned: Workspace) -> None:
    plan = agreed(dunned)
    with pytest.raises(Invalid, match="in none yet"):
        arrangements.ask(dunned, PLAN, reason="again", actor="ann")
    with pytest.raises(Invalid, match="say why it ends"):
        arrangements.cancel(dunned, plan, " ", actor="ann")
    assert arrangements.cancel(dunned, plan, "they pay at once", actor="ann") is PlanState.CANCELLED
    assert "in_plan" not in why(dunned, DAY).values()
    with pytest.raises(Invalid, match="is cancelled"):
        arrangements.cancel(dunned, plan, "again", actor="ann")
    with pytest.raises(NotFound):
        arrangements.cancel(dunned, "arr_none", "no", actor="ann")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"documents": ("I1", "I3")}, "one customer in one currency"),
        ({"documents": ()}, "one customer in one currency"),
        ({"person": " "}, "say who agreed"),
        ({"dues": DUES[:1]}, "come to what is open"),
        ({"dues": DUES[::-1]}, "after the one before"),
        ({"dues": (Due(DAY - timedelta(days=1), 105_000),)}, "none before the day"),
        ({"misses": 0}, "a missed part ends it"),
    ],
)
def test_what_is_no_plan_is_refused(dunned: Workspace, more: dict[str, object], says: str) -> None:
    with pytest.raises(Invalid, match=says):
        arrangements.ask(dunned, replace(PLAN, **more), reason="x", actor="ann")  # type: ignore[arg-type]


@pytest.mark.parametrize("waiver", [Adjust.BAD_DEBT, Adjust.CONCESSION])
def test_a_settlement_waits_for_authority_and_posts_when_the_cash_came(
    dunned_on_both: Workspace, waiver: Adjust
) -> None:
    desk = dunned_on_both
    with booked(desk.database, "authority", "root") as book:
        given = [("chief", 50_000), ("boss", 10_000)]
        ledger.approvals.authorise(book, [NewAuthority(who, "settlement", "USD", 0, most, DAY) for who, most in given])
    told = Told(("I1",), "Jo", first_on=DAY + timedelta(days=7), grace=0)
    asked = arrangements.ask(desk, told, (70_000, "USD"), waiver, reason="near insolvency", actor="ann")
    with pytest.raises(BeyondAuthority):
        control.approve(desk, asked.request_id, actor="boss")
    assert arrangements.settle(desk, actor="clock").settled == ()
    control.approve(desk, asked.request_id, actor="chief")
    assert open_of(desk, "C1") == 105_000, "nothing posts before the cash comes"
    leaves = 105_000 - 100_000
    paid(desk, 70_000, 5)
    later = at(desk, 6)
    assert arrangements.settle(later, actor="clock").settled == (arrangements.of(desk)[0].arrangement_id,)
    assert open_of(desk, "C1") == leaves, "the agreed figure: what was not settled"
    assert arrangements.settle(at(desk, 7), actor="clock").settled == ()
    assert arrangements.of(later)[0].state is PlanState.SETTLED
    with desk.database.reading() as connection:
        trial = ledger.reads.trial_balance(connection, None, "MAIN")
    role = {Adjust.BAD_DEBT: "allowance", Adjust.CONCESSION: "revenue"}[waiver]
    assert trial.filter(role=role)["debit"].to_list() == [30_000]


def test_a_settlement_lapses_when_the_cash_is_late(dunned: Workspace) -> None:
    told = Told(("I1",), "Jo", first_on=DAY + timedelta(days=7), grace=0)
    asked = arrangements.ask(dunned, told, (70_000, "USD"), Adjust.CONCESSION, reason="x", actor="ann")
    control.approve(dunned, asked.request_id, actor="boss")
    paid(dunned, 70_000, 8)
    assert arrangements.settle(at(dunned, 9), actor="clock").settled == ()
    assert open_of(dunned, "C1") == 35_000
    assert arrangements.of(dunned, DAY + timedelta(days=9))[0].state is PlanState.DEFAULTED


@pytest.mark.parametrize(
    ("agreed_on", "waiver"),
    [
        ((100_000, "USD"), Adjust.CONCESSION),
        ((70_000, "USD"), Adjust.UNCLAIMED),
        ((70_000, "USD"), ""),
        ((70_000, "EUR"), Adjust.CONCESSION),
        ((0, "USD"), Adjust.BAD_DEBT),
        (None, Adjust.BAD_DEBT),
    ],
)
def test_what_is_no_settlement_is_refused(dunned: Workspace, agreed_on: tuple[int, str] | None, waiver: str) -> None:
    with pytest.raises(Invalid):
        arrangements.ask(dunned, Told(("I1",), "Jo", first_on=DAY), agreed_on, waiver, reason="x", actor="ann")


def test_the_database_takes_no_plan_that_nobody_approved(dunned_on_both: Workspace) -> None:
    asked = arrangements.ask(dunned_on_both, PLAN, reason="x", actor="ann")
    told = ("arr_x", "MAIN", "C1", 105_000, "USD", "", 0, DAY, 5, 1, "Jo", "", asked.request_id, "boss", 1)
    with pytest.raises(Unapproved), booked(dunned_on_both.database, "forged") as book:
        book.write("arrangement", [told])


def test_a_second_person_sees_what_it_comes_to(dunned: Workspace) -> None:
    told = Told(("I1",), "Jo", first_on=DAY)
    arrangements.ask(dunned, told, (70_000, "USD"), Adjust.CONCESSION, reason="x", actor="ann")
    (body,) = control.listed(dunned)["body"]
    seen = disposition.told(body, "USD")
    assert (seen["open"], seen["to_come"], seen["waived"], seen["left"]) == ("1,000.00", "700.00", "300.00", "50.00")
