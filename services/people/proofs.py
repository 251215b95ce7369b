"""What people prove themselves by: a password and, once set up, a code from their phone; wrong tries slow down."""

from dataclasses import dataclass

import pyotp
from sqlalchemy import Connection, delete, insert, select, update

from ledger import sealed
from ledger.tables import credential
from services.people import ended, passwords, persons
from services.people.persons import Person
from services.people.refusals import SignInHeld, SignInRefused
from services.workspace import Workspace

#: Wrong tries before the next has to wait (OWASP ASVS 5.0, 6.3.1).
FREE_TRIES = 5
#: How long the first wait is; each further wrong try doubles it, up to an hour.
WAIT_SECONDS = 30
WAIT_SECONDS_MAX = 3600
#: RFC 6238: a code holds for 30 seconds; one step to either side is let pass for clocks that differ.
STEP_SECONDS = 30
STEPS_BESIDE = 1
ISSUER = "tieout"


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """What a phone is given: the secret by itself, and as the address that a QR code shows."""

    secret: str
    address: str


def set_password(workspace: Workspace, login: str, password: str) -> None:
    """Set somebody's password, which ends their sessions. Refused: NotFound, WeakPassword."""
    known = persons.one(workspace, persons.as_login(login)).login
    kept = passwords.kept(password, known)
    with workspace.database.writing() as connection:
        _put(connection, known, "password", kept, workspace.seconds())
        ended.of(workspace, connection, known)


def set_second_factor(workspace: Workspace, login: str) -> SecondFactor:
    """Give somebody a new secret for codes; from now on the password alone does not let them in. Refused: NotFound."""
    known = persons.one(workspace, persons.as_login(login)).login
    secret = pyotp.random_base32()
    with workspace.database.writing() as connection:
        _put(connection, known, "code", secret, workspace.seconds())
    return SecondFactor(secret, pyotp.TOTP(secret).provisioning_uri(name=known, issuer_name=ISSUER))


def drop_second_factor(workspace: Workspace, login: str) -> None:
    """Take somebody's second factor, where a phone was lost."""
    with workspace.database.writing() as connection:
        mine = credential.c.login == persons.as_login(login), credential.c.kind == "code"
        connection.execute(delete(credential).where(*mine))


def proven(workspace: Workspace, login: str, password: str, code: str = "") -> Person:
    """Return who somebody is, by name, password and code.

    Refused: SignInHeld after too many wrong tries; SignInRefused, with the same words whichever of them is wrong.
    """
    name, now = login.strip().lower(), workspace.seconds()
    with workspace.database.reading() as connection:
        rows = connection.execute(select(credential).where(credential.c.login == name)).mappings().all()
        kept = {row["kind"]: sealed.row(connection, "credential", row) for row in rows}
    held = kept.get("password")
    if held is None:
        passwords.fits(password, passwords.NOBODY)
        raise SignInRefused
    if (wait := held["failed_at"] + _wait(held["failures"]) - now) > 0:
        raise SignInHeld(f"too many wrong tries: try again in {wait} seconds")
    step = _step(kept["code"]["secret"], code, now) if "code" in kept else 0
    fresh = "code" not in kept or step > kept["code"]["used"]
    right = passwords.fits(password, held["secret"]) and fresh
    with workspace.database.writing() as connection:
        _count(connection, name, now, step if right else None)
    person = persons.one(workspace, name)
    if not (right and person.active):
        raise SignInRefused
    return person


def _step(secret: str, code: str, now: int) -> int:
    """Return the step in time a code belongs to, or 0 for a wrong one: each is taken once (RFC 6238, section 5.2)."""
    clock, given = pyotp.TOTP(secret), code.replace(" ", "")
    steps = range(now // STEP_SECONDS - STEPS_BESIDE, now // STEP_SECONDS + STEPS_BESIDE + 1)
    return next((step for step in steps if pyotp.utils.strings_equal(clock.generate_otp(step), given)), 0)


def _wait(failures: int) -> int:
    """Return how many seconds the next try has to wait."""
    beyond = failures - FREE_TRIES
    return min(WAIT_SECONDS << min(beyond, 16), WAIT_SECONDS_MAX) if beyond >= 0 else 0


def _count(connection: Connection, login: str, now: int, step: int | None) -> None:
    """Keep that a try was wrong (`step` None), or that it was right and which code it took."""
    mine = update(credential).where(credential.c.login == login)
    if step is None:
        wrong = mine.where(credential.c.kind == "password")
        connection.execute(wrong.values(failures=credential.c.failures + 1, failed_at=now))
        return
    connection.execute(mine.values(failures=0))
    connection.execute(mine.where(credential.c.kind == "code").values(used=step))


def _put(connection: Connection, login: str, kind: str, secret: str, now: int) -> None:
    """Put a secret in the place of the one before."""
    connection.execute(delete(credential).where(credential.c.login == login, credential.c.kind == kind))
    row = {"login": login, "kind": kind, "secret": secret, "made_at": now, "used": 0, "failures": 0, "failed_at": 0}
    connection.execute(insert(credential).values(**sealed.closed(connection, "credential", row)))
