"""What somebody has to see to about a customer: each is given once, and ends once with a note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select, tuple_

from credit.tables import account_task, account_task_end
from kit.days import microseconds
from kit.ids import content_id
from kit.refusals import Invalid, NotFound
from ledger.book import Book
from ledger.journal import day


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task: once for each `subject` (what it is about) and `step` (which time it is given)."""

    customer_number: str
    department: str
    what: str
    subject: str
    step: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands; `ended_by` is empty while it waits."""

    task_id: str
    customer_number: str
    department: str
    what: str
    subject: str
    step: str
    due_on: date
    note: str = ""
    ended_by: str = ""


def give(book: Book, rows: Sequence[NewTask], at: datetime) -> tuple[str, ...]:
    """Give tasks that were not given before and return their ids."""
    table = account_task
    keys = [(row.subject, row.step) for row in rows]
    chosen = select(table.c.subject, table.c.step).where(table.c.entity == book.entity)
    there = {
        tuple(row) for row in book.connection.execute(chosen.where(tuple_(table.c.subject, table.c.step).in_(keys)))
    }
    fresh = [row for row in rows if (row.subject, row.step) not in there]
    written = [
        (
            content_id("atk", book.entity, row.subject, row.step),
            book.entity,
            row.customer_number,
            row.department,
            row.what,
            row.subject,
            row.step,
            row.due_on,
            book.actor,
            microseconds(at),
        )
        for row in fresh
    ]
    book.write("account_task", written)
    return tuple(row[0] for row in written)


def end(book: Book, ids: Sequence[str], note: str, at: datetime) -> None:
    """End tasks with a note. Refused: NotFound; Invalid without a note, or where one ended before."""
    if not note.strip():
        raise Invalid("say what became of it")
    waiting = {one.task_id: one for one in of(book.connection, book.entity)}
    for identity in ids:
        if identity not in waiting:
            raise NotFound(f"there is no task {identity} that waits")
    book.write("account_task_end", [(identity, note.strip(), book.actor, microseconds(at)) for identity in ids])


def of(connection: Connection, entity: str, *, waiting: bool = True) -> list[Task]:
    """Return tasks, those due first at the head: the ones that wait, or all."""
    task, ended = account_task, account_task_end
    names = ("task_id", "customer_number", "department", "what", "subject", "step", "due_on")
    chosen = (
        select(*(task.c[name] for name in names), ended.c.note, ended.c.by)
        .join(ended, ended.c.task_id == task.c.task_id, isouter=True)
        .where(task.c.entity == entity)
        .order_by(task.c.due_on, task.c.no)
    )
    if waiting:
        chosen = chosen.where(ended.c.no.is_(None))
    return [
        Task(*row[:6], due_on=day(row.due_on), note=row.note or "", ended_by=row.by or "")
        for row in connection.execute(chosen)
    ]
