"""Learning from an act at the desk, within its command: an answer teaches, and its undoing takes the lessons back."""

from datetime import date

from sqlalchemy import Connection, select

import ledger
from ledger import tables
from ledger.evidence import Lesson
from services import policies
from services.knowledge import book as lessons_of
from services.knowledge.answering import answer
from services.knowledge.lessons import drawn
from services.workspace import Workspace

#: Acts that take an answer back.
UNDOING = frozenset({"undo", "unapply"})


def offered(connection: Connection, receipt_id: str) -> str:
    """Return the customer that the engine put first: that of the first proposal, else the decision's, else none."""
    decision, proposal, item = tables.decision, tables.proposal, tables.item
    newest = select(decision.c.decision_id, decision.c.customer).where(decision.c.receipt_id == receipt_id)
    row = connection.execute(newest.order_by(decision.c.no.desc()).limit(1)).first()
    if row is None:
        return ""
    first = select(item.c.customer_number).join(proposal, proposal.c.item_id == item.c.item_id)
    mine = first.where(proposal.c.decision_id == row.decision_id, proposal.c.receipt_id == receipt_id)
    customer: str | None = connection.execute(mine.order_by(proposal.c.rank, proposal.c.no).limit(1)).scalar()
    return customer or row.customer or ""


def learn(
    book: ledger.Book, workspace: Workspace, act: str, *, receipt_id: str, entry_id: str, customer: str, on: date
) -> list[Lesson]:
    """Write what an act teaches; `customer` is who paid where the answer is certain of it, `on` the business day."""
    if act in UNDOING:
        return lessons_of.retracted(book, workspace, receipt_id, on)
    told = {
        "receipt_id": receipt_id,
        "entry_id": entry_id,
        "customer": customer,
        "offered": offered(book.connection, receipt_id),
        "on": on,
    }
    found = drawn(answer(book, policies.of(workspace), act=act, told=told))
    return lessons_of.written(book, workspace, found, on=on, receipt_id=receipt_id)
