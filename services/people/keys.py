"""API keys: what a program shows instead of a password, with scopes and an end."""

import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import sha256

from sqlalchemy import insert, select

from kit.refusals import Invalid, NotFound
from ledger.tables import api_key
from services.commands import command
from services.people import ended, persons, roles
from services.people.persons import Person
from services.workspace import Workspace

DAYS_MAX = 366
DAY_SECONDS = 86_400
#: What a key begins with, so that one that leaked can be searched for.
PREFIX = "tok_live"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is listed: never with its secret. Times are in seconds since 1970."""

    key_id: str
    login: str
    name: str
    scopes: tuple[str, ...]
    made_at: int
    expires_at: int
    ended_at: int | None


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who asks by a key, and the scopes the key leaves them."""

    person: Person
    ceiling: frozenset[str]

    @property
    def scopes(self) -> frozenset[str]:
        """Return what the key leaves them in the workspace's legal entity."""
        return self.person.scopes & self.ceiling


def add(
    workspace: Workspace, login: str, name: str, scopes: Collection[str], days: int, *, actor: str
) -> tuple[Key, str]:
    """Return a new key and, this once, what is sent as the bearer; who made it for whom stays in the trail.

    Refused: NotFound for nobody; Invalid for no scope, one that its owner's roles give in no legal entity, or more than
    a year.
    """
    owner = persons.one(workspace, persons.as_login(login))
    if not 1 <= days <= DAYS_MAX:
        raise Invalid(f"a key holds for 1 to {DAYS_MAX} days, not {days}")
    if wrong := sorted(set(scopes) - set(roles.SCOPES)):
        raise Invalid(f"there is no scope {wrong[0]!r}: {', '.join(roles.SCOPES)}")
    may = roles.scopes({role for role, _ in persons.held(workspace, owner.login)}) if owner.active else frozenset()
    if not scopes or not set(scopes) <= may:
        raise Invalid(f"a key of {owner.login} has one or more of: {', '.join(sorted(may)) or 'none'}")
    identity, secret, now = secrets.token_hex(6), secrets.token_urlsafe(32), workspace.seconds()
    key = Key(identity, owner.login, name, tuple(sorted(scopes)), now, now + days * DAY_SECONDS, None)
    row = {"key_id": identity, "login": owner.login, "name": name, "digest": sha256(secret.encode()).hexdigest()}
    times = {"made_at": now, "expires_at": key.expires_at}
    said = {"login": owner.login, "key": identity, "name": name, "scopes": list(key.scopes)}
    with command(workspace, "make key", actor, said) as book:
        book.connection.execute(insert(api_key).values(**row, **times, scopes=" ".join(key.scopes)))
    return key, f"{PREFIX}_{identity}_{secret}"


def whose(workspace: Workspace, bearer: str) -> Bearer | None:
    """Return who sends a bearer, or None where it is unknown, over, or its owner is out."""
    start, _, secret = bearer.removeprefix(f"{PREFIX}_").partition("_")
    if not bearer.startswith(f"{PREFIX}_"):
        return None
    with workspace.database.reading() as connection:
        row = connection.execute(select(api_key).where(api_key.c.key_id == start)).first()
    given = sha256(secret.encode()).hexdigest()
    if row is None or not hmac.compare_digest(row.digest, given):
        return None
    if row.ended_at is not None or row.expires_at <= workspace.seconds():
        return None
    person = persons.one(workspace, row.login)
    return Bearer(person, frozenset(row.scopes.split()))


def end(workspace: Workspace, key_id: str, *, actor: str) -> Key:
    """End a key. Refused: NotFound."""
    now = workspace.seconds()
    with command(workspace, "end key", actor, {"key": key_id}) as book:
        if not ended.keys(book.connection, api_key.c.key_id == key_id, now):
            raise NotFound(f"there is no key {key_id} that holds")
    return replace(next(key for key in listed(workspace) if key.key_id == key_id), ended_at=now)


def listed(workspace: Workspace) -> list[Key]:
    """Return every key there ever was, the newest first."""
    with workspace.database.reading() as connection:
        rows = connection.execute(select(api_key).order_by(api_key.c.made_at.desc(), api_key.c.key_id)).all()
    return [
        Key(row.key_id, row.login, row.name, tuple(row.scopes.split()), row.made_at, row.expires_at, row.ended_at)
        for row in rows
    ]
