"""Learning from an act at the desk, within its command: an answer teaches, and its undoing takes the lessons back."""

from datetime import date

from sqlalchemy import Connection, bindparam, func, select

import ledger
from ledger import tables
from ledger.evidence import Lesson
from services.decisions import policies
from services.knowledge import book as lessons_of
from services.knowledge.answering import answer
from services.knowledge.lessons import drawn
from services.knowledge.marks import entry_of
from services.workspace import Workspace

#: Acts that take an answer back.
UNDOING = frozenset({"undo", "unapply"})


#: Of a receipt's newest decision: the customer of its first proposal, else its own.
_OFFERED = (
    select(
        func.coalesce(
            select(tables.item.c.customer_number)
            .join(tables.proposal, tables.proposal.c.item_id == tables.item.c.item_id)
            .where(
                tables.proposal.c.decision_id == tables.decision.c.decision_id,
                tables.proposal.c.receipt_id == tables.decision.c.receipt_id,
            )
            .order_by(tables.proposal.c.rank, tables.proposal.c.no)
            .limit(1)
            .scalar_subquery(),
            tables.decision.c.customer,
        )
    )
    .where(tables.decision.c.receipt_id == bindparam("receipt"))
    .order_by(tables.decision.c.no.desc())
    .limit(1)
)


def offered(connection: Connection, receipt_id: str) -> str:
    """Return the customer that the engine put first: that of the first proposal, else the decision's, else none."""
    customer: str | None = connection.execute(_OFFERED, {"receipt": receipt_id}).scalar()
    return customer or ""


def learn(
    book: ledger.Book, workspace: Workspace, act: str, *, receipt_id: str, entry_id: str, customer: str, on: date
) -> list[Lesson]:
    """Write what an act teaches; `customer` is who paid where the answer is certain of it, `on` the business day.

    Money that no bank entry brought bears no marks of a payer, and teaches nothing.
    """
    if act in UNDOING:
        return lessons_of.retracted(book, workspace, receipt_id, on)
    entry = entry_of(book.connection, entry_id)
    if entry is None:
        return []
    told = {
        "receipt_id": receipt_id,
        "entry": entry,
        "customer": customer,
        "offered": offered(book.connection, receipt_id),
        "on": on,
    }
    found = drawn(answer(book, policies.of(workspace, on, within=book.connection), act=act, told=told))
    return lessons_of.written(book, workspace, found, on=on, receipt_id=receipt_id)
