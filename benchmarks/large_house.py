"""A large house, seeded: open items, a fiftieth of them one customer's, bank files, letters, promises and disputes.

Reports, pages and lists are timed on it (`benchmarks.bench_reports`).
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import polars as pl

import ledger
from benchmarks.bench_aging import AS_OF, SEED, frame, paid_later, seeded
from dunning import cases, notices, promises
from kit.days import microseconds
from kit.db import Database
from kit.ids import content_id
from kit.settings import Settings
from ledger import NewCustomer, NewReceipt
from ledger.evidence import BankEntry, BankFile, Decision, MatchRun, Proposal
from services import control
from services.commands import command
from services.dunning import runs, strategies
from services.workspace import Workspace

#: Who has one item of so many.
LARGEST, SHARE = "C000000", 50
#: The day on which letters went out, and that on which people called.
WRITTEN_ON, SAID_ON = AS_OF - timedelta(days=16), AS_OF - timedelta(days=8)
ALL_PAID = AS_OF + timedelta(days=60)
LIMITS = (1_000_000, 200_000_000)
RISKS = ("", "high", "low")
OUTCOMES = ("promise", "no_answer", "left_message")
#: What is written by one command.
A_COMMAND = 5_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything: `later` are payments after the day that is asked for, `said` promises and disputes."""

    items: int = 1_000_000
    customers: int = 20_000
    later: int = 100_000
    days: int = 700
    files_a_day: int = 20
    waiting: int = 5_000
    said: int = 6_000


def built(database: Database, size: Size) -> None:
    """Write the books, in a minute for each 100,000 items or so."""
    mine = pl.col("place") % SHARE == 1
    whose = pl.when(mine).then(pl.lit(LARGEST)).otherwise("customer_number")
    items = frame(size.items, size.customers).with_columns(customer_number=whose)
    seeded(database, items, customer)
    paid_later(database, items, size.later)
    dice, early, late = random.Random(SEED), _on(database, WRITTEN_ON), _on(database, SAID_ON)
    _files(early, size)
    _waiting(early, size.waiting, dice)
    told = strategies.propose(early, strategies.starting(), reason="bench", actor="ann")
    control.approve(early, told.request_id, actor="boss")
    runs.run(early, actor="bench", on=WRITTEN_ON)
    _sent(early)
    _said(late, size.said, dice)


def _on(database: Database, day: date) -> Workspace:
    """Return the workspace of a day."""
    now = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
    return Workspace(database, Settings(database_url=str(database.url)), lambda: now)


def customer(number: str) -> NewCustomer:
    """Return a customer: most have an address, an e-mail, a class and a limit."""
    place = int(number[1:])
    return NewCustomer(
        number,
        f"Customer {number}",
        collector=number[-1],
        email=f"ap@{number.lower()}.example" if place % 3 else "",
        address="Street 1\nTown" if place % 5 else "",
        risk_class=RISKS[place % len(RISKS)],
        credit_limit=random.Random(place).randrange(*LIMITS) if place % 4 else None,
    )


