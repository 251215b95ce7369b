"""Blind: while an audit of a receipt waits, nobody at the desk or the API is shown what was posted of it.

The books, the ERP's feed and the exports hold everything: they are not what a reviewer works from.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

import ledger
from kit import db
from kit.refusals import Conflict
from ledger import tables
from services.decisions import finals
from services.workspace import Workspace

Row = dict[str, Any]

REASON = "random_audit"
WITHHELD = "Withheld until its audit is answered."
ANSWERED = ("confirmed", "contradicted")
#: What of a receipt says what was posted -> what stands in its place while its audit waits.
HIDDEN: dict[str, Any] = {
    "customer_number": "",
    "reason": REASON,
    "confidence": None,
    "decision_customer": "",
    "explanation": WITHHELD,
    "would_apply_if": "",
    "certificate": "",
    "applications": [],
    "names": {},
    "spans": [],
    "history": [],
}


class UnderAudit(Conflict):
    """What was posted of a receipt is not shown while its audit waits."""

    code = "under_audit"


def audit_id(receipt_id: str) -> str:
    """Return the id of a receipt's audit."""
    return f"aud_{receipt_id.partition('_')[2]}"


def drawn(connection: Connection, entity: str, receipt_id: str | None = None) -> list[Row]:
    """Return the postings that were drawn, are not answered yet, and still stand."""
    rows = ledger.automatic.answers(connection, entity, receipt_id=receipt_id).filter(
        pl.col("state") == "drawn", ~pl.col("verdict").is_in(ANSWERED)
    )
    lines = ledger.automatic.lines(connection, entity, rows["receipt_id"].to_list())
    ours = lines.filter(pl.col("undone_why").is_null(), pl.col("decided_by") == finals.ENGINE)
    standing = set(ours.select("receipt_id", "decision_id").iter_rows())
    return [row for row in rows.iter_rows(named=True) if (row["receipt_id"], row["decision_id"]) in standing]


def sealed(connection: Connection, entity: str, receipts: Sequence[str]) -> set[str]:
    """Return those of the receipts whose audit waits: what was posted of them is not shown to reviewers."""
    made = tables.automatic
    chosen = select(made.c.receipt_id).where(made.c.state == "drawn", db.among(connection, made.c.receipt_id, receipts))
    found = set(connection.execute(chosen).scalars()) if receipts else set()
    return {row["receipt_id"] for one in sorted(found) for row in drawn(connection, entity, one)}


def refuse(workspace: Workspace, receipt_id: str) -> None:
    """Refuse to tell what was decided of a receipt whose audit waits."""
    with workspace.database.reading() as connection:
        if sealed(connection, workspace.settings.entity, [receipt_id]):
            raise UnderAudit(f"receipt {receipt_id}: what was posted is shown when its audit is answered")


def blinded(row: Mapping[str, Any]) -> Row:
    """Return a receipt whose audit waits as a reviewer may see it: without all that says what was posted."""
    hidden = {name: value for name, value in HIDDEN.items() if name in row}
    return {**row, **hidden}


def blinded_rows(frame: pl.DataFrame, ids: set[str]) -> pl.DataFrame:
    """Return receipts with what says what was posted hidden from those under audit."""
    if not ids:
        return frame
    under = pl.col("receipt_id").is_in(sorted(ids))
    names = [name for name in HIDDEN if name in frame.columns]
    return frame.with_columns(
        pl.when(under).then(pl.lit(HIDDEN[name], dtype=frame.schema[name])).otherwise(pl.col(name)).alias(name)
        for name in names
    )


def queued(connection: Connection, entity: str, as_of: date, schema: pl.Schema) -> pl.DataFrame:
    """Return the audits that wait with the columns of a queue, the most money first; what would tell is empty."""
    rows = {row["receipt_id"]: row["as_of"] for row in drawn(connection, entity) if row["as_of"] <= as_of}
    table = tables.item
    chosen = select(table.c.item_id, -table.c.amount, table.c.currency)
    found = connection.execute(chosen.where(db.among(connection, table.c.item_id, rows))).all() if rows else []
    told = [
        {
            "exception_id": audit_id(receipt_id),
            "receipt_id": receipt_id,
            "kind": "audit",
            "reason": REASON,
            "amount": amount,
            "currency": currency,
            "opened_on": rows[receipt_id],
            "age_days": (as_of - rows[receipt_id]).days,
        }
        for receipt_id, amount, currency in sorted(found, key=lambda row: (-row[1], row[0]))
    ]
    whole = [{name: row.get(name, EMPTY.get(kind)) for name, kind in schema.items()} for row in told]
    return pl.DataFrame(whole, schema=schema)


#: What stands in a column that would tell, by its type.
EMPTY = {pl.String(): "", pl.Int64(): 0}
