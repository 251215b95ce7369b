"""A02c, A25, A31: disputes have a cause before they end, tasks end with a resolution, and amounts add up always."""

import csv
from collections.abc import Callable
from dataclasses import astuple, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import event, select

import ledger
from dunning import cases
from dunning.cases import CaseState, Validity
from kit.db import Database
from kit.refusals import Invalid, NotFound
from ledger import Adjust, ItemType, NewApplication, Undo
from ledger.refusals import SamePerson
from ledger.tables import posting
from services import control
from services.dunning import disputes, runs, worklist
from services.workspace import Workspace
from tests.conftest import RING, Fill
from tests.ledger.desk import DAY, balances, booked, invoice_id, item, receipt
from tests.services.conftest import workspace_over
from tests.services.dunning.conftest import filled

AMOUNTS = Path(__file__).parents[3] / "fixtures" / "dunning" / "dispute_amounts.csv"


def deducted(database: Database) -> None:
    """Fill books with a deduction of 300.00, 22.22 of it tax, beside the late invoices."""
    filled(database)
    with booked(database, "deducted") as book:
        rows = [item("D1", 30_000, ItemType.DEDUCTION, reason="quantity", tax=2_222)]
        ledger.items.issue(book, rows)
        ledger.receipts.receive(book, [receipt("1", 12_000)])


@pytest.fixture
def both(copy_of: Callable[[Fill], Database]) -> Workspace:
    """Give the desk on SQLite and on PostgreSQL."""
    return workspace_over(copy_of(deducted))


@pytest.fixture
def desk(filled_sqlite: Callable[[Fill], Path], tmp_path: Path) -> Workspace:
    """Give the desk on SQLite."""
    path = tmp_path / "disputes.db"
    path.write_bytes(filled_sqlite(deducted).read_bytes())
    return workspace_over(Database(f"sqlite:///{path}", RING))


def case_of(desk: Workspace, number: str) -> cases.Case:
    """Return the case of a document."""
    (found,) = (one for one in disputes.listed(desk, ended=True) if one.number == number)
    return found


def credited(desk: Workspace, case_id: str, minor: int) -> None:
    """Let two people credit a part of a case."""
    asked = disputes.ask_credit(desk, case_id, minor, reason="they are right", actor="ann")
    with pytest.raises(SamePerson):
        control.approve(desk, asked.request_id, actor="ann")
    control.approve(desk, asked.request_id, actor="boss")


def test_p13_what_a_short_payment_deducted_holds_the_tax_of_its_invoice(both: Workspace) -> None:
    """10,000.00 with 740.74 of tax is paid 300.00 short: 277.78 is allowed, and 22.22 of tax is owed no more."""
    with booked(both.database, "short") as book:
        ledger.items.issue(book, [item("T1", 1_000_000, tax=74_074)])
        ledger.receipts.receive(book, [receipt("T", 970_000)])
        paid = NewApplication("rcp_T", invoice_id("T1"), 970_000, DAY, deduction=30_000, deduction_reason="quantity")
        ledger.applications.apply(book, [paid])
    credited(both, case_of(both, "T1-D1").case_id, 30_000)
    with both.database.reading() as connection:
        booked_as = connection.execute(select(posting.c.kind, posting.c.minor).order_by(posting.c.no.desc()).limit(2))
        assert dict(map(tuple, booked_as)) == {"deduction_allowed": 27_778, "deduction_tax": 2_222}


def test_a_short_payment_is_a_case_by_itself_and_its_amounts_are_the_postings(both: Workspace) -> None:
    """The worked case: 300 = 120 paid + 100 credited + 0 written off + 80 open."""
    case = case_of(both, "D1")
    assert (case.state, case.source, case.department, case.recorded) == ("new", "short_payment", "warehouse", False)
    with booked(both.database, "paid") as book:
        row = NewApplication("rcp_1", ledger.item_id("MAIN", ItemType.DEDUCTION, "D1"), 12_000, gl_on=DAY)
        ledger.applications.apply(book, [row])
    credited(both, case.case_id, 10_000)
    now = case_of(both, "D1")
    (told,) = csv.DictReader(AMOUNTS.read_text(encoding="utf-8").splitlines())
    assert astuple(now.amounts) == tuple(int(Decimal(told[name]) * 100) for name in told)
    assert (now.state, now.validity) == (CaseState.APPROVED, Validity.PART)
    with pytest.raises(Invalid, match="root cause first"):
        disputes.deny(both, case.case_id, "signed for in full", actor="ann")
    disputes.tell(both, case.case_id, "root_cause", "picking error", actor="ann")
    with pytest.raises(Invalid, match=r"80[.]00 USD is open"):
        disputes.close(both, case.case_id, "done", actor="ann")
    disputes.deny(both, case.case_id, "signed for in full", actor="ann")
    last = case_of(both, "D1")
    assert astuple(last.amounts) == (30_000, 12_000, 10_000, 0, 8_000, 0)
    memo = next(name for name in balances(both.database) if name.startswith("D1-CB"))
    assert balances(both.database)[memo] == 8_000
    with pytest.raises(Invalid, match="is denied"):
        disputes.tell(both, case.case_id, "note", "x", actor="ann")
    with both.database.reading() as connection:
        assert not list(ledger.checks.run(connection))


