"""What people finally said a receipt pays: the judge of what the engine posted, proposed, or would have posted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

import ledger
from kit import db
from ledger import tables

Row = Mapping[str, Any]
#: A line of an answer: what makes its item interchangeable, and what leaves it.
Like = tuple[Any, ...]

ENGINE = "engine"
#: What makes one item as good as another.
SAME = ("customer_number", "document_type", "currency", "amount", "issued_on", "due_on", "terms")
LEAVES = ("cash", "discount", "write_off", "deduction")
#: Acts that say what a receipt pays, be it nothing of ours.
ANSWERING = ("accept", "apply", "on_account", "not_ar")
#: Acts that take an answer back: the receipt waits again.
UNDOING = ("undo", "unapply")
#: Why a posting was taken back though its match was right: the money left, came twice, or the payer changed his mind.
NO_ERRORS = ("returned", "card_chargeback", "chargeback", "settled_elsewhere", "withdrawn", "payer_changed")


@dataclass(frozen=True, slots=True)
class Final:
    """The last word of people on a receipt: what they did, who did, and all lines that then stood."""

    act: str
    actor: str
    lines: tuple[Like, ...]


def like(row: Row) -> Like:
    """Return a line for comparison: two lines that are equal in it are equally right."""
    return tuple(row[name] for name in (*SAME, *LEAVES))


def likes(rows: Iterable[Row]) -> tuple[Like, ...]:
    """Return lines for comparison."""
    return tuple(like(row) for row in rows)


def in_error(why: str | None) -> bool:
    """Return whether a reversal's reason says that the match was wrong: all do that do not say otherwise."""
    return why is not None and why.partition(":")[0].strip() not in NO_ERRORS


def finals(connection: Connection, entity: str, receipts: Sequence[str] | None = None) -> dict[str, Final]:
    """Return the final answers people gave, by receipt (of all receipts, without any named).

    A receipt that nobody answered, or whose answer was taken back, has none. An audit's answer counts where nothing
    was decided about the receipt since.
    """
    rows = ledger.automatic.lines(connection, entity, receipts)
    standing: dict[str, list[Row]] = {}
    for row in rows.filter(pl.col("undone_why").is_null()).iter_rows(named=True):
        standing.setdefault(row["receipt_id"], []).append(row)
    found: dict[str, Final] = {}
    for receipt_id, (act, actor) in _last(connection, receipts).items():
        theirs = [row for row in standing.get(receipt_id, []) if row["decided_by"] != ENGINE]
        if act in ANSWERING and (theirs or act not in {"accept", "apply"}):
            found[receipt_id] = Final(act, actor, likes(standing.get(receipt_id, [])))
    return found


def _last(connection: Connection, receipts: Sequence[str] | None) -> dict[str, tuple[str, str]]:
    """Return the last act and actor that said, or took back, what a receipt pays."""
    table = tables.resolution
    chosen = select(table.c.receipt_id, table.c.action, table.c.actor).where(table.c.action.in_((*ANSWERING, *UNDOING)))
    if receipts is not None:
        chosen = chosen.where(db.among(connection, table.c.receipt_id, receipts))
    return {row.receipt_id: (row.action, row.actor) for row in connection.execute(chosen.order_by(table.c.no))}
