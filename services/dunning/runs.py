"""Letters of a day: proposed, refused on old bank data, queued once, and what became of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, text

import ledger
from dunning import letters, notices, suppressed
from dunning.letters import Letter
from dunning.notices import LetterState
from dunning.planning import Addressee, Notice, Plan, planned
from dunning.strategy import Strategy
from dunning.suppressed import DO_NOT_EMAIL, Suppressed
from dunning.tables import dunning_notice
from kit.days import business_days
from kit.refusals import Invalid, Refused
from ledger.journal import day
from services.commands import command
from services.dunning import facts
from services.workspace import Workspace

NOTICES: dict[str, Any] = {
    **dict.fromkeys(("notice_id", "customer_number", "name", "strategy"), pl.String),
    "level": pl.Int64,
    "run_on": pl.Date,
    **dict.fromkeys(("channel", "recipient", "fell_back", "language"), pl.String),
    "minor": pl.Int64,
    **dict.fromkeys(("currency", "subject", "state", "detail"), pl.String),
    "attempt": pl.Int64,
}
_BANK = """
SELECT (SELECT max(b.booked_on) FROM bank_entry b) AS newest, (SELECT max(f.batch) FROM bank_file f) AS taken,
  (SELECT max(m.batch) FROM match_run m) AS matched
"""


class StaleBankData(Refused):
    """The bank's newest entries are too old to ask anybody for money: take the bank files in and match them first."""

    code = "stale_bank_data"


@dataclass(frozen=True, slots=True)
class Proposed:
    """The letters of a day as they would go out now, and why they may not: empty where they may."""

    plan: Plan
    stale: str


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to: the letters it queued, how many documents it left alone, by reason."""

    run_on: date
    notices: tuple[str, ...]
    left_alone: Mapping[str, int]
    replayed: bool = False


def propose(workspace: Workspace, on: date | None = None) -> Proposed:
    """Return the letters of a day; nothing is written."""
    today = on or workspace.today()
    with workspace.database.reading() as connection:
        strategies = notices.strategies(connection, workspace.settings.entity, today)
        plan, _ = _planned(workspace, connection, today, strategies)
        held = _held(connection, strategies, today)
        return Proposed(plan, held.detail if held else "")


def run(workspace: Workspace, *, actor: str, on: date | None = None, key: str = "") -> Ran:
    """Write the letters of a day and queue them, all or none. A second run of a day writes only what is new in it.

    Refused: StaleBankData; Invalid for a day that is not today or past, or without any strategy in force.
    """
    today = on or workspace.today()
    if today > workspace.today():
        raise Invalid(f"{today} has not come: simulate it")
    with command(workspace, "dunning", actor, {"on": today.isoformat()}, key) as book:
        if book.replayed is not None:
            told = book.replayed
        else:
            told = book.result = _ran(workspace, book, today)
    return Ran(today, tuple(told["notices"]), told["left_alone"], replayed=book.replayed is not None)


def _ran(workspace: Workspace, book: ledger.Book, today: date) -> dict[str, Any]:
    """Write the letters of a day within a command."""
    strategies = notices.strategies(book.connection, book.entity, today)
    if held := _held(book.connection, strategies, today):
        raise held
    plan, people = _planned(workspace, book.connection, today, strategies)
    known = ledger.entities.called(book.connection, book.entity, today)
    entity = {name: getattr(known, name) if known else "" for name in ("name", "address", "remit_to")}
    written = [_written(book, notice, strategies[notice.strategy], entity) for notice in plan.notices]
    queued = notices.queue(book, written, workspace.now())
    suppressed.keep(book, _suppressed(plan, people), today, workspace.now())
    return {"notices": queued, "left_alone": plan.left_alone}


def _written(
    book: ledger.Book, notice: Notice, strategy: Strategy, entity: Mapping[str, str]
) -> tuple[Notice, Letter, Strategy]:
    """Return a letter in its words; it is called by its id, for whoever answers it."""
    reference = notices.notice_id(book.entity, notice.customer_number, notice.currency, notice.run_on)
    return notice, letters.written(notice, strategy, reference, entity), strategy


def _suppressed(plan: Plan, people: Mapping[str, Addressee]) -> Iterator[Suppressed]:
    """Yield the e-mails of a plan that do not go because who would get them may not be mailed (DUTIES A05)."""
    fell = [(one.customer_number, "letter") for one in plan.notices if one.fell_back == DO_NOT_EMAIL]
    alone = plan.skipped.rows.filter(pl.col("reason") == DO_NOT_EMAIL)["customer_number"]
    none = [(number, "nothing") for number in alone.unique(maintain_order=True)]
    for number, instead in (*fell, *none):
        yield from (Suppressed(number, address, instead) for address in people[number].barred)


def _planned(
    workspace: Workspace, connection: Connection, on: date, strategies: Mapping[str, Strategy]
) -> tuple[Plan, Mapping[str, Addressee]]:
    """Return the plan of a day by the books, and whom it is about."""
    known = facts.of(workspace, connection, on)
    return planned(known.parts, known.people, strategies, on), known.people


def _held(connection: Connection, strategies: Mapping[str, Strategy], on: date) -> Refused | None:
    """Return why no letter may go out: without a strategy there is none, with one on old bank data neither."""
    if not strategies:
        return Invalid("no dunning strategy is in force: propose one, and let a second person approve it")
    stale = _stale(connection, strategies, on)
    return StaleBankData(stale) if stale else None


def _stale(connection: Connection, strategies: Mapping[str, Strategy], on: date) -> str:
    """Return why the bank's data is too old for letters, or nothing; the strictest strategy decides."""
    newest, taken, matched = connection.execute(text(_BANK)).one()
    most = min(one.bank_days for one in strategies.values())
    if newest is None:
        return "no bank file was ever taken in"
    if (old := business_days(day(newest), on)) > most:
        gap = f"the bank's newest entry is of {day(newest)}, {old} business days before {on}"
        return f"{gap}: at most {most} may lie between"
    if taken and taken > (matched or 0):
        return "bank files were taken in and not matched yet: tieout match"
    return ""


