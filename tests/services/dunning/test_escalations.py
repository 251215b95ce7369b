"""A07, A34: help is asked for once, by the clock, and ends by itself when paid; nobody waits longer than allowed."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest

import ledger
from dunning.escalations import LADDER, Silence, reached
from dunning.planning import PARTS, Part
from kit.refusals import Invalid, NotFound
from ledger import NewApplication, NewCustomer
from ledger.contact_log import Channel, Contact, Outcome
from services import reports
from services.dunning import arrangements, by_clock, escalations, runs
from services.jobs import schedules, shown
from services.workspace import Workspace
from tests.ledger.desk import DAY, NOW, booked, invoice_id, item, receipt
from tests.services.dunning.test_arrangements import agreed
from tests.services.jobs.test_worker import worked


def large(desk: Workspace, days: int = 15) -> Workspace:
    """Book a document of 5,000.00 of C3, whose rep is Rita, so many days late."""
    due = DAY - timedelta(days=days)
    with booked(desk.database, "large") as book:
        ledger.customers.upsert(book, [NewCustomer("C3", "Three", address="Street 3", sales_rep="rita")])
        ledger.items.issue(book, [item("I7", 500_000, customer="C3", issued_on=due, due_on=due)])
    return desk


def tried(desk: Workspace, outcome: Outcome, days: int, customer: str = "C3") -> None:
    """Try to reach a customer so many days ago."""
    with booked(desk.database, f"{outcome} {days}") as book:
        said = Contact(
            customer, Channel.CALL, outcome, DAY - timedelta(days=days), "Jo", next_action="again", next_on=DAY
        )
        ledger.contact_log.log(book, said, NOW)


def test_a_rep_is_asked_once_and_no_more_when_it_is_paid(dunned_on_both: Workspace) -> None:
    desk = large(dunned_on_both)
    tried(desk, Outcome.NO_ANSWER, 6)
    assert escalations.escalate(desk, actor="clock", key="early") == (), "one contact in vain is not enough"
    tried(desk, Outcome.LEFT_MESSAGE, 3)
    (raised,) = escalations.escalate(desk, actor="clock")
    (one,) = escalations.of(desk)
    assert (one.escalation_id, one.step, one.person, one.number) == (raised, "sales", "rita", "I7")
    assert escalations.escalate(desk, actor="clock", key="again") == ()
    tomorrow = replace(desk, clock=lambda: NOW + timedelta(days=1))
    assert escalations.escalate(tomorrow, actor="clock") == ()
    with booked(desk.database, "paid") as book:
        ledger.receipts.receive(book, [receipt("P", 500_000, "C3")])
        ledger.applications.apply(book, [NewApplication("rcp_P", invoice_id("I7"), 500_000, gl_on=DAY)])
    assert escalations.of(desk) == []
    (ended,) = escalations.of(desk, ended=True)
    assert (ended.paid, ended.open) == (True, False)
    with pytest.raises(Invalid, match="is paid"):
        escalations.answer(desk, raised, "they pay", actor="rita")


def test_an_answer_ends_it(dunned: Workspace) -> None:
    desk = large(dunned)
    for days in (6, 3):
        tried(desk, Outcome.NO_ANSWER, days)
    (raised,) = escalations.escalate(desk, actor="clock")
    with pytest.raises(Invalid, match="say what came"):
        escalations.answer(desk, raised, " ", actor="rita")
    with pytest.raises(NotFound):
        escalations.answer(desk, "esc_none", "x", actor="rita")
    escalations.answer(desk, raised, "the owner pays on Friday", actor="rita")
    assert escalations.of(desk) == []
    assert escalations.escalate(desk, actor="clock", key="again") == ()


def part(days: int, minor: int = 500_000, left_alone: str = "") -> Part:
    """Return a document so many days late."""
    due = DAY - timedelta(days=days)
    return Part("C3", "USD", "itm_7", 1, "I7", due, due, minor, minor, left_alone)


@pytest.mark.parametrize(
    ("late", "silence", "steps"),
    [
        (part(14), Silence(9), []),
        (part(15), Silence(1), []),
        (part(15), Silence(2), ["sales"]),
        (part(15), Silence(0, 1), ["sales"]),
        (part(15, 499_999), Silence(9), []),
        (part(45), Silence(4), ["sales", "manager"]),
        (part(45), Silence(2, 1), ["sales"]),
        (part(90), Silence(), ["agency"]),
        (part(90, 49_999), Silence(), []),
        (part(90, left_alone="disputed"), Silence(9), []),
    ],
)
def test_the_ladder(late: Part, silence: Silence, steps: list[str]) -> None:
    assert [one.step for one in reached(pl.DataFrame([late], PARTS, orient="row"), {"C3": silence}, DAY)] == steps
    assert [one.step for one in LADDER] == ["sales", "manager", "agency"]


def test_nobody_waits_longer_than_allowed_without_a_reason(dunned: Workspace) -> None:
    desk = large(dunned, 40)
    told = {"days": "14", "threshold": "50"}
    rows = reports.made(desk, "contact-sla", DAY, told)
    assert rows.select("customer", "past_due", "waited", "state").rows() == [
        ("C1", "1050.00", "40", "late"),
        ("C2", "70.00", "40", "late"),
        ("C3", "5000.00", "40", "late"),
    ]
    tried(desk, Outcome.NO_ANSWER, 14)
    agreed(desk)
    rows = reports.made(desk, "contact-sla", DAY, told)
    assert rows.select("customer", "waited", "state", "reasons").rows() == [
        ("C1", "40", "suppressed", "in_plan"),
        ("C2", "40", "late", ""),
        ("C3", "14", "kept", ""),
    ]
    assert reports.made(desk, "contact-sla", DAY, {"days": "13"}).select("customer", "state").rows() == [
        ("C1", "suppressed"),
        ("C3", "late"),
    ]


def test_the_clock_does_each_once_a_day(dunned: Workspace) -> None:
    desk = large(dunned)
    for days in (6, 3):
        tried(desk, Outcome.NO_ANSWER, days)
    plain = {"weekly_folder": None, "daily_controls": False, "nightly_accounts": False, "daily_letters": True}
    there = replace(desk, settings=desk.settings.model_copy(update=plain))
    assert schedules.tick(there) == 2
    assert schedules.tick(there) == 0
    worked(there)
    done = {one.kind: one for one in shown.listed(there)}
    assert {kind: one.state for kind, one in done.items()} == {"collections": "done", "letters": "done"}
    assert len(escalations.of(there)) == 1
    letters = runs.listed(there).height
    assert letters == 2, "C3 was called a few days ago"
    assert by_clock.collect(there, DAY.isoformat(), actor="schedule")["raised"] == 1, "what it did, not anew"
    by_clock.write_letters(there, DAY.isoformat(), actor="schedule", progress=lambda *_: None)
    assert (len(escalations.of(there, ended=True)), runs.listed(there).height) == (1, letters)
    assert arrangements.of(there) == []
