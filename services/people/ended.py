"""How sessions and keys end: a moment in their row; nothing else of them changes."""

from sqlalchemy import ColumnElement, Connection, update

from ledger.tables import api_key, session
from services.workspace import Workspace


def end(connection: Connection, which: ColumnElement[bool], now: int) -> int:
    """End the open sessions that a condition picks; return how many. `now` is in seconds since 1970."""
    ending = update(session).where(which, session.c.ended_at.is_(None)).values(ended_at=now)
    return connection.execute(ending).rowcount


def of(workspace: Workspace, connection: Connection, login: str) -> int:
    """End all sessions of somebody, within what the caller does to them."""
    return end(connection, session.c.login == login, workspace.seconds())


def keys(connection: Connection, which: ColumnElement[bool], now: int) -> int:
    """End the keys that a condition picks and that hold; return how many. `now` is in seconds since 1970."""
    ending = update(api_key).where(which, api_key.c.ended_at.is_(None)).values(ended_at=now)
    return connection.execute(ending).rowcount
