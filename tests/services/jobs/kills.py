"""A morning whose worker is killed again and again: what it works on, the one that is killed, and what must hold."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from multiprocessing.sharedctypes import SynchronizedArray
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
from sqlalchemy import select, update

import ledger
from kit import log
from kit.db import Database
from kit.refusals import AlreadyTaken
from ledger.tables import bank_file, work, work_try
from services import intake, matching
from services.erp.simulator.server import Simulator
from services.importing import subledger
from services.jobs import erps, kinds
from services.jobs.worker import Worker
from services.webhooks import endpoints, events
from services.workspace import Workspace
from tests.api.morning import bai2
from tests.conftest import RING
from tests.forks import PROCESSES
from tests.services.conftest import NOON, workspace_over
from tests.services.receiver import Receiver

CUSTOMERS = 5
ERP = "dynamics"
#: An ERP that is told often; it may book late for two seconds.
ERPS = """[erps.dynamics]
adapter = "dynamics"
url = "{url}"
seconds = 1
settle_seconds = 2
tries = 30
every_minutes = 1
names = {{ company = "usmf", journal = "CustPay", bank_account = "1" }}
"""
WIRES_A_FILE = 4
PATIENCE_SECONDS = 300
#: How long a worker lives at most before it is killed.
MILLISECONDS = (5, 1500)
#: How long one kind of moment is waited for.
SECONDS_FOR_ONE = 5
#: What a worker may be at, and where it says so.
DOING = {name: place for place, name in enumerate(("take", "post", *kinds.KINDS))}


@dataclass
class Morning:
    """Books, bank files that name what they pay, and the receiver that is told of what is posted."""

    workspace: Workspace
    folder: Path
    files: int
    receiver: Receiver
    erp: Simulator
    apart: bool = False  # files are read in processes of their own, as a service reads them
    kills: int = 0
    struck: Counter[str] = field(default_factory=Counter)

    def killed(self, dice: Random) -> bool:
        """Let a worker live for a while and kill it; say whether it was killed before it was done."""
        with living(self) as (worker, doing):
            self._let(worker, doing, dice)
            struck = worker.is_alive()
            worker.kill()
            worker.join(PATIENCE_SECONDS)
        if struck:
            self.kills += 1
            self.struck.update(name for name, place in DOING.items() if doing[place])
        return struck

    @staticmethod
    def _let(worker: ForkServerProcess, doing: "SynchronizedArray[int]", dice: Random) -> None:
        """Let a worker live until any moment, or until one soon after it began something."""
        until = time.monotonic() + dice.randint(*MILLISECONDS) / 1000
        if wanted := dice.choice(("", "", "take", "match", "post", "deliver", "erp")):
            until = time.monotonic() + SECONDS_FOR_ONE
            while not doing[DOING[wanted]] and worker.is_alive() and time.monotonic() < until:
                time.sleep(1 / 1000)
            until = time.monotonic() + dice.randint(0, 30) / 1000
        worker.join(max(0, until - time.monotonic()))

    def finished(self) -> None:
        """Let a last worker do all that is left; what waits for a later try is tried now, and the ERP told the rest."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self.left() and time.monotonic() < until:
            erps.ask(self.workspace, ERP, actor="test", key=f"last {time.monotonic_ns()}")
            with self.workspace.database.beside() as connection:
                late = work.c.state.in_(("ready", "dead"))
                connection.execute(update(work).where(late).values(state="ready", due_at=0, ended_at=None))
            with living(self) as (worker, _):
                worker.join(PATIENCE_SECONDS)

    def left(self) -> bool:
        """Say whether anything is not done."""
        with self.workspace.database.reading() as connection:
            taken = connection.execute(select(bank_file.c.sha256)).all()
            undone = connection.execute(select(work.c.work_id).where(work.c.state != "done")).all()
            told = ledger.erp.counts(connection).get((ERP, "confirmed"), 0)
        return len(taken) < self.files or bool(undone) or told < self.files * WIRES_A_FILE


def _workspace(database: Database, folder: Path) -> Workspace:
    """Open the books of a morning that begins when its folder was made, and goes on from there."""
    settings = {"outside_allowed": "127.0.0.1", "weekly_folder": folder / "weekly", "erp_file": folder / "erps.toml"}
    settings |= {"intake_batch": 2}  # of every file some parts
    began = folder.joinpath("customers.csv").stat().st_mtime
    return replace(workspace_over(database, **settings), clock=lambda: NOON + timedelta(seconds=time.time() - began))


