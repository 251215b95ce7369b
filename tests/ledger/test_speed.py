"""A large morning goes into the books within its time: 100,000 items, 10,000 receipts and 15,000 applications.

`python -m pytest tests/ledger/test_speed.py -q -s -m slow` prints what each step took.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import pytest

import ledger
from kit.db import Database
from ledger import NewApplication, NewCustomer
from tests.ledger.desk import DAY, booked, invoice_id, item, receipt

ITEMS, RECEIPTS, APPLICATIONS, CUSTOMERS, BATCH = 100_000, 10_000, 15_000, 1_000, 1_000


@contextmanager
def timed(what: str, seconds_max: float) -> Iterator[None]:
    """Print what a step took, and fail far beyond its aim: the machine may be shared, so three times is allowed."""
    start = perf_counter()
    yield
    took = perf_counter() - start
    sys.stdout.write(f"{what}: {took:.1f} s (aim {seconds_max:.0f} s)\n")
    assert took < 3 * seconds_max, what


@pytest.mark.slow
def test_a_large_morning_is_booked_in_time(database: Database) -> None:
    numbers = [f"INV{place:07d}" for place in range(ITEMS)]
    with timed(f"{database.dialect} customers", 5), booked(database, "customers") as book:
        ledger.customers.upsert(book, [NewCustomer(f"C{place}", f"Customer {place}") for place in range(CUSTOMERS)])
    with timed(f"{database.dialect} {ITEMS} items", 20):
        for place in range(0, ITEMS, 10_000):
            with booked(database, f"items {place}") as book:
                chunk = numbers[place : place + 10_000]
                ledger.items.issue(
                    book,
                    [
                        item(number, 10_000, customer=f"C{at % CUSTOMERS}", opening=True)
                        for at, number in enumerate(chunk)
                    ],
                )
    with timed(f"{database.dialect} {RECEIPTS} receipts and {APPLICATIONS} applications", 10):
        for place in range(0, RECEIPTS, BATCH):
            with booked(database, f"receipts {place}") as book:
                names = range(place, place + BATCH)
                ledger.receipts.receive(book, [receipt(str(name), 20_000, f"C{name % CUSTOMERS}") for name in names])
                rows = [NewApplication(f"rcp_{name}", invoice_id(numbers[name]), 10_000, DAY) for name in names]
                rows += [
                    NewApplication(f"rcp_{name}", invoice_id(numbers[ITEMS - 1 - name]), 10_000, DAY)
                    for name in names
                    if name % 2
                ]
                ledger.applications.apply(book, rows)
    with database.reading() as connection:
        with timed(f"{database.dialect} read open items", 3):
            assert ledger.worklists.items(connection, "MAIN").height == ITEMS - APPLICATIONS
        with timed(f"{database.dialect} read receipts", 3):
            assert ledger.reads.receipts(connection).height == RECEIPTS
        with timed(f"{database.dialect} read applications", 3):
            assert ledger.reads.applications(connection).height == APPLICATIONS
        with timed(f"{database.dialect} read postings", 6):
            assert ledger.reads.postings(connection).height == 2 * (ITEMS + RECEIPTS + APPLICATIONS)
        with timed(f"{database.dialect} closed items", 3):
            assert ledger.worklists.closed(connection, "MAIN").height == APPLICATIONS
        with timed(f"{database.dialect} exceptions", 3):
            assert ledger.reads.exceptions(connection, DAY).height == RECEIPTS // 2
        with timed(f"{database.dialect} checks", 30):
            assert ledger.checks.run(connection) == []
