"""What people did about a receipt goes along when a telling nearer to the payer is booked in its place, one for one.

Its note and whose it is go along, and a posting that was taken back stays taken back; what was parked is decided anew
by what the nearer telling says. Answers that place money keep their receipt where it is: nothing else has to go.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, func, select

import ledger
from kit.db import among
from ledger import tables
from ledger.evidence import Resolution
from services.tieout import Tie

#: Acts of a person after which a receipt waits as before, or until somebody answers.
WAITING = ("park", "undo", "unapply")
QUEUE = "exceptions"


def carry(book: ledger.Book, ties: Sequence[Tie], back: Iterable[Mapping[str, Any]]) -> None:
    """Write down for the receipts in whose place those `back` go what people last did about these, and whose they are.

    A total that several payments settle is none of them.
    """
    times = Counter(tie.entry_id for tie in ties)
    gone = {row["entry_id"] for row in back}
    homes = {
        ledger.receipt_id(tie.entry_id): ledger.receipt_id(tie.by)
        for tie in ties
        if tie.entry_id in gone and times[tie.entry_id] == 1
    }
    if homes:
        ledger.evidence.add(book, _said(book.connection, homes))
        book.write("queue_item", [(book.entity, QUEUE, *row) for row in _owned(book.connection, book.entity, homes)])


def _said(connection: Connection, homes: Mapping[str, str]) -> list[Resolution]:
    """Return the last word on each receipt where it still waits, as said about the one in its place."""
    made = tables.resolution
    mine = among(connection, made.c.receipt_id, sorted(homes))
    newest = select(func.max(made.c.no)).where(mine).group_by(made.c.receipt_id)
    rows = connection.execute(select(made).where(made.c.no.in_(newest), made.c.action.in_(WAITING)).order_by(made.c.no))
    names = [one.name for one in fields(Resolution)]
    told = ({name: row[name] for name in names} for row in rows.mappings())
    return [Resolution(**{**row, "receipt_id": homes[row["receipt_id"]]}) for row in told]


def _owned(connection: Connection, entity: str, homes: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    """Return (item, owner, why, by whom) of what was given to somebody, for the one in its place."""
    given = tables.queue_item
    items = {ledger.exception_id(old): ledger.exception_id(new) for old, new in homes.items()}
    mine = (given.c.entity == entity, given.c.queue == QUEUE, among(connection, given.c.item, sorted(items)))
    newest = select(func.max(given.c.no)).where(*mine).group_by(given.c.item)
    rows = connection.execute(select(given).where(given.c.no.in_(newest), given.c.owner != "").order_by(given.c.no))
    return [(items[row.item], row.owner, row.reason, row.actor) for row in rows]