def test_the_clock_of_a_short_payment_begins_when_it_was_short_and_ends_with_it(desk: Workspace) -> None:
    """The invoice is older; taken back (a check bounced), nothing was paid of the deduction and nothing is disputed."""
    short = NewApplication("rcp_1", invoice_id("I1"), 10_000, gl_on=DAY, deduction=2_000, deduction_reason="price")
    with booked(desk.database, "short") as book:
        (application,) = ledger.applications.apply(book, [short])
    case = case_of(desk, "I1-D1")
    assert (case.opened_on, case.due_on) == (DAY, cases.sla(DAY))
    with desk.database.reading() as connection:
        before = DAY - timedelta(days=1)
        assert [one for one in cases.of(connection, "MAIN", on=before) if one.number == "I1-D1"] == []

    disputes.tell(desk, case.case_id, "root_cause", "old price list", actor="ann")
    with booked(desk.database, "back") as book:
        ledger.applications.unapply(book, [Undo(application, DAY)])
    gone = case_of(desk, "I1-D1")
    assert (astuple(gone.amounts), gone.state, gone.closed_on) == ((0,) * 6, CaseState.CLOSED, None)
    assert [one.number for one in disputes.listed(desk)] == ["D1"]

    with booked(desk.database, "short again") as book:
        (again,) = ledger.applications.apply(book, [short])
        ledger.applications.unapply(book, [Undo(again, DAY)])
    assert "I1-D2" not in [one.number for one in disputes.listed(desk, ended=True)], "nobody wrote it down"


def test_a_disputed_invoice_is_not_asked_for_until_it_is_settled(both: Workspace) -> None:
    opened = disputes.open_case(both, "I1", "price", actor="ann", minor=30_000, customer_reason="wrong price")
    with pytest.raises(Invalid, match=r"has a case"):
        disputes.open_case(both, "I1", "price", actor="ann")
    left_alone = {one.number: one.reason for one in runs.propose(both).plan.skipped}
    assert left_alone["I1"] == "disputed"
    (called,) = (one for one in worklist.of(both, DAY) if one.facts.customer_number == "C1")
    assert called.facts.collectible == 105_000 - 30_000
    credited(both, opened.case_id, 30_000)
    case = case_of(both, "I1")
    assert (case.amounts.credited, case.amounts.open, case.validity) == (30_000, 0, Validity.VALID)
    assert balances(both.database)["I1"] == 70_000
    disputes.tell(both, opened.case_id, "root_cause", "old price list", actor="ann")
    disputes.close(both, opened.case_id, "memo sent", actor="ann")
    assert case_of(both, "I1").closed_on == DAY
    (called,) = (one for one in worklist.of(both, DAY) if one.facts.customer_number == "C1")
    assert called.facts.collectible == 75_000
    with both.database.reading() as connection:
        assert not list(ledger.checks.run(connection))


def test_what_is_written_off_is_told_apart(desk: Workspace) -> None:
    case = case_of(desk, "D1")
    asked = disputes.ask_write_off(desk, case.case_id, 30_000, Adjust.SMALL_BALANCE, reason="small", actor="ann")
    with pytest.raises(Invalid, match=rf"0\.00 USD is left beside what waits \({asked.request_id}\)"):
        disputes.ask_credit(desk, case.case_id, 1, reason="x", actor="ben")
    control.approve(desk, asked.request_id, actor="boss")
    assert astuple(case_of(desk, "D1").amounts) == (30_000, 0, 0, 30_000, 0, 0)
    with pytest.raises(Invalid, match="is open"):
        disputes.ask_credit(desk, case.case_id, 1, reason="x", actor="ann")


def test_a_task_ends_with_a_resolution_and_the_manager_hears_once(both: Workspace) -> None:
    """A02c: a task closes only with a resolution code, an overdue one is told to the manager once."""
    case = case_of(both, "D1")
    task = disputes.give(both, case.case_id, "was it all there?", actor="ann", due_on=DAY - timedelta(days=1))
    assert case_of(both, "D1").state is CaseState.AWAITING_DEPARTMENT
    assert disputes.escalate(both, actor="clock") == (task,)
    assert disputes.escalate(both, actor="clock again") == ()
    disputes.answer(both, task, "we look", actor="wes")
    with pytest.raises(Invalid, match="a task ends with one of"):
        disputes.answer(both, task, "done", actor="wes", resolution="so what")
    disputes.answer(both, task, "two cartons short", actor="wes", resolution="customer_is_right")
    (ended,) = disputes.tasks_of(both, case.case_id)
    assert (ended.department, ended.resolution, ended.done_on) == ("warehouse", "customer_is_right", DAY)
    assert ended.answers == (("clock", "overdue"), ("wes", "we look"), ("wes", "two cartons short"))
    with pytest.raises(Invalid, match="was done on"):
        disputes.answer(both, task, "again", actor="wes")
    with pytest.raises(NotFound):
        disputes.answer(both, "tsk_none", "x", actor="wes")