def morning(
    database: Database, folder: Path, talks: tuple[Receiver, Simulator], files: int, *, apart: bool = False
) -> Morning:
    """Write the books and the files of a morning, which a receiver and an ERP are told of."""
    receiver, erp = talks
    (folder / "erps.toml").write_text(ERPS.format(url=erp.url), encoding="utf-8")
    (folder / "bank").mkdir()
    items = [f"INV-{70_000 + number}" for number in range(files * WIRES_A_FILE)]
    customers = [f"C{number % CUSTOMERS},Killick {'ABCDE'[number % CUSTOMERS]} Co,NET30" for number in range(CUSTOMERS)]
    (folder / "customers.csv").write_text(
        "customer_number,name,terms\n" + "\n".join(customers) + "\n", encoding="utf-8"
    )
    rows = [
        f"{item},invoice,C{number % CUSTOMERS},2026-10-20,2026-11-19,USD,{_dollars(number)},{_dollars(number)}"
        for number, item in enumerate(items)
    ]
    head = "document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount\n"
    (folder / "items.csv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    workspace = _workspace(database, folder)
    subledger.customers(workspace, folder / "customers.csv", actor="test")
    subledger.items(workspace, folder / "items.csv", actor="test")
    for place in range(files):
        numbers = range(place * WIRES_A_FILE, (place + 1) * WIRES_A_FILE)
        wires = tuple(
            (f"KILLICK {'ABCDE'[number % CUSTOMERS]} CO", _cents(number), items[number]) for number in numbers
        )
        (folder / "bank" / f"{place:04}.bai").write_bytes(bai2(wires, place + 1))
    endpoints.add(workspace, receiver.url, ["postings.created"], from_start=True, actor="test")
    return Morning(workspace, folder, files, receiver, erp, apart)


def _cents(number: int) -> int:
    """Return an amount that no other item has."""
    return 10_000 + 37 * number


def _dollars(number: int) -> str:
    """Return the amount as a sheet has it."""
    return f"{_cents(number) // 100}.{_cents(number) % 100:02}"


def victim(url: str, folder: Path, doing: "SynchronizedArray[int]", apart: bool) -> None:  # noqa: FBT001 - crosses
    """Take the files that were not taken, and do all the work there is: the process that is killed."""
    log.start("quiet")
    workspace = _workspace(Database(url, RING), folder)
    workspace = workspace.apart() if apart else workspace

    @contextmanager
    def at(name: str) -> Iterator[None]:
        doing[DOING[name]] += 1
        try:
            yield
        finally:
            doing[DOING[name]] -= 1

    _watched(at)
    worker = Worker(workspace, threads=2, scheduled=True)
    worker.start()
    for path in sorted((folder / "bank").iterdir()):
        try:
            with at("take"):
                intake.take(workspace, path.read_bytes(), path.name, actor="test", match=True)
        except AlreadyTaken:
            pass
        else:
            erps.ask(workspace, ERP, actor="test", key=path.name)
            worker.wake()
            (folder / "taken").open("a", encoding="utf-8").write(path.name + "\n")
    worker.drain()
    worker.stop(0)
    workspace.stop_readers()


def _watched(at: Callable[[str], AbstractContextManager[None]]) -> None:
    """Have every kind of work, and the posting within matching, say when it is at it."""
    for kind in list(kinds.KINDS.values()):
        kinds.KINDS[kind.name] = replace(kind, run=_saying(at, kind.name, kind.run))
    matching._carry_out = _saying(at, "post", matching._carry_out)


def _saying(
    at: Callable[[str], AbstractContextManager[None]], name: str, run: Callable[..., Any]
) -> Callable[..., Any]:
    """Return what runs the same and says so."""

    def saying(*args: Any, **options: Any) -> Any:
        with at(name):
            return run(*args, **options)

    return saying


@contextmanager
def living(of: Morning) -> "Iterator[tuple[ForkServerProcess, SynchronizedArray[int]]]":
    """Give a process that works on a morning."""
    doing = PROCESSES.Array("i", len(DOING), lock=False)
    url = of.workspace.database.url.render_as_string(hide_password=False)
    worker = PROCESSES.Process(target=victim, args=(url, of.folder, doing, of.apart))
    worker.start()
    try:
        yield worker, doing
    finally:
        worker.kill()
        worker.join(PATIENCE_SECONDS)
        worker.close()


def proven(of: Morning) -> None:
    """Prove that nothing is lost, nothing doubled, the books are sound, receiver and ERP hold each posting once."""
    receipts = of.files * WIRES_A_FILE
    with of.workspace.database.reading() as connection:
        assert ledger.checks.run(connection) == []
        found = ledger.reads.receipts(connection)
        assert (found.height, found["bank_reference"].n_unique()) == (receipts, receipts)
        assert found.filter(pl.col("balance") != 0).height == 0
        names = [row.name for row in connection.execute(select(bank_file.c.name))]
        acknowledged = (of.folder / "taken").read_text(encoding="utf-8").split()
        assert set(acknowledged) <= set(names)
        assert sorted(names) == sorted(path.name for path in (of.folder / "bank").iterdir())
        states = Counter(row.state for row in connection.execute(select(work.c.state)))
        assert set(states) == {"done"}
        newest = events.newest(connection, "postings.created")
        lost = connection.execute(select(work_try.c.outcome).where(work_try.c.outcome == "lost")).all()
        documents = ledger.erp.deliveries(connection, ERP)
    assert documents["state"].to_list() == ["confirmed"] * receipts
    assert of.erp.books.held(of.erp.dialect.reference) == Counter(documents["reference"].to_list())
    held = of.receiver.ranges("postings.created")
    assert [number for first, last in held for number in range(first, last + 1)] == list(range(1, newest + 1))
    assert [path.name for path in (of.folder / "weekly" / "MAIN").glob("*.json")] == ["aging-2026-11-16.json"]
    assert not list((of.folder / "weekly" / "MAIN").glob(".*"))
    of.struck.update({"tries lost": len(lost)})
