"""Balances by age on several days, such as month ends: the books are read once, not once a day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection

from aging.aged import OWED, sort, summed
from aging.buckets import BUCKETS, Bucket, position
from aging.parts import parted
from kit.columns import columns
from kit.db import stored_day
from ledger.kinds import OPENING
from services.reports import balances
from services.reports.books import NEWEST

#: What stands now, and what is told later than the batch asked for, counts on every day.
_ALWAYS = date(9999, 12, 31)
_FACTS: dict[str, Any] = {**dict.fromkeys(("currency", "document_type"), pl.String), "due_date": pl.Date}
_ITEM: dict[str, Any] = {"item_id": pl.String, **_FACTS, "amount": pl.Int64}
_NOW = (
    "SELECT currency, type AS document_type, due_on AS due_date, balance AS open FROM open_item WHERE entity = :entity"
)
_NOW_IN_PARTS = """
SELECT i.item_id, i.currency, i.type AS document_type, i.due_on AS due_date, i.amount, i.balance AS open
FROM (SELECT DISTINCT item_id FROM instalment) cut CROSS JOIN item i
WHERE i.item_id = cut.item_id AND i.entity = :entity AND i.balance <> 0
"""
#: What was posted after the first day, turned round, by the day it was. An entry that opened an item is found from the
#: item, in the order of both: a fraction of looking the item up, which only what came to it later does. Nothing is
#: sorted into sums by the database: SQLite takes longer for that than polars for all of it.
_OPENED = """
SELECT i.currency, i.type AS document_type, i.due_on AS due_date, {moved_on} AS moved_on,
  CASE WHEN p.dr_item IS NULL THEN p.minor ELSE -p.minor END AS open
FROM item i CROSS JOIN entry e CROSS JOIN posting p
WHERE e.no = i.entry_no AND p.entry_no = i.entry_no AND e.kind IN ({opening})
  AND (CAST(:entity AS TEXT) IS NULL OR i.entity = :entity) AND {later}
"""
_CAME = """
WITH came AS (
  SELECT no, {moved_on} AS moved_on FROM entry e WHERE no IN ({chosen}) AND kind NOT IN ({opening})),
posted AS MATERIALIZED (
  SELECT moved_on, dr_item, cr_item, minor FROM came CROSS JOIN posting WHERE entry_no = came.no),
side AS (
  SELECT moved_on, dr_item AS item_id, -minor AS minor FROM posted WHERE dr_item IS NOT NULL
  UNION ALL
  SELECT moved_on, cr_item, minor FROM posted WHERE cr_item IS NOT NULL)
SELECT i.currency, i.type AS document_type, i.due_on AS due_date, s.moved_on, s.minor AS open
FROM side s CROSS JOIN item i WHERE i.item_id = s.item_id
"""
#: The same of what is due in parts, item by item: the items lead.
_LATER_IN_PARTS = """
WITH cut AS MATERIALIZED (SELECT DISTINCT item_id FROM instalment),
side AS (
  SELECT entry_no, dr_item AS item_id, -minor AS minor FROM cut CROSS JOIN posting WHERE dr_item = cut.item_id
  UNION ALL
  SELECT entry_no, cr_item, minor FROM cut CROSS JOIN posting WHERE cr_item = cut.item_id)
SELECT i.item_id, i.currency, i.type AS document_type, i.due_on AS due_date, i.amount, {moved_on} AS moved_on,
  s.minor AS open
FROM side s CROSS JOIN entry e CROSS JOIN item i
WHERE e.no = s.entry_no AND {later} AND i.item_id = s.item_id AND i.entity = :entity
"""
#: The day of an entry `e`, that it is later than the first day, or than the batch where not everything counts, and all
#: that are: chosen by number they are then read in their order, which is that of what they posted.
_WHEN = {
    "moved_on": "e.gl_on",
    "later": "e.gl_on > :first",
    "chosen": "SELECT no FROM entry WHERE entity = :entity AND gl_on > :first",
}
_TOLD = {
    "moved_on": "CASE WHEN e.batch > :batch THEN :always ELSE e.gl_on END",
    "later": "(e.gl_on > :first OR e.batch > :batch)",
    "chosen": f"{_WHEN['chosen']} UNION ALL SELECT no FROM entry WHERE entity = :entity AND batch > :batch",  # noqa: S608 - our own words
}


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
    whole = _read(connection, _FACTS, _NOW, (_OPENED, _CAME), given)
    cut = balances.parts(connection, entity)
    in_parts = whole.clear() if cut.is_empty() else _read(connection, _ITEM, _NOW_IN_PARTS, (_LATER_IN_PARTS,), given)
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


def _read(
    connection: Connection, facts: dict[str, Any], now: str, later: tuple[str, ...], given: dict[str, Any]
) -> pl.DataFrame:
    """Return what stands and what came since, summed by facts and `moved_on`."""
    when = _TOLD if given["batch"] < NEWEST else _WHEN
    opening = ", ".join(f"'{kind}'" for kind in OPENING)
    parts = []
    for query in (now, *later):
        said = query.format(**when, opening=opening) if query is not now else query
        schema = {**facts, **({} if query is now else {"moved_on": pl.Date}), "open": pl.Int64}
        read = columns(connection, said, schema, {name: one for name, one in given.items() if f":{name}" in said})
        stands = read if "moved_on" in schema else read.with_columns(moved_on=pl.lit(_ALWAYS))
        parts.append(stands.group_by(*facts, "moved_on").agg(pl.col("open").sum()))
    return pl.concat(parts)


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
