"""What each run was asked is kept, so that its decisions can be made again: frames, policy, day and engine.

For replay, backtest and shadow policies. `question(connection, run_id)` gives a run back as a Question; change its
policy with `dataclasses.replace` and `Question.answer()` decides it again. `runs(connection, entity)` lists what is
kept, `of_decision(connection, no)` says in which run a decision (its row's `no`) was made.
A frame that changed little since the run before is kept as its changes (services/decisions/packing.py);
settings.frames_days says how long frames are kept,
after which `question` is refused with FrameLetGo and the run's row still says what was asked.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

import kit
import ledger
import matcher
from kit.db import Database
from kit.ids import content_id
from kit.refusals import NotFound
from ledger import frames, tables
from ledger.chain import canonical
from ledger.evidence import MatchRun
from matcher import Decisions, Policy
from matcher.posting import tracks
from services.decisions import packing
from services.decisions.packing import Packed
from services.decisions.reopening import Reopened

#: The frames that every question has, in the order of `matcher.propose`.
ASKED = ("receipts", "remittances", "items", "customers", "links", "closed")
#: Further frames a question may have -> how the matcher takes them, by that name.
FURTHER: dict[str, Callable[[pl.DataFrame], Any]] = {"history": tracks.read, "taught": lambda frame: frame}
#: Files and libraries that can change an answer.
SOURCES = {".py", ".toml"}
#: From so many bytes on, frames are kept before the command that names them.
LARGE = 256 * 1024
BUILT_WITH = ("polars", "numpy", "ortools", "rapidfuzz")


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a run's decisions follow from.

    `totals` are receipts held until their detail comes, `undone` those whose posting a person took back, `reopened`
    those decided anew with what stands of them.
    """

    frames: Mapping[str, pl.DataFrame]
    policy: Policy
    as_of: date
    totals: frozenset[str]
    undone: frozenset[str] = frozenset()
    reopened: Mapping[str, Reopened] = field(default_factory=dict)

    @property
    def beside(self) -> str:
        """Return what is asked beside the frames, as JSON."""
        reopened = {receipt_id: one.plain() for receipt_id, one in self.reopened.items()}
        return canonical({"totals": sorted(self.totals), "undone": sorted(self.undone), "reopened": reopened})

    def answer(self, workers: int = 1, **otherwise: Any) -> Decisions:
        """Return what the matcher decides on it, the same on any number of processes.

        `otherwise` are further arguments of `matcher.propose`, by name: other weights, or a witness.
        """
        receipts, remittances, items, customers, links, closed = (self.frames[name] for name in ASKED)
        more = {name: read(self.frames[name]) for name, read in FURTHER.items() if name in self.frames} | otherwise
        asked = (receipts, remittances, items, customers, links, closed, self.policy, self.as_of)
        return matcher.propose(*asked, workers=workers, **more)


@dataclass(frozen=True, slots=True)
class Run:
    """A run as the books name it, and the bytes that are still to be kept for it."""

    record: MatchRun
    contents: Mapping[str, bytes]  # by their SHA-256


@dataclass(frozen=True, slots=True)
class Kept:
    """One run that is in the books."""

    no: int
    record: MatchRun
    recorded_at: int  # microseconds UTC

    @property
    def frames(self) -> dict[str, Packed]:
        """Return where its frames lie, by name."""
        return {name: Packed(**where) for name, where in json.loads(self.record.frames).items()}


