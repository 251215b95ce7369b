"""What matching, tie-out and the desk are given: frames shaped like matcher/frames.py, which is not imported here."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, literal, select, text

from kit.db import among, frame
from ledger import sealed
from ledger.kinds import SET_ASIDE
from ledger.reads import WAITING
from ledger.reads import receipts as told
from ledger.tables import item

_TEXTS = pl.List(pl.String)

_ENTRIES: dict[str, Any] = {
    **dict.fromkeys(("entry_id", "sha256", "source_file"), pl.String),
    **dict.fromkeys(("position", "line"), pl.Int64),
    **dict.fromkeys(("kind", "method"), pl.String),
    "credit": pl.Boolean,
    "minor": pl.Int64,
    **dict.fromkeys(("currency", "bank_reference"), pl.String),
    **dict.fromkeys(("booked_on", "value_on"), pl.Date),
    **dict.fromkeys(("payer_name", "payer_account", "payer_routing", "company_id", "ultimate", "account"), pl.String),
    **dict.fromkeys(("refs", "remittance", "text", "code", "total_kind", "total_key"), pl.String),
    "trusted": pl.Boolean,
    "raw": pl.String,
    "format": pl.String,
    **dict.fromkeys(("booked", "tied"), pl.Boolean),
}
_ITEMS: dict[str, Any] = {
    **dict.fromkeys(("item_id", "entity", "customer", "document_number", "document_type", "currency"), pl.String),
    **dict.fromkeys(("amount", "open"), pl.Int64),
    **dict.fromkeys(("issued_on", "due_on"), pl.Date),
    "discount": pl.Int64,
    "discount_until": pl.Date,
    **dict.fromkeys(("po_number", "order_number", "delivery_number"), pl.String),
    "disputed": pl.Boolean,
    "version": pl.Int64,
}
_CLOSED: dict[str, Any] = {
    **dict.fromkeys(("item_id", "entity", "customer", "document_number", "document_type", "currency"), pl.String),
    "amount": pl.Int64,
    "closed_on": pl.Date,
}
_CUSTOMERS: dict[str, Any] = {**dict.fromkeys(("customer", "entity", "name", "parent"), pl.String), "aliases": _TEXTS}
_LINKS: dict[str, Any] = {
    **dict.fromkeys(("kind", "key", "customer"), pl.String),
    "support": pl.Int32,
    "negative": pl.Boolean,
}

_ENTRY_SQL = """
SELECT b.entry_id, b.sha256, f.name AS source_file, b.position, b.line, b.kind, b.method, b.credit, b.minor, b.currency,
  b.bank_reference, b.booked_on, b.value_on, b.payer_name, b.payer_account, b.payer_routing, b.company_id,
  b.ultimate, b.account, b.refs, b.remittance, b.text, b.code, b.total_kind, b.total_key, b.trusted, b.raw, f.format,
  CASE WHEN EXISTS (SELECT 1 FROM item i WHERE i.bank_entry_id = b.entry_id) THEN 1 ELSE 0 END AS booked,
  CASE WHEN EXISTS (SELECT 1 FROM tie t WHERE t.entry_id = b.entry_id) THEN 1 ELSE 0 END AS tied
FROM bank_entry b JOIN bank_file f ON f.sha256 = b.sha256 JOIN batch h ON h.no = b.batch
WHERE h.entity = :entity AND b.sha256 NOT IN (SELECT sha256 FROM taking) ORDER BY b.no
"""
_ITEM_SQL = """
SELECT i.item_id, i.entity, i.held_for, i.number, i.type, i.currency, i.amount, i.balance, i.issued_on, i.due_on,
  i.discount, i.discount_until, i.po_number, i.order_number, i.delivery_number, 0, i.version
FROM open_item o JOIN item i ON i.no = o.no WHERE o.entity = :entity AND o.type <> 'receipt' ORDER BY i.item_id
"""
#: An item is closed by the posting that made its newest version: one look-up in each of two indexes.
_CLOSED_SQL = """
SELECT * FROM (
  SELECT i.item_id, i.entity, i.held_for, i.number, i.type, i.currency, i.amount, max(e.gl_on) AS closed_on
  FROM item i
  JOIN (SELECT dr_item AS item_id, dr_version AS version, entry_no FROM posting WHERE dr_item IS NOT NULL
        UNION ALL SELECT cr_item, cr_version, entry_no FROM posting WHERE cr_item IS NOT NULL) p
    ON p.item_id = i.item_id AND p.version = i.version
  JOIN entry e ON e.no = p.entry_no
  WHERE i.entity = :entity AND i.type <> 'receipt' AND i.balance = 0
  GROUP BY i.item_id, i.entity, i.held_for, i.number, i.type, i.currency, i.amount) closed
WHERE closed_on >= :since ORDER BY item_id
"""
_CUSTOMER_SQL = """
SELECT number, entity, name, parent_number, aliases FROM customer_fact
WHERE entity = :entity AND no IN (SELECT max(no) FROM customer_fact GROUP BY entity, number) ORDER BY number
"""
_LINK_SQL = """
SELECT l.kind, l.key, l.customer_number, l.support, l.negative FROM payer_link l JOIN batch h ON h.no = l.batch
WHERE h.entity = :entity AND l.no IN (
  SELECT max(x.no) FROM payer_link x JOIN batch y ON y.no = x.batch WHERE y.entity = :entity
  GROUP BY x.kind, x.key, x.customer_number)
