"""How long reports, the worklist and the plan of letters take on a large book: `python -m benchmarks.bench_reports`."""

import argparse
import resource
import time
from collections.abc import Callable, Sized
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bench_aging import AS_OF, frame, paid_later, seeded
from benchmarks.bench_load import NOW
from kit import sealing
from kit.db import Database
from kit.sealing import KeyRing
from kit.settings import Settings
from services import control
from services.dunning import runs, strategies, worklist
from services.reports import REPORTS, made
from services.workspace import Workspace

#: What is timed where nothing is named: what reads every open item, or many days.
USUAL = ("worklist", "letters", "reminders", "contact-sla", "roll-rates", "dso", "calls-for-cash", "cash-forecast")


def works(workspace: Workspace) -> dict[str, Callable[[], Sized]]:
    """Return what can be timed, by name: every report, and what the pages Collections and Letters ask for."""
    found: dict[str, Callable[[], Sized]] = {
        report.name: partial(made, workspace, report.name, AS_OF) for report in REPORTS
    }
    return found | {
        "worklist": lambda: worklist.of(workspace, AS_OF),
        "letters": lambda: runs.propose(workspace).plan.skipped,
    }


def main() -> None:
    """Print seconds by the clock and of the processor."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", default=USUAL)
    asked.add_argument("--items", type=int, default=1_000_000)
    asked.add_argument("--customers", type=int, default=20_000)
    asked.add_argument("--later", type=int, default=50_000, help="payments booked after the day that is asked for")
    asked.add_argument("--db", default="", help="books that hold them already; else new ones on SQLite")
    given = asked.parse_args()
    with TemporaryDirectory() as folder:
        ring = sealing.fresh()
        database = Database(given.db or f"sqlite:///{Path(folder) / 'books.db'}", KeyRing(lambda: ring))
        workspace = Workspace(database, Settings(database_url=str(database.url)), lambda: NOW)
        if not given.db:
            items = frame(given.items, given.customers)
            seeded(database, items)
            paid_later(database, items, given.later)
            told = strategies.propose(workspace, strategies.starting(), reason="bench", actor="ann")
            control.approve(workspace, told.request_id, actor="boss")
        known = works(workspace)
        for name in given.names:
            wall, busy = time.perf_counter(), time.process_time()
            rows = len(known[name]())
            wall, busy = time.perf_counter() - wall, time.process_time() - busy
            print(f"{name:20} {wall:7.2f} s, processor {busy:6.2f} s  {rows:>9} rows", flush=True)
        database.dispose()
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
