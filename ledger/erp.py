"""What ERPs are told and how they took it: instructions, and documents that go from state to state, never back."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Connection, exists, func, select

from kit.db import among, frame
from ledger.book import Book
from ledger.kinds import Kind
from ledger.tables import batch, erp_delivery, erp_instruction, erp_key, item, posting


class State(StrEnum):
    """How far a document is."""

    PENDING = "pending"  # to be told
    SENT = "sent"  # on its way, or there and not answered yet
    CONFIRMED = "confirmed"  # in the ERP's books as told; final
    REJECTED = "rejected"  # not in the ERP's books as told; a person looks
    UNCERTAIN = "uncertain"  # nobody knows; only reading the ERP's books settles it


#: State -> what may follow; a rule of the database holds the same. None: a document that is new.
STEPS: dict[State | None, frozenset[State]] = {
    None: frozenset({State.PENDING}),
    State.PENDING: frozenset({State.SENT, State.REJECTED}),
    State.SENT: frozenset({State.CONFIRMED, State.REJECTED, State.UNCERTAIN, State.PENDING}),
    State.UNCERTAIN: frozenset({State.CONFIRMED, State.REJECTED, State.PENDING}),
    State.REJECTED: frozenset({State.PENDING, State.CONFIRMED}),
    State.CONFIRMED: frozenset(),
}

_GIVEN = (Kind.REFUND_APPROVED, Kind.UNCLAIMED)
DELIVERIES: dict[str, Any] = {
    **dict.fromkeys(("erp", "reference", "receipt_id"), pl.String),
    **dict.fromkeys(("version", "step", "seq"), pl.Int64),
    **dict.fromkeys(("state", "erp_id", "message"), pl.String),
    **dict.fromkeys(("cash", "applied", "told_at", "attempts"), pl.Int64),
}
INSTRUCTIONS: dict[str, Any] = {
    **dict.fromkeys(("erp", "entity", "receipt_id"), pl.String),
    "version": pl.Int64,
    "content": pl.String,
}


@dataclass(frozen=True, slots=True)
class NewInstruction:
    """A receipt as an ERP is to be told it; `content` is canonical JSON."""

    erp: str
    receipt_id: str
    version: int
    content: str


@dataclass(frozen=True, slots=True)
class Step:
    """A document's next state. `seq` is the number of the state it follows plus one; `cash`, `applied` minor units."""

    erp: str
    reference: str
    receipt_id: str
    version: int
    step: int
    seq: int
    state: State
    told_at: int
    erp_id: str = ""
    message: str = ""
    cash: int = 0
    applied: int = 0


def add_instructions(book: Book, rows: Sequence[NewInstruction]) -> None:
    """Write instructions; the database refuses a version that is there."""
    told = [(row.erp, book.entity, row.receipt_id, row.version, row.content) for row in rows]
    book.write("erp_instruction", told)


def add_steps(book: Book, rows: Sequence[Step]) -> None:
    """Write states. Refused: Stale where a document stands elsewhere by now, or may not take the step."""
    told = [
        (
            *(row.erp, row.reference, row.receipt_id, row.version, row.step, row.seq, str(row.state)),
            *(row.erp_id, row.message, row.cash, row.applied, row.told_at),
        )
        for row in rows
    ]
    book.write("erp_delivery", told)


def add_keys(book: Book, erp: str, rows: Iterable[tuple[str, str, str]]) -> None:
    """Write what an ERP itself calls customers and documents: kind, our number, its id."""
    book.write("erp_key", [(erp, *row) for row in rows])


def keys(connection: Connection, erp: str, numbers: Collection[str] | None = None) -> Mapping[tuple[str, str], str]:
    """Return the ERP's own ids by kind and number, of all or of some numbers; the newest of each counts."""
    statement = select(erp_key.c.kind, erp_key.c.number, erp_key.c.erp_id).where(erp_key.c.erp == erp)
    if numbers is not None:
        kinds = erp_key.c.kind.in_(("customer", "document"))  # so that the index leads to the numbers
        statement = statement.where(kinds, among(connection, erp_key.c.number, numbers))
    statement = statement.order_by(erp_key.c.no)
    return {(kind, number): erp_id for kind, number, erp_id in connection.execute(statement)}


def deliveries(
    connection: Connection,
    erp: str | None = None,
    states: Collection[str] = (),
    references: Collection[str] | None = None,
    receipts: Collection[str] | None = None,
) -> pl.DataFrame:
    """Return each document's newest state, oldest first: columns DELIVERIES; `attempts`: how often it was sent.

    `states`: those that stand in one of them, none named: all; `references`, `receipts`: these alone.
    """
    sent = erp_delivery.alias("tried")
    attempts = (
        select(func.count())
        .where(sent.c.erp == erp_delivery.c.erp, sent.c.reference == erp_delivery.c.reference, sent.c.state == "sent")
        .scalar_subquery()
    )
    columns = [erp_delivery.c[name] for name in DELIVERIES if name != "attempts"]
    statement = select(*columns, attempts.label("attempts")).where(*_standing(erp, states))
    for column, named in ((erp_delivery.c.reference, references), (erp_delivery.c.receipt_id, receipts)):
        if named is not None:
            statement = statement.where(among(connection, column, named))
    return frame(connection, statement.order_by(erp_delivery.c.no), DELIVERIES)


