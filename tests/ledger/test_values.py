"""Other currencies: what items are worth in the entity's own, what a rate gains or loses, and nothing left over."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Error as PostgresError
from sqlalchemy.exc import DBAPIError

import ledger
from kit.db import Database
from kit.money import converted
from ledger import Book, Disposal, ItemType, NewApplication, NewCustomer, NewItem, Settlement, Undo
from tests.conftest import Fill
from tests.ledger.desk import booked, invoice_id, receipt
from tests.ledger.test_postings import golden

FIRST, THEN = date(2026, 11, 2), date(2026, 11, 20)
RATES = [("EUR", FIRST, 1_100_000_000), ("EUR", THEN, 1_080_000_000), ("JPY", FIRST, 6_500_000)]


def euros(number: str, minor: int, kind: ItemType = ItemType.INVOICE, currency: str = "EUR") -> NewItem:
    return NewItem(number, kind, "C1", currency, minor, FIRST, FIRST)


def received(name: str, minor: int, day: date = THEN, currency: str = "EUR") -> ledger.NewReceipt:
    return replace(receipt(name, minor, "C1", day), currency=currency)


def begun(database: Database) -> None:
    with booked(database, "opened") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One"), NewCustomer("C2", "Two")])
        assert ledger.valuing.keep_rates(book, RATES) == 3
        assert ledger.valuing.keep_rates(book, RATES) == 0
        ledger.items.issue(book, [euros("I1", 1_000_000)])


@pytest.fixture
def books(copy_of: Callable[[Fill], Database]) -> Database:
    """Give a copy of the books begun."""
    return copy_of(begun)


def base(database: Database, as_of: date | None = None) -> dict[str, int]:
    """Return what each role stands at in the entity's own currency."""
    found: dict[str, int] = defaultdict(int)
    with database.reading() as connection:
        assert ledger.checks.run(connection) == []
        for row in ledger.reads.base_journal(connection, as_of, "MAIN").iter_rows(named=True):
            found[row["role"]] += row["debit"] - row["credit"]
    assert sum(found.values()) == 0
    return {role: minor for role, minor in found.items() if minor}


def pay(book: Book, name: str, minor: int, day: date = THEN, number: str = "I1", **more: object) -> str:
    ledger.receipts.receive(book, [received(name, minor, day)])
    row = NewApplication(f"rcp_{name}", invoice_id(number), minor, day, **more)  # type: ignore[arg-type]
    (done,) = ledger.applications.apply(book, [row])
    return done


def test_a49_an_invoice_paid_at_another_rate_loses_the_difference(books: Database) -> None:
    """DUTIES A49, golden P24: EUR 10,000 booked at 1.10 and paid at 1.08."""
    before = base(books)
    assert before == {"ar_trade": 1_100_000, "revenue": -1_100_000}
    with booked(books, "paid") as book:
        pay(book, "R", 1_000_000)
    after = base(books)

    moved = {role: after.get(role, 0) - before.get(role, 0) for role in set(before) | set(after)}
    expected = {role: minor for (role, _), minor in golden()["P24"].items()}
    assert {role: minor for role, minor in moved.items() if minor} == expected


def test_taking_it_back_restores_what_everything_was_worth(books: Database) -> None:
    before = base(books)
    with booked(books, "paid") as book:
        done = pay(book, "R", 1_000_000)
    with booked(books, "undone") as book:
        ledger.applications.unapply(book, [Undo(done, THEN)])
    assert base(books) == before | {"bank": 1_080_000, "unapplied": -1_080_000}
    with booked(books, "reversed") as book:
        ledger.receipts.reverse(book, [Disposal("rcp_R", THEN, "NSF")])
    assert base(books) == before


def test_parts_take_their_share_and_the_last_the_rest(books: Database) -> None:
    with booked(books, "parts") as book:
        for place in range(3):
            pay(book, f"R{place}", 333_333)
        pay(book, "R3", 1)
    stands = base(books)

    assert stands["fx_loss"] == 1_100_000 - 3 * converted(333_333, "EUR", "USD", RATES[1][2]) - 1
    assert "ar_trade" not in stands
    assert "unapplied" not in stands


