"""What the verbs do and what they refuse, on both databases."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

import ledger
from kit.db import Database
from kit.refusals import Invalid, KeyReused, OverApplied, Refused, Stale
from ledger import Disposal, ItemType, NewApplication, NewCustomer, Settlement, Undo
from ledger.refusals import UnknownApplication, UnknownCustomer, UnknownEntity, UnknownItem, UnknownReceipt
from tests.conftest import Fill
from tests.ledger.desk import (
    DAY,
    NOW,
    asked,
    balances,
    booked,
    identified,
    invoice_id,
    item,
    opened,
    receipt,
    reopened,
    steered,
)


def applied(cash: int, name: str = "R1", number: str = "I1", **more: object) -> NewApplication:
    """Apply a receipt to an invoice."""
    return NewApplication(f"rcp_{name}", invoice_id(number), cash, DAY, **more)  # type: ignore[arg-type]


def memo(cash: int, number: str = "M1") -> NewApplication:
    """Net a credit memo."""
    return NewApplication("rcp_R1", ledger.item_id("MAIN", ItemType.CREDIT_MEMO, number), cash, DAY)


def apply(database: Database, *rows: NewApplication, key: str = "apply") -> tuple[str, ...]:
    """Apply in a command of its own."""
    with booked(database, key) as book:
        return ledger.applications.apply(book, rows)


def begun(database: Database) -> None:
    """Two invoices, a credit memo, a receipt of C1 and one of nobody known."""
    memos = item("M1", -10_000, ItemType.CREDIT_MEMO)
    opened(
        database,
        item("I1", 100_000),
        item("I2", 50_000),
        memos,
        receipts=(receipt("R1", 90_000), receipt("R2", 500, None)),
    )


@pytest.fixture
def books(copy_of: Callable[[Fill], Database]) -> Database:
    """Give a copy of the books begun."""
    return copy_of(begun)


@pytest.mark.parametrize(
    ("row", "refusal", "said"),
    [
        (applied(1, name="none"), UnknownReceipt, "rcp_none"),
        (applied(1, number="none"), UnknownItem, "itm_"),
        (applied(1, item_version=9), Stale, "moved"),
        (applied(1, receipt_version=9), Stale, "moved"),
        (applied(1, name="R2"), Invalid, "unknown"),
        (applied(0), Invalid, "nothing"),
        (applied(-1), Invalid, "not negative"),
        (applied(1, write_off=1), Invalid, "write-off"),
        (applied(90_001), OverApplied, "900.00 USD is left"),
        (applied(80_000, deduction=20_001), OverApplied, "1000|200.00 USD is left|left"),
        (memo(10_000), Invalid, "credit memo"),
        (memo(-10_000), Invalid, "more than the invoices"),
    ],
)
def test_what_applying_refuses(books: Database, row: NewApplication, refusal: type[Refused], said: str) -> None:
    before = balances(books)
    with pytest.raises(refusal, match=said):
        apply(books, row)
    assert balances(books) == before


def test_a_credit_memo_is_netted_without_touching_the_receipt(books: Database) -> None:
    apply(books, applied(100_000), memo(-10_000))
    assert balances(books) == {"I1": 0, "I2": 50_000, "M1": 0, "rcp_R1": 0, "rcp_R2": -500}


def test_rows_netted_together_are_undone_together(books: Database) -> None:
    before = balances(books)
    ids = apply(books, memo(-10_000), applied(60_000), applied(40_000, number="I2"))
    with booked(books, "undo") as book:
        ledger.applications.unapply(book, [Undo(ids[1], DAY)])
    assert balances(books) == before
    with pytest.raises(UnknownApplication), booked(books, "again") as book:
        ledger.applications.unapply(book, [Undo(ids[0], DAY)])


def test_a_deduction_keeps_the_link_and_the_due_day(database: Database) -> None:
    opened(database, item("I1", 100_000, due_on=date(2026, 12, 24)), receipts=(receipt("R1", 90_000),))
    apply(database, applied(90_000, deduction=10_000, deduction_reason="freight"))
    with database.reading() as connection:
        (found,) = ledger.reads.open_items(connection).to_dicts()
    assert found["document_number"] == "I1-D1"
    assert found["origin_item_id"] == invoice_id("I1")
    assert (found["due_date"], found["reason"], found["open_amount"]) == (date(2026, 12, 24), "freight", 10_000)


def test_an_application_whose_deduction_is_settled_cannot_be_undone(database: Database) -> None:
    opened(database, item("I1", 100_000), receipts=(receipt("R1", 90_000),))
    (identity,) = apply(database, applied(90_000, deduction=10_000))
    deduction = ledger.item_id("MAIN", ItemType.DEDUCTION, "I1-D1")
    with booked(database, "allow") as book:
        ledger.deductions.allow(book, [Settlement(deduction, 10_000, DAY)])
    with pytest.raises(OverApplied), booked(database, "undo") as book:
        ledger.applications.unapply(book, [Undo(identity, DAY)])


def test_reversing_a_receipt_restores_its_items(books: Database) -> None:
    apply(books, applied(60_000, discount=100), applied(30_000, number="I2", deduction=20_000))
    with booked(books, "reverse") as book:
        ledger.receipts.reverse(book, [Disposal("rcp_R1", DAY, "NSF")])
    assert balances(books) == {"I1": 100_000, "I2": 50_000, "I2-D1": 0, "M1": -10_000, "rcp_R1": 0, "rcp_R2": -500}
    with books.reading() as connection:
        assert ledger.checks.run(connection) == []
        assert (
            dict(ledger.reads.receipts(connection).select("receipt_id", "status").iter_rows())["rcp_R1"] == "reversed"
        )
    with pytest.raises(Invalid, match="already"), booked(books, "again") as book:
        ledger.receipts.reverse(book, [Disposal("rcp_R1", DAY)])


def test_cash_that_comes_back_joins_what_is_held_on_account(books: Database) -> None:
    (identity,) = apply(books, applied(60_000))
    with booked(books, "hold") as book:
        ledger.receipts.place_on_account(book, [Disposal("rcp_R1", DAY)])
    with booked(books, "undo") as book:
        ledger.applications.unapply(book, [Undo(identity, DAY)])
    with books.reading() as connection:
        held = ledger.reads.trial_balance(connection).filter(role="on_account")["balance"].to_list()
        assert held == [-90_000]
        assert ledger.checks.run(connection) == []


def test_what_was_put_on_account_is_unapplied_again_with_what_came_back_to_it(books: Database) -> None:
    before = balances(books)
    (identity,) = apply(books, applied(60_000))
    with booked(books, "hold") as book:
        ledger.receipts.place_on_account(book, [Disposal("rcp_R1", DAY)])
    with booked(books, "undo") as book:
        ledger.applications.unapply(book, [Undo(identity, DAY)])
        ledger.receipts.take_off_account(book, [Disposal("rcp_R1", DAY, "undo")])
    assert balances(books) == before
    with books.reading() as connection:
        assert ledger.reads.trial_balance(connection).filter(role="on_account")["balance"].to_list() in ([], [0])
        assert ledger.checks.run(connection) == []
    with pytest.raises(Invalid, match="not on account"), booked(books, "again") as book:
        ledger.receipts.take_off_account(book, [Disposal("rcp_R1", DAY)])


def test_a_receipt_outside_receivables_comes_back(books: Database) -> None:
    before = balances(books)
    with booked(books, "out") as book:
        ledger.receipts.not_ar(book, [Disposal("rcp_R2", DAY, "interest")])
    with books.reading() as connection:
        assert ledger.reads.receipts(connection).filter(receipt_id="rcp_R2")["status"].to_list() == ["not_ar"]
        assert ledger.checks.run(connection) == []
    with booked(books, "back") as book:
        ledger.receipts.take_back_not_ar(book, [Disposal("rcp_R2", DAY)])
    assert balances(books) == before


def test_nothing_is_booked_for_customers_nobody_knows(database: Database) -> None:
    opened(database)
    with pytest.raises(UnknownCustomer, match="C9"), booked(database, "item") as book:
        ledger.items.issue(book, [item("I1", 1, customer="C9")])
    with pytest.raises(UnknownCustomer), booked(database, "receipt") as book:
        ledger.receipts.receive(book, [receipt("R1", 1, "C9")])
    assert balances(database) == {}


def test_a_document_known_is_left_as_it_is(books: Database) -> None:
    with booked(books, "again") as book:
        issued = ledger.items.issue(book, [item("I1", 100_000), item("I2", 50_001), item("I3", 5)])
    assert issued.known == (invoice_id("I1"),)
    assert issued.differing == (invoice_id("I2"),)
    assert issued.new == (invoice_id("I3"),)
    assert balances(books)["I2"] == 50_000


def test_what_was_settled_elsewhere_is_brought_forward(database: Database) -> None:
    opened(database, item("I1", 100_000, opening=True, open_minor=30_000), item("I0", 5, opening=True, open_minor=0))
    assert balances(database) == {"I1": 30_000, "I0": 0}
    with database.reading() as connection:
        assert ledger.worklists.closed(connection, "MAIN")["document_number"].to_list() == ["I0"]


@pytest.mark.parametrize("minor", [0, -5])
def test_an_invoice_is_positive(database: Database, minor: int) -> None:
    with pytest.raises(Invalid, match="positive"):
        opened(database, item("I1", minor))


def test_a_closed_month_moves_the_gl_day_and_keeps_the_document_day(books: Database) -> None:
    with booked(books, "close") as book:
        ledger.periods.close(book, "2026-11")
    apply(books, applied(1))
    with books.reading() as connection:
        last = ledger.reads.postings(connection).tail(1).to_dicts()[0]
        assert last["gl_date"] == date(2026, 12, 1)
        docs = connection.exec_driver_sql("SELECT doc_on FROM entry ORDER BY no DESC LIMIT 1").scalar_one()
    assert str(docs) == str(DAY)


def test_no_day_before_a_closed_month_is_open(books: Database) -> None:
    request = asked(books, "reopen", "2026-11")
    with booked(books, "close") as book:
        ledger.periods.close(book, "2026-11")
        early = DAY - timedelta(days=400)
        assert ledger.periods.gl_days(book, [early]) == {early: date(2026, 12, 1)}
        reopened(book, "2026-11", request)
        assert ledger.periods.gl_days(book, [DAY]) == {DAY: DAY}


def test_a_customer_changes_by_a_newer_fact(books: Database) -> None:
    newer = NewCustomer("C1", "One Ltd", aliases=("UNO",))
    with booked(books, "newer") as book:
        assert steered(book, [newer, NewCustomer("C2", "Two")]) == 1
        assert ledger.customers.upsert(book, [newer]) == 0
    with books.reading() as connection:
        found = ledger.worklists.customers(connection, "MAIN").row(0, named=True)
    assert (found["name"], found["aliases"]) == ("One Ltd", ["UNO"])


def test_a_repeated_command_gives_the_stored_result_and_does_nothing(books: Database) -> None:
    with booked(books, "key", a=1) as book:
        ledger.items.issue(book, [item("I9", 1)])
        book.result = {"n": 1}
    with booked(books, "key", a=1) as book:
        assert book.replayed == {"n": 1}
    with books.reading() as connection:
        assert ledger.reads.batches(connection).height == 2
        assert ledger.checks.run(connection) == []


def test_the_same_key_for_another_request_is_refused(books: Database) -> None:
    with booked(books, "key", a=1):
        pass
    with pytest.raises(KeyReused), booked(books, "key", a=2):
        pass


def test_a_failed_command_leaves_nothing(books: Database) -> None:
    before = balances(books)
    with pytest.raises(OverApplied), booked(books, "fails") as book:  # noqa: PT012 - the first part would have stood
        ledger.items.issue(book, [item("I9", 1)])
        ledger.applications.apply(book, [applied(90_001)])
    assert balances(books) == before


def test_an_entity_nobody_opened_is_refused(database: Database) -> None:
    with (
        pytest.raises(UnknownEntity),
        ledger.book(database, entity="X", key="k", actor="a", command="c", payload={}, recorded_at=NOW),
    ):
        pass


def test_a_clock_that_steps_back_is_held(books: Database) -> None:
    earlier = NOW - timedelta(days=3)
    with ledger.book(books, entity="MAIN", key="k", actor="a", command="c", payload={}, recorded_at=earlier):
        pass
    with books.reading() as connection:
        assert ledger.reads.batches(connection)["recorded_at"].is_sorted()
        assert ledger.checks.run(connection) == []


def test_a_payer_found_wrong_is_corrected(books: Database) -> None:
    with booked(books, "named") as book:
        ledger.receipts.identify(book, [identified("R2", "C1")])
        ledger.receipts.identify(book, [identified("R2", "C2"), identified("R1", "C1")])
    with books.reading() as connection:
        found = ledger.reads.receipts(connection).filter(receipt_id="rcp_R2")["customer_number"].to_list()
    assert found == ["C2"]


@pytest.mark.postgres
def test_two_databases_given_the_same_hold_the_same_ids_and_hashes(
    sqlite_database: Database, postgres_database: Database
) -> None:
    heads = []
    for database in (sqlite_database, postgres_database):
        opened(database, item("I1", 100_000), receipts=(receipt("R1", 90_000),))
        apply(database, applied(90_000, deduction=10_000, confidence=0.1))
        with database.reading() as connection:
            heads.append(ledger.reads.batches(connection)["hash"].to_list())
    assert heads[0] == heads[1]
