"""Endpoints: who is told of what; added, listed, disabled and enabled, with secrets that change without a gap."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

import kit.db
from kit import outside
from kit.ids import content_id
from kit.refusals import Conflict, Invalid, NotFound
from ledger import sealed
from ledger.tables import webhook_cursor, webhook_endpoint
from services.webhooks import events, signing
from services.webhooks.delivering import reach
from services.workspace import Workspace

#: How long the secret before still signs beside the new one, in seconds.
ROTATION_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Who is told: its URL, events with the number up to which it was told, and whether it is told anything."""

    endpoint_id: str
    url: str
    events: dict[str, int]
    active: bool
    reason: str
    actor: str
    made_at: int
    rotating_until: int  # seconds since 1970; 0 where one secret signs


def add(
    workspace: Workspace, url: str, names: Collection[str] = (), *, from_start: bool = False, actor: str
) -> tuple[Endpoint, str]:
    """Add an endpoint, told of all events where none is named, from now on or from the first row; return its secret.

    Refused: Invalid for an event there is not; AddressNotAllowed for a URL that may not be called.
    """
    if wrong := sorted(set(names) - set(events.EVENTS)):
        raise Invalid(f"there is no event {wrong[0]}: {', '.join(events.EVENTS)}")
    try:
        outside.checked(url, reach(workspace))
    except outside.UnreachedError as problem:
        raise Invalid(f"the address cannot be reached: {problem}") from problem
    told = signing.fresh()
    with workspace.database.beside() as connection:
        now = kit.db.seconds(connection)
        endpoint_id = content_id("whe", url, told)
        row = {"endpoint_id": endpoint_id, "url": url, "secret": told, "before": "", "before_until": 0, "active": 1}
        kept = sealed.closed(connection, "webhook_endpoint", row)
        connection.execute(insert(webhook_endpoint).values(**kept, reason="", actor=actor, made_at=now))
        for event in sorted(names or events.EVENTS):
            upto = 0 if from_start else events.newest(connection, event)
            connection.execute(insert(webhook_cursor).values(endpoint_id=endpoint_id, event=event, upto=upto))
    return one(workspace, endpoint_id), told


def listed(workspace: Workspace) -> tuple[Endpoint, ...]:
    """Return every endpoint, the oldest first."""
    with workspace.database.reading() as connection:
        order = webhook_endpoint.c.made_at, webhook_endpoint.c.endpoint_id
        rows = connection.execute(select(webhook_endpoint).order_by(*order)).mappings().all()
        return tuple(_endpoint(connection, dict(row)) for row in rows)


def one(workspace: Workspace, endpoint_id: str) -> Endpoint:
    """Return an endpoint. Refused: NotFound."""
    with workspace.database.reading() as connection:
        return _endpoint(connection, _row(connection, endpoint_id))


def rotate(workspace: Workspace, endpoint_id: str) -> tuple[Endpoint, str]:
    """Give an endpoint a new secret and return it; the one before signs beside it for a day.

    Refused: NotFound; Conflict while the last change of secrets is under way.
    """
    told = signing.fresh()
    with workspace.database.beside() as connection:
        row, now = _row(connection, endpoint_id), kit.db.seconds(connection)
        if row["before_until"] > now:
            raise Conflict(f"{endpoint_id}: the secret before the present one still signs; wait until it does not")
        before = sealed.row(connection, "webhook_endpoint", row)["secret"]
        fresh = {"endpoint_id": endpoint_id, "secret": told, "before": before}
        kept = sealed.closed(connection, "webhook_endpoint", fresh)
        until = now + ROTATION_SECONDS
        _change(connection, endpoint_id, secret=kept["secret"], before=kept["before"], before_until=until)
    return one(workspace, endpoint_id), told


def switch(workspace: Workspace, endpoint_id: str, *, active: bool, reason: str = "") -> Endpoint:
    """Tell an endpoint nothing more, or again: then it hears of all that it missed. Refused: NotFound."""
    with workspace.database.beside() as connection:
        _row(connection, endpoint_id)
        _change(connection, endpoint_id, active=int(active), reason="" if active else reason or "by hand")
    return one(workspace, endpoint_id)


def _row(connection: Connection, endpoint_id: str) -> Mapping[str, Any]:
    """Return an endpoint's row, locked where it is written. Refused: NotFound."""
    chosen = select(webhook_endpoint).where(webhook_endpoint.c.endpoint_id == endpoint_id)
    row = connection.execute(chosen).mappings().first()
    if row is None:
        raise NotFound(f"there is no endpoint {endpoint_id}")
    return dict(row)


def _change(connection: Connection, endpoint_id: str, **values: Any) -> None:
    """Change an endpoint."""
    mine = webhook_endpoint.c.endpoint_id == endpoint_id
    connection.execute(update(webhook_endpoint).where(mine).values(**values))


def _endpoint(connection: Connection, row: Mapping[str, Any]) -> Endpoint:
    """Return a row as it is shown: without its secrets."""
    mine = select(webhook_cursor).where(webhook_cursor.c.endpoint_id == row["endpoint_id"])
    upto = {one.event: one.upto for one in connection.execute(mine.order_by(webhook_cursor.c.event))}
    until = row["before_until"] if row["before_until"] > kit.db.seconds(connection) else 0
    about = row["active"] == 1, row["reason"], row["actor"], row["made_at"], until
    return Endpoint(row["endpoint_id"], row["url"], upto, *about)
