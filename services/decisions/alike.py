"""The facts of items that make one as good as another: from the books, and as an answer kept them."""

import json
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, func, select

from kit import db
from ledger import tables
from services.decisions import finals

FACTS: dict[str, Any] = {
    **dict.fromkeys(("item_id", "document_number", "document_type", "customer_number", "currency"), pl.String),
    **dict.fromkeys(("amount", "balance"), pl.Int64),
    **dict.fromkeys(("issued_on", "due_on"), pl.Date),
    "terms": pl.String,
}


def items_asked() -> Any:
    """Return the query of items with what makes them interchangeable: columns FACTS."""
    table = tables.item
    return select(
        table.c.item_id,
        table.c.number.label("document_number"),
        table.c.type.label("document_type"),
        func.coalesce(table.c.customer_number, "").label("customer_number"),
        table.c.currency,
        table.c.amount,
        table.c.balance,
        table.c.issued_on,
        table.c.due_on,
        table.c.terms,
    )


def facts(connection: Connection, entity: str) -> dict[str, dict[str, Any]]:
    """Return what makes each document of an entity interchangeable, by the item's id."""
    documents = items_asked().where(tables.item.c.entity == entity, tables.item.c.type != "receipt")
    rows = db.frame(connection, documents, FACTS).iter_rows(named=True)
    return {row["item_id"]: {name: row[name] for name in finals.SAME} for row in rows}


def kept_lines(plain: str) -> list[dict[str, Any]]:
    """Return the lines of an answer as they were kept, their days as days."""
    days = ("issued_on", "due_on")
    return [{**row, **{name: date.fromisoformat(row[name]) for name in days}} for row in json.loads(plain)]
