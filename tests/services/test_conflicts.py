"""Segregation of duties by night: found, told once, owned, accepted by two people, closed (DOMAIN 12; DUTIES A48)."""

from dataclasses import replace
from datetime import timedelta

import pytest

import ledger
from kit.refusals import Invalid, NotFound
from ledger import NewCustomer
from ledger.refusals import SamePerson, Unapproved
from services import control, reports
from services.auditing import accepting, conflicts, register
from services.auditing.conflicts import ACCEPTED, CASE, CLOSED, DELEGATED, HELD, OPEN
from services.commands import command
from services.jobs import kinds
from services.jobs.queue import Held
from services.people import persons
from services.queues import substitutes
from services.reports.control_runs import GREEN, RED, WAITS, runs
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, opened
from tests.services.credit.test_orders import limited


def planted(workspace: Workspace) -> Workspace:
    """Let people in, and write a grant behind the door that refuses it, as an old book could hold it."""
    opened(workspace.database)
    for login, role in (("ann", "approver"), ("ben", "team_lead"), ("boss", "admin"), ("cy", "controller")):
        persons.add(workspace, login, login.title(), actor="setup", given=[role])
    with booked(workspace.database, "old") as book:
        book.write("role_grant", [("MAIN", "ann", "collector", "", 1, "before the rule", "old")])
    return workspace


def later(workspace: Workspace, days: int) -> Workspace:
    """Return the workspace some days on."""
    at = workspace.now() + timedelta(days=days)
    return replace(workspace, clock=lambda: at)


def night(workspace: Workspace, days: int = 0) -> list[tuple[str, str, str]]:
    """Run the night of a day; return the control's state and each conflict's basis and state."""
    books = later(workspace, days)
    held = Held("wrk_1", "controls", "MAIN", "", "schedule", {"as_of": books.today().isoformat()}, 1, 0, ())
    kinds.KINDS["controls"].run(books, held, lambda *_: None)
    with books.database.reading() as connection:
        run = next(iter(runs(connection, "MAIN", books.today())))
    state = next((row[2] for row in run.rows if row[0] == "duties apart"), "none")
    return [(state, one.basis, one.state) for one in accepting.listed(books, whole=True)]


def digest(workspace: Workspace, days: int = 0) -> list[str]:
    """Return what the digest of a day tells of duties."""
    books = later(workspace, days)
    rows = reports.made(books, "digest", books.today(), {})
    return [said for said in rows["threshold"] if "ask" in said]


def test_segregation_of_duties_at_grant_time_and_nightly_told_once_until_the_grant_ends(workspace: Workspace) -> None:
    planted(workspace)
    assert night(workspace) == [(RED, HELD, OPEN)]
    (one,) = accepting.listed(workspace)
    assert (one.login, one.why, one.owner, one.found_on) == ("ann", "who asks does not approve", "boss", DAY)
    assert digest(workspace) == ["ann: who asks does not approve"]
    assert night(workspace, 1) == [(WAITS, HELD, OPEN)]
    assert digest(workspace, 1) == []
    persons.revoke(workspace, "ann", "collector", actor="boss")
    assert night(workspace, 2) == [(GREEN, HELD, CLOSED)]
    assert night(workspace, 3) == [(GREEN, HELD, CLOSED)]


def test_it_is_accepted_until_a_day_by_two_people_and_then_open_again(workspace: Workspace) -> None:
    planted(workspace)
    night(workspace)
    (one,) = accepting.listed(workspace)
    until = DAY + timedelta(days=3)
    asked = accepting.ask(workspace, one.conflict_id, until, reason="ben reads each", actor="boss")
    with pytest.raises(SamePerson):
        control.approve(workspace, asked.request_id, actor="ann")
    with pytest.raises(SamePerson):
        control.approve(workspace, asked.request_id, actor="boss")
    control.approve(workspace, asked.request_id, actor="cy")
    assert night(workspace, 3) == [(GREEN, HELD, ACCEPTED)]
    with workspace.database.reading() as connection:
        found = register.overrides(connection, "MAIN", workspace.began(DAY), workspace.began(DAY + timedelta(days=1)))
    assert found["rule"].to_list() == ["segregation of duties"]
    assert night(workspace, 4) == [(RED, HELD, OPEN)]
    assert digest(workspace, 4) == ["ann: who asks does not approve"]
    assert night(workspace, 5) == [(WAITS, HELD, OPEN)]


