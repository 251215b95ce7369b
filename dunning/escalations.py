"""Escalations: from which day, amount and silence on a salesperson, a manager, an agency is asked, each once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl
from sqlalchemy import Connection, Row, select

from dunning import arrangements
from dunning.planning import PLACE, Part
from dunning.tables import escalation, escalation_end
from kit.days import microseconds
from kit.ids import content_id
from kit.money import exponent
from kit.refusals import Invalid, NotFound
from ledger.book import Book
from ledger.journal import day
from ledger.tables import item


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder: how late, how much (whole units), and after how many vain contacts or broken promises."""

    step: str
    days: int
    minimum: int
    unanswered: int = 0
    broken: int = 0


#: Hand-written, the first step first.
LADDER: tuple[Rung, ...] = (
    Rung("sales", 15, 5_000, unanswered=2, broken=1),
    Rung("manager", 45, 5_000, unanswered=4, broken=2),
    Rung("agency", 90, 500),
)


@dataclass(frozen=True, slots=True)
class Silence:
    """How a customer answered: contacts in vain since somebody was reached, promises broken since."""

    unanswered: int = 0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Raised:
    """A step that is reached: for which customer, because of which document, and why in words."""

    customer_number: str
    step: str
    item_id: str
    minor: int
    currency: str
    why: str


@dataclass(frozen=True, slots=True)
class Escalation:
    """An escalation as it stood on a day; `ended_on` where it was answered, `paid` where nothing is open any more."""

    escalation_id: str
    customer_number: str
    step: str
    item_id: str
    number: str
    person: str
    minor: int
    currency: str
    why: str
    raised_on: date
    paid: bool
    ended_on: date | None
    note: str

    @property
    def open(self) -> bool:
        """Say whether it waits for its person."""
        return not self.paid and self.ended_on is None


def reached(
    parts: pl.DataFrame, silence: Mapping[str, Silence], on: date, ladder: Sequence[Rung] = LADDER
) -> Iterator[Raised]:
    """Yield each step a customer has reached, in the order of the ladder, with the oldest document that reaches it.

    What is disputed, promised, in a plan or placed reaches none. A document counts by what is open of it; `parts` have
    the columns PARTS.
    """
    late = parts.filter((pl.col("due_on") < on) & (pl.col("left_alone") == "")).sort(PLACE)
    for (customer, currency), rows in groupby(map(Part._make, late.iter_rows()), key=itemgetter(0, 1)):
        mine, known = list(rows), silence.get(customer, Silence())
        for rung in ladder:
            found = next((one for one in mine if _reaches(one, rung, known, on)), None)
            if found is not None:
                why = f"{found.number} is {(on - found.due_on).days} days late, {known.unanswered} contacts in vain"
                more = f", {known.broken} promises broken" if known.broken else ""
                yield Raised(customer, rung.step, found.item_id, found.minor, currency, why + more)


def _reaches(one: Part, rung: Rung, known: Silence, on: date) -> bool:
    """Say whether a document is late, large and silent enough."""
    silent = known.unanswered >= rung.unanswered or (rung.broken > 0 and known.broken >= rung.broken)
    large = one.minor >= rung.minimum * 10 ** exponent(one.currency)
    return silent and large and (on - one.due_on).days >= rung.days


def write(book: Book, rows: Iterable[Raised], people: Mapping[str, str], on: date, at: datetime) -> list[str]:
    """Write down what is not escalated yet, and return the ids: one a customer, currency and step that still waits."""
    there = of(book.connection, book.entity, on)
    done = {(one.item_id, one.step) for one in there}
    waits = {(one.customer_number, one.currency, one.step) for one in there if one.open}
    fresh = []
    for row in rows:
        if (row.item_id, row.step) in done or (row.customer_number, row.currency, row.step) in waits:
            continue
        identity = content_id("esc", book.entity, row.item_id, row.step)
        person = people.get(row.customer_number, "") if row.step == "sales" else ""
        facts = (identity, book.entity, row.customer_number, row.step, row.item_id, person, row.minor, row.currency)
        fresh.append((*facts, row.why, on, book.actor, microseconds(at)))
    book.write("escalation", fresh)
    return [str(row[0]) for row in fresh]


def answer(book: Book, identity: str, note: str, on: date, at: datetime) -> None:
    """Write what came of an escalation. Refused: NotFound; Invalid where it waits no more, or without a note."""
    found = next((one for one in of(book.connection, book.entity, on) if one.escalation_id == identity), None)
    if found is None:
        raise NotFound(f"there is no escalation {identity}")
    if not found.open or not note.strip():
        raise Invalid(f"{identity} is paid or answered" if not found.open else "say what came of it")
    book.write("escalation_end", [(identity, note.strip(), on, book.actor, microseconds(at))])


def of(connection: Connection, entity: str, on: date) -> list[Escalation]:
    """Return escalations raised up to a day as they stood on it, in the order they were raised."""
    chosen = (
        select(escalation, item.c.number, escalation_end.c.ended_on, escalation_end.c.note)
        .join(item, item.c.item_id == escalation.c.item_id)
        .join(escalation_end, escalation_end.c.escalation_id == escalation.c.escalation_id, isouter=True)
        .where(escalation.c.entity == entity)
        .order_by(escalation.c.no)
    )
    rows = [row for row in connection.execute(chosen) if day(row.raised_on) <= on]
    left = arrangements.left(connection, {row.item_id for row in rows}, on)
    return [_escalation(row, left, on) for row in rows]


def _escalation(row: Row[Any], left: Mapping[str, int], on: date) -> Escalation:
    """Return an escalation as it stood on a day."""
    ended = day(row.ended_on) if row.ended_on is not None and day(row.ended_on) <= on else None
    names = ("escalation_id", "customer_number", "step", "item_id", "number", "person", "minor", "currency", "why")
    return Escalation(
        **{name: getattr(row, name) for name in names},
        raised_on=day(row.raised_on),
        paid=left[row.item_id] <= 0,
        ended_on=ended,
        note=row.note or "" if ended else "",
    )
