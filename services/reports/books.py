"""What reports read of the books on a past day: balances summed by the database, customers as they stood then.

A balance of the day is the balance now less what was posted after it, so that the cost is what came since and not the
whole history. `batch` is how much was known: the number of the last command that counts.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from sqlalchemy import Connection, TextClause, select, text

import ledger
from aging.aged import sort
from aging.buckets import Bucket, days
from kit.days import microseconds
from kit.db import frame, stored_day
from ledger import tables

EPOCH = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))
#: Every command there will ever be.
NEWEST = tables.NEWEST
PEOPLE: dict[str, Any] = dict.fromkeys(
    ("entity", "customer_number", "name", "parent_number", "terms", "risk_class", "collector", "sales_rep", "address"),
    pl.String,
)
_PARENTS_MAX = 32  # a chain of parents longer than this is a ring

#: Balances as they stand: summed in the order of the index, nothing is sorted.
_NOW = """
SELECT {entity} AS entity, coalesce(held_for, '') AS customer_number, currency, type, held_in AS account, {sums}
FROM open_item WHERE 1 = 1 {own} GROUP BY {one_by_one} held_for, currency, type, held_in
"""
#: The entries booked later than a day, and those told later than a batch.
LATER = "later AS (SELECT no FROM entry WHERE gl_on > :as_of {own} {told})"
_TOLD = "UNION ALL SELECT no FROM entry WHERE batch > :batch AND gl_on <= :as_of {own}"
#: The same of what was posted later than the day, or told later than the batch, turned round. The entries lead: SQLite,
#: left to choose, reads every posting there is and looks each up among them. Each posting is read once for both its
#: sides, and what came and went since is netted before the items are looked up: money received and applied, documents
#: issued and paid.
_LATER = """
WITH {later},
posted AS MATERIALIZED (
  SELECT dr_item, dr_account, dr_customer, cr_item, cr_account, cr_customer, minor
  FROM later CROSS JOIN posting WHERE entry_no = later.no),
side AS (
  SELECT dr_item AS item_id, dr_account AS account, dr_customer AS customer, -minor AS minor
  FROM posted WHERE dr_item IS NOT NULL
  UNION ALL
  SELECT cr_item, cr_account, cr_customer, minor FROM posted WHERE cr_item IS NOT NULL),
moved AS (
  SELECT item_id, account, customer, CAST(sum(minor) AS BIGINT) AS minor FROM side
  GROUP BY item_id, account, customer HAVING sum(minor) <> 0)
SELECT {entity} AS entity, coalesce(m.customer, '') AS customer_number, i.currency, i.type, m.account, {sums}
FROM moved m CROSS JOIN item i WHERE i.item_id = m.item_id {own}
GROUP BY {one_by_one} m.customer, i.currency, i.type, m.account
"""


def sums(
    connection: Connection,
    entity: str | None,
    as_of: date,
    *,
    batch: int = NEWEST,
    basis: str = "due",
    buckets: Sequence[Bucket],
) -> pl.DataFrame:
    """Return what was open on a day as `aging.summed` gives it, with the control `account` each amount lay in.

    `entity` None means all of them. The same day gives the same sums whatever is posted later, or, with `batch`, told
    later.
    """
    young = [f"{bucket.name} or younger" for bucket in buckets[:-1]]
    early = ["not late"] if _told_apart(basis, buckets) else []
    schema: dict[str, Any] = {**_SUMMED, **dict.fromkeys([*young, *early, "open"], pl.Int64)}
    asked = statements(connection, entity, as_of, batch=batch, basis=basis, buckets=buckets)
    both = [frame(connection, statement, schema) for statement in asked]
    kind = pl.col("type")
    until = [*map(pl.col, young), pl.col("open")]
    each = [whole - before for whole, before in zip(until, [pl.lit(0), *until[:-1]], strict=True)]
    return pl.concat(both).select(
        *list(_SUMMED)[:3],
        "account",
        sort(kind).alias("sort"),
        (kind == "deduction").alias("disputed"),
        *(apart.alias(bucket.name) for apart, bucket in zip(each, buckets, strict=True)),
        (pl.col("open") - pl.col(*early or young[:1])).alias("late"),
        "open",
    )


def statements(
    connection: Connection,
    entity: str | None,
    as_of: date,
    *,
    batch: int = NEWEST,
    basis: str = "due",
    buckets: Sequence[Bucket],
) -> list[TextClause]:
    """Return the queries of `sums`: balances as they stand, and what was posted or told later, turned round.

    Their columns: entity, customer, currency, type, account, what is as young as each bucket or younger but the last,
    what is not past due (where the first bucket does not say it), and all of it.
    """
    column, bounds = _BASIS[basis], days(buckets, as_of)
    given: dict[str, Any] = {f"bound{place}": stored_day(connection, bound) for place, bound in enumerate(bounds)}
    given |= {"as_of": stored_day(connection, as_of), "batch": batch, "entity": entity}
    marks = [f"{column} >= :bound{place}" for place in range(len(bounds))]
    if _told_apart(basis, buckets):
        marks.append("due_on >= :as_of")
    return [_statement(template, amount, marks, given) for template, amount in ((_NOW, "balance"), (_LATER, "minor"))]


def _told_apart(basis: str, buckets: Sequence[Bucket]) -> bool:
    """Say whether what is not past due is another sum than the first bucket's."""
    return basis != "due" or buckets[0].last != 0


