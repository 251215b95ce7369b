"""The contact log at the desk: what was said with a customer, what is done next, and what was added later."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, select, text

import ledger
from kit.db import among, frame
from ledger import tables
from ledger.contact_log import Channel, Contact, Outcome
from services.commands import command
from services.decisions import standing
from services.workspace import Workspace

_ADDENDUM: dict[str, Any] = {"note": pl.String, "author": pl.String, "recorded_at": pl.Datetime("us", "UTC")}
_READ: dict[str, Any] = {
    **dict.fromkeys(("contact_id", "customer_number", "name", "channel", "outcome", "person"), pl.String),
    "items": pl.List(pl.String),
    "note": pl.String,
    "happened_on": pl.Date,
    "next_action": pl.String,
    "next_on": pl.Date,
    "author": pl.String,
    "recorded_at": pl.Datetime("us", "UTC"),
    "newest": pl.Boolean,
}
#: A contact as it goes out: its documents by their numbers, and what was added to it.
CONTACTS: dict[str, Any] = {**_READ, "documents": pl.List(pl.String), "addenda": pl.List(pl.Struct(_ADDENDUM))}
_LOG = """
SELECT c.contact_id, c.customer_number, coalesce(f.name, '') AS name, c.channel, c.outcome, c.person, c.items, c.note,
  c.happened_on, c.next_action, c.next_on, c.author, c.recorded_at,
  CASE WHEN c.no = (SELECT max(x.no) FROM contact_entry x
    WHERE x.entity = c.entity AND x.customer_number = c.customer_number) THEN 1 ELSE 0 END AS newest
FROM contact_entry c LEFT JOIN customer_fact f ON f.entity = c.entity AND f.number = c.customer_number
  AND f.no = (SELECT max(x.no) FROM customer_fact x WHERE x.entity = c.entity AND x.number = c.customer_number)
WHERE c.entity = :entity AND (CAST(:customer AS TEXT) = '' OR c.customer_number = :customer) ORDER BY c.no DESC
"""
_ADDED = """
SELECT a.contact_id, a.note, a.author, a.recorded_at FROM contact_addendum a
JOIN contact_entry c ON c.contact_id = a.contact_id
WHERE c.entity = :entity AND (CAST(:customer AS TEXT) = '' OR c.customer_number = :customer) ORDER BY a.no
"""


@dataclass(frozen=True, slots=True)
class Logged:
    """A contact as it was written down."""

    contact_id: str
    customer_number: str
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A contact as people tell it; documents by their numbers or ids."""

    customer_number: str
    channel: Channel
    outcome: Outcome
    happened_on: date | None = None
    person: str = ""
    documents: tuple[str, ...] = ()
    note: str = ""
    next_action: str = ""
    next_on: date | None = None


def log(workspace: Workspace, said: Said, *, actor: str, key: str = "") -> Logged:
    """Write a contact down. Refused: what `ledger.contact_log.log` refuses; Invalid where a number names several."""
    with workspace.database.reading() as connection:
        items = tuple(standing.item(connection, name).item_id for name in said.documents)
    row = Contact(
        said.customer_number,
        said.channel,
        said.outcome,
        said.happened_on or workspace.today(),
        said.person,
        items,
        said.note,
        said.next_action,
        said.next_on,
    )
    with command(workspace, "contact", actor, {"said": repr(row)}, key) as book:
        if book.replayed is not None:
            return Logged(**book.replayed, replayed=True)
        identity = ledger.contact_log.log(book, row, workspace.now())
        book.result = {"contact_id": identity, "customer_number": said.customer_number}
    return Logged(**book.result)


def add(workspace: Workspace, contact_id: str, note: str, *, actor: str, key: str = "") -> Logged:
    """Add to a contact; what was written stays. Refused: NotFound, Invalid without a note."""
    with command(workspace, "contact-addendum", actor, {"said": f"{contact_id} {note}"}, key) as book:
        if book.replayed is not None:
            return Logged(**book.replayed, replayed=True)
        ledger.contact_log.add(book, contact_id, note, workspace.now())
        found = listed(book.connection, workspace.settings.entity).filter(pl.col("contact_id") == contact_id)
        book.result = {"contact_id": contact_id, "customer_number": found["customer_number"][0]}
    return Logged(**book.result)


def of(workspace: Workspace, customer_number: str = "") -> pl.DataFrame:
    """Return contacts, the newest first, of one customer or of all: columns CONTACTS."""
    with workspace.database.reading() as connection:
        return listed(connection, workspace.settings.entity, customer_number)


def listed(connection: Connection, entity: str, customer_number: str = "") -> pl.DataFrame:
    """Return contacts, the newest first; `newest` marks each customer's last one, whose next action is the open one."""
    asked = {"entity": entity, "customer": customer_number}
    held = frame(connection, text(_LOG).bindparams(**asked), _READ)
    added = frame(connection, text(_ADDED).bindparams(**asked), {"contact_id": pl.String, **_ADDENDUM})
    addenda = added.group_by("contact_id", maintain_order=True).agg(pl.struct(*_ADDENDUM).alias("addenda"))
    names = _numbers(connection, [one for kept in held["items"] for one in kept])
    told = [[names[one] for one in kept] for kept in held["items"]]
    return (
        held.with_columns(pl.Series("documents", told, pl.List(pl.String)))
        .join(addenda, on="contact_id", how="left", maintain_order="left")
        .with_columns(pl.col("addenda").fill_null([]))
        .select(list(CONTACTS))
    )


def behind(rows: pl.DataFrame, contact_id: str) -> pl.DataFrame:
    """Return the contacts after one, in their order; all of them where none is named."""
    place = rows["contact_id"].index_of(contact_id) if contact_id else None
    return rows if place is None else rows.slice(place + 1)


def _numbers(connection: Connection, items: list[str]) -> dict[str, str]:
    """Return the numbers of documents by their ids."""
    table = tables.item
    chosen = select(table.c.item_id, table.c.number).where(among(connection, table.c.item_id, items))
    return {row[0]: row[1] for row in connection.execute(chosen)}
