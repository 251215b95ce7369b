"""Promises to pay: one at a time for a document, judged by cash alone (DOMAIN section 9.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from dunning import cash
from dunning.cash import Cash
from dunning.tables import promise, promise_end
from kit.days import microseconds
from kit.db import among
from kit.ids import content_id
from kit.money import Money
from kit.refusals import Invalid, NotFound, refuse
from ledger.book import Book
from ledger.journal import day
from ledger.tables import item

TOLERANCE = 3


class State(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    PARTIALLY_KEPT = "partially_kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


#: Promises that raise the level of the next one.
NOT_KEPT = frozenset({State.PARTIALLY_KEPT, State.BROKEN, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class NewPromise:
    """What somebody promised: `minor` of a document by a day. A vague amount is a note, no promise."""

    item_id: str
    minor: int
    promised_on: date
    made_on: date
    person: str
    tolerance: int = TOLERANCE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A promise as it stands on a day: `paid` is the cash that came from the day it was made to its last day."""

    promise_id: str
    customer_number: str
    item_id: str
    number: str
    minor: int
    paid: int
    currency: str
    made_on: date
    promised_on: date
    until: date
    level: int
    person: str
    note: str
    by: str
    state: State


def judged(minor: int, paid: int, until: date, on: date, ended: str | None) -> State:
    """Return what became of a promise on a day: money after its last day does not keep it."""
    if ended is not None:
        return State(ended)
    if paid >= minor:
        return State.KEPT
    if on <= until:
        return State.OPEN
    return State.PARTIALLY_KEPT if paid > 0 else State.BROKEN


def make(book: Book, row: NewPromise, at: datetime) -> str:
    """Write a promise down and return its id; one of the same document that is still open is superseded by it.

    Refused: NotFound; Invalid for nothing, more than is open, a day before it was made, or nobody who said it.
    """
    held = book.connection.execute(select(item).where(item.c.item_id == row.item_id)).first()
    if held is None or held.entity != book.entity:
        raise NotFound(f"there is no document {row.item_id}")
    _check(held, row)
    before = of(book.connection, book.entity, row.made_on, items=[row.item_id])
    for one in before:
        if one.state is State.OPEN:
            _end(book, one.promise_id, State.SUPERSEDED, on=row.made_on, note=row.note or "promised anew", at=at)
    level = 1 + sum(one.state in NOT_KEPT for one in before)
    identity = content_id("prm", book.entity, row.item_id, book.batch, book.number("promise"))
    facts = (identity, book.entity, held.customer_number, row.item_id, row.minor, held.currency, row.made_on)
    more = (row.promised_on, row.tolerance, level, row.person.strip(), row.note, book.actor, microseconds(at))
    book.write("promise", [(*facts, *more)])
    return identity


def withdraw(book: Book, promise_id: str, on: date, note: str, at: datetime) -> None:
    """End a promise that the customer took back. Refused: NotFound; Invalid where it is not open, or without a note."""
    found = [one for one in of(book.connection, book.entity, on) if one.promise_id == promise_id]
    if not found:
        raise NotFound(f"there is no promise {promise_id}")
    if found[0].state is not State.OPEN:
        raise Invalid(f"{promise_id} is {found[0].state}")
    if not note.strip():
        raise Invalid("say what they said")
    _end(book, promise_id, State.WITHDRAWN, on=on, note=note, at=at)


def of(
    connection: Connection, entity: str, on: date, *, items: Iterable[str] | None = None, customer: str = ""
) -> list[Judged]:
    """Return promises made up to a day as they stood on it, in the order they were made.

    They are those of some documents or of all, and of one customer or of all.
    """
    chosen = _chosen().where(promise.c.entity == entity).order_by(promise.c.no)
    if customer:
        chosen = chosen.where(promise.c.customer_number == customer)
    if items is not None:
        chosen = chosen.where(among(connection, promise.c.item_id, items))
    rows = [row for row in connection.execute(chosen) if day(row.made_on) <= on]
    paid = cash.of(connection, [row.item_id for row in rows])
    return [_judged(row, paid[row.item_id], on) for row in rows]


def _chosen() -> Select[Any]:
    """Return the query of promises with their documents, and how they ended."""
    return (
        select(promise, item.c.number, promise_end.c.state.label("ended"), promise_end.c.ended_on)
        .join(item, item.c.item_id == promise.c.item_id)
        .join(promise_end, promise_end.c.promise_id == promise.c.promise_id, isouter=True)
    )


def _judged(row: Row[Any], paid: Sequence[Cash], on: date) -> Judged:
    """Return a promise as it stood on a day."""
    made_on, promised_on = day(row.made_on), day(row.promised_on)
    until = promised_on + timedelta(days=row.tolerance)
    got = cash.paid(paid, made_on, until, on)
    ended = row.ended if row.ended is not None and day(row.ended_on) <= on else None
    plain = {name: getattr(row, name) for name in ("promise_id", "customer_number", "item_id", "number", "minor")}
    more = {name: getattr(row, name) for name in ("currency", "level", "person", "note", "by")}
    state = judged(row.minor, got, until, on, ended)
    return Judged(**plain, **more, paid=got, made_on=made_on, promised_on=promised_on, until=until, state=state)


def _check(held: Row[Any], row: NewPromise) -> None:
    """Refuse what is no promise."""
    open_now = Money(held.balance, held.currency)
    wrong = {
        "a promise names an amount": row.minor < 1,
        f"{held.number}: {open_now} is open, no more can be promised": row.minor > held.balance,
        "the promised day is before the day it was made": row.promised_on < row.made_on,
        "say who promised": not row.person.strip(),
        "the tolerance is not negative": row.tolerance < 0,
    }
    refuse(wrong)


def _end(book: Book, promise_id: str, state: State, *, on: date, note: str, at: datetime) -> None:
    """Write how a promise ended."""
    book.write("promise_end", [(promise_id, str(state), on, note, book.actor, microseconds(at))])
