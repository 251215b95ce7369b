"""The contact log: every call, letter and mail with its outcome; what is written is added to, never changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select

from kit.days import microseconds
from kit.db import among
from kit.ids import content_id
from kit.refusals import Invalid, NotFound
from ledger import customers
from ledger.book import Book
from ledger.refusals import UnknownItem
from ledger.tables import contact_entry, item


class Channel(StrEnum):
    """How somebody was spoken to."""

    CALL = "call"
    EMAIL = "email"
    LETTER = "letter"
    MEETING = "meeting"
    MESSAGE = "message"
    PORTAL = "portal"


class Outcome(StrEnum):
    """What came of a contact (DOMAIN section 9.3); the last three end the matter."""

    REACHED = "reached"
    LEFT_MESSAGE = "left_message"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    BOUNCED = "bounced"
    PROMISE = "promise"
    DISPUTE = "dispute"
    PAID_CLAIMS = "paid_claims"
    NEEDS_COPY = "needs_copy"
    REFUSED = "refused"
    ESCALATE = "escalate"
    PAID = "paid"
    RESOLVED = "resolved"
    NO_ACTION = "no_action"


#: Outcomes that end the matter: nothing is left to do.
CLOSING = frozenset({Outcome.PAID, Outcome.RESOLVED, Outcome.NO_ACTION})
#: Outcome -> what it cannot be told without, beside the next action.
NEEDS: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.REACHED: ("person", "note"),
    Outcome.PROMISE: ("person", "items"),
    Outcome.DISPUTE: ("items", "note"),
    Outcome.PAID_CLAIMS: ("items",),
    Outcome.NEEDS_COPY: ("items",),
    Outcome.REFUSED: ("note",),
    Outcome.ESCALATE: ("note",),
    Outcome.NO_ACTION: ("note",),
}


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact with a customer; `items` are the ids of the documents that were discussed."""

    customer_number: str
    channel: Channel
    outcome: Outcome
    happened_on: date
    person: str = ""
    items: tuple[str, ...] = ()
    note: str = ""
    next_action: str = ""
    next_on: date | None = None


def log(book: Book, row: Contact, at: datetime) -> str:
    """Write a contact down and return its id.

    Refused, in this order: UnknownCustomer; Invalid for an outcome without what it needs, or one that ends nothing and
    has no next action with its day; UnknownItem where a document is not this customer's.
    """
    customers.check(book, [row.customer_number])
    _check(row)
    _check_items(book, row)
    identity = content_id("con", book.entity, row.customer_number, book.batch)
    facts = (row.channel, row.outcome, row.person.strip(), json.dumps(list(row.items)), row.note.strip())
    then = (row.happened_on, row.next_action.strip(), row.next_on, book.actor, microseconds(at))
    book.write("contact_entry", [(identity, book.entity, row.customer_number, *facts, *then)])
    return identity


def add(book: Book, contact_id: str, note: str, at: datetime) -> None:
    """Add to a contact; what was written stays. Refused: NotFound; Invalid without a note."""
    where = (contact_entry.c.contact_id == contact_id, contact_entry.c.entity == book.entity)
    if book.connection.execute(select(contact_entry.c.no).where(*where)).first() is None:
        raise NotFound(f"there is no contact {contact_id}")
    if not note.strip():
        raise Invalid("say what is added")
    book.write("contact_addendum", [(contact_id, note.strip(), book.actor, microseconds(at))])


def _check(row: Contact) -> None:
    """Refuse a contact that leaves open what is to be done, or tells too little."""
    missing = [name for name in NEEDS.get(row.outcome, ()) if not getattr(row, name)]
    if missing:
        raise Invalid(f"outcome {row.outcome} needs {' and '.join(missing)}")
    if row.outcome in CLOSING:
        if row.next_on is not None or row.next_action.strip():
            raise Invalid(f"outcome {row.outcome} ends the matter: it has no next action")
        return
    if row.next_on is None or not row.next_action.strip():
        closing = ", ".join(sorted(CLOSING))
        raise Invalid(
            f"outcome {row.outcome} ends nothing: say what is done next and on which day, or one of {closing}"
        )
    if row.next_on < row.happened_on:
        raise Invalid(f"the next action is on {row.next_on}, before the contact on {row.happened_on}")


def _check_items(book: Book, row: Contact) -> None:
    """Refuse documents that are not the customer's."""
    chosen = select(item.c.item_id).where(
        item.c.entity == book.entity,
        item.c.customer_number == row.customer_number,
        among(book.connection, item.c.item_id, row.items),
    )
    missing = set(row.items) - set(book.connection.execute(chosen).scalars()) if row.items else set()
    if missing:
        raise UnknownItem(f"{row.customer_number} has no document {min(missing)}")
