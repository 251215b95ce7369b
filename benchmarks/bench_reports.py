"""How long reports, lists and pages take on a large house's books: `python -m benchmarks.bench_reports`.

Books that are empty are filled first. What begins with a slash is asked of the server, every page of it.
"""

import argparse
import resource
import statistics
import time
from collections.abc import Callable, Sized
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient
from sqlalchemy import select

import migrations
from api.app import create_app
from benchmarks.bench_aging import AS_OF
from benchmarks.bench_load import NOW, Clock
from benchmarks.large_house import Size, built
from kit import sealing
from kit.db import Database
from kit.sealing import KeyRing
from kit.settings import Settings
from ledger.tables import batch
from services import exports
from services.dunning import runs, worklist
from services.reports import REPORTS, made
from services.workspace import Workspace

#: What is timed where nothing is named: what reads every open item, or many days.
USUAL = ("worklist", "letters", "reminders", "contact-sla", "roll-rates", "dso", "calls-for-cash", "cash-forecast")


def works(workspace: Workspace) -> dict[str, Callable[[], Sized]]:
    """Return what can be timed, by name: reports, exports, and what the pages Collections and Letters ask for."""
    found: dict[str, Callable[[], Sized]] = {
        report.name: partial(made, workspace, report.name, AS_OF) for report in REPORTS
    }
    found |= {f"export {kind}": partial(exports.frame, workspace, kind, as_of=AS_OF) for kind in exports.EXPORTS}
    return found | {
        "worklist": lambda: worklist.of(workspace, AS_OF),
        "letters": lambda: runs.propose(workspace).plan.skipped,
    }


def asked(client: TestClient, path: str) -> Sized:
    """Return what the server answers, of a list all pages together."""
    found: list[object] = []
    after: str | None = ""
    while after is not None:
        behind = f"{'&' if '?' in path else '?'}after={after}" if after else ""
        answer = client.get(f"{path}{behind}").raise_for_status()
        if "json" not in answer.headers["content-type"]:
            return answer.content
        told = answer.json()
        found, after = found + told.get("data", []), told.get("next_cursor")
    return found


def timed(database: Database, name: str, work: Callable[[], Sized], times: int) -> None:
    """Print the seconds by the clock, and of our processor and the server's: the middle of so many runs."""
    seconds, rows = [], 0
    for _ in range(times):
        clock = Clock(database)
        rows = len(work())
        seconds.append(clock.took())
    wall, busy, server = (statistics.median(one) for one in zip(*seconds, strict=True))
    print(f"{name:32} {wall:7.2f} s, processor {busy:6.2f} + {server:6.2f} s  {rows:>9}", flush=True)


def main() -> None:
    """Print seconds by the clock and of the processor."""
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("names", nargs="*", default=USUAL)
    for name, most in (("items", 1_000_000), ("customers", 20_000), ("later", 100_000), ("times", 1)):
        asks.add_argument(f"--{name}", type=int, default=most)
    asks.add_argument("--db", default="", help="books, filled where they are empty; else new ones on SQLite")
    given = asks.parse_args()
    with TemporaryDirectory() as folder:
        ring = sealing.fresh()
        database = Database(given.db or f"sqlite:///{Path(folder) / 'books.db'}", KeyRing(lambda: ring))
        migrations.upgrade(database)
        with database.reading() as connection:
            filled = connection.execute(select(batch.c.no).limit(1)).first() is not None
        if not filled:
            built(database, Size(given.items, given.customers, given.later))
        began = time.monotonic()
        workspace = Workspace(database, Settings(database_url=str(database.url)), lambda: NOW)
        known = works(workspace)
        with TestClient(create_app(workspace), base_url="http://127.0.0.1") as client:
            for name in given.names:
                timed(database, name, known.get(name) or partial(asked, client, name), given.times)
        database.dispose()
    print(f"{time.monotonic() - began:.0f} s, memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
