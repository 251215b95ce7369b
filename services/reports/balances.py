"""Balances by age: what the database sums, with items due in parts taken apart."""

from collections.abc import Sequence
from datetime import date

import polars as pl
from sqlalchemy import Connection, text

from aging.aged import OWED, summed
from aging.buckets import BUCKETS, Bucket
from aging.parts import PARTS, parted
from kit.db import frame
from services.reports import books, flows

_PARTS = """
SELECT s.item_id, s.seq, s.due_on AS part_due, s.minor AS part FROM instalment s JOIN item i ON i.item_id = s.item_id
WHERE CAST(:entity AS TEXT) IS NULL OR i.entity = :entity
"""
_KEYS = ("entity", "customer_number", "currency", "account")


def parts(connection: Connection, entity: str | None) -> pl.DataFrame:
    """Return the parts of every item that is due in several: columns PARTS."""
    return frame(connection, text(_PARTS).bindparams(entity=entity), PARTS)


def sums(
    connection: Connection,
    entity: str | None,
    as_of: date,
    *,
    batch: int = books.NEWEST,
    basis: str = "due",
    buckets: Sequence[Bucket],
) -> pl.DataFrame:
    """Return what was open on a day by customer, account and bucket, each part of an item at its own due day."""
    whole = books.sums(connection, entity, as_of, batch=batch, basis=basis, buckets=buckets)
    cut = parts(connection, entity)
    if cut.is_empty():
        return whole
    held = flows.open_items(connection, entity, as_of, batch=batch, in_parts=True)
    marked = held.with_columns(disputed=pl.col("document_type") == "deduction")
    added, taken = (
        summed(items, as_of, basis=basis, buckets=buckets, keys=_KEYS) for items in (parted(marked, cut), marked)
    )
    less = taken.with_columns(-pl.col(pl.Int64))
    return pl.concat([whole, *(one.select(whole.columns) for one in (added, less))])


def open_items(connection: Connection, entity: str | None, as_of: date, *, batch: int = books.NEWEST) -> pl.DataFrame:
    """Return the items open on a day one by one, each part a row of its own: as `flows.open_items`."""
    found = parted(flows.open_items(connection, entity, as_of, batch=batch), parts(connection, entity))
    return found.sort("entity", "customer_number", "currency", "due_date", "document_number", "account")


def subledger(connection: Connection, entity: str, as_of: date, currency: str) -> int:
    """Return what is open on a day over all control accounts, in minor units of a currency."""
    held = sums(connection, entity, as_of, buckets=BUCKETS)
    return sum(held.filter(pl.col("currency") == currency)["open"].to_list())


def owed(
    connection: Connection, entity: str, as_of: date, currency: str, buckets: tuple[Bucket, ...] = BUCKETS
) -> dict[str, int]:
    """Return what is owed on a day by bucket, without credits, in minor units of a currency."""
    held = sums(connection, entity, as_of, buckets=buckets)
    rows = held.filter((pl.col("currency") == currency) & (pl.col("sort") == OWED))
    return {bucket.name: sum(rows[bucket.name].to_list()) for bucket in buckets}