def page(connection: Connection, erp: str, states: Collection[str], after: str, limit: int) -> pl.DataFrame:
    """Return the newest states of at most `limit` documents behind a reference, in order of the references."""
    reference = erp_delivery.c.reference
    chosen = select(reference).where(*_standing(erp, states), reference > after)
    references = connection.scalars(chosen.order_by(reference).limit(limit)).all()
    return deliveries(connection, erp, references=references).sort("reference")


def _standing(erp: str | None, states: Collection[str]) -> Iterator[ColumnElement[bool]]:
    """Yield what holds of the newest state of a document: of this ERP, and one of these, where they are named."""
    later = erp_delivery.alias("later")
    yield ~exists().where(
        later.c.erp == erp_delivery.c.erp,
        later.c.reference == erp_delivery.c.reference,
        later.c.seq == erp_delivery.c.seq + 1,
    )
    if erp:
        yield erp_delivery.c.erp == erp
    if states:
        yield erp_delivery.c.state.in_(sorted(map(str, states)))


def counts(connection: Connection) -> dict[tuple[str, str], int]:
    """Return how many documents of each ERP are in each state."""
    newest = select(func.max(erp_delivery.c.no)).group_by(erp_delivery.c.erp, erp_delivery.c.reference)
    of = (erp_delivery.c.erp, erp_delivery.c.state)
    chosen = select(*of, func.count()).where(erp_delivery.c.no.in_(newest)).group_by(*of).order_by(*of)
    return {(erp, state): count for erp, state, count in connection.execute(chosen)}


def history(connection: Connection, erp: str, reference: str) -> pl.DataFrame:
    """Return every state of one document in order."""
    columns = [erp_delivery.c[name] for name in DELIVERIES if name != "attempts"]
    chosen = select(*columns).where(erp_delivery.c.erp == erp, erp_delivery.c.reference == reference)
    return frame(
        connection,
        chosen.order_by(erp_delivery.c.seq),
        {name: DELIVERIES[name] for name in DELIVERIES if name != "attempts"},
    )


def instructions(connection: Connection, erp: str, entity: str, receipts: Collection[str] | None) -> pl.DataFrame:
    """Return every instruction to an ERP, or those of some receipts, oldest first: columns INSTRUCTIONS."""
    columns = [erp_instruction.c[name] for name in INSTRUCTIONS]
    chosen = select(*columns).where(erp_instruction.c.erp == erp, erp_instruction.c.entity == entity)
    if receipts is not None:
        chosen = chosen.where(among(connection, erp_instruction.c.receipt_id, receipts))
    return frame(connection, chosen.order_by(erp_instruction.c.no), INSTRUCTIONS)


def planned(connection: Connection, erp: str, entity: str) -> Mapping[str, Any]:
    """Return what the command said that wrote the newest instructions to an ERP; nothing before the first."""
    newest = select(erp_instruction.c.batch).where(erp_instruction.c.erp == erp, erp_instruction.c.entity == entity)
    written = newest.order_by(erp_instruction.c.no.desc()).limit(1).scalar_subquery()
    found = connection.scalar(select(batch.c.result).where(batch.c.no == written))
    return json.loads(found) if found else {}


def moved(connection: Connection, erp: str, entity: str, after: int) -> set[str]:
    """Return the receipts of which something may be told otherwise than it was after a batch.

    Those that money moved of, those whose documents went a step on, and, where the ERP's own ids came, the rejected.
    """
    found: set[str] = set()
    for side in (posting.c.dr_item, posting.c.cr_item):
        chosen = select(side).join(item, item.c.item_id == side).where(posting.c.batch > after)
        found.update(connection.scalars(chosen.where(item.c.entity == entity, item.c.type == "receipt")))
    steps = select(erp_delivery.c.receipt_id).where(erp_delivery.c.batch > after, erp_delivery.c.erp == erp)
    found.update(connection.scalars(steps))
    named = select(erp_key.c.no).where(erp_key.c.batch > after, erp_key.c.erp == erp).limit(1)
    if connection.scalar(named) is not None:
        found.update(deliveries(connection, erp, (State.REJECTED,))["receipt_id"])
    return found


def left(connection: Connection, documents: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Return of documents what is left, in minor units, and the day on which they are due, else nothing."""
    chosen = select(item.c.item_id, item.c.balance, item.c.due_on).where(among(connection, item.c.item_id, documents))
    return {row.item_id: (row.balance, str(row.due_on or "")) for row in connection.execute(chosen)}


def disposed(connection: Connection, entity: str) -> dict[str, int]:
    """Return by receipt what of it was refunded or given up, in minor units: neither applied nor left."""
    chosen = (
        select(posting.c.dr_item, func.sum(posting.c.minor))
        .where(posting.c.entity == entity, posting.c.kind.in_(_GIVEN), posting.c.dr_item.is_not(None))
        .group_by(posting.c.dr_item)
    )
    return {receipt: int(minor) for receipt, minor in connection.execute(chosen)}
