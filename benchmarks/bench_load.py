"""How long 100,000 applications take with every rule of the database on, and one alone: `make bench-load`."""

import argparse
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import ledger
import migrations
from kit.db import Database
from ledger import Book, ItemType, NewApplication, NewCustomer, NewItem, NewReceipt, item_id

DAY = date(2026, 11, 19)
NOW = datetime(2026, 11, 20, tzinfo=UTC)
#: Seconds that the issue allows: all applications, and the median of one committed alone.
TARGET, ALONE = 15, 0.020
#: Applications of a command: as a night posts that nobody waits for, and as TIEOUT_POSTING_BATCH has it by itself.
SIZES = (5_000, 1_000)
CUSTOMERS = 1_000
AT_A_TIME = 10_000
MINOR = 10_000


@contextmanager
def command(database: Database, key: str) -> Iterator[Book]:
    """Open the books for one command."""
    with ledger.book(
        database, entity="MAIN", key=key, actor="bench", command="bench", payload={}, recorded_at=NOW
    ) as book:
        yield book


class Clock:
    """Wall and processor seconds, ours and the server's (0 where its process is not on this machine)."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.started = self._now()

    def _now(self) -> tuple[float, float, float]:
        return time.perf_counter(), time.process_time(), self._server()

    def _server(self) -> float:
        """Return the processor seconds of PostgreSQL's processes that serve this database."""
        if self.database.dialect != "postgresql":
            return 0
        with self.database.reading() as connection:
            query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            pids = connection.exec_driver_sql(query).scalars().all()
        ticks = 0
        for pid in pids:
            stat = Path(f"/proc/{pid}/stat")
            if stat.exists():
                ticks += sum(map(int, stat.read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def took(self) -> tuple[float, float, float]:
        """Return what has passed since the start."""
        wall, busy, server = (now - then for now, then in zip(self._now(), self.started, strict=True))
        return wall, busy, server


def told(clock: Clock, what: str, target: float | None = None) -> None:
    """Print a line of the table."""
    wall, busy, server = clock.took()
    aim = f"  target {target} s" if target else ""
    print(
        f"{clock.database.dialect:10} {what:44} {wall:7.2f} s, processor {busy:6.2f} + {server:6.2f} s{aim}", flush=True
    )


def names(count: int) -> list[str]:
    """Return the numbers of the invoices."""
    return [f"INV{place:07d}" for place in range(count)]


def prepared(database: Database, count: int) -> None:
    """Book customers, as many open invoices and as many receipts."""
    migrations.upgrade(database)
    with command(database, "customers") as book:
        ledger.customers.upsert(book, [NewCustomer(f"C{place}", f"Customer {place}") for place in range(CUSTOMERS)])
    numbers = names(count)
    for start in range(0, count, AT_A_TIME):
        chunk = range(start, min(start + AT_A_TIME, count))
        with command(database, f"items {start}") as book:
            rows = [
                NewItem(numbers[at], ItemType.INVOICE, f"C{at % CUSTOMERS}", "USD", MINOR, DAY, DAY, opening=True)
                for at in chunk
            ]
            ledger.items.issue(book, rows)
        with command(database, f"receipts {start}") as book:
            cash = [
                NewReceipt(f"rcp_{at:07d}", f"ent_{at:07d}", MINOR, "USD", DAY, DAY, f"C{at % CUSTOMERS}")
                for at in chunk
            ]
            ledger.receipts.receive(book, cash)


def applications(numbers: Sequence[str], first: int) -> list[NewApplication]:
    """Return applications of each receipt to the invoice of its number."""
    return [
        NewApplication(f"rcp_{first + at:07d}", item_id("MAIN", ItemType.INVOICE, number), MINOR, DAY, rule="exact")
        for at, number in enumerate(numbers)
    ]


def applied(database: Database, rows: Sequence[NewApplication], a_command: int) -> None:
    """Apply every receipt, so many to a command."""
    for start in range(0, len(rows), a_command):
        with command(database, f"applied {a_command} {start}") as book:
            ledger.applications.apply(book, rows[start : start + a_command])


def alone(database: Database, numbers: Sequence[str], first: int) -> list[float]:
    """Apply receipts one to a command; return the seconds of each."""
    found = []
    for at, number in enumerate(numbers):
        started = time.perf_counter()
        with command(database, f"alone {at}") as book:
            ledger.applications.apply(book, applications([number], first + at))
        found.append(time.perf_counter() - started)
    return found


def measured(database: Database, count: int, sizes: Sequence[int], single: int) -> None:
    """Print the table of one database: as many applications for each size of a command, then some alone."""
    clock = Clock(database)
    whole = count * len(sizes)
    prepared(database, whole + single)
    told(clock, f"{whole + single} invoices and as many receipts booked")
    numbers = names(whole + single)
    for place, a_command in enumerate(sizes):
        first = place * count
        decided = applications(numbers[first : first + count], first)
        clock = Clock(database)
        applied(database, decided, a_command)
        told(clock, f"{count} applications, {a_command} a command", TARGET)
    took = sorted(alone(database, numbers[whole:], whole))
    middle, late = (seconds * 1000 for seconds in (statistics.median(took), took[len(took) * 95 // 100]))
    print(f"{database.dialect:10} one a command: p50 {middle:.1f} ms, p95 {late:.1f} ms  target {ALONE * 1000:.0f} ms")


def main() -> None:
    """Print seconds against targets."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--applications", type=int, default=100_000)
    asked.add_argument("--a-command", type=int, nargs="+", default=SIZES, metavar="N")
    asked.add_argument("--alone", type=int, default=300)
    asked.add_argument("--db", default="", help="an empty database; else a new file of SQLite")
    given = asked.parse_args()
    with TemporaryDirectory() as folder:
        database = Database(given.db or f"sqlite:///{Path(folder) / 'books.db'}")
        measured(database, given.applications, given.a_command, given.alone)
        database.dispose()


if __name__ == "__main__":
    main()
