"""Lessons in the books: read as they were taught, written with the reach they had then."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection

import ledger
from ledger.evidence import Lesson
from matcher import Policy
from services.knowledge.kinds import Fact
from services.knowledge.lessons import Drawn
from services.knowledge.reach import reaches
from services.knowledge.standing import Known, fact_of, of_receipt, summed
from services.workspace import Workspace

MICROSECONDS = 1_000_000


def taught(connection: Connection, entity: str) -> list[Lesson]:
    """Return every lesson of an entity's books, the oldest first."""
    rows = ledger.reads.lessons(connection, entity).drop("no").iter_rows(named=True)
    return [Lesson(**row | {"taught_at": int(row["taught_at"].timestamp() * MICROSECONDS)}) for row in rows]


def known(connection: Connection, entity: str, policy: Policy, as_of: date) -> list[Known]:
    """Return everything that was ever taught, as it stands on a day."""
    return summed(taught(connection, entity), policy, as_of)


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
    standing = of_receipt(taught(book.connection, book.entity), receipt_id)
    return written(
        book, workspace, [Drawn(fact_of(one), "retracted") for one in standing], receipt_id=receipt_id, on=on
    )


def active(found: Iterable[Known], kind: str) -> list[Fact]:
    """Return what is known of a kind."""
    return [one.fact for one in found if one.fact.kind == kind and one.status == "active"]