ORDER BY l.kind, l.key, l.customer_number
"""

#: The first posting of a receipt says whose it is, where whoever booked it knew.
_BROUGHT_SQL = """
SELECT i.item_id, i.held_for FROM open_item o JOIN item i ON i.no = o.no
JOIN posting p ON p.cr_item = i.item_id AND p.cr_version = 1
WHERE o.entity = :entity AND i.type = 'receipt' AND p.cr_customer IS NOT NULL AND i.held_for IS NOT NULL
ORDER BY i.item_id
"""


def receipts(connection: Connection, entity: str, *, everything: bool = False) -> pl.DataFrame:
    """Return receipts with money left that wait (or, with `everything`, all that stand) as the matcher's RECEIPTS.

    `references` (from `refs`) and `repeat_of` are the caller's to fill; further columns: entry_id, refs and remittance
    (JSON), unapplied, version, customer_number, held_in, status, decision_id, code, total_kind, total_key.
    """
    standing = told(connection, entity).filter(~pl.col("status").is_in(["settled_elsewhere", "reversed"]))
    bank = entries(connection, entity).select(
        "entry_id",
        pl.col("payer_account").alias("raw_account"),
        "payer_routing",
        "company_id",
        "account",
        "refs",
        "remittance",
        "text",
        "trusted",
        "code",
        "total_kind",
        "total_key",
    )
    known = (
        pl.when(pl.col("raw_account") == "").then(pl.lit("")).otherwise(pl.col("payer_routing") + pl.col("raw_account"))
    )
    columns = (
        "receipt_id entity currency amount received_on method bank_reference payer_name payer_account company_id "
        "account references text trusted repeat_of entry_id refs remittance unapplied version customer_number held_in "
        "status decision_id code total_kind total_key"
    )
    full = (
        standing.join(bank, on="entry_id", how="left", maintain_order="left")
        .with_columns(
            known.fill_null("").alias("payer_account"),
            pl.col("company_id", "account", "text", "code", "total_kind", "total_key").fill_null(""),
            pl.col("refs", "remittance").fill_null("[]"),
            pl.col("trusted").fill_null(value=True),
            (-pl.col("balance")).alias("unapplied"),
            pl.lit([], dtype=_TEXTS).alias("references"),
            pl.lit("").alias("repeat_of"),
        )
        .select(columns.split())
        .sort("receipt_id")
    )
    return full if everything else waiting(full)


def waiting(receipts: pl.DataFrame) -> pl.DataFrame:
    """Return those of `receipts` that have money left and wait."""
    return receipts.filter(
        pl.col("status").is_in(WAITING), pl.col("unapplied") != 0, ~pl.col("held_in").is_in(SET_ASIDE)
    )


def items(connection: Connection, entity: str) -> pl.DataFrame:
    """Return open items: matcher ITEMS' columns and `version`."""
    return frame(connection, text(_ITEM_SQL).bindparams(entity=entity), _ITEMS)


def items_of(connection: Connection, ids: Iterable[str]) -> pl.DataFrame:
    """Return documents by their ids, whatever is left on them: as `items`."""
    names = ("item_id", "entity", "held_for", "number", "type", "currency", "amount", "balance", "issued_on", "due_on")
    more = ("discount", "discount_until", "po_number", "order_number", "delivery_number")
    columns = [item.c[name] for name in (*names, *more)]
    chosen = select(*columns, literal(0).label("disputed"), item.c.version).where(
        among(connection, item.c.item_id, ids)
    )
    return frame(connection, chosen.order_by(item.c.item_id), _ITEMS)


def closed(connection: Connection, entity: str, since: date | None = None) -> pl.DataFrame:
    """Return items with nothing left: matcher CLOSED's columns; `closed_on` is the GL day of the last posting."""
    day = since or date.min
    bound = day.isoformat() if connection.dialect.name == "sqlite" else day
    return frame(connection, text(_CLOSED_SQL).bindparams(entity=entity, since=bound), _CLOSED)


def customers(connection: Connection, entity: str) -> pl.DataFrame:
    """Return customers: matcher CUSTOMERS' columns."""
    return frame(connection, text(_CUSTOMER_SQL).bindparams(entity=entity), _CUSTOMERS)


def links(connection: Connection, entity: str) -> pl.DataFrame:
    """Return payer links, the newest of each: matcher LINKS' columns."""
    kept = frame(connection, text(_LINK_SQL).bindparams(entity=entity), _LINKS)
    return sealed.frame(connection, "payer_link", kept).sort("kind", "key", "customer")


def brought(connection: Connection, entity: str) -> pl.DataFrame:
    """Return whose the open receipts are that were booked as a customer's (card captures, receipts taken over).

    Columns: receipt_id, customer.
    """
    schema = {"receipt_id": pl.String, "customer": pl.String}
    return frame(connection, text(_BROUGHT_SQL).bindparams(entity=entity), schema)


def entries(connection: Connection, entity: str, *, untied: bool = False) -> pl.DataFrame:
    """Return bank entries with all their columns, file name, `booked` and `tied`; `untied`: neither booked nor tied."""
    kept = frame(connection, text(_ENTRY_SQL).bindparams(entity=entity), _ENTRIES)
    found = sealed.frame(connection, "bank_entry", kept)
    return found.filter(~pl.col("booked"), ~pl.col("tied")) if untied else found
