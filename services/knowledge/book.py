"""Lessons in the books: read as they were taught, written with the reach they had then."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select

import ledger
from kit.db import Among
from ledger import sealed, tables
from ledger.evidence import Lesson
from ledger.journal import day
from matcher import Policy
from services.knowledge.lessons import Drawn
from services.knowledge.reach import reaches
from services.knowledge.standing import Known, fact_of, of_receipt, summed
from services.workspace import Workspace

MICROSECONDS = 1_000_000


def taught(
    connection: Connection, entity: str, *, keys: Iterable[str] | None = None, receipt_id: str = ""
) -> list[Lesson]:
    """Return the lessons of an entity's books, the oldest first.

    With `keys` only those about these marks or customers; with a receipt every lesson of what its answers taught.
    """
    assert keys is None or not receipt_id, "one or the other is asked"
    if keys is not None:
        rows = _ABOUT.ask(connection, sealed.alike(connection, "lesson", "key", keys), entity=entity)
    else:
        lesson, chosen = tables.lesson, _LESSONS
        if receipt_id:
            mine = select(lesson.c.knowledge_id).where(lesson.c.receipt_id == receipt_id)
            chosen = chosen.where(lesson.c.knowledge_id.in_(mine))
        rows = connection.execute(chosen, {"entity": entity})
    return [_lesson(tuple(sealed.said(connection, "lesson", _COLUMNS, row))) for row in rows]


_COLUMNS = tuple(field.name for field in fields(Lesson))
_DAY = _COLUMNS.index("taught_on")
_LESSONS = (
    select(*(tables.lesson.c[name] for name in _COLUMNS))
    .join(tables.batch, tables.batch.c.no == tables.lesson.c.batch)
    .where(tables.batch.c.entity == bindparam("entity"))
    .order_by(tables.lesson.c.no)
)
_ABOUT = Among(lambda is_one: _LESSONS.where(is_one(tables.lesson.c.key)))


def _lesson(row: tuple[Any, ...]) -> Lesson:
    """Return a row as a lesson."""
    facts: tuple[Any, ...] = (*row[:_DAY], day(row[_DAY]), *row[_DAY + 1 :])
    return Lesson(*facts)


def known(
    connection: Connection, entity: str, policy: Policy, as_of: date, *, keys: Iterable[str] | None = None
) -> list[Known]:
    """Return everything that was ever taught, or that is about these marks or customers, as it stands on a day."""
    return summed(taught(connection, entity, keys=keys), policy, as_of)


def written(
    book: ledger.Book, workspace: Workspace, drawn: Sequence[Drawn], *, on: date, receipt_id: str = "", note: str = ""
) -> list[Lesson]:
    """Write lessons of a receipt's answer, or said by hand where there is none, with their reach."""
    reach = reaches(book.connection, book.entity, [one.fact for one in drawn], on)
    at = int(workspace.now().timestamp() * MICROSECONDS)
    fresh = [
        Lesson(
            knowledge_id=one.fact.id,
            **asdict(one.fact),
            event=one.event,
            receipt_id=receipt_id,
            actor=book.actor,
            taught_on=on,
            taught_at=at,
            reach_receipts=reach[one.fact].receipts,
            reach_minor=reach[one.fact].minor,
            reach_currency=reach[one.fact].currency,
            note=note,
        )
        for one in drawn
    ]
    ledger.evidence.add(book, fresh)
    return fresh


def retracted(book: ledger.Book, workspace: Workspace, receipt_id: str, on: date) -> list[Lesson]:
    """Take back what a receipt's answers taught: its support goes, and so does what it said against others."""
    standing = of_receipt(taught(book.connection, book.entity, receipt_id=receipt_id), receipt_id)
    return written(
        book, workspace, [Drawn(fact_of(one), "retracted") for one in standing], receipt_id=receipt_id, on=on
    )