def test_departments_see_their_tasks_and_each_disputed_sum_once(desk: Workspace) -> None:
    """A31: open tasks by department and age, with the sum of what is disputed."""
    case = case_of(desk, "D1")
    for days in (0, 3):
        disputes.give(desk, case.case_id, "look", actor="ann", due_on=DAY - timedelta(days=days))
    disputes.give(desk, case.case_id, "why", actor="ann", department="Sales", due_on=DAY)
    told = [(one.department, one.tasks, one.overdue, one.oldest_days, one.minor) for one in disputes.loads(desk)]
    assert told == [("sales", 1, 0, 0, 30_000), ("warehouse", 2, 1, 3, 30_000)]


def test_a_case_is_with_a_department_that_there_is(desk: Workspace) -> None:
    """A slip of the pen would be a queue that nobody reads; a house's own departments stand in its settings."""
    case = case_of(desk, "D1")
    for asks in (
        lambda: disputes.give(desk, case.case_id, "why", actor="ann", department="wharehouse", due_on=DAY),
        lambda: disputes.tell(desk, case.case_id, "department", "wharehouse", actor="ann"),
    ):
        with pytest.raises(
            Invalid, match=r"no department 'wharehouse': there are accounting, ar, .*, warehouse; TIEOUT_DEP"
        ):
            asks()
    disputes.tell(desk, case.case_id, "department", " Order-Desk ", actor="ann")
    assert case_of(desk, "D1").department == "order_desk"
    ours = replace(desk, settings=desk.settings.model_copy(update={"departments": "Plant North"}))
    disputes.give(ours, case.case_id, "why", actor="ann", department="plant north", due_on=DAY)
    assert [one.department for one in disputes.tasks_of(ours)] == ["plant_north"]


def test_the_pareto_is_all_that_closed(desk: Workspace) -> None:
    """A25: nothing closes without a root cause, and the causes together are what closed in the period."""
    ended = []
    for number, cause in (("I1", "price list"), ("I2", "price list"), ("I3", "late truck")):
        case = disputes.open_case(desk, number, "price", actor="ann").case_id
        with pytest.raises(Invalid, match="root cause first"):
            disputes.deny(desk, case, "no", actor="ann")
        disputes.tell(desk, case, "root_cause", cause, actor="ann")
        disputes.deny(desk, case, "no", actor="ann")
        ended.append(case_of(desk, number).amounts.disputed)
    found = disputes.pareto(desk, DAY, DAY)
    assert [(one.root_cause, one.cases, one.minor) for one in found] == [
        ("price list", 2, 105_000),
        ("late truck", 1, 7_000),
    ]
    assert sum(one.minor for one in found) == sum(ended)
    assert disputes.pareto(desk, DAY + timedelta(days=1), DAY + timedelta(days=9)) == []


@pytest.mark.parametrize(
    ("document", "reason", "minor", "says"),
    [
        ("D1", "quantity", None, "is a deduction: its case is dsp_"),
        ("I1", "nonsense", None, "is none of price"),
        ("I1", "price", 100_001, "1,000.00 USD is open"),
        ("I1", "price", 0, "1,000.00 USD is open"),
    ],
)
def test_what_is_no_dispute_is_refused(
    desk: Workspace, document: str, reason: str, minor: int | None, says: str
) -> None:
    with pytest.raises(Invalid, match=says):
        disputes.open_case(desk, document, reason, actor="ann", minor=minor)


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("state", "closed", "the state of a case is awaiting_customer, .*researching, not 'closed'"),
        ("validity", "maybe", "the validity of a case is invalid, .*valid, not 'maybe'"),
        ("colour", "red", "a case has no colour: it has state, reason, "),
        ("root_cause", " ", "say what the root cause of the case is"),
    ],
)
def test_what_a_case_does_not_have_is_refused(desk: Workspace, kind: str, value: str, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        disputes.tell(desk, case_of(desk, "D1").case_id, kind, value, actor="ann")


@given(some.integers(1, 1000), some.integers(0, 2000), some.tuples(*[some.integers(-50, 900)] * 3))
def test_a_disputed_amount_is_always_the_sum_of_what_became_of_it(
    minor: int, balance: int, moved: tuple[int, int, int]
) -> None:
    settled = dict(zip(("credited", "written_off", "charged_back"), moved, strict=True))
    told = cases._amounts(minor, balance, settled)
    assert told.disputed == sum(astuple(told)[1:]) == minor
    assert min(astuple(told)) >= 0


def test_a_case_is_due_in_ten_business_days() -> None:
    assert cases.sla(date(2026, 11, 20)) == date(2026, 12, 4)
    assert invoice_id("I1")


def test_cases_are_found_by_their_documents_not_among_all_that_was_ever_booked(both: Workspace) -> None:
    asked: list[tuple[str, Any]] = []
    with both.database.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
        cases.of(connection, "MAIN")
        words, values = next(one for one in asked if "short_on" in one[0])
        lite = connection.dialect.name == "sqlite"
        plan = connection.exec_driver_sql(f"EXPLAIN {'QUERY PLAN ' if lite else ''}{words}", values).all()
    assert "reverses=?" not in str(plan)
