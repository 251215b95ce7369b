"""The log of deliveries: what was told, how far that is, every attempt; told again, or as a test."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select

from kit.ids import content_id
from kit.refusals import Conflict, NotFound
from ledger.tables import webhook_attempt, webhook_message, work
from services.jobs import queue
from services.webhooks import endpoints, events
from services.workspace import Workspace

ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt: its instant in seconds, the status (0: no answer came) and how long it took."""

    number: int
    at: int
    status: int
    milliseconds: int
    said: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message, the state of its delivery (`ready`, `running`, `done`, `dead`), why, and when it is tried next."""

    message_id: str
    event: str
    body: dict[str, Any]
    made_at: int
    state: str
    reason: str
    due_at: int
    attempts: tuple[Attempt, ...]


def deliveries(workspace: Workspace, endpoint_id: str, *, start: int = 0, limit: int = 50) -> tuple[Delivery, ...]:
    """Return what an endpoint was told, the newest first. Refused: NotFound."""
    endpoints.one(workspace, endpoint_id)
    message = webhook_message
    joined = and_(work.c.kind == events.DELIVER, work.c.key == message.c.message_id)
    chosen = (
        select(message, work.c.state, work.c.reason, work.c.due_at)
        .join(work, joined)
        .where(message.c.endpoint_id == endpoint_id)
        .order_by(message.c.made_at.desc(), message.c.message_id)
    )
    with workspace.database.reading() as connection:
        rows = connection.execute(chosen.offset(start).limit(limit)).all()
        mine = webhook_attempt.c.message_id.in_([row.message_id for row in rows])
        tries = connection.execute(select(webhook_attempt).where(mine).order_by(webhook_attempt.c.number)).all()
    made: dict[str, list[Attempt]] = {}
    for one in tries:
        made.setdefault(one.message_id, []).append(Attempt(one.number, one.at, one.status, one.milliseconds, one.said))
    return tuple(
        Delivery(
            row.message_id,
            row.event,
            json.loads(row.body),
            row.made_at,
            row.state,
            row.reason,
            row.due_at,
            tuple(made.get(row.message_id, ())),
        )
        for row in rows
    )


def replay(workspace: Workspace, endpoint_id: str, message_id: str, *, actor: str) -> None:
    """Tell a message again under its own id, taken or not. Refused: NotFound; Conflict while it is on its way."""
    mine = webhook_message.c.message_id == message_id, webhook_message.c.endpoint_id == endpoint_id
    with workspace.database.beside() as connection:
        if connection.execute(select(webhook_message.c.message_id).where(*mine)).first() is None:
            raise NotFound(f"{endpoint_id} was told no message {message_id}")
        chosen = select(work.c.work_id).where(work.c.kind == events.DELIVER, work.c.key == message_id)
        if not queue.again(connection, connection.execute(chosen).scalar_one(), actor, done=True):
            raise Conflict(f"{message_id} is on its way")


def replay_dead(workspace: Workspace, endpoint_id: str, *, actor: str) -> int:
    """Tell an endpoint again all that it did not take in the end, and return how many. Refused: NotFound."""
    dead = [one.message_id for one in deliveries(workspace, endpoint_id, limit=ALL) if one.state == "dead"]
    for message_id in dead:
        replay(workspace, endpoint_id, message_id, actor=actor)
    return len(dead)


def test(workspace: Workspace, endpoint_id: str, *, actor: str) -> str:
    """Tell an endpoint a message that says nothing, and return its id. Refused: NotFound."""
    endpoints.one(workspace, endpoint_id)
    with workspace.database.beside() as connection:
        asked = select(func.count()).where(webhook_message.c.endpoint_id == endpoint_id)
        number = connection.execute(asked.where(webhook_message.c.event == events.TEST)).scalar_one()
        message_id = content_id("msg", endpoint_id, events.TEST, number)
        events.write(connection, workspace.settings.entity, endpoint_id, message_id, events.TEST, {"by": actor})
    return message_id
