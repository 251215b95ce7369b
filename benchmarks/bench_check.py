"""How long `tieout db check` takes over 10,000,000 journal lines, and in how much memory: `make bench-check`.

The books are written by bulk inserts past the verbs but through every rule of the database: 2,500,000 invoices issued
and collected again by a receipt each would be as many lines; here one item moves many times, which is as true.
"""

import argparse
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import ledger
import migrations
from benchmarks.bench_load import CUSTOMERS, DAY, command
from kit.db import Database
from ledger import Book, NewCustomer
from ledger.tables import LOGGED

AMOUNT = 10_000
#: Postings of one command, and how often each item moves: opened once, then settled in parts.
A_COMMAND, MOVES = 50_000, 10
#: No item, customer or version: the side of an account that no item is held in.
NOBODY = (None, None, None)


def written(database: Database, lines: int) -> None:
    """Write books of so many journal lines, two to a posting."""
    migrations.upgrade(database)
    with command(database, "customers") as book:
        ledger.customers.upsert(book, [NewCustomer(f"C{place}", f"Customer {place}") for place in range(CUSTOMERS)])
        ledger.periods.ensure(book, [DAY])
    for start in range(0, lines // 2, A_COMMAND):
        with command(database, f"postings {start}") as book:
            _postings(book, range(start // MOVES, (start + A_COMMAND) // MOVES))


def _postings(book: Book, items: range) -> None:
    """Write items: each is opened by one posting and settled in parts by the others, in two entries."""
    first = book.number("entry")
    entries, opened = [], []
    moves: list[tuple[object, ...]] = []
    for place, number in enumerate(items):
        entry, name, customer = first + 2 * place, f"itm_{number:016d}", f"C{number % CUSTOMERS}"
        entries.append(_entry("issued", number))
        entries.append(_entry("small_balance", number))
        opened.append(_item(name, customer, entry))
        moves.append(("MAIN", entry, 1, "invoiced", "ar_trade", name, customer, 1, "revenue", *NOBODY, AMOUNT, "USD"))
        for move in range(1, MOVES):
            sides = ("small_balances", *NOBODY, "ar_trade", name, customer, move + 1)
            moves.append(("MAIN", entry + 1, move, "small_balance", *sides, 7, "USD"))
    book.write("entry", entries)
    book.write("item", opened)
    book.write("posting", moves)


def _entry(kind: str, number: int) -> tuple[object, ...]:
    """Return an entry as written."""
    return ("MAIN", f"jrn_{kind}_{number:012d}", kind, DAY, DAY, None, "")


def _item(name: str, customer: str, entry: int) -> tuple[object, ...]:
    """Return an invoice as written."""
    facts: dict[str, object] = dict.fromkeys(LOGGED["item"], "")
    facts |= {"entity": "MAIN", "item_id": name, "type": "invoice", "number": name, "customer_number": customer}
    facts |= {"currency": "USD", "amount": AMOUNT, "entry_no": entry, "origin_item_id": None, "bank_entry_id": None}
    facts |= dict.fromkeys(("issued_on", "due_on", "gl_on"), DAY)
    facts |= {"discount_until": None} | dict.fromkeys(("discount", "tax", "freight"), 0)
    return tuple(facts[column] for column in LOGGED["item"])


def main() -> None:
    """Print seconds and memory."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--lines", type=int, default=10_000_000)
    asked.add_argument("--db", default="", help="an empty database, or books that hold the lines; else a new file")
    given = asked.parse_args()
    with TemporaryDirectory() as folder:
        database = Database(given.db or f"sqlite:///{Path(folder) / 'books.db'}")
        if not given.db or not migrations.at_head(database):
            started = time.perf_counter()
            written(database, given.lines)
            print(f"{database.dialect:10} {given.lines} journal lines written {time.perf_counter() - started:7.1f} s")
        for line in checked(database):
            print(line, flush=True)
        database.dispose()


def checked(database: Database) -> Iterator[str]:
    """Prove the books and say what it took; memory is this process's, the server's is bounded by its own settings."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    wall, busy = time.perf_counter(), time.process_time()
    with database.reading(sorted_on_disk=True) as connection:
        lines = 2 * connection.exec_driver_sql("SELECT count(*) FROM posting").scalar_one()
        found = ledger.checks.run(connection)
    assert found == [], found
    took, work = time.perf_counter() - wall, time.process_time() - busy
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield f"{database.dialect:10} {lines} journal lines verified {took:7.1f} s, processor {work:7.1f} s"
    yield f"{database.dialect:10} memory {most} MiB, {before} MiB before"


if __name__ == "__main__":
    main()
