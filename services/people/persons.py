"""Who may come in and what roles each holds: written in the books, the newest row counts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from kit.refusals import Invalid, NotFound
from ledger.book import Book
from ledger.tables import api_key, person, role_grant
from services.commands import command
from services.people import ended, roles
from services.people.refusals import DutiesConflict
from services.workspace import Workspace

#: Between a legal entity and whose customers there: `MAIN/ana` are those of MAIN that are assigned to ana.
OWN = "/"
LOGIN = re.compile(r"[a-z][a-z0-9._@-]{1,63}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or a program, as they stand now. `roles` are those held in the legal entity that was asked about.

    `confined`: none of them is held in all legal entities, so what belongs to another one is not shown to them.
    `portfolios`: whose customers alone they see there; None where a role is held for all customers.
    """

    login: str
    name: str
    active: bool
    roles: tuple[str, ...]
    confined: bool = False
    portfolios: frozenset[str] | None = None

    @property
    def scopes(self) -> frozenset[str]:
        """Return what the person may do; nothing once they are out."""
        return roles.scopes(self.roles) if self.active else frozenset()


_ANYBODY = select(person.c.no).limit(1)


def anybody(workspace: Workspace) -> bool:
    """Tell whether anybody was ever added: from then on everybody signs in."""
    with workspace.database.reading() as connection:
        return connection.execute(_ANYBODY).first() is not None


def add(workspace: Workspace, login: str, name: str, *, actor: str, given: Sequence[str] = (), key: str = "") -> Person:
    """Add somebody, or let them in again, with roles in every legal entity. Refused: Invalid, DutiesConflict."""
    known = as_login(login)
    with _book(workspace, "add person", {"login": known, "name": name, "roles": list(given)}, actor, key) as book:
        if book.replayed is None:
            book.write("person", [(book.entity, known, name.strip() or known, 1, book.actor)])
            for role in given:
                _grant(book, known, role, "", "added with it")
    return one(workspace, known)


def leave(workspace: Workspace, login: str, *, actor: str) -> Person:
    """Let somebody in no longer: their roles, sessions and keys end, what they did keeps their name. Refused: NotFound.

    So whoever is let in again holds what is given then, and nothing of before.
    """
    gone = one(workspace, as_login(login))
    with _book(workspace, "remove person", {"login": gone.login}, actor) as book:
        if book.replayed is None:
            book.write("person", [(book.entity, gone.login, gone.name, 0, book.actor)])
            for role, place in sorted(_held(book.connection, gone.login)):
                _revoke(book, gone.login, role, place, "let in no longer")
            ended.of(workspace, book.connection, gone.login)
            ended.keys(book.connection, api_key.c.login == gone.login, workspace.seconds())
    return one(workspace, gone.login)


def grant(
    workspace: Workspace, login: str, role: str, *, actor: str, place: str = "", reason: str = "", key: str = ""
) -> Person:
    """Give a role: in a legal entity, for the customers of somebody there (`MAIN/ana`), or (`""`) in all.

    Refused: NotFound, Invalid for no role, DutiesConflict.
    """
    known = one(workspace, as_login(login)).login
    asked = {"login": known, "role": role, "place": place, "reason": reason}
    with _book(workspace, "give role", asked, actor, key) as book:
        if book.replayed is None:
            _grant(book, known, role, place, reason)
    return one(workspace, known)


def revoke(
    workspace: Workspace, login: str, role: str, *, actor: str, place: str = "", reason: str = "", key: str = ""
) -> Person:
    """Take a role that was given. Refused: NotFound where it was not."""
    known = one(workspace, as_login(login)).login
    asked = {"login": known, "role": role, "place": place, "reason": reason}
    with _book(workspace, "take role", asked, actor, key) as book:
        if book.replayed is None:
            _revoke(book, known, role, place, reason)
    return one(workspace, known)


def one(workspace: Workspace, login: str) -> Person:
    """Return a person as they stand in the workspace's legal entity. Refused: NotFound."""
    with workspace.database.reading() as connection:
        newest = select(person).where(person.c.login == login).order_by(person.c.no.desc()).limit(1)
        row = connection.execute(newest).first()
        if row is None:
            raise NotFound(f"there is nobody with the login {login}")
        return _person(workspace, row, _held(connection, login))


