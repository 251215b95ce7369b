"""Dual control: the second person is another one, within their authority, and the database insists."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from psycopg import Error as PostgresError
from sqlalchemy.exc import DBAPIError

import ledger
from kit.db import Database
from kit.refusals import Invalid, Refused
from ledger import Adjust, Adjustment, NewAuthority
from ledger.refusals import BeyondAuthority, Decided, SamePerson, Unapproved, UnknownRequest
from tests.conftest import Fill
from tests.ledger.desk import DAY, NOW, asked, booked, invoice_id, item, opened, reopened


def begun(database: Database) -> None:
    opened(database, item("I1", 100_000))


@pytest.fixture
def books(copy_of: Callable[[Fill], Database]) -> Database:
    """Give a copy of the books begun."""
    return copy_of(begun)


def approve(database: Database, request_id: str, actor: str = "second") -> None:
    with booked(database, f"approve {request_id} {actor}", actor=actor) as book:
        ledger.approvals.approve(book, request_id, NOW, DAY)


def given(database: Database, *rows: NewAuthority, actor: str = "admin") -> int:
    with booked(database, f"given {rows}", actor=actor) as book:
        return ledger.approvals.authorise(book, rows)


def may(person: str, high: int, low: int = 0, kind: str = "bad_debt") -> NewAuthority:
    return NewAuthority(person, kind, "USD", low, high, DAY)


@pytest.mark.parametrize("actor", ["asker", "ASKER"])
def test_a56_who_asked_cannot_approve(books: Database, actor: str) -> None:
    request = asked(books, "bad_debt", "I1", 10)
    with pytest.raises(SamePerson):
        approve(books, request, actor)
    with pytest.raises(SamePerson), booked(books, "refuse", actor=actor) as book:
        ledger.approvals.refuse(book, request, NOW, "no")


def test_a56_the_database_refuses_the_same_person(books: Database) -> None:
    request = asked(books, "bad_debt", "I1", 10)
    row = f"INSERT INTO verdict VALUES (1, 3, '{request}', 'approved', 'Asker', '', 1)"
    with pytest.raises((DBAPIError, PostgresError), match="same_person"), books.writing() as connection:
        connection.exec_driver_sql(row)


def test_a_request_is_decided_once(books: Database) -> None:
    request = asked(books, "bad_debt", "I1", 10)
    with booked(books, "refused", actor="second") as book:
        ledger.approvals.refuse(book, request, NOW, "not proven")
    with pytest.raises(Decided, match="was refused by second"):
        approve(books, request)
    with pytest.raises(UnknownRequest):
        approve(books, "req_none")


def test_what_gives_money_away_is_never_booked_without_approval(books: Database) -> None:
    for kind in (Adjust.BAD_DEBT, Adjust.BAD_DEBT_EXPENSED, Adjust.CONCESSION, Adjust.NOTE_TAKEN):
        with pytest.raises(Unapproved), booked(books, f"alone {kind}") as book:
            ledger.adjustments.adjust(book, [Adjustment(invoice_id("I1"), kind, 10, DAY)])


def test_an_approval_of_one_kind_is_none_of_another(books: Database) -> None:
    request = asked(books, "concession", "I1", 10)
    with pytest.raises(Unapproved), booked(books, "other", actor="second") as book:  # noqa: PT012
        ledger.approvals.approve(book, request, NOW, DAY)
        ledger.adjustments.adjust(book, [Adjustment(invoice_id("I1"), Adjust.BAD_DEBT, 10, DAY)])


def test_a_closed_month_opens_by_approval_alone(books: Database) -> None:
    with booked(books, "closed") as book:
        ledger.periods.close(book, "2026-11")
    with pytest.raises(Unapproved), booked(books, "alone") as book:
        ledger.periods.reopen(book, "2026-11")
    other = asked(books, "reopen", "2026-12")
    with pytest.raises(Unapproved), booked(books, "other", actor="second") as book:
        reopened(book, "2026-11", other)
    request = asked(books, "reopen", "2026-11")
    with booked(books, "opened again", actor="second") as book:
        reopened(book, "2026-11", request)
        assert ledger.periods.gl_days(book, [DAY]) == {DAY: DAY}


@pytest.mark.parametrize(
    ("minor", "fits"),
    [(249, False), (250, True), (5_000, True), (5_001, False)],
)
def test_an_approver_stays_within_both_bounds(books: Database, minor: int, fits: object) -> None:
    given(books, may("second", 5_000, 250))
    request = asked(books, "bad_debt", "I1", minor)
    if fits:
        approve(books, request)
    else:
        with pytest.raises(BeyondAuthority, match=r"from 2\.50 USD to 50\.00 USD: this is"):
            approve(books, request)


def test_where_authority_is_given_nobody_else_approves(books: Database) -> None:
    given(books, may("boss", 5_000))
    with pytest.raises(BeyondAuthority, match="second may not approve bad_debt in USD"):
        approve(books, asked(books, "bad_debt", "I1", 10))
    approve(books, asked(books, "concession", "I1", 10))


def test_authority_ends(books: Database) -> None:
    given(books, NewAuthority("second", "bad_debt", "USD", 0, 10, DAY - timedelta(days=9), DAY - timedelta(days=1)))
    with pytest.raises(BeyondAuthority):
        approve(books, asked(books, "bad_debt", "I1", 10))


def test_splitting_an_amount_does_not_help(books: Database) -> None:
    given(books, may("second", 1_000))
    approve(books, asked(books, "bad_debt", "I1", 600, customer_number="C1"))
    with pytest.raises(BeyondAuthority, match=r"granted in 30 days this is 12\.00 USD"):
        approve(books, asked(books, "bad_debt", "I1", 600, customer_number="C1"))
    approve(books, asked(books, "bad_debt", "I1", 600, customer_number="C2"))


def test_a56_nobody_is_given_more_than_the_cap(books: Database) -> None:
    assert given(books, may("", 10_000), may("boss", 10_000)) == 2
    assert given(books, may("boss", 10_000), actor="admin two") == 0
    with pytest.raises(Invalid, match=r"the cap of all is 100\.00 USD"):
        given(books, may("second", 10_001))
    with pytest.raises(SamePerson, match="cannot set their own authority"):
        given(books, may("second", 1), actor="Second")


def test_a_later_cap_binds_what_was_given_before(books: Database) -> None:
    given(books, may("second", 10_000))
    given(books, may("", 500))
    with pytest.raises(BeyondAuthority):
        approve(books, asked(books, "bad_debt", "I1", 501))


def test_a_request_says_why(books: Database) -> None:
    with pytest.raises(Refused, match="say why"), booked(books, "ask") as book:
        ledger.approvals.ask(book, ledger.NewRequest("bad_debt", "I1", "{}", " "), NOW)


def test_the_day_of_authority_is_the_day_of_the_approval(books: Database) -> None:
    given(books, NewAuthority("second", "bad_debt", "USD", 0, 10, date(2027, 1, 1)))
    with pytest.raises(BeyondAuthority):
        approve(books, asked(books, "bad_debt", "I1", 10))
