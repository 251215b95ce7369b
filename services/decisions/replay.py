"""Replay makes a decision again from what its run was asked, and compares it byte for byte with what is kept."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

import matcher
from kit.conditions import unset
from kit.db import among
from kit.refusals import NotFound
from ledger import tables
from ledger.evidence import Decision
from services.decisions import deciding, kept
from services.decisions.standing import unknown
from services.workspace import Workspace

#: What of a decision is compared; when it was made is not part of the answer.
COMPARED = ("decision_id", "status", "reason", "customer", "confidence", "would_apply_if", "explanation", "certificate")
#: What of each row that was posted or offered is compared.
AMOUNTS = ("rank", "item_id", "cash", "discount", "write_off", "deduction", "deduction_reason", "rule")

Row = dict[str, Any]


class NotKept(NotFound):
    """The decision was made before runs were kept, so there is nothing to make it again from."""

    code = "run_not_kept"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise; of a certificate, the key within it. Both as text."""

    what: str
    kept: str
    anew: str


@dataclass(frozen=True, slots=True)
class Certified:
    """A decision as it is kept, with its certificate read, and the run it was made in (`""` before runs were kept)."""

    receipt_id: str
    decision_id: str
    no: int
    status: str
    reason: str
    customer: str
    confidence: float | None
    would_apply_if: str
    explanation: str
    engine: str
    as_of: date
    decided_at: int  # microseconds UTC
    certificate: Mapping[str, Any]
    run_id: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """A decision made again: what differs, and which engine decided then and now; `build` tells one from another."""

    decision: Certified
    differences: tuple[Difference, ...]
    engine: str
    build: str
    engine_now: str
    build_now: str

    @property
    def same(self) -> bool:
        """Return whether every byte came out again."""
        return not self.differences

    @property
    def same_engine(self) -> bool:
        """Return whether the engine is the one that decided."""
        return (self.engine, self.build) == (self.engine_now, self.build_now)


def decision(workspace: Workspace, receipt_id: str) -> Certified:
    """Return the newest decision of a receipt. Refused: UnknownReceipt; NotFound where nothing was decided."""
    with workspace.database.reading() as connection:
        return _certified(connection, receipt_id)


def replay(workspace: Workspace, receipt_id: str) -> Replayed:
    """Make the newest decision of a receipt again. Refused: UnknownReceipt, NotFound, NotKept, FrameLetGo.

    The whole run is decided again: which receipts a decision depends on is a part of the answer, not of the question.
    """
    with workspace.database.reading() as connection:
        certified = _certified(connection, receipt_id)
        run = kept.of_decision(connection, certified.no)
        if run is None:
            raise NotKept(f"receipt {receipt_id}: it was decided before runs were kept; nothing to make it again from")
        question = kept.question(connection, run.record.run_id)
        before = {**_row(connection, certified.no), "rows": _rows(connection, receipt_id, certified)}
    made = deciding.decided(
        question, question.answer(**deciding.hands(workspace.settings, question)), certified.decided_at
    )
    mine = next((one for one in made if one.decision.receipt_id == receipt_id), None)
    after = _plain(mine) if mine else {}
    return Replayed(
        decision=certified,
        differences=tuple(_differences(before, after)),
        engine=run.record.engine,
        build=run.record.build,
        engine_now=matcher.VERSION,
        build_now=kept.build(),
    )


def named(workspace: Workspace, receipt_id: str) -> tuple[str, dict[str, str]]:
    """Return what a certificate's words need: the receipt's currency, and document numbers of the items by id."""
    item = tables.item
    with workspace.database.reading() as connection:
        certified = _certified(connection, receipt_id)
        currency = connection.execute(select(item.c.currency).where(item.c.item_id == receipt_id)).scalar_one()
        wanted = among(connection, item.c.item_id, _items(certified.certificate))
        rows = connection.execute(select(item.c.item_id, item.c.number).where(wanted)).all()
    return currency, {row.item_id: row.number for row in rows}


def _items(certificate: Mapping[str, Any]) -> set[str]:
    """Return the items a certificate names."""
    told = [certificate.get(name) or {"pieces": ()} for name in ("hypothesis", "best_rival")]
    return {piece[0] for one in told for piece in one["pieces"]}


def _certified(connection: Connection, receipt_id: str) -> Certified:
    """Return the newest decision of a receipt with its run."""
    item, made = tables.item, tables.decision
    known = select(item.c.item_id).where(item.c.item_id == receipt_id, item.c.type == "receipt")
    if connection.execute(known).first() is None:
        raise unknown(connection, receipt_id)
    chosen = select(made).where(made.c.receipt_id == receipt_id).order_by(made.c.no.desc()).limit(1)
    row = connection.execute(chosen).mappings().first()
    if row is None:
        raise NotFound(f"receipt {receipt_id}: the engine has not decided it")
    run = kept.of_decision(connection, row["no"])
    own = {name: row[name] for name in Certified.__dataclass_fields__ if name in row}
    told = {"certificate": json.loads(row["certificate"]), "as_of": date.fromisoformat(str(row["as_of"]))}
    return Certified(**{**own, **told, "run_id": run.record.run_id if run else ""})


def _row(connection: Connection, number: int) -> Row:
    """Return what is compared of a decision, as it is kept."""
    made = tables.decision
    row = connection.execute(select(*(made.c[name] for name in COMPARED)).where(made.c.no == number)).mappings().one()
    return dict(row)


def _rows(connection: Connection, receipt_id: str, certified: Certified) -> list[tuple[Any, ...]]:
    """Return the rows a decision posted (rank 0) or offered, as they are kept."""
    done, offered = tables.application, tables.proposal
    posted = [getattr(done.c, name) for name in AMOUNTS if name != "rank"]
    mine = select(*posted).where(
        done.c.receipt_id == receipt_id, done.c.certificate_id == certified.decision_id, done.c.decided_by == "engine"
    )
    first = [(0, *row) for row in connection.execute(mine.where(unset(done.c.reverses)))]
    chosen = select(*(offered.c[name] for name in AMOUNTS)).where(
        offered.c.receipt_id == receipt_id, offered.c.decision_id == certified.decision_id
    )
    return sorted({*first, *(tuple(row) for row in connection.execute(chosen))})


def _plain(made: deciding.Decided) -> Row:
    """Return what is compared of a decision made anew."""
    decision: Decision = made.decision
    rows = {tuple(row[name] for name in AMOUNTS) for row in (*made.posted, *made.offered)}
    return {**{name: getattr(decision, name) for name in COMPARED}, "rows": sorted(rows)}


def _differences(before: Row, after: Row) -> Iterator[Difference]:
    """Yield what came out otherwise; of a certificate key by key, and its bytes where no key tells."""
    for name in (*COMPARED, "rows"):
        then, now = before[name], after.get(name)
        if then == now:
            continue
        keys = list(_keys(then, now)) if name == "certificate" and now else []
        yield from keys or [Difference(name, _text(then), _text(now))]


def _keys(then: str, now: str) -> Iterator[Difference]:
    """Yield the keys of two certificates that differ."""
    first, second = json.loads(then), json.loads(now)
    for key in sorted({*first, *second}):
        if first.get(key) != second.get(key):
            yield Difference(f"certificate.{key}", _text(first.get(key)), _text(second.get(key)))


def _text(value: object) -> str:
    """Return a value as text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
