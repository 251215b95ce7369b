"""How long the aging of 1,000,000 open items takes, in memory and from books: `make bench-aging`."""

import argparse
import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

import ledger
import migrations
from aging.aged import aged, tabled
from aging.buckets import BUCKETS
from aging.positions import unwound
from benchmarks.bench_load import NOW, command
from kit.db import Database
from kit.settings import Settings
from ledger import ItemType, NewApplication, NewCustomer, NewItem, NewReceipt, item_id
from services.reports import balances, books, made
from services.workspace import Workspace

AS_OF = date(2026, 11, 20)
#: Seconds that the issue allows: in memory, from the database, and for a question about all of them (DUTIES A51).
TARGETS = (0.2, 1.5, 10)
COLUMNS = "document_number,customer_name,collector,due_date,open_amount,currency"
LATE = "collector=3; due_date<2026-09-01; open_amount>=10000.00"
A_COMMAND = 20_000
SEED = 7
TIMES = 5


def frame(items: int, customers: int) -> pl.DataFrame:
    """Return open items as frames hold them: a fiftieth credit memos, a ninth in euros, due within 200 days."""
    place = pl.int_range(items, eager=True)
    dice = random.Random(SEED)
    who = pl.Series([f"C{dice.randrange(customers):06d}" for _ in range(items)])
    due = pl.Series([AS_OF + timedelta(days=dice.randrange(-170, 30)) for _ in range(items)])
    memo = place % 50 == 0
    minor = pl.Series([dice.randrange(1_000, 2_000_000) for _ in range(items)])
    return pl.DataFrame({"customer_number": who, "due_date": due, "minor": minor, "place": place, "memo": memo}).select(
        item_id=pl.format("itm_{}", "place"),
        entity=pl.lit("MAIN"),
        account=pl.lit("ar_trade"),
        customer_number="customer_number",
        document_type=pl.when("memo").then(pl.lit("credit_memo")).otherwise(pl.lit("invoice")),
        currency=pl.when(pl.col("place") % 9 == 0).then(pl.lit("EUR")).otherwise(pl.lit("USD")),
        issue_date=pl.col("due_date") - timedelta(days=30),
        due_date="due_date",
        disputed=pl.lit(value=False),
        open=pl.when("memo").then(-pl.col("minor")).otherwise("minor"),
        place="place",
        memo="memo",
    )


def customer(number: str) -> NewCustomer:
    """Return a customer of whom little is known."""
    return NewCustomer(number, number, collector=number[-1])


def seeded(database: Database, items: pl.DataFrame, people: Callable[[str], NewCustomer] = customer) -> None:
    """Book the items as opening balances of these customers."""
    migrations.upgrade(database)
    with command(database, "customers") as book:
        ledger.customers.upsert(book, [people(number) for number in items["customer_number"].unique().sort()])
    for start in range(0, items.height, A_COMMAND):
        with command(database, f"items {start}") as book:
            ledger.items.issue(book, list(_documents(items.slice(start, A_COMMAND))))


def _documents(items: pl.DataFrame) -> Iterator[NewItem]:
    """Yield the items as documents."""
    for row in items.iter_rows(named=True):
        kind, facts = ItemType(row["document_type"]), (row["issue_date"], row["due_date"])
        yield NewItem(row["item_id"], kind, row["customer_number"], row["currency"], row["open"], *facts, opening=True)


def paid_later(database: Database, items: pl.DataFrame, payments: int) -> None:
    """Receive and apply what settles as many invoices in full, within the 28 days after the day of the aging."""
    chosen = items.filter(~pl.col("memo")).sample(payments, seed=SEED)
    for start in range(0, payments, A_COMMAND):
        receipts, applied = [], []
        for row in chosen.slice(start, A_COMMAND).iter_rows(named=True):
            name, day = f"rcp_{row['place']}", AS_OF + timedelta(days=1 + row["place"] % 28)
            who, minor = row["customer_number"], row["open"]
            receipts.append(NewReceipt(name, None, minor, row["currency"], day, day, who))
            document = item_id("MAIN", ItemType.INVOICE, row["item_id"])
            applied.append(NewApplication(name, document, minor, day))
        with command(database, f"payments {start}") as book:
            ledger.receipts.receive(book, receipts)
            ledger.applications.apply(book, applied)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the best seconds and processor seconds of a few runs; the first only warms up."""
    found = []
    for _ in range(TIMES + 1):
        wall, busy = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - wall, time.process_time() - busy))
    return min(found[1:])


def from_books(database: Database) -> pl.DataFrame:
    """Return the report's table before it becomes decimals."""
    with database.reading() as connection:
        sums = balances.sums(connection, "MAIN", AS_OF, buckets=BUCKETS)
        people = books.customers(connection, "MAIN", AS_OF, "America/New_York")
    return tabled(sums).join(people, on=["entity", "customer_number"], how="left")


def queried(workspace: Workspace, where: str) -> pl.DataFrame:
    """Return a question's answer as the report query gives it."""
    return made(workspace, "query", AS_OF, {"view": "items", "columns": COLUMNS, "where": where})


def main() -> None:
    """Print seconds against targets."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--items", type=int, default=1_000_000)
    asked.add_argument("--customers", type=int, default=20_000)
    asked.add_argument("--later", type=int, default=0, help="payments booked after the day that is asked for")
    asked.add_argument("--db", default="", help="books that hold them already; else new ones on SQLite")
    given = asked.parse_args()
    items = frame(given.items, given.customers)
    later = items.sample(given.items // 10, seed=SEED).select(
        *items.columns[:1], "account", "customer_number", minor="open"
    )
    rows: list[tuple[str, Callable[[], object], float | None]] = [
        ("in memory: aged", lambda: aged(items, AS_OF), TARGETS[0]),
        ("in memory: a tenth unwound", lambda: unwound(items, later), None),
    ]
    with TemporaryDirectory() as folder:
        database = Database(given.db or f"sqlite:///{Path(folder) / 'books.db'}")
        if not given.db:
            seeded(database, items)
            paid_later(database, items, given.later)
        workspace = Workspace(database, Settings(database_url=str(database.url)), lambda: NOW)
        rows.append((f"from the database, {given.later} later", lambda: from_books(database), TARGETS[1]))
        rows.append(("query: every row, 6 columns", lambda: queried(workspace, "amount!=0"), TARGETS[2]))
        rows.append(("query: a collector's, late", lambda: queried(workspace, LATE), TARGETS[2]))
        for name, work, target in rows:
            wall, busy = timed(work)
            said = f"target {target} s" if target else ""
            print(f"{name:30} {given.items:>9} items {wall:7.2f} s, processor {busy:5.2f} s  {said}")
        database.dispose()
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
