"""Browsers that are signed in: begun by a proof, ended by hand, by standing still, or by their age."""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import insert, select, update

from ledger.tables import session
from services.people import ended, persons
from services.people.persons import Person
from services.workspace import Workspace

#: A session ends when nothing was asked for so long, and at this age whatever was asked (OWASP ASVS 5.0, 7.3).
IDLE_SECONDS = 30 * 60
AGE_SECONDS = 12 * 3600
#: That it was seen is written down no more often than this.
SEEN_SECONDS = 300
AGENT_MAX = 200


@dataclass(frozen=True, slots=True)
class Open:
    """A session as its owner sees it; times are in seconds since 1970, `mine` is the one that asks."""

    name: str
    agent: str
    began_at: int
    seen_at: int
    mine: bool


def begin(workspace: Workspace, person: Person, agent: str, instead: str = "") -> str:
    """Return the secret of a fresh session, which is kept nowhere in clear; `instead` ends (ASVS 5.0, 7.2.4)."""
    secret, now = secrets.token_urlsafe(32), workspace.seconds()
    row = {"digest": _digest(secret), "login": person.login, "agent": agent[:AGENT_MAX]}
    with workspace.database.writing() as connection:
        ended.end(connection, session.c.digest == _digest(instead), now)
        connection.execute(insert(session).values(**row, began_at=now, seen_at=now))
    return secret


def whose(workspace: Workspace, secret: str) -> Person | None:
    """Return who is signed in by a secret, or None where the session is unknown or over."""
    now = workspace.seconds()
    with workspace.database.reading() as connection:
        row = connection.execute(select(session).where(session.c.digest == _digest(secret))).first()
    if row is None or row.ended_at is not None or now - row.seen_at > IDLE_SECONDS or now - row.began_at > AGE_SECONDS:
        return None
    if now - row.seen_at >= SEEN_SECONDS:
        with workspace.database.writing() as connection:
            connection.execute(update(session).where(session.c.digest == row.digest).values(seen_at=now))
    person = persons.one(workspace, row.login)
    return person if person.active else None


def end(workspace: Workspace, secret: str) -> None:
    """End one session."""
    with workspace.database.writing() as connection:
        ended.end(connection, session.c.digest == _digest(secret), workspace.seconds())


def end_all(workspace: Workspace, login: str, but: str) -> int:
    """End all sessions of somebody, but for the one with this secret; return how many."""
    with workspace.database.writing() as connection:
        mine = (session.c.login == login) & (session.c.digest != _digest(but))
        return ended.end(connection, mine, workspace.seconds())


def of(workspace: Workspace, login: str, secret: str = "") -> list[Open]:
    """Return somebody's open sessions, the newest first."""
    now = workspace.seconds()
    still = (
        session.c.ended_at.is_(None),
        session.c.seen_at >= now - IDLE_SECONDS,
        session.c.began_at >= now - AGE_SECONDS,
    )
    mine = select(session).where(session.c.login == login, *still).order_by(session.c.began_at.desc(), session.c.digest)
    with workspace.database.reading() as connection:
        rows = connection.execute(mine).all()
    own = _digest(secret)
    return [Open(row.digest[:12], row.agent, row.began_at, row.seen_at, row.digest == own) for row in rows]


def _digest(secret: str) -> str:
    """Return what is kept of a secret: it has 256 random bits, so a plain digest cannot be turned round."""
    return sha256(secret.encode()).hexdigest()
