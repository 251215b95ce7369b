"""How one receipt stands: what is left of it, whose it is, what was decided, and the version two reviewers compare."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from kit.conditions import unset
from kit.refusals import Conflict, Invalid
from ledger import tables
from ledger.journal import day
from ledger.records import entry_of
from ledger.refusals import UnknownItem, UnknownReceipt
from services.banking import telling

#: So many receipts are named where a total is settled by several.
HOMES_SHOWN = 3

#: A receipt by its id, with its decisions and resolutions counted.
_RECEIPT = select(
    tables.item,
    *(
        select(func.count())
        .where(table.c.receipt_id == tables.item.c.item_id)
        .scalar_subquery()
        .label(f"{table.name}s")
        for table in (tables.decision, tables.resolution)
    ),
).where(tables.item.c.item_id == bindparam("receipt"), tables.item.c.type == "receipt")


@dataclass(frozen=True, slots=True)
class Standing:
    """A receipt in the books. `unapplied` is what is left of `amount`, minor units of `currency`."""

    receipt_id: str
    entry_id: str
    currency: str
    amount: int
    unapplied: int
    received_on: date
    customer_number: str  # "" where the payer is unknown
    held_in: str  # the account that holds what is left
    version: int  # grows with every posting, decision and resolution


@dataclass(frozen=True, slots=True)
class Held:
    """An item as the desk needs it: whose it is and what is left on it."""

    item_id: str
    number: str
    customer_number: str
    open: int


def unknown(connection: Connection, receipt_id: str) -> UnknownReceipt:
    """Return why an id is no receipt's: nothing has it, or it is a line whose money stands elsewhere."""
    entry, file = tables.bank_entry, tables.bank_file
    place = select(file.c.name, entry.c.line).join(file, file.c.sha256 == entry.c.sha256)
    line = entry_of(receipt_id)
    told = connection.execute(place.where(entry.c.entry_id == line)).first()
    homes = telling.homes(connection, line) if told else []
    if told is None or not homes:
        return UnknownReceipt(f"there is no receipt {receipt_id}")
    named = ", ".join(homes[:HOMES_SHOWN]) + (f" and {more} more" if (more := len(homes) - HOMES_SHOWN) > 0 else "")
    return UnknownReceipt(
        f"{receipt_id} is no receipt of its own: {told.name}, line {told.line}, tells money that is booked as {named}"
    )


def standing(connection: Connection, receipt_id: str) -> Standing:
    """Return how a receipt stands. Refused: UnknownReceipt."""
    row = connection.execute(_RECEIPT, {"receipt": receipt_id}).mappings().first()
    if row is None:
        raise unknown(connection, receipt_id)
    return Standing(
        receipt_id=receipt_id,
        entry_id=row["bank_entry_id"],
        currency=row["currency"],
        amount=-row["amount"],
        unapplied=-row["balance"],
        received_on=day(row["issued_on"]),
        customer_number=row["held_for"] or "",
        held_in=row["held_in"],
        version=row["version"] + row["decisions"] + row["resolutions"],
    )


def expect(now: Standing, version: int | None) -> None:
    """Refuse an act on a receipt that somebody else changed since it was read."""
    if version is not None and version != now.version:
        raise Conflict(f"receipt {now.receipt_id} was changed since you read it: read it again")


def item(connection: Connection, name: str) -> Held:
    """Return the item of an id, or of a document number that names only one. Refused: UnknownItem, Invalid."""
    table = tables.item
    chosen = select(table.c.item_id, table.c.number, table.c.customer_number, table.c.balance)
    found = named(connection, chosen.where(table.c.type != "receipt"), name)
    return Held(found.item_id, found.number, found.customer_number, found.balance)


def held(connection: Connection, entity: str, name: str) -> Row[Any]:
    """Return an entity's item or receipt by its id, or a document by a number. Refused: UnknownItem, Invalid."""
    return named(connection, select(tables.item).where(tables.item.c.entity == entity), name)


def named(connection: Connection, chosen: Select[Any], name: str) -> Row[Any]:
    """Return the row of items an id or a number means, of those chosen. Refused: UnknownItem, Invalid for several."""
    table = tables.item
    rows = connection.execute(chosen.where(table.c.item_id == name)).all()
    rows = rows or connection.execute(chosen.where(table.c.number == name, table.c.type != "receipt")).all()
    if not rows:
        raise UnknownItem(f"there is no item {name}")
    if len(rows) > 1:
        raise Invalid(f"{name} names {len(rows)} documents: give the item's id")
    return rows[0]


def standing_applications(connection: Connection, receipt_id: str) -> list[str]:
    """Return the ids of the receipt's applications that were not taken back, the newest first."""
    table, later = tables.application, tables.application.alias("later")
    undone = select(later.c.no).where(later.c.reverses == table.c.no).exists()
    chosen = select(table.c.application_id).where(table.c.receipt_id == receipt_id, unset(table.c.reverses), ~undone)
    return list(connection.execute(chosen.order_by(table.c.no.desc())).scalars())
