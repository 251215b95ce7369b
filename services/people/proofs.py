"""What people prove themselves by: a password and, once set up, a code from their phone; wrong tries slow down."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pyotp
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from ledger import sealed
from ledger.tables import credential, sign_in_try
from services.commands import command
from services.people import ended, passwords, persons
from services.people.persons import Person
from services.people.refusals import NewPasswordNeeded, SignInHeld, SignInRefused, WeakPassword
from services.workspace import Workspace

#: Wrong tries before the next has to wait (OWASP ASVS 5.0, 6.3.1).
FREE_TRIES = 5
#: How long the first wait is; each further wrong try doubles it, up to an hour.
WAIT_SECONDS = 30
WAIT_SECONDS_MAX = 3600
#: A name that was not tried for so long is tried as one that never was.
FORGOTTEN_SECONDS = 86_400
#: RFC 6238: a code holds for 30 seconds; one step to either side is let pass for clocks that differ.
STEP_SECONDS = 30
STEPS_BESIDE = 1
ISSUER = "tieout"


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """What a phone is given: the secret by itself, and as the address that a QR code shows."""

    secret: str
    address: str


def set_password(workspace: Workspace, login: str, password: str, *, actor: str) -> None:
    """Set somebody's password, which ends their sessions; who set it stays in the trail, the password nowhere.

    One that somebody else set lets in only with another one beside it. Refused: NotFound, WeakPassword.
    """
    known = persons.one(workspace, persons.as_login(login)).login
    kept = passwords.kept(password, known)
    given = actor.casefold() != known
    with _said(workspace, "set password" if given else "change own password", actor, known) as connection:
        _put(connection, known, "password", kept, workspace.seconds(), given=given)


def set_second_factor(workspace: Workspace, login: str, *, actor: str) -> SecondFactor:
    """Give somebody a new secret for codes, which ends their sessions; the password alone lets in no longer.

    Refused: NotFound.
    """
    known = persons.one(workspace, persons.as_login(login)).login
    secret = pyotp.random_base32()
    with _said(workspace, "set second factor", actor, known) as connection:
        _put(connection, known, "code", secret, workspace.seconds())
    return SecondFactor(secret, pyotp.TOTP(secret).provisioning_uri(name=known, issuer_name=ISSUER))


def drop_second_factor(workspace: Workspace, login: str, *, actor: str) -> None:
    """Take somebody's second factor, where a phone was lost, and end their sessions. Refused: NotFound."""
    known = persons.one(workspace, persons.as_login(login)).login
    with _said(workspace, "drop second factor", actor, known) as connection:
        connection.execute(delete(credential).where(credential.c.login == known, credential.c.kind == "code"))


def proven(workspace: Workspace, login: str, password: str, code: str = "", fresh: str = "") -> Person:
    """Return who somebody is, by name, password and code; a `fresh` password takes the place of theirs.

    Every try counts before it is looked at, whether the name is known or not. Refused: SignInHeld after too many;
    SignInRefused, with the same words whatever is wrong; NewPasswordNeeded; WeakPassword for the fresh one.
    """
    name, now = login.strip().lower(), workspace.seconds()
    _count(workspace, name, now)
    with workspace.database.reading() as connection:
        rows = connection.execute(select(credential).where(credential.c.login == name)).mappings().all()
        kept = {row["kind"]: sealed.row(connection, "credential", row) for row in rows}
    held, phone = kept.get("password"), kept.get("code")
    fits = passwords.fits(password, held["secret"] if held else passwords.NOBODY)
    step = _step(phone["secret"], code, now) if phone else 0
    if held is None or not fits or (phone and step <= phone["used"]) or not persons.one(workspace, name).active:
        raise SignInRefused
    with workspace.database.beside() as connection:
        connection.execute(delete(sign_in_try).where(sign_in_try.c.login == name))
    _check(fresh, password, name, given=bool(held["given"]))
    _take(workspace, name, step)
    if fresh:
        set_password(workspace, name, fresh, actor=name)
    return persons.one(workspace, name)


def _check(fresh: str, password: str, login: str, *, given: bool) -> None:
    """Refuse none where a fresh one is needed, and one that will not do. Refused: NewPasswordNeeded, WeakPassword."""
    if given and not fresh:
        raise NewPasswordNeeded
    if fresh == password:
        raise WeakPassword("the new password is the one before")
    if fresh:
        passwords.check(fresh, login)


@contextmanager
def _said(workspace: Workspace, name: str, actor: str, login: str) -> Iterator[Connection]:
    """Change somebody's proofs by a command of its own, so that the trail names who did; their sessions end."""
    with command(workspace, name, actor, {"login": login}, secrets.token_hex(16)) as book:
        yield book.connection
        ended.of(workspace, book.connection, login)


def _count(workspace: Workspace, login: str, now: int) -> None:
    """Count a try as wrong until it is found right. Refused: SignInHeld where the next has to wait."""
    mine = sign_in_try.c.login == login
    with workspace.database.beside(lasting=False) as connection:
        connection.execute(delete(sign_in_try).where(sign_in_try.c.failed_at <= now - FORGOTTEN_SECONDS))
        first = _INSERT[connection.dialect.name](sign_in_try).values(login=login, failures=0, failed_at=now)
        connection.execute(first.on_conflict_do_nothing())
        tried = connection.execute(select(sign_in_try).where(mine).with_for_update()).one()
        wait = tried.failed_at + _wait(tried.failures) - now
        if wait <= 0:
            connection.execute(update(sign_in_try).where(mine).values(failures=tried.failures + 1, failed_at=now))
    if wait > 0:
        raise SignInHeld(f"too many wrong tries: try again in {wait} seconds")


def _take(workspace: Workspace, login: str, step: int) -> None:
    """Keep which code was taken, if one was needed. Refused: SignInRefused where another took it at the same time."""
    code = update(credential).where(credential.c.login == login, credential.c.kind == "code", credential.c.used < step)
    with workspace.database.beside() as connection:
        if step and not connection.execute(code.values(used=step)).rowcount:
            raise SignInRefused


def _step(secret: str, code: str, now: int) -> int:
    """Return the step in time a code belongs to, or 0 for a wrong one: each is taken once (RFC 6238, section 5.2)."""
    clock, given = pyotp.TOTP(secret), code.replace(" ", "")
    steps = range(now // STEP_SECONDS - STEPS_BESIDE, now // STEP_SECONDS + STEPS_BESIDE + 1)
    return next((step for step in steps if pyotp.utils.strings_equal(clock.generate_otp(step), given)), 0)


def _wait(failures: int) -> int:
    """Return how many seconds the next try has to wait."""
    beyond = failures - FREE_TRIES
    return min(WAIT_SECONDS << min(beyond, 16), WAIT_SECONDS_MAX) if beyond >= 0 else 0


_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def _put(connection: Connection, login: str, kind: str, secret: str, now: int, *, given: bool = False) -> None:
    """Put a secret in the place of the one before."""
    connection.execute(delete(credential).where(credential.c.login == login, credential.c.kind == kind))
    row = {"login": login, "kind": kind, "secret": secret, "made_at": now, "used": 0, "given": int(given)}
    connection.execute(insert(credential).values(**sealed.closed(connection, "credential", row)))
