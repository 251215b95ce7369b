"""The queue of work: a row of the books' own database, held under a lease by one worker, whose fence lets it write.

What asks for work writes its row in its own transaction, so that nothing asked for is forgotten and nothing undone is
asked for. A worker that was taken for dead and is not finds its fence passed on: every transaction it opens afterwards
is refused, within that transaction.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

import kit.db
from kit.db import Database
from kit.ids import content_id
from kit.refusals import Conflict
from ledger.tables import work, work_try

LEASE_SECONDS = 60
#: A worker may die this often with a piece of work in hand before the work is taken for what kills it.
LOSSES_MAX = 30
LOST = "the worker was lost"
REASON_LENGTH_MAX = 500

_INSERT: dict[str, Callable[[Any], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class LeaseLost(Conflict):
    """Somebody else has this work in hand now."""

    code = "lease_lost"


@dataclass(frozen=True, slots=True)
class Held:
    """A piece of work in hand: what it is, its fence, and how often it failed before.

    `covers` are others like it that were asked for before it was begun: what it sees is what they would see.
    """

    work_id: str
    kind: str
    entity: str
    key: str
    actor: str
    payload: Mapping[str, Any]
    fence: int
    failures: int
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """What of a kind a worker takes: how many at a time in one entity's books, and whether one does for all waiting."""

    at_once: int
    covers: bool


def put(
    connection: Connection,
    kind: str,
    entity: str,
    key: str,
    *,
    payload: Mapping[str, Any] | None = None,
    priority: int,
    actor: str,
    after_seconds: int = 0,
) -> str:
    """Ask for work within the caller's transaction, once for each key, and return its id. Smaller priority is first."""
    now = kit.db.seconds(connection)
    work_id = content_id("wrk", kind, entity, key)
    row = {
        "work_id": work_id,
        "kind": kind,
        "entity": entity,
        "key": key,
        "payload": json.dumps(payload or {}, sort_keys=True),
        "priority": priority,
        "actor": actor,
        "state": "ready",
        "due_at": now + after_seconds,
        "made_at": now,
        "ended_at": None,
        **dict.fromkeys(("failures", "losses", "fence", "slot", "lease_until", "done", "total"), 0),
        **dict.fromkeys(("owner", "step", "result", "reason"), ""),
    }
    insert = _INSERT[connection.dialect.name]
    connection.execute(insert(work).values(**row).on_conflict_do_nothing())
    return work_id


def hasten(connection: Connection, kind: str, entity: str, key: str) -> None:
    """Make work due, within the caller's transaction, that waits for its time; nothing where there is none."""
    mine = work.c.work_id == content_id("wrk", kind, entity, key), work.c.state == "ready"
    connection.execute(update(work).where(*mine).values(due_at=kit.db.seconds(connection)))


def wanting(connection: Connection, alive: Callable[[str], bool]) -> bool:
    """Say whether anything is due or lies in dead hands: asked often, changes nothing."""
    now = kit.db.seconds(connection)
    due = select(work.c.work_id).where(_due(now)).limit(1)
    return connection.execute(due).first() is not None or bool(_abandoned(connection, now, alive))


def recover(database: Database, alive: Callable[[str], bool]) -> int:
    """Take back what lies in dead hands, and return how much; what killed too many workers is dead itself."""
    with database.beside() as connection:
        now = kit.db.seconds(connection)
        ids = _abandoned(connection, now, alive)
        chosen = select(work).where(work.c.work_id.in_(ids), work.c.state == "running")
        rows = connection.execute(chosen.with_for_update(skip_locked=True)).all()
        for row in rows:
            dead = row.losses >= LOSSES_MAX
            state = {"state": "dead", "ended_at": now} if dead else {"state": "ready", "due_at": now}
            _change(connection, row.work_id, row.fence, **state, losses=row.losses + 1, reason=LOST, owner="")
            _ended(connection, (row.work_id, row.fence), now, "lost", LOST)
    return len(rows)


def claim(database: Database, owner: str, rooms: Mapping[str, Room]) -> Held | None:
    """Take the most urgent piece of work there is room for, or nothing."""
    try:
        with database.beside() as connection:
            return _claimed(connection, owner, rooms)
    except IntegrityError:  # another worker took the same place at the same moment
        return None


def held(work_id: str, fence: int) -> Callable[[Connection], None]:
    """Return the guard of a piece of work: it refuses with LeaseLost once the work is in other hands.

    On PostgreSQL the row is held to the transaction's end, so that nobody takes the work while it is written.
    """
    mine = select(work.c.fence).where(_mine(work_id, fence)).with_for_update(read=True, key_share=True)

    def guard(connection: Connection) -> None:
        if connection.execute(mine).first() is None:
            raise LeaseLost

    return guard


def renew(database: Database, moments: Mapping[tuple[str, int], tuple[str, int, int]]) -> set[tuple[str, int]]:
    """Renew the lease of work in hand, tell how far it is, and return what is in hand no longer."""
    lost = set()
    with database.beside() as connection:
        until = kit.db.seconds(connection) + LEASE_SECONDS
        for (work_id, fence), (step, done, total) in sorted(moments.items()):
            if not _change(connection, work_id, fence, lease_until=until, step=step, done=done, total=total):
                lost.add((work_id, fence))
    return lost


def finish(database: Database, done: Held, result: Mapping[str, Any]) -> None:
    """Keep that a piece of work is done, and with it those that it covers. Refused: LeaseLost."""
    with database.beside() as connection:
        now = kit.db.seconds(connection)
        ended = {"state": "done", "ended_at": now, "reason": "", "failures": 0, "losses": 0}
        if not _change(connection, done.work_id, done.fence, **ended, result=json.dumps(result, sort_keys=True)):
            raise LeaseLost
        _ended(connection, (done.work_id, done.fence), now, "done")
        if done.covers:
            like = work.c.work_id.in_(done.covers), work.c.state == "ready"
            told = json.dumps({"with": done.work_id})
            connection.execute(update(work).where(*like).values(**ended, result=told))


