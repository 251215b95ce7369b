"""The weekly aging: what was past due at the end of a Monday, by rep or manager, as it was known by then."""

from datetime import UTC, date, datetime

import polars as pl

from kit.days import monday
from services.exports import decimals
from services.reports import aging as aged
from services.reports.asked import Asked, Option
from services.reports.books import last_moment
from services.reports.pictures import Picture, columns
from services.workspace import Workspace

ALL = "(all)"
NOTES = (
    "As of the Monday of the week, at its end and as known by then: asked again later, it is the same to the byte.",
    "Past due: what is owed and due before the day; collectible: less what is disputed and less credits, customer by",
    "customer. The last row of a currency is the sum of those above: the company.",
)
#: Cuts of the aging that a week is told by.
CUTS = ("sales_rep", "collector", "customer", "parent")
OPTIONS = (
    Option("by", "what makes a row; attributes are those of the day", "sales_rep", CUTS),
    Option("buckets", "upper bounds in days, ascending; days past the last fall into one more", aged.BOUNDS_SAID),
)


def past_due(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return a row a group and currency with something past due, and the company below; amounts as decimals."""
    on = monday(given.as_of)
    values = {option.name: option.default for option in aged.OPTIONS} | dict(given.values)
    values["known_at"] = known_at(on, workspace.settings.time_zone, workspace.now())
    table = aged.in_minor(workspace, Asked(on, values))
    keys = [name for name, kind in table.schema.items() if kind == pl.String and name != "currency"]
    late = [name for name in table.columns if name.startswith("days_")]
    shown = [*late, "past_due", "disputed", "collectible"]
    rows = table.filter(pl.col("past_due") != 0).select(pl.lit(on).alias("monday"), *keys, "currency", *shown)
    named = [pl.lit(ALL if name == keys[0] else "").alias(name) for name in keys]
    company = rows.group_by("currency", maintain_order=True).agg(pl.col(shown).sum()).sort("currency")
    below = company.select(pl.lit(on).alias("monday"), *named, "currency", *shown)
    whole = pl.concat([rows.sort("currency", "past_due", *keys, descending=[False, True, *[False] * len(keys)]), below])
    ordered = whole.sort("currency", maintain_order=True)
    return ordered.with_columns(decimals(ordered, name) for name in shown)


def pictures(table: pl.DataFrame) -> tuple[Picture, ...]:
    """Return for each currency a bar a bucket of the company."""
    names = [name for name in table.columns if name.startswith("days_")]
    keys = [name for name in table.columns if name not in {"monday", "currency"}]
    return columns(table.filter(pl.col(keys[0]) == ALL), names)


def known_at(on: date, zone: str, now: datetime) -> str:
    """Return the end of a day where it lies behind us, else nothing: then all that is known counts."""
    end = last_moment(on, zone).astimezone(UTC)
    return end.isoformat() if end < now else ""
