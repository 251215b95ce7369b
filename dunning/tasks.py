"""Tasks of departments about a dispute: answered, ended with a resolution, told to the manager once where overdue."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from dunning.tables import dispute, dispute_task, dispute_task_step
from kit.days import microseconds
from kit.db import among
from kit.ids import content_id
from kit.refusals import Invalid, NotFound, refuse
from ledger.book import Book
from ledger.journal import day

ANSWERED, ESCALATED, DONE = "answered", "escalated", "done"
#: How a department ends a task.
RESOLUTIONS = ("customer_is_right", "customer_is_partly_right", "customer_is_wrong", "corrected", "cannot_tell")


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands: `answers` are the thread of it, the oldest first."""

    task_id: str
    case_id: str
    department: str
    what: str
    due_on: date
    by: str
    escalated_on: date | None
    resolution: str
    done_on: date | None
    answers: tuple[tuple[str, str], ...]  # who, and what they said

    @property
    def open(self) -> bool:
        """Say whether it waits."""
        return self.done_on is None


def give(book: Book, case: str, department: str, what: str, *, due_on: date, at: datetime) -> str:
    """Give a department a task and return its id. Refused: Invalid where it says nothing."""
    if not what.strip() or not department.strip():
        raise Invalid("say which department does what")
    identity = content_id("tsk", case, book.batch, book.number("dispute_task"))
    row = (identity, case, department, what.strip(), due_on, book.actor, microseconds(at))
    book.write("dispute_task", [row])
    return identity


def step(
    book: Book, identity: str, state: str, on: date, *, at: datetime, note: str = "", resolution: str = ""
) -> Task:
    """Write what became of a task and return it as it was.

    Refused: NotFound; Invalid where it is done, for an end without a resolution, or a second escalation.
    """
    task = one(book.connection, book.entity, identity)
    wrong = {
        f"{identity} was done on {task.done_on}": not task.open,
        f"{identity} was told to the manager on {task.escalated_on}": state == ESCALATED and bool(task.escalated_on),
        f"a task ends with one of {', '.join(RESOLUTIONS)}": state == DONE and resolution not in RESOLUTIONS,
        "say what is answered": state == ANSWERED and not note.strip(),
    }
    refuse(wrong)
    row = (identity, state, resolution, note.strip(), on, book.actor, microseconds(at))
    book.write("dispute_task_step", [row])
    return task


def one(connection: Connection, entity: str, identity: str) -> Task:
    """Return a task. Refused: NotFound."""
    of_case = connection.execute(select(dispute_task.c.case_id).where(dispute_task.c.task_id == identity)).scalars()
    found = next((task for task in of(connection, entity, of_case) if task.task_id == identity), None)
    if found is None:
        raise NotFound(f"there is no task {identity}")
    return found


def of(connection: Connection, entity: str, cases: Iterable[str] | None = None) -> list[Task]:
    """Return tasks, those due first at the head; of some cases, or all."""
    task, steps = dispute_task, dispute_task_step
    chosen = select(task).join(dispute, dispute.c.case_id == task.c.case_id).where(dispute.c.entity == entity)
    if cases is not None:
        chosen = chosen.where(among(connection, task.c.case_id, cases))
    rows = connection.execute(chosen.order_by(task.c.due_on, task.c.no)).all()
    told: defaultdict[str, list[tuple[str, str, str, str, date]]] = defaultdict(list)
    mine_alone = among(connection, steps.c.task_id, [row.task_id for row in rows])
    for row in connection.execute(select(steps).where(mine_alone).order_by(steps.c.no)):
        told[row.task_id].append((row.state, row.by, row.note, row.resolution, day(row.happened_on)))
    found = []
    for row in rows:
        mine = told[row.task_id]
        ended = next((one for one in mine if one[0] == DONE), None)
        found.append(
            Task(
                *(row.task_id, row.case_id, row.department, row.what, day(row.due_on), row.by),
                next((one[4] for one in mine if one[0] == ESCALATED), None),
                ended[3] if ended else "",
                ended[4] if ended else None,
                tuple((by, note) for _, by, note, _, _ in mine if note),
            )
        )
    return found