def _files(workspace: Workspace, size: Size) -> None:
    """Take in so many bank files a day of an entry each, the newest on the day, and say that they were matched."""
    total = size.days * size.files_a_day
    for start in range(0, total, A_COMMAND):
        with command(workspace, f"files {start}", "bench", {}) as book:
            for place in range(start, min(start + A_COMMAND, total)):
                day = SAID_ON - timedelta(days=size.days - 1 - place // size.files_a_day)
                at = microseconds(datetime(day.year, day.month, day.day, 6, tzinfo=UTC))
                known, facts = f"{place:064x}", (0, 1, "receipt", "ach", True, 1, "USD")
                file = BankFile(known, f"bank-{place}.bai", "bai2", b"", 0, at, "bench")
                entry = BankEntry(f"ent_{place:016x}", known, *facts, f"R{place}", day)
                ledger.evidence.add(book, [file, entry])
    with command(workspace, "matched", "bench", {}) as book:
        ledger.evidence.add(book, [MatchRun("run_1", WRITTEN_ON, "1", "bench", "{}", "{}", "{}")])


def _owed(workspace: Workspace) -> pl.DataFrame:
    """Return what nobody has paid by the end of all, in order."""
    wanted = ("item_id", "open_amount", "currency", "customer_number")
    with workspace.database.reading() as connection:
        owed = ledger.reads.open_instalments(connection, ALL_PAID, workspace.settings.entity, columns=wanted)
    return owed.filter(pl.col("open_amount") > 0).sort("item_id")


def _waiting(workspace: Workspace, count: int, dice: random.Random) -> None:
    """Receive money that waits for a person, each with an item offered."""
    chosen = _owed(workspace).head(count)
    at = microseconds(workspace.now())
    with command(workspace, "waiting", "bench", {}) as book:
        for place, (item, currency, minor) in enumerate(chosen.select("item_id", "currency", "open_amount").rows()):
            name, entry, decision = f"rcp_w{place:06}", f"ent_w{place:06}", f"dec_w{place:06}"
            facts = (place + 1, place + 1, "receipt", "ach", True, minor, currency, f"W{place}", WRITTEN_ON)
            payer = f"PAYER {dice.randrange(count)}"
            ledger.receipts.receive(book, [NewReceipt(name, entry, minor, currency, WRITTEN_ON, WRITTEN_ON)])
            review = ("review", "amount_alone", "", 0.5, "a person says so", "", "{}", "bench", at, WRITTEN_ON)
            answer = (1, item, minor, 0, False, 0, "", 0, "", 0.5, "sole_amount", "")
            ledger.evidence.add(
                book,
                [
                    BankEntry(entry, f"{0:064x}", *facts, payer_name=payer),
                    Decision(decision, name, *review),
                    Proposal(decision, name, *answer),
                ],
            )


def _sent(workspace: Workspace) -> None:
    """Say what became of the letters: most were sent, some came back, a fiftieth waits."""
    at = microseconds(workspace.now())
    with command(workspace, "sent", "bench", {}) as book:
        rows = book.connection.execute(notices.told(book.entity)).all()
        items: dict[str, set[str]] = {}
        for line in notices.lines_of(book.connection, [row.notice_id for row in rows]):
            items.setdefault(line.notice_id, set()).add(line.item_id)
        gone = [(row, "bounced" if place % 97 == 1 else "sent") for place, row in enumerate(rows) if place % 50]
        steps = [(row.notice_id, 1, step, "", "bench", at) for row, end in gone for step in ("begun", end)]
        book.write("dunning_step", steps)
        letters = [
            _contact(
                row.customer_number,
                row.notice_id,
                ("email" if row.channel == "email" else "letter", "left_message"),
                (json.dumps(sorted(items[row.notice_id])), f"{row.subject} ({row.notice_id})"),
                (WRITTEN_ON, WRITTEN_ON + timedelta(days=10)),
                at,
            )
            for row, end in gone
            if end == "sent"
        ]
        book.write("contact_entry", letters)


def _contact(  # noqa: PLR0917 - the facts of a row
    number: str, key: str, how: tuple[str, str], about: tuple[str, str], days: tuple[date, date], at: int
) -> tuple[object, ...]:
    """Return the row of a contact."""
    name, (channel, outcome), (documents, note), (on, until) = content_id("con", "MAIN", number, key), how, about, days
    return name, "MAIN", number, channel, outcome, "", documents, note, on, "see that it came", until, "bench", at


def _said(workspace: Workspace, count: int, dice: random.Random) -> None:
    """Take promises and disputes in turn, and write a call down for each."""
    chosen = _owed(workspace).select("item_id", "open_amount", "customer_number").sample(count, seed=SEED)
    at, reasons = workspace.now(), sorted(cases.DEPARTMENTS)
    with command(workspace, "said", "bench", {}) as book:
        for place, (item, minor, _) in enumerate(chosen.iter_rows()):
            if place % 2:
                until = SAID_ON + timedelta(days=dice.randrange(1, 20))
                promises.make(book, promises.NewPromise(item, minor, until, SAID_ON, "Pat"), at)
            else:
                part = minor if place % 4 else minor // 2
                cases.open_case(book, cases.NewCase(item, part, reasons[place % len(reasons)], SAID_ON, "", ""), at)
        book.write("contact_entry", list(_calls(chosen["customer_number"].to_list(), microseconds(at))))


def _calls(numbers: list[str], at: int) -> Iterator[tuple[object, ...]]:
    """Yield a call to each, within nine days."""
    for place, number in enumerate(numbers):
        days = (SAID_ON - timedelta(days=place % 9), SAID_ON + timedelta(days=9))
        yield _contact(number, str(place), ("call", OUTCOMES[place % len(OUTCOMES)]), ("[]", "said"), days, at)