def fail(database: Database, held: Held, reason: str, delay: int | None) -> None:
    """Put a piece of work back to be tried again in `delay` seconds, or among the dead. Refused: LeaseLost."""
    said = reason[:REASON_LENGTH_MAX]
    with database.beside() as connection:
        now = kit.db.seconds(connection)
        state: dict[str, Any] = {"state": "dead", "ended_at": now}
        if delay is not None:
            state = {"state": "ready", "due_at": now + delay}
        if not _change(connection, held.work_id, held.fence, **state, failures=held.failures + 1, reason=said):
            raise LeaseLost
        _ended(connection, (held.work_id, held.fence), now, "failed", said)


def release(database: Database, held: Held) -> None:
    """Put a piece of work back as it was: its worker stops."""
    with database.beside() as connection:
        now = kit.db.seconds(connection)
        if _change(connection, held.work_id, held.fence, state="ready", due_at=now, owner=""):
            _ended(connection, (held.work_id, held.fence), now, "stopped")


def again(connection: Connection, work_id: str, actor: str, *, done: bool = False) -> bool:
    """Have what is dead or waits for its next try tried now, with `done` what is done too; say whether it is."""
    now = kit.db.seconds(connection)
    row = connection.execute(select(work).where(work.c.work_id == work_id).with_for_update()).first()
    over = {"dead", "done"} if done else {"dead"}
    if row is None or not (row.state in over or (row.state == "ready" and row.due_at > now)):
        return False
    fresh = {"failures": 0, "losses": 0, "ended_at": None, "fence": row.fence + 1}
    connection.execute(update(work).where(work.c.work_id == work_id).values(state="ready", due_at=now, **fresh))
    _began(connection, work_id, row.fence + 1, actor, now)
    _ended(connection, (work_id, row.fence + 1), now, "asked again")
    return True


def _claimed(connection: Connection, owner: str, rooms: Mapping[str, Room]) -> Held | None:
    """Take a piece of work within a transaction."""
    now = kit.db.seconds(connection)
    order = work.c.priority, work.c.due_at, work.c.made_at, work.c.work_id
    chosen = select(work).where(_due(now), work.c.kind.in_(rooms), _room(rooms)).order_by(*order).limit(1)
    row = connection.execute(chosen.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    like = work.c.kind == row.kind, work.c.entity == row.entity
    taken = set(connection.scalars(select(work.c.slot).where(*like, work.c.state == "running")))
    slot = next((one for one in range(rooms[row.kind].at_once) if one not in taken), None)
    if slot is None:
        return None
    lease = {"owner": owner, "slot": slot, "lease_until": now + LEASE_SECONDS, "step": "", "done": 0, "total": 0}
    mine = update(work).where(work.c.work_id == row.work_id)
    connection.execute(mine.values(state="running", fence=row.fence + 1, **lease))
    _began(connection, row.work_id, row.fence + 1, owner, now)
    others: Sequence[str] = ()
    if rooms[row.kind].covers:
        others = connection.scalars(select(work.c.work_id).where(*like, work.c.state == "ready")).all()
    about = row.work_id, row.kind, row.entity, row.key, row.actor
    return Held(*about, json.loads(row.payload), row.fence + 1, row.failures, tuple(others))


def _due(now: int) -> ColumnElement[bool]:
    """Return what may be begun."""
    return and_(work.c.state == "ready", work.c.due_at <= now)


def _room(rooms: Mapping[str, Room]) -> ColumnElement[bool]:
    """Return whether fewer like it are under way than may be at once."""
    other = work.alias()
    under_way = select(func.count()).where(
        other.c.kind == work.c.kind, other.c.entity == work.c.entity, other.c.state == "running"
    )
    return under_way.scalar_subquery() < case({name: room.at_once for name, room in rooms.items()}, value=work.c.kind)


def _abandoned(connection: Connection, now: int, alive: Callable[[str], bool]) -> Collection[str]:
    """Return the ids of work whose lease has run out, or whose worker is known to be gone."""
    running = select(work.c.work_id, work.c.owner, work.c.lease_until).where(work.c.state == "running")
    return [row.work_id for row in connection.execute(running) if row.lease_until <= now or not alive(row.owner)]


def _mine(work_id: str, fence: int) -> ColumnElement[bool]:
    """Return whether a piece of work is in these hands."""
    return and_(work.c.work_id == work_id, work.c.fence == fence, work.c.state == "running")


def _change(connection: Connection, work_id: str, fence: int, **values: Any) -> bool:
    """Change work that is in these hands; say whether it was."""
    return connection.execute(update(work).where(_mine(work_id, fence)).values(**values)).rowcount == 1


def _began(connection: Connection, work_id: str, fence: int, owner: str, now: int) -> None:
    """Keep who took a piece of work in hand."""
    row = {"work_id": work_id, "fence": fence, "owner": owner, "began_at": now, "outcome": "", "reason": ""}
    connection.execute(work_try.insert().values(**row, ended_at=None))


def _ended(connection: Connection, hands: tuple[str, int], now: int, outcome: str, reason: str = "") -> None:
    """Keep what came of a try."""
    mine = work_try.c.work_id == hands[0], work_try.c.fence == hands[1]
    connection.execute(update(work_try).where(*mine).values(ended_at=now, outcome=outcome, reason=reason))
