"""The shapes of people, their roles and keys."""

from datetime import UTC, date, datetime

from pydantic import Field

from api.schemas.shared import Body, Told
from services.people.keys import Key as KeptKey
from services.people.persons import Person as Known


class Person(Told):
    """Somebody, as they stand now in this legal entity."""

    login: str = Field(examples=["ana"])
    name: str
    active: bool
    roles: list[str] = Field(examples=[["reviewer"]])
    scopes: list[str]


class NewPerson(Body):
    """Somebody to be let in, with roles in every legal entity."""

    login: str = Field(min_length=2, max_length=64, examples=["ana"])
    name: str = Field("", max_length=100)
    roles: list[str] = Field(default_factory=list, max_length=20)


class Granting(Body):
    """A role to be given or taken; an empty place is every legal entity, `MAIN/ana` the customers of ana in MAIN."""

    role: str = Field(max_length=40, examples=["approver"])
    place: str = Field("", max_length=120, examples=["MAIN"])
    reason: str = Field("", max_length=500)


class Relation(Body):
    """A customer to which somebody is related, or is no longer, and why."""

    customer_number: str = Field(min_length=1, max_length=64, examples=["C100"])
    reason: str = Field(min_length=1, max_length=500, examples=["her brother owns it"])


class NewPassword(Body):
    """A password; it is kept as argon2id."""

    password: str = Field(min_length=1, max_length=128)


class NewKey(Body):
    """A key for a program; its owner's roles must give each scope."""

    login: str = Field(min_length=2, max_length=64)
    name: str = Field(min_length=1, max_length=100, examples=["posting feed"])
    scopes: list[str] = Field(min_length=1, max_length=20, examples=[["erp"]])
    days: int = Field(90, ge=1, le=366)


class Key(Told):
    """A key as it is listed."""

    key_id: str
    login: str
    name: str
    scopes: list[str]
    expires_on: date
    ended: bool


class FreshKey(Told):
    """A key with what is sent as the bearer, told this once."""

    key: Key
    bearer: str


def person(known: Known) -> Person:
    """Return somebody as the API says them."""
    scopes = sorted(known.scopes)
    return Person(login=known.login, name=known.name, active=known.active, roles=list(known.roles), scopes=scopes)


def key(kept: KeptKey) -> Key:
    """Return a key as the API says it."""
    return Key(
        key_id=kept.key_id,
        login=kept.login,
        name=kept.name,
        scopes=list(kept.scopes),
        expires_on=datetime.fromtimestamp(kept.expires_at, UTC).date(),
        ended=kept.ended_at is not None,
    )