def ordered(given: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return frames as they are asked and kept: rows in one order, whatever the database's."""
    return {name: packing.ordered(frame) for name, frame in given.items()}


def run(connection: Connection, entity: str, question: Question) -> Run:
    """Return the run of a question, packed against the newest run of the entity; the same question is the same run."""
    before = newest(connection, entity)
    bases = {name: where.base or where.whole for name, where in before.frames.items()} if before else {}
    there = _readable(connection, bases)
    packed = {name: packing.packed(frame, there.get(name)) for name, frame in question.frames.items()}
    policy = canonical(question.policy.model_dump(mode="json"))
    whole = sorted((name, where.whole) for name, (where, _) in packed.items())
    about = (entity, question.as_of, matcher.VERSION, build(), policy, question.beside, whole)
    record = MatchRun(
        run_id=content_id("run", *about),
        as_of=question.as_of,
        engine=matcher.VERSION,
        build=build(),
        policy=policy,
        frames=canonical({name: where.plain() for name, (where, _) in packed.items()}),
        beside=question.beside,
    )
    parts = [where.named(contents) for where, contents in packed.values()]
    return Run(record, {name: content for each in parts for name, content in each.items()})


def keep_first(database: Database, kept: Run) -> None:
    """Keep the frames of a run before its first command, where they are large."""
    if sum(map(len, kept.contents.values())) > LARGE:
        frames.keep_first(database, kept.contents)


def keep(book: ledger.Book, kept: Run, *, now: datetime, days: int) -> None:
    """Keep a run within the book's command, once; let go of frames of runs older than `days` (0: of none)."""
    known = select(tables.match_run.c.no).where(tables.match_run.c.run_id == kept.record.run_id)
    if book.connection.execute(known).first() is None:
        ledger.evidence.add(book, [kept.record])
        frames.keep(book, kept.contents)
    if days:
        _let_go(book, kept, now - timedelta(days=days))


def question(connection: Connection, run_id: str) -> Question:
    """Return what a run was asked. Refused: NotFound where there is no such run, FrameLetGo where it is too old."""
    kept = _only(connection, tables.match_run.c.run_id == run_id)
    if kept is None:
        raise NotFound(f"there is no run {run_id}")
    names = {part for where in kept.frames.values() for part in where.parts}
    contents = frames.read(connection, names)
    beside = json.loads(kept.record.beside)
    return Question(
        frames={
            name: matcher.frames.completed(name, packing.unpacked(where, contents))
            for name, where in kept.frames.items()
        },
        policy=Policy.model_validate(json.loads(kept.record.policy)),
        as_of=kept.record.as_of,
        totals=frozenset(beside["totals"]),
        undone=frozenset(beside["undone"]),
        reopened={receipt_id: Reopened.read(one) for receipt_id, one in beside["reopened"].items()},
    )


def runs(connection: Connection, entity: str) -> list[Kept]:
    """Return the runs of an entity, the oldest first; a run that decided nothing new is none."""
    chosen = _chosen().where(tables.batch.c.entity == entity).order_by(tables.match_run.c.no)
    return [_kept(row) for row in connection.execute(chosen).mappings()]


def newest(connection: Connection, entity: str) -> Kept | None:
    """Return the newest run of an entity, if there is one."""
    return _only(connection, tables.batch.c.entity == entity)


def of_decision(connection: Connection, number: int) -> Kept | None:
    """Return the run in which a decision was made, by the decision's `no`; none before runs were kept."""
    decision, batch = tables.decision, tables.batch
    named = select(batch.c.payload).join(decision, decision.c.batch == batch.c.no).where(decision.c.no == number)
    payload = connection.execute(named).scalar()
    run_id = json.loads(payload).get("run", "") if payload else ""
    return _only(connection, tables.match_run.c.run_id == run_id) if run_id else None


@cache
def build() -> str:
    """Return what tells apart engines of one version: a digest of the matcher's code and its libraries' versions."""
    whole = hashlib.sha256(repr([(name, version(name)) for name in BUILT_WITH]).encode())
    for package in (kit, matcher):
        folder = Path(str(package.__file__)).parent
        for path in sorted(folder.rglob("*.*")):
            if path.suffix in SOURCES:
                whole.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()[:16]


def _readable(connection: Connection, bases: Mapping[str, str]) -> dict[str, bytes]:
    """Return the bytes of frames that can serve as bases; one that was let go serves no more."""
    try:
        contents = frames.read(connection, set(bases.values()))
    except frames.FrameLetGo:
        return {}
    return {name: contents[where] for name, where in bases.items()}


def _let_go(book: ledger.Book, kept: Run, before: datetime) -> None:
    """Let go of the frames that no run since `before` names; nothing is asked while no run is older."""
    moment = int(before.astimezone(UTC).timestamp()) * 1_000_000
    every = [_kept(row) for row in book.connection.execute(_chosen()).mappings()]
    if all(one.recorded_at >= moment for one in every):
        return
    young = [one.frames for one in every if one.recorded_at >= moment]
    named = {part for each in young for where in each.values() for part in where.parts}
    mine = Kept(0, kept.record, 0).frames
    frames.let_go(book, named | {part for where in mine.values() for part in where.parts})


def _chosen() -> Any:
    """Return the query of runs with the time of their command."""
    run, batch = tables.match_run, tables.batch
    return select(run, batch.c.recorded_at).join(batch, batch.c.no == run.c.batch)


def _only(connection: Connection, condition: Any) -> Kept | None:
    """Return the newest run that meets a condition."""
    chosen = _chosen().where(condition).order_by(tables.match_run.c.no.desc()).limit(1)
    row = connection.execute(chosen).mappings().first()
    return _kept(row) if row else None


def _kept(row: Any) -> Kept:
    """Return a row as a run."""
    facts = {name: row[name] for name in MatchRun.__dataclass_fields__}
    return Kept(row["no"], MatchRun(**facts | {"as_of": date.fromisoformat(str(row["as_of"]))}), row["recorded_at"])
