"""Delivering: one attempt, signed anew, to the address that was checked; what came back is kept, its body is not."""

import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, insert, select, update

import kit.db
from kit import outside
from kit.refusals import AddressNotAllowed, Conflict, NotFound, Refused
from ledger.tables import webhook_attempt, webhook_endpoint, webhook_message
from services.jobs.queue import Held
from services.webhooks import secret, signing
from services.workspace import Progress, Workspace

#: Seconds before each attempt after the first: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h.
DELAYS = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
SECONDS_MAX = 15
BYTES_MAX = 64 * 1024
GONE = 410
SAID_LENGTH_MAX = 200


class Undelivered(Conflict):
    """The receiver did not take the message; it is tried again."""

    code = "webhook_undelivered"


class EndpointDisabled(Refused):
    """The endpoint is told nothing: enable it, then replay what it missed."""

    code = "webhook_disabled"


def deliver(workspace: Workspace, held: Held, _progress: Progress) -> Mapping[str, Any]:
    """Make one attempt at a message. Refused: Undelivered, EndpointDisabled, AddressNotAllowed."""
    message_id = held.payload["message_id"]
    endpoint, message = _asked(workspace, message_id)
    if not endpoint["active"]:
        raise EndpointDisabled(f"{endpoint['endpoint_id']} is disabled: {endpoint['reason']}")
    body = message["body"].encode()
    began = time.monotonic_ns()
    status, said, refusal = _attempt(workspace, endpoint, message_id, body)
    _kept(workspace, message_id, status, (time.monotonic_ns() - began) // 1_000_000, said)
    if status == GONE:
        _disable(workspace, endpoint["endpoint_id"])
        raise EndpointDisabled(f"the receiver answered {GONE}: it wants nothing more")
    if refusal:
        raise refusal
    if not 200 <= status < 300:
        raise Undelivered(f"the receiver answered {status}" if status else said)
    return {"status": status}


def reach(workspace: Workspace) -> outside.Reach:
    """Return where webhooks may go: port 443 of public addresses, and what the settings name."""
    allowed = outside.networks(workspace.settings.outside_allowed)
    return outside.Reach(allowed, frozenset({outside.PORTS["https"]}))


def _attempt(
    workspace: Workspace, endpoint: Mapping[str, Any], message_id: str, body: bytes
) -> tuple[int, str, Refused | None]:
    """Return the status (0: none), what is kept of it, and a refusal of ours."""
    with workspace.database.reading() as connection:
        now = kit.db.seconds(connection)
        keys = secret.valid(connection, endpoint, now)
    try:
        target = outside.checked(endpoint["url"], reach(workspace))
        headers = signing.headers(keys, message_id, now, body)
        answer = outside.call(target, "POST", headers, body, seconds_max=SECONDS_MAX, bytes_max=BYTES_MAX)
    except AddressNotAllowed as refused:
        return 0, refused.detail, refused
    except (outside.UnreachedError, outside.UnansweredError) as problem:
        return 0, str(problem), None
    return answer.status, "", None


def _asked(workspace: Workspace, message_id: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return endpoint and message. Refused: NotFound."""
    with workspace.database.reading() as connection:
        chosen = select(webhook_message).where(webhook_message.c.message_id == message_id)
        message = connection.execute(chosen).mappings().first()
        if message is None:
            raise NotFound(f"there is no message {message_id}")
        mine = select(webhook_endpoint).where(webhook_endpoint.c.endpoint_id == message["endpoint_id"])
        return dict(connection.execute(mine).mappings().one()), dict(message)


def _kept(workspace: Workspace, message_id: str, status: int, milliseconds: int, said: str) -> None:
    """Keep an attempt."""
    mine = webhook_attempt.c.message_id == message_id
    with workspace.database.beside() as connection:
        number = connection.execute(select(func.count()).where(mine)).scalar_one() + 1
        row = {"message_id": message_id, "number": number, "at": kit.db.seconds(connection), "status": status}
        connection.execute(
            insert(webhook_attempt).values(**row, milliseconds=milliseconds, said=said[:SAID_LENGTH_MAX])
        )


def _disable(workspace: Workspace, endpoint_id: str) -> None:
    """Tell an endpoint nothing more."""
    mine = webhook_endpoint.c.endpoint_id == endpoint_id
    with workspace.database.beside() as connection:
        told = {"active": 0, "reason": f"the receiver answered {GONE}"}
        connection.execute(update(webhook_endpoint).where(mine).values(**told))
