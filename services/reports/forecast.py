"""The cash forecast: what is expected in each of the coming weeks, and beside it how the last forecasts held."""

from datetime import date, timedelta

import polars as pl
from sqlalchemy import Connection

from aging.forecast import WEEKS, expected, lateness
from aging.roll_forward import RECEIVED
from kit.days import monday
from services.exports import decimals
from services.reports import balances, flows
from services.reports.asked import Asked, Option
from services.reports.pictures import Bar, Picture
from services.workspace import Workspace

#: How far back payments say how late somebody pays.
YEAR = timedelta(days=365)
WEEKS_MAX = 52
OPTIONS = (
    Option("weeks", "how many weeks ahead", str(WEEKS)),
    Option("tested", "how many past weeks are forecast again from what was known before each", "4"),
)
NOTES = (
    "Each open item is expected on its due day, later by as many days as its customer paid late in the past year, by",
    "amount; customers with few paid invoices pay as all do. What is overdue is expected in the first week; what comes",
    "after the last week is told as one more. Disputed items are left out: the weeks sum to what is collectible.",
    "Back-test: what would have been forecast for a past week at its beginning, what was received in it, and the gap.",
)


def cash_forecast(workspace: Workspace, asked: Asked) -> pl.DataFrame:
    """Return a row a currency and week: what is expected, or of a past week what was and what came; as decimals."""
    weeks, tested = (asked.read(name, _weeks) for name in ("weeks", "tested"))
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        ahead = forecast(connection, entity, asked.as_of, asked.as_of, weeks)
        past = [
            _tested(connection, entity, monday(asked.as_of) - timedelta(days=7 * back)) for back in range(tested, 0, -1)
        ]
    rows = pl.concat([*past, ahead.select("currency", "week", expected="minor", came=pl.lit(None, pl.Int64))])
    gap = rows.with_columns(missed=pl.col("expected") - pl.col("came"))
    table = gap.sort("currency", "week")
    return table.with_columns(decimals(table, name) for name in ("expected", "came", "missed"))


def forecast(connection: Connection, entity: str, known_on: date, begins: date, weeks: int) -> pl.DataFrame:
    """Return what is expected from a day on of what was open at the end of another: as `aging.forecast.expected`."""
    paid = flows.paid(connection, entity, known_on - YEAR, known_on)
    known, otherwise = lateness(paid)
    held = balances.open_items(connection, entity, known_on)
    collectible = held.filter(pl.col("document_type") != "deduction")
    return expected(collectible, known, otherwise, begins, weeks)


def _tested(connection: Connection, entity: str, week: date) -> pl.DataFrame:
    """Return a past week's forecast, made the day before it began, and what was received in it."""
    wanted = forecast(connection, entity, week - timedelta(days=1), week, 1).filter(pl.col("week") == week)
    sums = wanted.group_by("currency").agg(pl.col("minor").sum().alias("expected"))
    moved = flows.flows(connection, entity, week, week + timedelta(days=6))
    came = moved.filter(pl.col("kind").is_in(RECEIVED)).group_by("currency").agg((-pl.col("minor").sum()).alias("came"))
    both = sums.join(came, on="currency", how="full", coalesce=True)
    return both.select("currency", pl.lit(week).alias("week"), pl.col("expected", "came").fill_null(0))


def _weeks(text: str) -> int:
    """Return how many weeks. A ValueError refuses more than a year."""
    weeks = int(text)
    if not 0 <= weeks <= WEEKS_MAX:
        raise ValueError(f"0 to {WEEKS_MAX} weeks, not {weeks}")
    return weeks


def pictures(table: pl.DataFrame) -> tuple[Picture, ...]:
    """Return for each currency a bar for each week to come."""
    found = []
    for (currency,), rows in table.filter(pl.col("came").is_null()).group_by("currency", maintain_order=True):
        told = rows.select("week", "expected").rows()
        bars = [Bar.of(f"week of {week}", amount, str(currency)) for week, amount in told]
        found.append(Picture(str(currency), tuple(bars)))
    return tuple(found)
