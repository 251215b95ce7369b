"""Whom to call to move the most cash, and how late everybody is expected to pay, and why."""

from datetime import date, timedelta
from typing import Any

import polars as pl

import ledger
from aging.forecast import expected
from kit.days import monday
from services.exports import decimals
from services.reports.asked import Asked
from services.reports.forecast import known
from services.reports.pictures import Bar, Picture
from services.workspace import Workspace

CALL_NOTES = (
    "Due: what falls due up to the end of this week and is neither disputed nor promised. Expected: what of it comes",
    "this week by itself, as the cash forecast says. Moved: what a call can bring forward, the most first.",
)
DELAY_NOTES = (
    "Days after the due day by which 10, 50 and 90 percent of a customer's invoices are expected to be paid: its own",
    "of the past year, and ten that are spread as those of its risk class. Own: how much of that is its own history.",
)
_DUE: dict[str, Any] = {
    **dict.fromkeys(("customer_number", "name", "collector", "currency"), pl.String),
    **dict.fromkeys(("due", "expected", "moved"), pl.Int64),
    "half_paid_after_days": pl.Int64,
}
_DELAYS: dict[str, Any] = {
    **dict.fromkeys(("customer_number", "name", "risk_class"), pl.String),
    **dict.fromkeys(("invoices", "days_10", "days_50", "days_90", "own_percent"), pl.Int64),
}


def calls_for_cash(workspace: Workspace, asked: Asked) -> pl.DataFrame:
    """Return what a call can bring forward into this week, the most first; amounts as decimals."""
    with workspace.database.reading() as connection:
        now = next(known(workspace, connection, [asked.as_of]))
        people = _people(ledger.reads.customers(connection, workspace.settings.entity), "name", "collector")
    last = monday(asked.as_of) + timedelta(days=6)
    asks = (pl.col("open") > 0) & (pl.col("due_date") <= last) & pl.col("sure_on").is_null()
    asked_for = now.collectible.filter(asks)
    weeks = expected(asked_for, now.pays, asked.as_of, 1, ("customer_number", "currency"))
    sums = weeks.group_by("customer_number", "currency").agg(due=pl.col("minor").sum(), comes=_this_week(asked.as_of))
    rows = [
        (who, *people.get(who, ("", "")), currency, due, comes, due - comes, now.pays(who).day(50))
        for who, currency, due, comes in sums.iter_rows()
    ]
    table = pl.DataFrame(rows, _DUE, orient="row")
    table = table.sort("moved", "customer_number", "currency", descending=[True, False, False])
    return table.with_columns(decimals(table, name) for name in ("due", "expected", "moved"))


def payment_delays(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return how late each customer is expected to pay, the slowest first."""
    with workspace.database.reading() as connection:
        now = next(known(workspace, connection, [as_of]))
        people = _people(ledger.reads.customers(connection, workspace.settings.entity), "name")
    rows = []
    for who, (name,) in people.items():
        told = now.pays(who)
        days = (told.day(percent) for percent in (10, 50, 90))
        rows.append((who, name, now.classes.get(who, ""), told.invoices, *days, told.own_percent))
    table = pl.DataFrame(rows, _DELAYS, orient="row")
    return table.sort("days_50", "days_90", "customer_number", descending=[True, True, False])


def pictures(table: pl.DataFrame) -> tuple[Picture, ...]:
    """Return for each currency the ten calls that move the most."""
    found = []
    for (currency,), rows in table.group_by("currency", maintain_order=True):
        told = rows.head(10).select("name", "moved").rows()
        found.append(Picture(str(currency), tuple(Bar.of(name, amount, str(currency)) for name, amount in told)))
    return tuple(found)


def _this_week(on: date) -> pl.Expr:
    """Return what comes in the week of a day by itself."""
    return pl.col("minor").filter(pl.col("week") == monday(on)).sum()


def _people(rows: pl.DataFrame, *names: str) -> dict[str, tuple[str, ...]]:
    """Return what is known of each customer, by number."""
    return {number: tuple(more) for number, *more in rows.select("customer_number", *names).iter_rows()}
