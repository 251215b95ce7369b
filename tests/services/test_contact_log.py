"""A02a: a contact that ends nothing names its next action, and nothing of it is ever changed."""

from datetime import date
from typing import Any

import pytest
from psycopg.errors import CheckViolation
from sqlalchemy.exc import DBAPIError

import ledger
from kit.refusals import Invalid, NotFound, Refused
from ledger.contact_log import CLOSING, NEEDS, Channel, Contact, Outcome
from ledger.refusals import UnknownCustomer, UnknownItem
from services import contact_log, reports
from services.workspace import Workspace
from tests.ledger.desk import DAY, NOW, booked, item, opened

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
FULL = {"person": "Jo", "documents": ("I1",), "note": "said so"}


def said(outcome: Outcome = Outcome.REACHED, **more: object) -> contact_log.Said:
    """Return a call with C1."""
    facts = {"happened_on": DAY, **FULL, "next_action": "call again", "next_on": MONDAY, **more}
    return contact_log.Said("C1", Channel.CALL, outcome, **facts)  # type: ignore[arg-type]


@pytest.fixture
def desk(empty: Workspace) -> Workspace:
    """Give books with a customer and an invoice."""
    opened(empty.database, item("I1", 1_000), item("I2", 70, customer="C2"))
    return empty


@pytest.fixture
def both(workspace: Workspace) -> Workspace:
    """Give the same on SQLite and on PostgreSQL."""
    opened(workspace.database, item("I1", 1_000))
    return workspace


@pytest.mark.parametrize("outcome", Outcome)
def test_a02a_an_outcome_needs_a_next_action_or_ends_the_matter(desk: Workspace, outcome: Outcome) -> None:
    ends = outcome in CLOSING
    without = said(outcome, next_action="", next_on=None)
    with_one = said(outcome)

    good, bad = (without, with_one) if ends else (with_one, without)
    with pytest.raises(Invalid, match="ends"):
        contact_log.log(desk, bad, actor="ana")
    assert contact_log.of(desk).is_empty()
    assert contact_log.log(desk, good, actor="ana").customer_number == "C1"


@pytest.mark.parametrize(("outcome", "name"), [(one, name) for one, names in NEEDS.items() for name in names])
def test_an_outcome_is_not_told_without_what_it_needs(desk: Workspace, outcome: Outcome, name: str) -> None:
    given: dict[str, Any] = {"documents" if name == "items" else name: () if name == "items" else ""}
    then: dict[str, Any] = {"next_action": "", "next_on": None} if outcome in CLOSING else {}

    with pytest.raises(Invalid, match=name):
        contact_log.log(desk, said(outcome, **given, **then), actor="ana")


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"next_on": None}, Invalid),
        ({"next_action": " "}, Invalid),
        ({"next_on": date(2026, 11, 19)}, Invalid),
        ({"documents": ("I2",)}, UnknownItem),
        ({"documents": ("I9",)}, UnknownItem),
    ],
)
def test_what_makes_no_contact_is_refused(desk: Workspace, more: dict[str, Any], refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        contact_log.log(desk, said(**more), actor="ana")
    with pytest.raises(UnknownCustomer):
        contact_log.log(desk, contact_log.Said("C9", Channel.CALL, Outcome.PAID), actor="ana")


def test_a02a_a_contact_is_added_to_and_keeps_author_and_time(both: Workspace) -> None:
    done = contact_log.log(both, said(), actor="ana")
    before = contact_log.of(both).drop("addenda").rows()
    contact_log.add(both, done.contact_id, "called back: cheque is in the post", actor="ben")
    (row,) = contact_log.of(both, "C1").rows(named=True)

    assert contact_log.of(both).drop("addenda").rows() == before
    assert (row["author"], row["documents"], row["next_on"]) == ("ana", ["I1"], MONDAY)
    (more,) = row["addenda"]
    assert (more["note"], more["author"], more["recorded_at"]) == (
        "called back: cheque is in the post",
        "ben",
        both.now(),
    )
    with pytest.raises(NotFound):
        contact_log.add(both, "con_none", "x", actor="ben")
    with pytest.raises(Invalid):
        contact_log.add(both, done.contact_id, "  ", actor="ben")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE contact_entry SET note = 'never said'",
        "DELETE FROM contact_entry",
        "UPDATE contact_addendum SET author = 'somebody'",
        "DELETE FROM contact_addendum",
    ],
)
def test_a02a_the_database_lets_nobody_edit_the_log(both: Workspace, change: str) -> None:
    done = contact_log.log(both, said(), actor="ana")
    contact_log.add(both, done.contact_id, "more", actor="ben")

    with pytest.raises(DBAPIError, match="append_only"), both.database.writing() as connection:
        connection.exec_driver_sql(change)


def test_a02a_the_database_too_refuses_an_open_end(both: Workspace) -> None:
    """Whoever writes past the services meets the same rule."""
    facts = ("MAIN", "C1", "call", "no_answer", "", "[]", "", DAY, "", None, "x", 1)
    with pytest.raises((DBAPIError, CheckViolation)), booked(both.database, "past") as book:
        book.write("contact_entry", [("con_1", *facts)])
    with booked(both.database, "well") as book:
        assert ledger.contact_log.log(book, Contact("C1", Channel.CALL, Outcome.PAID, DAY), NOW)


def test_a02a_what_is_open_with_a_customer_is_what_the_newest_contact_says(desk: Workspace) -> None:
    def due(day: date, show: str = "due") -> list[tuple[str, int | None]]:
        rows = reports.made(desk, "contacts", day, {"show": show})
        return rows.select("next_action", "days_overdue").rows()

    contact_log.log(desk, said(), actor="ana")
    assert due(DAY) == []
    assert due(TUESDAY) == [("call again", 1)]
    contact_log.log(desk, said(Outcome.PROMISE, next_action="see that it came", next_on=TUESDAY), actor="ana")
    assert due(TUESDAY) == [("see that it came", None)]
    assert due(DAY, "open") == [("see that it came", None)]
    contact_log.log(desk, said(Outcome.PAID, next_action="", next_on=None), actor="ana")
    assert due(TUESDAY, "open") == []
    assert reports.made(desk, "contacts", DAY, {"customer": "C1"}).height == 3
