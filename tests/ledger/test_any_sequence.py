"""After any sequence of commands the books prove themselves, and nothing is ever beyond what was there."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

import ledger
from kit.db import Database
from kit.refusals import Refused
from ledger import (
    Adjust,
    Adjustment,
    Book,
    Disposal,
    Identification,
    Into,
    ItemType,
    Movement,
    NewApplication,
    Undo,
    WriteOff,
)
from ledger.kinds import GENERAL, Kind
from tests.ledger.desk import DAY, asked, booked, granted, item, opened, receipt, reopened

CENTS = st.integers(1, 1_000)
CUSTOMERS = st.sampled_from(["C1", "C2"])
KEYS = itertools.count(1)


class Desk(RuleBasedStateMachine):
    """Commands in any order; what is refused must change nothing."""

    database: Database
    documents = Bundle("documents")
    cash = Bundle("cash")
    applied = Bundle("applied")

    @initialize(target=applied)
    def opening(self) -> str:
        self.names = itertools.count(1)
        self.run = next(KEYS)
        with booked(self.database, f"{self.run} customers") as book:
            ledger.customers.upsert(book, [ledger.NewCustomer("C1", "One"), ledger.NewCustomer("C2", "Two")])
            ledger.items.issue(book, [item(f"{self.run}", 1_000)])
            ledger.receipts.receive(book, [receipt(f"{self.run}", 900)])
            document = ledger.item_id("MAIN", ItemType.INVOICE, f"{self.run}")
            (done,) = ledger.applications.apply(book, [NewApplication(f"rcp_{self.run}", document, 500, DAY)])
        return done

    @contextmanager
    def command(self) -> Iterator[Book]:
        """Carry out one command; a refusal is an answer and leaves the books as they were."""
        before = self._sums()
        try:
            with booked(self.database, f"{self.run} {next(self.names)}") as book:
                yield book
        except Refused:
            assert self._sums() == before

    def _sums(self) -> list[tuple[object, ...]]:
        with self.database.reading() as connection:
            return [
                tuple(row)
                for row in connection.exec_driver_sql("SELECT item_id, balance, version FROM item ORDER BY 1")
            ]

    @rule(
        target=documents,
        kind=st.sampled_from(list(ItemType)[:5]),
        minor=CENTS,
        customer=CUSTOMERS,
        opening=st.booleans(),
    )
    def issue(self, kind: ItemType, minor: int, customer: str, opening: object) -> str:
        number = f"{self.run}-{next(self.names)}"
        signed = -minor if kind is ItemType.CREDIT_MEMO else minor
        with self.command() as book:
            ledger.items.issue(
                book, [item(number, signed, kind, customer, opening=bool(opening), open_minor=signed // 2 or signed)]
            )
        return ledger.item_id("MAIN", kind, number)

    @rule(
        target=cash,
        minor=CENTS,
        customer=st.none() | CUSTOMERS,
        into=st.sampled_from(Into),
        deposit=st.sampled_from([False, False, True]),
    )
    def receive(self, minor: int, customer: str | None, into: Into, deposit: object) -> str:
        name = f"{self.run}-{next(self.names)}"
        with self.command() as book:
            given = replace(receipt(name, minor, customer), into=into, deposit=bool(deposit))
            ledger.receipts.receive(book, [given])
        return f"rcp_{name}"

    @rule(target=documents, kind=st.sampled_from(list(ItemType)[:5]), minor=CENTS, customer=CUSTOMERS)
    def issue_abroad(self, kind: ItemType, minor: int, customer: str) -> str:
        number = f"{self.run}-{next(self.names)}"
        signed = -minor if kind is ItemType.CREDIT_MEMO else minor
        with self.command() as book:
            ledger.items.issue(book, [replace(item(number, signed, kind, customer), currency="EUR")])
        return ledger.item_id("MAIN", kind, number)

    @rule(target=cash, minor=CENTS, customer=st.none() | CUSTOMERS)
    def receive_from_abroad(self, minor: int, customer: str | None) -> str:
        name = f"{self.run}-{next(self.names)}"
        with self.command() as book:
            ledger.receipts.receive(book, [replace(receipt(name, minor, customer), currency="EUR")])
        return f"rcp_{name}"

    @rule(nano=st.integers(1, 3_000_000_000))
    def rate_moves(self, nano: int) -> None:
        with self.command() as book:
            ledger.valuing.keep_rates(book, [("EUR", DAY, nano)])

    @rule(receipt_id=cash, customer=CUSTOMERS)
    def identify(self, receipt_id: str, customer: str) -> None:
        with self.command() as book:
            ledger.receipts.identify(book, [Identification(receipt_id, customer, DAY)])

    @rule(
        target=applied,
        receipt_id=cash,
        documents=st.lists(documents, min_size=1, max_size=3, unique=True),
        data=st.data(),
    )
    def apply(self, receipt_id: str, documents: list[str], data: st.DataObject) -> object:
        rows = [
            NewApplication(
                receipt_id,
                document,
                data.draw(st.integers(-20, 200)),
                DAY,
                discount=(less := data.draw(st.sampled_from([0, 0, 0, 3]))),
                discount_earned=data.draw(st.booleans()),
                discount_tax=data.draw(st.sampled_from([0, 1])) if less else 0,
                write_off=(let_go := data.draw(st.sampled_from([0, 0, 0, 2]))),
                write_off_kind=data.draw(st.sampled_from(WriteOff)) if let_go else None,
                deduction=data.draw(st.sampled_from([0, 0, 0, 7])),
            )
            for document in documents
        ]
        done: tuple[str, ...] = ()
        with self.command() as book:
            done = ledger.applications.apply(book, rows)
        return multiple(*done)

    @rule(document=documents | cash, kind=st.sampled_from(Adjust), minor=CENTS, tax=st.sampled_from([0, 0, 1]))
    def adjust(self, document: str, kind: Adjust, minor: int, tax: int) -> None:
        approve = granted(self.database, str(kind))
        with self.command() as book:
            approve(book)
            ledger.adjustments.adjust(book, [Adjustment(document, kind, minor // 4 + 1, DAY, tax=tax)])

    @rule(kind=st.sampled_from(sorted(GENERAL)), minor=CENTS, back=st.booleans())
    def move_beside(self, kind: Kind, minor: int, back: object) -> None:
        with self.command() as book:
            reference = f"{self.run}-{next(self.names)}"
            later = DAY + timedelta(days=11) if back else None
            ledger.general.post(book, [Movement(((kind, minor),), "USD", DAY, reference, reversed_on=later)])

    @rule(application=applied)
    def unapply(self, application: str) -> None:
        with self.command() as book:
            ledger.applications.unapply(book, [Undo(application, DAY)])

    @rule(
        receipt_id=cash,
        verb=st.sampled_from(
            ["place_on_account", "take_off_account", "not_ar", "take_back_not_ar", "reverse", "bounce"]
        ),
    )
    def dispose(self, receipt_id: str, verb: str) -> None:
        with self.command() as book:
            getattr(ledger.receipts, verb)(book, [Disposal(receipt_id, DAY)])

    @rule(month=st.sampled_from(["2026-11", "2026-12"]), open_it=st.booleans())
    def turn_the_month(self, month: str, open_it: object) -> None:
        if open_it:
            request = asked(self.database, "reopen", month)
            with self.command() as book:
                reopened(book, month, request)
            return
        with self.command() as book:
            ledger.periods.close(book, month)

    @invariant()
    def the_books_prove_themselves(self) -> None:
        with self.database.reading() as connection:
            assert ledger.checks.run(connection) == []


def play(database: Database, examples: int, steps: int) -> None:
    """Play sequences in one database, each with its own documents; longer books make no proof weaker."""
    machine = type("OnThis", (Desk,), {"database": database})
    opened(database)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    with database.reading() as connection:
        done = set(connection.exec_driver_sql("SELECT DISTINCT kind FROM entry").scalars())
    assert {"applied", "reversal"} <= done, "the sequences reached what they are for"


def test_any_sequence_leaves_sound_books(sqlite_database: Database) -> None:
    play(sqlite_database, examples=12, steps=20)


@pytest.mark.postgres
def test_any_sequence_leaves_sound_books_on_postgresql(postgres_database: Database) -> None:
    play(postgres_database, examples=8, steps=20)
