"""Research: a receipt found by what the customer remembers, with every application of it, who made it and why.

Applications that were taken back are told as well: who took them back, when and why.
"""

from collections.abc import Sequence
from typing import Any

import polars as pl
from sqlalchemy import Connection, case, func, select

from kit import db
from kit.conditions import unset
from ledger import tables
from services import blind, inquiries
from services.workspace import Workspace

Row = dict[str, Any]
_AT = pl.Datetime("us", "UTC")
TRACED: dict[str, Any] = {
    **dict.fromkeys(("receipt_id", "application_id", "document_number", "customer_number", "currency"), pl.String),
    **dict.fromkeys(("cash", "discount", "write_off", "deduction"), pl.Int64),
    "deduction_reason": pl.String,
    "gl_on": pl.Date,
    "by": pl.String,
    "at": _AT,
    **dict.fromkeys(("rule", "why"), pl.String),
    "undone_by": pl.String,
    "undone_at": _AT,
    "undone_why": pl.String,
}


def applications(connection: Connection, receipts: Sequence[str]) -> pl.DataFrame:
    """Return every application of receipts, in the order they were made: columns TRACED.

    `by` is the engine, or the person of the command; `why` is what the decision said, else the person's note.
    """
    made, item, batch = tables.application, tables.item, tables.batch
    undoing, undone, entry = made.alias("undoing"), batch.alias("undone"), tables.entry
    told = tables.resolution
    note = (
        select(func.max(told.c.note))
        .where(told.c.receipt_id == made.c.receipt_id, told.c.batch == made.c.batch)
        .scalar_subquery()
    )
    chosen = (
        select(
            *(made.c.receipt_id, made.c.application_id, item.c.number, func.coalesce(item.c.customer_number, "")),
            *(item.c.currency, made.c.cash, made.c.discount, made.c.write_off, made.c.deduction),
            *(made.c.deduction_reason, made.c.gl_on),
            case((made.c.decided_by == "engine", made.c.decided_by), else_=batch.c.actor),
            batch.c.recorded_at,
            made.c.rule,
            case((made.c.explanation != "", made.c.explanation), else_=func.coalesce(note, "")),
            *(undone.c.actor, undone.c.recorded_at, entry.c.reason),
        )
        .join(item, item.c.item_id == made.c.item_id)
        .join(batch, batch.c.no == made.c.batch)
        .outerjoin(undoing, undoing.c.reverses == made.c.no)
        .outerjoin(undone, undone.c.no == undoing.c.batch)
        .outerjoin(entry, entry.c.no == undoing.c.entry_no)
        .where(unset(made.c.reverses), db.among(connection, made.c.receipt_id, receipts))
        .order_by(made.c.no)
    )
    return db.frame(connection, chosen, TRACED)


def of(workspace: Workspace, receipt_id: str) -> list[Row]:
    """Return every application of a receipt; none while its audit waits. Refused: NotFound."""
    inquiries.receipt_row(workspace, receipt_id)
    return _open(workspace, [receipt_id]).rows(named=True)


def found(workspace: Workspace, **asked: Any) -> list[Row]:
    """Return the receipts that fit what is asked (as `inquiries.receipts`), each with its `traced` applications."""
    receipts = inquiries.receipts(workspace, **asked).rows(named=True)
    traced: dict[str, list[Row]] = {}
    for row in _open(workspace, [one["receipt_id"] for one in receipts]).iter_rows(named=True):
        traced.setdefault(row["receipt_id"], []).append(row)
    return [{**one, "traced": traced.get(one["receipt_id"], [])} for one in receipts]


def _open(workspace: Workspace, receipts: Sequence[str]) -> pl.DataFrame:
    """Return the applications of those receipts whose audit does not wait."""
    with workspace.database.reading() as connection:
        sealed = blind.sealed(connection, workspace.settings.entity, receipts)
        return applications(connection, [one for one in receipts if one not in sealed])