def known(workspace: Workspace, login: str) -> str:
    """Return a login that somebody has, else an empty text: what was typed may be anything, a password as well."""
    name = login.strip().lower()
    with workspace.database.reading() as connection:
        return name if connection.scalar(select(person.c.no).where(person.c.login == name).limit(1)) else ""


def held(workspace: Workspace, login: str) -> set[tuple[str, str]]:
    """Return the roles somebody holds in any legal entity, each with its place."""
    with workspace.database.reading() as connection:
        return _held(connection, login)


def everybody(workspace: Workspace) -> list[Person]:
    """Return everybody who was ever added, by login, as they stand in the workspace's legal entity."""
    with workspace.database.reading() as connection:
        newest = select(func.max(person.c.no)).group_by(person.c.login)
        rows = connection.execute(select(person).where(person.c.no.in_(newest)).order_by(person.c.login)).all()
        return [_person(workspace, row, _held(connection, row.login)) for row in rows]


def at_odds(people: Iterable[Person]) -> list[tuple[str, str]]:
    """Return who holds what no one person may hold together, and why: what was granted before a rule was made."""
    return [(each.login, why) for each in people if each.active for why in roles.conflicts(each.roles)]


def as_login(given: str) -> str:
    """Return a login name as it is kept: in small letters. Refused: Invalid."""
    login = given.strip().lower()
    if not LOGIN.fullmatch(login):
        raise Invalid(f"{given!r} is no login: 2 to 64 small letters, digits and . _ @ -, beginning with a letter")
    return login


def _person(workspace: Workspace, row: Row[Any], held: set[tuple[str, str]]) -> Person:
    """Return a person with the roles that hold in the workspace's legal entity."""
    entity = workspace.settings.entity
    here = {
        (role, place)
        for role, place in held
        if place.partition(OWN)[0] in {"", entity} and not _too_narrow(role, place)
    }
    wide = not here or any(place in {"", entity} for _, place in here)
    names = None if wide else frozenset(place.partition(OWN)[2] for _, place in here)
    confined = bool(here) and not any(place == "" for _, place in here)
    return Person(row.login, row.name, bool(row.active), tuple(sorted({role for role, _ in here})), confined, names)


def _too_narrow(role: str, place: str) -> bool:
    """Tell whether a role gives roles to others and is held in a part alone: it would lead to all the rest."""
    return bool(place) and "users" in roles.ROLES[role]


def _grant(book: Book, login: str, role: str, place: str, reason: str) -> None:
    """Write a role given, unless it is held or is at odds with one that is."""
    if role not in roles.ROLES:
        raise Invalid(f"there is no role {role!r}: {', '.join(roles.ROLES)}")
    if _too_narrow(role, place):
        raise Invalid(f"the role {role} is held in every legal entity: who gives roles could give themselves the rest")
    held = _held(book.connection, login)
    whole = place.partition(OWN)[0]
    meeting = {name for name, where in held if not where or not place or where.partition(OWN)[0] == whole}
    against = list(roles.conflicts({*meeting, role}))
    if against:
        raise DutiesConflict(f"{login} cannot be {role} beside {', '.join(sorted(meeting)) or role}: {against[0]}")
    if (role, place) not in held:
        book.write("role_grant", [(book.entity, login, role, place, 1, reason, book.actor)])


def _revoke(book: Book, login: str, role: str, place: str, reason: str) -> None:
    """Write a role taken."""
    if (role, place) not in _held(book.connection, login):
        raise NotFound(f"{login} does not hold the role {role} in {place or 'every legal entity'}")
    book.write("role_grant", [(book.entity, login, role, place, 0, reason, book.actor)])


def _held(connection: Connection, login: str) -> set[tuple[str, str]]:
    """Return the roles somebody holds, each with its place."""
    last = func.max(role_grant.c.no)
    newest = select(last).where(role_grant.c.login == login).group_by(role_grant.c.role, role_grant.c.place)
    rows = select(role_grant.c.role, role_grant.c.place).where(role_grant.c.no.in_(newest), role_grant.c.held == 1)
    return {(role, place) for role, place in connection.execute(rows)}


@contextmanager
def _book(workspace: Workspace, name: str, asked: dict[str, Any], actor: str, key: str = "") -> Iterator[Book]:
    """Open the books for one change to people. Refused: Invalid where somebody changes what they may do themselves."""
    if actor.casefold() == asked["login"]:
        raise Invalid(f"{actor} cannot change what {actor} may do: somebody else does")
    with command(workspace, name, actor, asked, key) as book:
        yield book
