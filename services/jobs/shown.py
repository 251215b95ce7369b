"""Work as people see it: what waits, what goes on and how far, what is dead and why, and every try."""

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, func, select

import kit.db
from kit.refusals import Conflict, Invalid, NotFound
from ledger.tables import work, work_try
from services.jobs import queue
from services.jobs.kinds import KINDS
from services.workspace import Workspace

STATES = ("ready", "running", "done", "dead")
#: Of so many pieces of work without a pause between them the result is told together.
TOGETHER_MAX = 200


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work; times are seconds since 1970. `due_at` is when it may begin, `ended_at` when it was over."""

    work_id: str
    kind: str
    entity: str
    key: str
    actor: str
    state: str
    failures: int
    due_at: int
    made_at: int
    ended_at: int | None
    step: str
    done: int
    total: int
    reason: str
    owner: str
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Try:
    """One time somebody had it in hand."""

    number: int
    owner: str
    began_at: int
    ended_at: int | None
    outcome: str
    reason: str


def listed(
    workspace: Workspace, *, state: str = "", kind: str = "", start: int = 0, limit: int = 100
) -> tuple[Work, ...]:
    """Return work that may be seen, the newest first. Refused: Invalid for a state or kind there is not."""
    for said, known in ((state, STATES), (kind, KINDS)):
        if said and said not in known:
            raise Invalid(f"there is no {said}: {', '.join(known)}")
    chosen = select(work).order_by(work.c.made_at.desc(), work.c.work_id)
    if entity := workspace.within():
        chosen = chosen.where(work.c.entity == entity)
    if state:
        chosen = chosen.where(work.c.state == state)
    if kind:
        chosen = chosen.where(work.c.kind == kind)
    with workspace.database.reading() as connection:
        return tuple(_work(row) for row in connection.execute(chosen.offset(start).limit(limit)))


def one(workspace: Workspace, work_id: str) -> tuple[Work, tuple[Try, ...]]:
    """Return a piece of work with every try of it. Refused: NotFound."""
    with workspace.database.reading() as connection:
        row = connection.execute(select(work).where(work.c.work_id == work_id)).first()
        if row is None:
            raise NotFound(f"there is no work {work_id}")
        tries = connection.execute(select(work_try).where(work_try.c.work_id == work_id).order_by(work_try.c.fence))
        history = tuple(Try(one.fence, one.owner, one.began_at, one.ended_at, one.outcome, one.reason) for one in tries)
    return _work(row), history


def retry(workspace: Workspace, work_id: str, *, actor: str) -> Work:
    """Have work that is dead, or waits for its next try, tried now. Refused: NotFound; Conflict for any other."""
    found, _ = one(workspace, work_id)
    with workspace.database.beside() as connection:
        if not queue.again(connection, work_id, actor):
            raise NotWaiting(f"{work_id} is {found.state}: nothing of it failed")
    return one(workspace, work_id)[0]


class NotWaiting(Conflict):
    """This work neither failed nor waits for its next try."""

    code = "work_not_waiting"
    retry = False


def counts(connection: Connection) -> list[tuple[str, str, int]]:
    """Return kind, state and how many."""
    chosen = select(work.c.kind, work.c.state, func.count()).group_by(work.c.kind, work.c.state)
    return [(row[0], row[1], row[2]) for row in connection.execute(chosen.order_by(work.c.kind, work.c.state))]


def oldest_seconds(connection: Connection) -> int:
    """Return how long the oldest work has been due and is not begun."""
    due = connection.execute(select(func.min(work.c.due_at)).where(work.c.state == "ready")).scalar()
    return max(0, kit.db.seconds(connection) - due) if due is not None else 0


def newest(connection: Connection, kind: str, entity: str) -> Work | None:
    """Return what tells of a kind now: what is under way, else what waits, else what was over last."""
    like = work.c.kind == kind, work.c.entity == entity
    for state in ("running", "ready"):
        chosen = select(work).where(*like, work.c.state == state).order_by(work.c.due_at, work.c.work_id).limit(1)
        if row := connection.execute(chosen).first():
            return _work(row)
    last = select(work).where(*like).order_by(work.c.ended_at.desc(), work.c.reason, work.c.work_id).limit(1)
    row = connection.execute(last).first()
    return replace(_work(row), result=_together(connection, row)) if row else None


def _together(connection: Connection, last: Row[Any]) -> dict[str, Any]:
    """Return what a piece of work brought with those like it that were over just before, no pause between.

    Files taken together ask one by one, and the first run may have done what the last one finds done.
    """
    like = work.c.kind == last.kind, work.c.entity == last.entity, work.c.state == "done"
    chosen = select(work).where(*like).order_by(work.c.ended_at.desc(), work.c.made_at.desc()).limit(TOGETHER_MAX)
    counts: Counter[str] = Counter()
    began = last.made_at
    for row in connection.execute(chosen) if last.state == "done" else ():
        if row.ended_at < began:
            break
        began = min(began, row.made_at)
        counts.update({name: count for name, count in json.loads(row.result).items() if isinstance(count, int)})
    return dict(counts) or _work(last).result


def _work(row: Row[Any]) -> Work:
    """Return a row as it is shown."""
    facts = {name: getattr(row, name) for name in Work.__dataclass_fields__ if name != "result"}
    return Work(**facts, result=json.loads(row.result) if row.result else {})
