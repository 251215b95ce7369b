"""Balances by age on several days, such as month ends: the books are read once, not once a day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, text

from aging.aged import OWED, sort, summed
from aging.buckets import BUCKETS, Bucket, position
from aging.parts import parted
from kit.db import frame, stored_day
from services.reports import balances
from services.reports.books import NEWEST

#: What stands now, and what is told later than the batch asked for, counts on every day.
_ALWAYS = date(9999, 12, 31)
_FACTS: dict[str, Any] = {**dict.fromkeys(("currency", "document_type"), pl.String), "due_date": pl.Date}
_ITEM: dict[str, Any] = {"item_id": pl.String, **_FACTS, "amount": pl.Int64}
_NOW = """
SELECT currency, type, due_on, CAST(sum(balance) AS BIGINT) AS open FROM open_item WHERE entity = :entity
GROUP BY currency, type, due_on
"""
_NOW_IN_PARTS = """
SELECT i.item_id, i.currency, i.type, i.due_on, i.amount, i.balance
FROM (SELECT DISTINCT item_id FROM instalment) cut CROSS JOIN item i
WHERE i.item_id = cut.item_id AND i.entity = :entity AND i.balance <> 0
"""
#: What was posted after the first day, turned round, by the day it was. The entries lead, as in `books`.
_LATER = """
WITH later AS (
  SELECT no, CASE WHEN batch > :batch THEN :always ELSE gl_on END AS moved_on FROM entry
  WHERE entity = :entity AND (gl_on > :first OR batch > :batch)),
posted AS MATERIALIZED (
  SELECT moved_on, dr_item, cr_item, minor FROM later CROSS JOIN posting WHERE entry_no = later.no),
side AS (
  SELECT moved_on, dr_item AS item_id, -minor AS minor FROM posted WHERE dr_item IS NOT NULL
  UNION ALL
  SELECT moved_on, cr_item, minor FROM posted WHERE cr_item IS NOT NULL)
SELECT i.currency, i.type, i.due_on, s.moved_on, CAST(sum(s.minor) AS BIGINT) AS open
FROM side s CROSS JOIN item i WHERE i.item_id = s.item_id GROUP BY i.currency, i.type, i.due_on, s.moved_on
"""
#: The same of what is due in parts, item by item: the items lead.
_LATER_IN_PARTS = """
WITH cut AS MATERIALIZED (SELECT DISTINCT item_id FROM instalment),
side AS (
  SELECT entry_no, dr_item AS item_id, -minor AS minor FROM cut CROSS JOIN posting WHERE dr_item = cut.item_id
  UNION ALL
  SELECT entry_no, cr_item, minor FROM cut CROSS JOIN posting WHERE cr_item = cut.item_id)
SELECT i.item_id, i.currency, i.type, i.due_on, i.amount,
  CASE WHEN e.batch > :batch THEN :always ELSE e.gl_on END AS moved_on, s.minor AS open
FROM side s CROSS JOIN entry e CROSS JOIN item i
WHERE e.no = s.entry_no AND (e.gl_on > :first OR e.batch > :batch) AND i.item_id = s.item_id AND i.entity = :entity
"""


def sums(
    connection: Connection,
    entity: str,
    days: Iterable[date],
    *,
    batch: int = NEWEST,
    buckets: tuple[Bucket, ...] = BUCKETS,
) -> Iterator[pl.DataFrame]:
    """Yield for each day what was open at its end by currency and sort: a column a bucket, `late` (past due), `open`.

    They are the sums of `balances.sums` over all customers; each part of a document counts at its own due day. With
    `batch` only what was told up to it.
    """
    asked = list(days)
    given = {"entity": entity, "batch": batch, "first": stored_day(connection, min(asked))}
    given["always"] = stored_day(connection, _ALWAYS)
    whole = _read(connection, _FACTS, _NOW, _LATER, given)
    cut = balances.parts(connection, entity)
    in_parts = whole.clear() if cut.is_empty() else _read(connection, _ITEM, _NOW_IN_PARTS, _LATER_IN_PARTS, given)
    for day in asked:
        held = _on(whole, day, buckets)
        if not cut.is_empty():
            items = in_parts.filter(pl.col("moved_on") > day).group_by(list(_ITEM)).agg(pl.col("open").sum())
            added, taken = (_summed(rows, day, buckets) for rows in (parted(items, cut), items))
            held = pl.concat([held, added, taken.with_columns(-pl.col(pl.Int64))])
        yield held.group_by("currency", "sort").agg(pl.col(pl.Int64).sum())


def owed(held: pl.DataFrame, currency: str, buckets: tuple[Bucket, ...] = BUCKETS) -> dict[str, int]:
    """Return what is owed by bucket in a currency, without credits, of what `sums` gives."""
    mine = held.filter((pl.col("currency") == currency) & (pl.col("sort") == OWED))
    return {bucket.name: int(mine[bucket.name].sum()) for bucket in buckets}


def _read(connection: Connection, facts: dict[str, Any], now: str, later: str, given: dict[str, Any]) -> pl.DataFrame:
    """Return what stands and what came since, by facts and `moved_on`."""
    schemas = ({**facts, "open": pl.Int64}, {**facts, "moved_on": pl.Date, "open": pl.Int64})
    stands, moved = (
        frame(connection, text(query), schema, {name: value for name, value in given.items() if f":{name}" in query})
        for query, schema in zip((now, later), schemas, strict=True)
    )
    return pl.concat([stands.select(*facts, pl.lit(_ALWAYS).alias("moved_on"), "open"), moved])


def _on(rows: pl.DataFrame, day: date, buckets: tuple[Bucket, ...]) -> pl.DataFrame:
    """Return what was open on a day by currency and sort."""
    place = position(pl.col("due_date"), buckets, day)
    parts = {bucket.name: place == number for number, bucket in enumerate(buckets)} | {"late": pl.col("due_date") < day}
    columns = [pl.col("open").filter(part).sum().alias(name) for name, part in parts.items()]
    stood = rows.filter(pl.col("moved_on") > day).with_columns(sort=sort(pl.col("document_type")))
    return stood.group_by("currency", "sort").agg(*columns, pl.col("open").sum())


def _summed(items: pl.DataFrame, day: date, buckets: tuple[Bucket, ...]) -> pl.DataFrame:
    """Return documents summed by currency and sort."""
    marked = items.with_columns(disputed=pl.lit(value=False), issue_date="due_date")
    return summed(marked, day, buckets=buckets, keys=("currency",)).drop("disputed")
