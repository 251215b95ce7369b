"""What happened with a customer up to a day, newest first: contacts, letters, promises, disputes, money, limits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from credit import guarantees, limits, reading
from dunning import cases, notices, promises, suppressed
from dunning.tables import dispute, dunning_notice
from ledger.journal import day
from ledger.records import ItemType
from ledger.tables import contact_entry, item


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `kind` names its sort, `what` says it in words, with an amount in minor units or none.

    No note of ours is in it: what was said stays in the contact log.
    """

    on: date
    kind: str
    what: str
    by: str = ""
    minor: int | None = None
    currency: str = ""


Source = Callable[[Connection, str, str, date], Iterator[Event]]


def _contacts(connection: Connection, entity: str, number: str, _on: date) -> Iterator[Event]:
    """Yield what was said."""
    table = contact_entry.c
    for row in connection.execute(select(contact_entry).where(table.entity == entity, table.customer_number == number)):
        yield Event(day(row.happened_on), "contact", f"{row.channel}: {row.outcome}".replace("_", " "), row.author)


def _letters(connection: Connection, entity: str, number: str, _on: date) -> Iterator[Event]:
    """Yield letters, and mails that did not go."""
    chosen = notices.told(entity).where(dunning_notice.c.customer_number == number)
    for row in connection.execute(chosen):
        said = f"level {row.level} by {row.channel}, {row.state}"
        yield Event(day(row.run_on), "letter", said, row.by, row.minor, row.currency)
    for row in suppressed.of(connection, entity, number):
        said = f"{row.recipient}: {row.reason.replace('_', ' ')}, {row.became} instead"
        yield Event(day(row.happened_on), "suppressed", said, row.by)


def _promises(connection: Connection, entity: str, number: str, on: date) -> Iterator[Event]:
    """Yield promises as they stood."""
    for one in promises.of(connection, entity, on, customer=number):
        said = f"{one.number} by {one.promised_on}: {one.state.replace('_', ' ')}"
        yield Event(one.made_on, "promise", said, one.by, one.minor, one.currency)


def _disputes(connection: Connection, entity: str, number: str, on: date) -> Iterator[Event]:
    """Yield cases that were opened and ended; a deduction nobody looked at is a figure, not yet an event."""
    mine = select(dispute.c.item_id).where(dispute.c.entity == entity, dispute.c.customer_number == number)
    for one in cases.of(connection, entity, items=connection.execute(mine).scalars().all(), on=on):
        said = f"{one.number}, {one.reason.replace('_', ' ')}"
        yield Event(one.opened_on, "dispute", said, "", one.amounts.disputed, one.currency)
        if one.closed_on is not None:
            yield Event(one.closed_on, "dispute", f"{one.number}: {one.state}")


def _money(connection: Connection, entity: str, number: str, _on: date) -> Iterator[Event]:
    """Yield payments, and those that came back."""
    held = item.c
    mine = (held.entity == entity, held.type == ItemType.RECEIPT, held.held_for == number)
    for row in connection.execute(select(item).where(*mine)):
        yield Event(day(row.issued_on), "payment", row.number, "", row.amount, row.currency)
    for _, when in reading.returns(connection, entity, date.min, number):
        yield Event(when, "returned", "a payment came back")


def _limits(connection: Connection, entity: str, number: str, _on: date) -> Iterator[Event]:
    """Yield limits and guarantees that were granted."""
    for row in limits.history(connection, entity, number):
        yield Event(day(row.valid_from), "limit", f"{row.kind} limit", "", row.minor, row.currency)
    for one in guarantees.of(connection, entity, number):
        yield Event(one.valid_from, "guarantee", str(one), "", one.minor, one.currency)


#: Hand-written; each yields what it knows of a customer, in any order.
SOURCES: tuple[Source, ...] = (_contacts, _letters, _promises, _disputes, _money, _limits)


def of(connection: Connection, entity: str, number: str, on: date) -> list[Event]:
    """Return what happened with a customer up to a day, the newest first."""
    found = [event for source in SOURCES for event in source(connection, entity, number, on) if event.on <= on]
    return sorted(found, key=lambda event: (event.on, event.kind, event.what, event.minor or 0), reverse=True)
