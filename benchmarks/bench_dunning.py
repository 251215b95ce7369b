"""How long past-due documents take to be planned, written as letters and queued: `make bench-dunning`."""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import ledger
import migrations
from kit import sealing
from kit.db import Database
from kit.sealing import KeyRing
from kit.settings import Settings
from ledger import ItemType, NewCustomer, NewItem
from ledger.evidence import BankEntry, BankFile, Evidence, MatchRun
from services import control
from services.commands import command
from services.dunning import runs, sending, strategies
from services.workspace import Workspace

DAY, NOON = date(2026, 11, 20), datetime(2026, 11, 20, 17, tzinfo=UTC)
EACH = 5
SHA = "0" * 64


def filled(workspace: Workspace, items: int) -> None:
    """Fill books: five late documents a customer, the bank's data of today, the standard strategy in force."""
    people = [
        NewCustomer(f"C{place}", f"Customer {place}", email=f"ap@c{place}.example", address="Street 1\nTown")
        for place in range(items // EACH)
    ]
    late = [
        NewItem(f"INV-{place}", ItemType.INVOICE, f"C{place // EACH}", "USD", 10_000 + place, due, due)
        for place in range(items)
        for due in [DAY - timedelta(days=5 + place % 60)]
    ]
    with command(workspace, "filled", "bench", {}) as book:
        ledger.customers.upsert(book, people)
        ledger.items.issue(book, late)
        line = BankEntry("ent_1", SHA, 0, 1, "receipt", "ach", True, 1, "USD", "R", DAY, remittance="[]")  # noqa: FBT003 - a column of the record
        rows: list[Evidence] = [BankFile(SHA, "b", "bai2", b"", 0, 1, "bench"), line]
        ledger.evidence.add(book, rows)
    with command(workspace, "matched", "bench", {}) as book:
        ledger.evidence.add(book, [MatchRun("run_1", DAY, "1", "b", "{}", "{}", "{}")])
    asked = strategies.propose(workspace, strategies.starting(), reason="bench", actor="ann")
    control.approve(workspace, asked.request_id, actor="boss")


@contextmanager
def timed(what: str, count: int) -> Iterator[None]:
    """Print how long a stage took, by the clock and by the processor."""
    wall, busy = time.perf_counter(), time.process_time()
    yield
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    print(f"{what:<28} {wall:7.1f} s  processor {busy:7.1f} s  {count / max(busy, 0.001):9,.0f} a second")


def main() -> None:
    """Print the stages."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--items", type=int, default=50_000)
    asked.add_argument("--send", action="store_true", help="also write them into an outbox, with their statements")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ring = sealing.fresh()
        database = Database(f"sqlite:///{folder}/books.db", KeyRing(lambda: ring))
        migrations.upgrade(database)
        workspace = Workspace(database, Settings(outbox_folder=Path(folder) / "outbox"), lambda: NOON)
        with timed("books made up", given.items):
            filled(workspace, given.items)
        with timed("planned", given.items):
            plan = runs.propose(workspace).plan
        with timed("planned, written, queued", given.items):
            done = runs.run(workspace, actor="bench")
        with timed("a second run of the day", given.items):
            again = runs.run(workspace, actor="again")
        print(f"{given.items} documents: {len(done.notices)} letters, {len(plan.skipped)} left alone; then", end=" ")
        print(f"{len(again.notices)} letters")
        if given.send:
            with timed("sent into the outbox", len(done.notices)):
                print(dict(sending.send(workspace, actor="bench")))
        database.dispose()
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
