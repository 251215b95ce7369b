"""When what is owed will come, in weeks: by promise, else by how late its customer pays; and how that held."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from aging.lateness import Lateness
from kit.days import monday

#: A week is named by its Monday; what should have come already is expected in the first one.
WEEKS = 13


def expected(
    open_items: pl.DataFrame,
    pays: Callable[[str], Lateness],
    as_of: date,
    weeks: int = WEEKS,
    by: Sequence[str] = ("currency",),
) -> pl.DataFrame:
    """Return what is expected in each week: `by`, `week` (its Monday), `minor`, in order.

    Columns read: `customer_number`, `currency`, `due_date`, `open`, and `sure_on`, the day on which an amount comes for
    sure, or null. Every cent is in one week, what comes after the last is told as the week after it. Credits lower the
    week in which they fall due.
    """
    first = monday(as_of)
    ends = [7 * week + 6 - (as_of - first).days for week in range(weeks)]
    keys = ["currency", "customer_number", "due_date", "sure_on"]
    credited = pl.when(pl.col("open") < 0).then(pl.coalesce("sure_on", "due_date")).otherwise("sure_on")
    age = (pl.lit(as_of) - pl.coalesce("sure_on", "due_date")).dt.total_days()
    rows = open_items.with_columns(sure_on=credited).group_by(keys).agg(pl.col("open").sum()).with_columns(age=age)
    spread = rows.filter(pl.col("sure_on").is_null())
    weights = _weights(spread, pays, ends)
    unknown = pl.col(weights.columns[2:]).fill_null(0)
    told = rows.join(weights, on=["customer_number", "age"], how="left").with_columns(unknown)
    come = [*(_come(place, end) for place, end in enumerate(ends)), pl.col("open").cast(pl.Int128)]
    sums = told.group_by(by).agg(part.sum().alias(f"{place}") for place, part in enumerate(come))
    days = [first + timedelta(days=7 * week) for week in range(weeks + 1)]
    minor = [pl.col(f"{place}") - (pl.col(f"{place - 1}") if place else 0) for place in range(weeks + 1)]
    found = [
        sums.select(*by, week=pl.lit(day), minor=part.cast(pl.Int64)) for day, part in zip(days, minor, strict=True)
    ]
    return pl.concat(found).sort(*by, "week")


def _weights(rows: pl.DataFrame, pays: Callable[[str], Lateness], ends: Sequence[int]) -> pl.DataFrame:
    """Return for each customer and age the weights: what had come `before`, what has by each end, and the `whole`.

    Of whom nothing is known there is no row.
    """
    asked = ((customer, pays(customer)) for customer in rows["customer_number"].unique())
    hows = {customer: how for customer, how in asked if how.whole}
    cases = rows.group_by("customer_number").agg(pl.col("age").unique())
    cases = cases.filter(pl.col("customer_number").is_in(list(hows)))
    after = np.array([-1, *ends])
    looked = [np.empty((0, len(ends) + 2), np.int64)]
    for customer, ages in cases.iter_rows():
        how = hows[customer]
        came = how.by(np.add.outer(np.array(ages), after))
        looked.append(np.column_stack([came, np.full(len(ages), how.whole)]))
    names = ["before", *(f"by{place}" for place in range(len(ends))), "whole"]
    columns = zip(names, np.concatenate(looked).T, strict=True)
    weights = [_whole_numbers(name, column) for name, column in columns]
    return cases.explode("age").with_columns(weights)


def _whole_numbers(name: str, column: NDArray[Any]) -> pl.Series:
    """Return numbers as wide as they may be; those that 64 bits do not hold are Python's own."""
    if column.dtype == object:
        return pl.Series(name, column.tolist(), pl.Int128)
    return pl.Series(name, np.ascontiguousarray(column)).cast(pl.Int128)


def _come(place: int, end: int) -> pl.Expr:
    """Return how much has come by an end: for sure, or where nothing is known, on its day; else by the weights."""
    minor, left = pl.col("open").cast(pl.Int128), pl.col("whole") - pl.col("before")
    share = (2 * minor * (pl.col(f"by{place}") - pl.col("before")) + left) // (2 * left)
    plain = pl.when(-pl.col("age") <= end).then(minor).otherwise(0)
    by_day = pl.col("sure_on").is_not_null() | (pl.col("whole") == 0)
    return pl.when(by_day).then(plain).when(left == 0).then(0).otherwise(share)
