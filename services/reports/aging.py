"""Aging: what is owed on a day by how long it is past due, by whatever a portfolio is cut by."""

from collections.abc import Mapping

import polars as pl
from sqlalchemy import Connection

from aging.aged import BASES, PARTS, Credits, regrouped, tabled
from aging.buckets import BOUNDS, spelled
from credit.reading import Rates
from services.exports import decimals
from services.reports import balances, books
from services.reports.asked import ENTITIES, KNOWN_AT, Asked, Option, whose
from services.reports.pictures import Picture, columns
from services.workspace import Workspace

#: How a table can be cut -> the columns that name a row; each row has one currency besides.
GROUPINGS: Mapping[str, tuple[str, ...]] = {
    "customer": ("customer_number", "name"),
    "parent": ("family", "family_name"),
    "collector": ("collector",),
    "sales_rep": ("sales_rep",),
    "entity": ("entity",),
    "currency": (),
}
UNKNOWN = "(payer unknown)"
NOBODY = "(nobody)"
NOT_SHOWN = "(credits, not shown above)"
BOUNDS_SAID = ",".join(map(str, BOUNDS))
OPTIONS = (
    Option("by", "what makes a row; attributes are those of the day", "customer", tuple(GROUPINGS)),
    Option("basis", "the date whose days are counted", "due", BASES),
    Option("buckets", "upper bounds in days, ascending; days past the last fall into one more", BOUNDS_SAID),
    Option(
        "credits", "credits apart, in their own bucket, netted against the oldest, or hidden", "apart", tuple(Credits)
    ),
    ENTITIES,
    Option("reporting", "the currency in which all is told, by each entity's rates of the day; empty: its own"),
    KNOWN_AT,
)
NOTES = (
    "Days are counted from the due date, or from the document's with basis=issue; due today is current.",
    "What was open on the day by GL date: whatever is posted later changes nothing, and known_at leaves out what was",
    "recorded later. Customers, parents, collectors and sales reps are those of the day.",
    "Credits: credit memos and unapplied cash; unapplied is the cash among them. Disputed stays in its bucket too.",
    "Collectible: past due, less what is disputed, less credits, customer by customer and never below nothing.",
)


def aging(workspace: Workspace, asked: Asked) -> pl.DataFrame:
    """Return a row a group and currency, unapplied cash among the credits; amounts as decimals."""
    table = in_minor(workspace, asked)
    amounts = [name for name, kind in table.schema.items() if kind == pl.Int64]
    return table.with_columns(decimals(table, name) for name in amounts)


def pictures(table: pl.DataFrame) -> tuple[Picture, ...]:
    """Return for each currency a bar a bucket, and one for credits where they are shown."""
    buckets = [name for name in table.columns if name == "current" or name.startswith("days_")]
    return columns(table, buckets + [name for name in ("credits",) if name in table.columns])


def in_minor(workspace: Workspace, asked: Asked) -> pl.DataFrame:
    """Return the same in minor units. Refused: Invalid for bounds that do not ascend or a moment that is none."""
    buckets = asked.read("buckets", spelled)
    how = Credits(asked["credits"])
    entity = whose(workspace, asked)
    with workspace.database.reading() as connection:
        batch = asked.read("known_at", lambda told: books.batch_of(connection, told))
        held = balances.sums(connection, entity, asked.as_of, batch=batch, basis=asked["basis"], buckets=buckets)
        held = _told_in(connection, held, asked)
        zone = workspace.settings.time_zone
        people = books.customers(connection, entity, asked.as_of, zone, batch)
    single = tabled(held, buckets=buckets, credits_as=how)
    named = single.join(people, on=["entity", "customer_number"], how="left").with_columns(*spoken())
    by = (*GROUPINGS[asked["by"]], "currency")
    table = regrouped(named, by)
    order = [bucket.name for bucket in buckets] + [
        "credits",
        "disputed",
        "past_due",
        "total",
        "unapplied",
        "collectible",
    ]
    assert set(order[len(buckets) :]) == set(PARTS)
    table = table.select(*by, *order)
    return _hidden(table, by) if how is Credits.HIDDEN else table


def _told_in(connection: Connection, held: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Return sums in the reporting currency, bucket by bucket, so that they add. Refused: Invalid without a rate."""
    wanted = asked["reporting"]
    if not wanted:
        return held
    rates = {entity: Rates(connection, entity, asked.as_of) for entity in held["entity"].unique()}
    amounts = [name for name, kind in held.schema.items() if kind == pl.Int64 and name != "open"]
    rows = [
        {**row, **{name: rates[row["entity"]].to(row[name], row["currency"], wanted) for name in amounts}}
        for row in held.iter_rows(named=True)
    ]
    whole = pl.sum_horizontal(name for name in amounts if name != "late")
    return pl.DataFrame(rows, held.schema, orient="row").with_columns(open=whole, currency=pl.lit(wanted))


def spoken() -> list[pl.Expr]:
    """Return the columns of a row with words where there is nobody: cash whose payer is unknown, no collector."""
    unknown = pl.col("customer_number") == ""
    named = [
        pl.when(unknown).then(pl.lit(UNKNOWN)).otherwise(pl.col(name)).fill_null("").alias(name)
        for name in ("name", "family_name")
    ]
    nobody = [
        pl.when(pl.col(name).fill_null("") == "").then(pl.lit(NOBODY)).otherwise(pl.col(name)).alias(name)
        for name in ("collector", "sales_rep")
    ]
    return [*named, *nobody, pl.col("family").fill_null(pl.col("customer_number"))]


def _hidden(table: pl.DataFrame, by: tuple[str, ...]) -> pl.DataFrame:
    """Leave credits out of the rows and say them in one row a currency below: the total of the table stays."""
    below = table.group_by("currency").agg(total=pl.col("credits").sum()).filter(pl.col("total") != 0).sort("currency")
    texts = {name: pl.lit(NOT_SHOWN) for name in by if name != "currency"}
    rows = table.with_columns(total=pl.col("total") - pl.col("credits")).drop("credits", "unapplied")
    return pl.concat([rows, below.with_columns(**texts)], how="diagonal").with_columns(pl.col(pl.Int64).fill_null(0))
