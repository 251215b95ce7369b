"""Contacts with customers as the API says them."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from api.schemas.shared import Body, Day, Instant, Paged, Told
from ledger.contact_log import Channel, Outcome
from services.contact_log import Logged, Said


class ContactQuery(Paged):
    """Contacts of one customer, or of all."""

    customer_number: str = Field("", max_length=100)


class NewContact(Body):
    """A contact to write down; an outcome that ends nothing names its next action and the day of it."""

    channel: Channel = Field(strict=False)
    outcome: Outcome = Field(strict=False)
    by: str = Field("", max_length=100)
    happened_on: Day | None = None
    person: str = Field("", max_length=200)
    documents: list[str] = Field([], max_length=200, description="Numbers or ids of what was discussed.")
    note: str = Field("", max_length=4000)
    next_action: str = Field("", max_length=500)
    next_on: Day | None = None


class NewAddendum(Body):
    """What is added to a contact."""

    note: str = Field(min_length=1, max_length=4000)
    by: str = Field("", max_length=100)


class NewCopy(Body):
    """Which invoice a copy is sent of."""

    document: str = Field(min_length=1, max_length=100, description="Its number or id.")
    by: str = Field("", max_length=100)


class Written(Told):
    """A contact that is in the log."""

    contact_id: str
    customer_number: str


class Addendum(Told):
    """What was added to a contact, by whom and when."""

    note: str
    author: str
    recorded_at: Instant


class Contact(Told):
    """A contact: with whom, how, what came of it, what is done next, and what was added."""

    contact_id: str
    customer_number: str
    channel: Channel
    outcome: Outcome
    happened_on: Day
    person: str
    documents: list[str]
    note: str
    next_action: str
    next_on: Day | None
    author: str
    recorded_at: Instant
    newest: bool
    addenda: list[Addendum]


def said(customer_number: str, body: NewContact) -> Said:
    """Return a contact as the desk takes it."""
    given = body.model_dump(exclude={"by", "documents"})
    return Said(customer_number, documents=tuple(body.documents), **given)


def written(done: Logged) -> Written:
    """Return what was written."""
    return Written(contact_id=done.contact_id, customer_number=done.customer_number)


def contact(row: Mapping[str, Any]) -> Contact:
    """Return a row of the log."""
    return Contact.model_validate({name: row[name] for name in Contact.model_fields})