def test_a_discount_a_deduction_and_its_end_keep_the_invoices_rate(books: Database) -> None:
    with booked(books, "short") as book:
        pay(book, "R", 950_000, discount=20_000, deduction=30_000)
    with booked(books, "allowed") as book:
        deduction = ledger.item_id("MAIN", ItemType.DEDUCTION, "I1-D1")
        ledger.deductions.allow(book, [Settlement(deduction, 10_000, THEN)])
        ledger.deductions.charge_back(book, [Settlement(deduction, 20_000, THEN)])
    stands = base(books)

    assert (stands["discounts_earned"], stands["allowances"], stands["ar_trade"]) == (22_000, 11_000, 22_000)
    assert stands["fx_loss"] == 19_000


def test_a_better_rate_gains(books: Database) -> None:
    with booked(books, "rate") as book:
        ledger.valuing.keep_rates(book, [("EUR", THEN, 1_150_000_000)])
        pay(book, "R", 1_000_000)
    assert base(books)["fx_gain"] == -50_000


def test_yen_have_no_cents(books: Database) -> None:
    with booked(books, "yen") as book:
        ledger.items.issue(book, [euros("Y", 10_000, currency="JPY")])
    assert base(books)["ar_trade"] == 1_100_000 + 6_500


def test_items_without_a_rate_are_valued_when_one_is_known(database: Database) -> None:
    """Books that never heard of rates go on as they were; the first move after a rate values what it meets."""
    with booked(database, "opened") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        ledger.items.issue(book, [euros("I1", 1_000)])
        first = pay(book, "R0", 400)
    assert base(database) == {}
    with booked(database, "rates") as book:
        ledger.valuing.keep_rates(book, RATES)
        pay(book, "R", 500)
    assert base(database) == {"ar_trade": 110, "opening": -660, "fx_loss": 10, "bank": 540}
    with booked(database, "undone") as book:
        ledger.applications.unapply(book, [Undo(first, THEN)])
        ledger.receipts.reverse(book, [Disposal("rcp_R0", THEN)])
    assert base(database)["ar_trade"] == 110 + converted(400, "EUR", "USD", RATES[1][2])


def test_p25_open_items_are_revalued_and_turned_round_the_day_after(books: Database) -> None:
    """Golden P25: EUR 10,000 carried at 1.10, at 1.07 on the day."""
    end = date(2026, 11, 30)
    with booked(books, "rate") as book:
        ledger.valuing.keep_rates(book, [("EUR", end, 1_070_000_000)])
        ledger.general.post(book, ledger.revaluing.revaluations(book, end))
    assert {role: base(books, end)[role] for role in ("fx_unrealised", "ar_revaluation")} == {
        role: minor for (role, _), minor in golden()["P25"].items()
    } | {"fx_unrealised": 30_000}
    assert "ar_revaluation" not in base(books)


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(parts=st.lists(st.integers(1, 900), min_size=1, max_size=6), nano=st.integers(1, 4_000_000_000), data=st.data())
def test_whatever_is_paid_and_undone_nothing_is_left_over(
    database: Database, parts: list[int], nano: int, data: st.DataObject
) -> None:
    """An item that is settled is worth nothing, in any order of paying and taking back; both journals balance."""
    with database.reading() as connection:
        run = connection.exec_driver_sql("SELECT count(*) FROM batch").scalar()
    number = f"H{run}"
    with booked(database, f"opened {run}") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        ledger.valuing.keep_rates(book, [("EUR", FIRST, nano), ("EUR", THEN, 1_080_000_000)])
        ledger.items.issue(book, [euros(number, sum(parts))])
    done = []
    for place, part in enumerate(parts):
        with booked(database, f"paid {run} {place}") as book:
            done.append(pay(book, f"{run}x{place}", part, number=number))
        if data.draw(st.booleans()):
            with booked(database, f"undone {run} {place}") as book:
                ledger.applications.unapply(book, [Undo(done[-1], THEN)])
    base(database)


def test_the_database_refuses_value_without_balance(books: Database) -> None:
    row = f"(99, 2, 'MAIN', 1, 9, 'x', 'ar_trade', '{invoice_id('I1')}', 'revenue', NULL, 1)"
    with pytest.raises((DBAPIError, PostgresError), match="sealed"), books.writing() as connection:
        connection.exec_driver_sql(f"INSERT INTO valuation VALUES {row}")