def later(batch: int) -> str:
    """Return the query of later entries, `later`: by :as_of, and by :batch where not everything known counts."""
    return LATER.replace("{told}", _TOLD if batch < NEWEST else "")


_SUMMED: dict[str, Any] = dict.fromkeys(("entity", "customer_number", "currency", "type", "account"), pl.String)
_BASIS = {"due": "due_on", "issue": "issued_on"}


def _statement(template: str, amount: str, marks: Sequence[str], given: Mapping[str, Any]) -> TextClause:
    """Return a query of sums: of what fits each mark, and of all."""
    sums = [f"CAST(coalesce(sum({amount}) FILTER (WHERE {mark}), 0) AS BIGINT)" for mark in marks]
    one = bool(given["entity"])
    said = template.replace("{later}", later(given["batch"])).format(
        sums=", ".join([*sums, f"CAST(sum({amount}) AS BIGINT)"]),
        own="AND entity = :entity" if one else "",
        entity="CAST(:entity AS TEXT)" if one else "entity",
        one_by_one="" if one else "entity,",
    )
    return text(said).bindparams(**{name: value for name, value in given.items() if f":{name}" in said})


def customers(connection: Connection, entity: str | None, as_of: date, zone: str, batch: int = NEWEST) -> pl.DataFrame:
    """Return the customers as they stood at the end of a day: PEOPLE, `family` and `family_name`, by number.

    A fact holds from the day it was recorded; before the first, the first holds. Whoever an assignment names for the
    day stands before the customer's file. The family is the topmost parent then, the customer itself where there is
    none.
    """
    fact = tables.customer_fact
    until = min(batch, known(connection, last_moment(as_of, zone)))
    columns = [fact.c.no, fact.c.batch, fact.c.entity, fact.c.number.label("customer_number")]
    columns += [fact.c[name] for name in list(PEOPLE)[2:]]
    wanted = select(*columns).where(fact.c.batch <= batch)
    statement = wanted.where(fact.c.entity == entity) if entity else wanted
    schema = {"no": pl.Int64, "batch": pl.Int64, **PEOPLE}
    facts = frame(connection, statement, schema).with_columns(held=pl.col("batch") <= until)
    keys = ["entity", "customer_number"]
    latest = facts.filter("held").sort("no").unique(keys, keep="last")
    first = facts.filter(~pl.col("held")).sort("no").unique(keys, keep="first").join(latest, on=keys, how="anti")
    people = pl.concat([latest, first]).select(list(PEOPLE)).sort(keys)
    return _families(_minded(connection, people, as_of, batch))


def _minded(connection: Connection, people: pl.DataFrame, as_of: date, batch: int) -> pl.DataFrame:
    """Put whom assignments name for the day in the place of whom the customer's file names."""
    keys = ["entity", "customer_number"]
    for entity in people["entity"].unique().sort():
        held = ledger.master.held(connection, entity, ledger.master.Assignment, as_of, batch=batch)
        for (role,), rows in held.partition_by("role", as_dict=True).items():
            if role not in PEOPLE:
                continue
            named = rows.select("customer_number", "person", entity=pl.lit(entity))
            joined = people.join(named, on=keys, how="left", maintain_order="left")
            people = joined.with_columns(pl.coalesce("person", str(role)).alias(str(role))).drop("person")
    return people


def known(connection: Connection, moment: datetime) -> int:
    """Return the number of the last command recorded by a moment; 0 where there was none."""
    batch = tables.batch
    by_then = select(batch.c.no).where(batch.c.recorded_at <= microseconds(moment))
    statement = by_then.order_by(batch.c.no.desc()).limit(1)
    return connection.execute(statement).scalar() or 0


def batch_of(connection: Connection, told: str) -> int:
    """Return how much was known: a batch by its number, or the last one recorded by a moment (RFC 3339); all if empty.

    A ValueError refuses a moment without its zone.
    """
    if not told or told.isdecimal():
        return int(told or NEWEST)
    moment = datetime.fromisoformat(told)
    if moment.tzinfo is None:
        raise ValueError(f"a moment names its zone, like 2026-11-20T17:00:00Z: not {told!r}")
    return known(connection, moment)


def _families(people: pl.DataFrame) -> pl.DataFrame:
    """Add each customer's topmost parent; whoever stands in a ring, or names a parent we do not have, is his own."""
    keys = list(people.select("entity", "customer_number").iter_rows())
    parents = dict(zip(keys, people["parent_number"], strict=True))
    names = dict(zip(keys, people["name"], strict=True))
    tops = [_top(key, parents) for key in keys]
    return people.with_columns(
        pl.Series("family", [number for _, number in tops], pl.String),
        pl.Series("family_name", [names[top] for top in tops], pl.String),
    )


def _top(key: tuple[str, str], parents: dict[tuple[str, str], str]) -> tuple[str, str]:
    """Return the topmost parent of a customer."""
    entity, _ = top = key
    for _step in range(_PARENTS_MAX):
        above = (entity, parents[top])
        if not parents[top] or above not in parents:
            return top
        top = above
    return key


def last_moment(day: date, zone: str) -> datetime:
    """Return the last moment of a day in the entity's time zone."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone)) - timedelta(microseconds=1)
