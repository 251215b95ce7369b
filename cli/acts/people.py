"""What `tieout user` and `tieout key` do."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import typer

from cli import books, say
from cli.asked import Asked
from kit.refusals import Invalid
from services.people import keys, persons, proofs, providers, roles, sign_ons
from services.people import related as tied
from services.people.keys import Key
from services.people.persons import Person
from services.workspace import Workspace

KEY_COLUMNS = ("key_id", "login", "name", "scopes", "expires_on", "state")


@dataclass(frozen=True, slots=True)
class Role:
    """A role as it was typed: its name, the legal entity it is for (`""`: all), and why."""

    role: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Program:
    """A key as it was typed: whose, what for, the scopes, and for how many days."""

    login: str
    name: str
    scopes: Sequence[str]
    days: int


def added(asked: Asked, login: str, name: str, given: Sequence[str], by: str) -> None:
    """Add somebody."""
    person = persons.add(books.writing(asked), login, name, actor=by, given=given)
    _person(asked, person, f"tieout user password {person.login} gives them a password")


def listed(asked: Asked) -> None:
    """List everybody."""
    workspace = books.reading(asked)
    found = [_told(person, _held(workspace, person)) for person in persons.everybody(workspace)]
    if asked.json:
        say.result(found, as_json=True)
    else:
        rows = [(*list(one.values())[:3], ", ".join(one["held"])) for one in found]
        say.table(("login", "name", "active", "roles"), rows, "people")


def roles_listed(asked: Asked) -> None:
    """List the roles."""
    told = {role: sorted(scopes, key=list(roles.SCOPES).index) for role, scopes in roles.ROLES.items()}
    if asked.json:
        say.result({"roles": told, "scopes": roles.SCOPES}, as_json=True)
        return
    say.table(("role", "scopes"), [(role, ", ".join(scopes)) for role, scopes in told.items()], "roles")
    say.table(("scope", "who holds it may"), list(roles.SCOPES.items()), "scopes")


def conflicts(asked: Asked) -> None:
    """List who holds duties at odds."""
    found = persons.at_odds(persons.everybody(books.reading(asked)))
    rows = [{"login": login, "why": why} for login, why in found]
    say.result(rows, as_json=asked.json, lines=[f"{login}: {why}" for login, why in found] or ["nobody"])
    if found:
        raise typer.Exit(1)


def granted(asked: Asked, login: str, typed: Role, by: str) -> None:
    """Give a role."""
    _person(asked, persons.grant(books.writing(asked), login, **asdict(typed), actor=by))


def revoked(asked: Asked, login: str, typed: Role, by: str) -> None:
    """Take a role."""
    _person(asked, persons.revoke(books.writing(asked), login, **asdict(typed), actor=by))


def related(asked: Asked, login: str, customer: str, reason: str, by: str) -> None:
    """Say that somebody is related to a customer."""
    tied.declare(books.writing(asked), login, customer, reason=reason, actor=by)
    _tie(asked, login, customer, "is related to")


def unrelated(asked: Asked, login: str, customer: str, reason: str, by: str) -> None:
    """Say that somebody is related to a customer no longer."""
    tied.end(books.writing(asked), login, customer, reason=reason, actor=by)
    _tie(asked, login, customer, "is no longer related to")


def _tie(asked: Asked, login: str, customer: str, how: str) -> None:
    """Say what was written of somebody and a customer."""
    told = {"login": login, "customer_number": customer}
    say.result(told, as_json=asked.json, lines=[f"{login} {how} customer {customer}"])


def tied_elsewhere(asked: Asked, login: str, subject: str, by: str) -> None:
    """Say who somebody is at the provider."""
    workspace = books.writing(asked)
    known = providers.provider(workspace)
    if known is None:
        raise Invalid("people sign in here alone: TIEOUT_OIDC_FILE names the provider")
    person = sign_ons.tie(workspace, login, known.issuer, subject, actor=by)
    _person(asked, person, f"{subject} at {known.issuer} is {person.login}")


def removed(asked: Asked, login: str, by: str) -> None:
    """Let somebody in no longer."""
    workspace = books.writing(asked)
    _person(asked, persons.leave(workspace, login, actor=by))


def password(asked: Asked, login: str, by: str) -> None:
    """Set a password; what is typed is not shown."""
    workspace = books.writing(asked)
    person = persons.one(workspace, persons.as_login(login))
    if sys.stdin.isatty():
        given = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    proofs.set_password(workspace, person.login, given, actor=by)
    say.result({"login": person.login}, as_json=asked.json, lines=[f"{person.login} has a new password"])


def second_factor(asked: Asked, login: str, by: str, *, drop: bool) -> None:
    """Give or take a second factor."""
    workspace = books.writing(asked)
    if drop:
        proofs.drop_second_factor(workspace, login, actor=by)
        say.result({"login": login}, as_json=asked.json, lines=[f"{login} signs in without a code"])
        return
    given = proofs.set_second_factor(workspace, login, actor=by)
    lines = [f"secret {given.secret}", given.address, "it is not shown again: type it into the phone now"]
    say.result(given, as_json=asked.json, lines=lines)


def key_added(asked: Asked, wanted: Program, by: str) -> None:
    """Make a key."""
    key, bearer = keys.add(books.writing(asked), wanted.login, wanted.name, wanted.scopes, wanted.days, actor=by)
    lines = [f"Authorization: Bearer {bearer}", f"it is not shown again, and holds until {_day(key.expires_at)}"]
    say.result({"key_id": key.key_id, "bearer": bearer}, as_json=asked.json, lines=lines)


def keys_listed(asked: Asked) -> None:
    """List the keys."""
    workspace = books.reading(asked)
    now = workspace.seconds()
    rows = [_row(key, now) for key in keys.listed(workspace)]
    if asked.json:
        say.result([dict(zip(KEY_COLUMNS, row, strict=True)) for row in rows], as_json=True)
    else:
        say.table(KEY_COLUMNS, rows, "API keys")


def key_ended(asked: Asked, key_id: str, by: str) -> None:
    """End a key."""
    key = keys.end(books.writing(asked), key_id, actor=by)
    say.result({"key_id": key.key_id}, as_json=asked.json, lines=[f"{key.key_id} ({key.name}) holds no longer"])


def _row(key: Key, now: int) -> tuple[str, ...]:
    """Return a key as it is listed."""
    state = "ended" if key.ended_at is not None else "over" if key.expires_at <= now else "holds"
    return key.key_id, key.login, key.name, " ".join(key.scopes), _day(key.expires_at), state


def _day(seconds: int) -> str:
    """Return the day of an instant, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _told(person: Person, held: Sequence[str]) -> dict[str, Any]:
    """Return somebody as JSON says them: the roles of this legal entity, and all that are held with their places."""
    roles_here = list(person.roles)
    return {
        "login": person.login,
        "name": person.name,
        "active": person.active,
        "roles": roles_here,
        "held": list(held),
    }


def _held(workspace: Workspace, person: Person) -> list[str]:
    """Return each role somebody holds, and where it is not in all legal entities, in which."""
    return [f"{role} in {place}" if place else role for role, place in sorted(persons.held(workspace, person.login))]


def _person(asked: Asked, person: Person, *more: str) -> None:
    """Say how somebody stands now."""
    held = _held(books.reading(asked), person)
    state = (", ".join(held) or "no role") if person.active else "is let in no longer"
    say.result(_told(person, held), as_json=asked.json, lines=[f"{person.login} ({person.name}): {state}", *more])