def test_standing_in_for_somebody_whose_duties_are_at_odds_is_told_while_it_lasts(empty: Workspace) -> None:
    opened(empty.database)
    for login, role in (("ann", "approver"), ("dan", "collector"), ("ben", "team_lead")):
        persons.add(empty, login, login, actor="setup", given=[role])
    substitutes.begin(empty, "ann", "dan", DAY, DAY + timedelta(days=1), reason="leave", actor="ben")
    assert night(empty) == [(RED, DELEGATED, OPEN)]
    (one,) = accepting.listed(empty)
    assert (one.login, one.owner, one.evidence) == ("dan", "ben", f"stands in for ann until {DAY + timedelta(days=1)}")
    assert night(empty, 1) == [(WAITS, DELEGATED, OPEN)]
    assert night(empty, 2) == [(GREEN, DELEGATED, CLOSED)]


def test_acts_on_both_sides_of_one_customers_case_stay_open_until_they_are_accepted(empty: Workspace) -> None:
    opened(empty.database)
    for login, role in (("ana", "credit_analyst"), ("cy", "controller"), ("bob", "approver")):
        persons.add(empty, login, login, actor="setup", given=[role])
    for number in ("C7", "C8"):
        with command(empty, "create customer", "ana", {"said": number}) as book:
            ledger.customers.upsert(book, [NewCustomer(number, number)])
    limited(empty, 1_000, customer_number="C7")
    assert night(empty) == [(RED, CASE, OPEN)]
    (one,) = accepting.listed(empty)
    assert (one.login, one.about, one.why, one.owner) == ("ana", "C7", "who changes customers sets no limits", "cy")
    assert night(empty, 40) == [(WAITS, CASE, OPEN)]
    books = later(empty, 40)
    asked = accepting.ask(books, one.conflict_id, books.today(), reason="both were read", actor="cy")
    control.approve(books, asked.request_id, actor="bob")
    assert night(empty, 41) == [(GREEN, CASE, CLOSED)]


def test_nothing_is_written_where_nobody_is_at_odds(empty: Workspace) -> None:
    opened(empty.database)
    persons.add(empty, "ann", "Ann", actor="setup", given=["approver"])
    assert conflicts.look(empty, actor="night") == ()
    assert night(empty) == []


def test_what_cannot_be_accepted_is_refused(empty: Workspace) -> None:
    planted(empty)
    conflicts.look(empty, actor="night")
    (one,) = accepting.listed(empty)
    for until in (DAY - timedelta(days=1), DAY + timedelta(days=367)):
        with pytest.raises(Invalid, match="accepted until a day"):
            accepting.ask(empty, one.conflict_id, until, reason="x", actor="boss")
    with pytest.raises(NotFound):
        accepting.ask(empty, "dco_none", DAY, reason="x", actor="boss")
    persons.revoke(empty, "ann", "collector", actor="boss")
    conflicts.look(empty, actor="night")
    with pytest.raises(Invalid, match="is closed"):
        accepting.ask(empty, one.conflict_id, DAY, reason="x", actor="boss")


def test_the_database_itself_takes_no_acceptance_without_two_people(workspace: Workspace) -> None:
    planted(workspace)
    conflicts.look(workspace, actor="night")
    (one,) = accepting.listed(workspace)
    step = (one.conflict_id, "accepted", DAY, "req_none", "mine", DAY, "ann")
    with pytest.raises(Unapproved), booked(workspace.database, "alone") as book:
        book.write("duty_conflict_step", [step])