def listed(
    workspace: Workspace, *, customer: str = "", state: str = "", on: date | None = None, most: int | None = None
) -> pl.DataFrame:
    """Return letters, the newest first, of one customer, in one state, of one day, or all: columns NOTICES.

    With `most` only so many of the newest are looked at.
    """
    table = dunning_notice
    with workspace.database.reading() as connection:
        chosen = notices.told(workspace.settings.entity).order_by(table.c.no.desc()).limit(most)
        if customer:
            chosen = chosen.where(table.c.customer_number == customer)
        if on is not None:
            chosen = chosen.where(table.c.run_on == on)
        rows = connection.execute(chosen).mappings().all()
        people = ledger.reads.customers(connection, workspace.settings.entity)
    names = dict(people.select("customer_number", "name").iter_rows())
    told = [{**row, "name": names.get(row["customer_number"], ""), "run_on": day(row["run_on"])} for row in rows]
    kept = [{name: row[name] for name in NOTICES} for row in told if state in {"", row["state"]}]
    return pl.DataFrame(kept, NOTICES, orient="row")


def letter(workspace: Workspace, notice_id: str) -> dict[str, Any]:
    """Return a letter with its words, its lines and every step of it. Refused: NotFound."""
    with workspace.database.reading() as connection:
        seen = notices.state_of(connection, workspace.settings.entity, notice_id)
        lines = notices.lines_of(connection, [notice_id])
        steps = notices.steps_of(connection, notice_id)
        numbers = ledger.documents.numbers(connection, [line.item_id for line in lines])
    told = {name: seen.row._mapping[name] for name in NOTICES if name != "name"}  # noqa: SLF001 - its public face
    return told | {
        "body": seen.row.body,
        "message_id": seen.row.message_id,
        "run_on": day(seen.row.run_on),
        "lines": [{**line._mapping, "number": numbers[line.item_id]} for line in lines],  # noqa: SLF001 - SQLAlchemy's public name for it
        "steps": [dict(one._mapping) for one in steps],  # noqa: SLF001 - SQLAlchemy's public name for it
    }


def settle(workspace: Workspace, notice_id: str, *, went: bool, note: str, actor: str, key: str = "") -> LetterState:
    """Say of a letter nobody knows about whether it went; one that did not is handed over again.

    Refused: NotFound; Invalid where its state is known, or without a note.
    """
    with command(workspace, "dunning-settled", actor, {"said": [notice_id, went, note]}, key) as book:
        if book.replayed is None:
            seen = notices.state_of(book.connection, book.entity, notice_id)
            if seen.state not in notices.UNKNOWN:
                raise Invalid(f"{notice_id} is {seen.state}: there is nothing to settle")
            if not note.strip():
                raise Invalid("say how you know")
            notices.step(book, seen, LetterState.SENT if went else LetterState.FAILED, note.strip(), workspace.now())
            if went:
                notices.contacted(book, seen, workspace.today(), workspace.now())
    return LetterState.SENT if went else LetterState.FAILED
