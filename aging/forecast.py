"""When what is owed will come: each item by its due day and how late its customer pays, in weeks; and how that held."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from kit.days import monday

#: A week is named by its Monday; what should have come already is expected in the first one.
WEEKS = 13
#: A customer with fewer paid invoices than this pays as all customers together do.
ENOUGH = 5


def lateness(paid: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Return how many days after the due day each customer pays, by amount, and all together; never before it is due.

    Columns read: `customer_number`, `amount`, `due_on`, `closed_on`. Whole days, rounded half up; customers with few
    paid invoices are left out and pay as all do.
    """
    days = (pl.col("closed_on") - pl.col("due_on")).dt.total_days()
    weighed = paid.select("customer_number", "amount", late=days * pl.col("amount"))
    sums = weighed.group_by("customer_number").agg(
        pl.len().alias("invoices"), pl.col("amount").sum(), pl.col("late").sum()
    )
    known = sums.filter((pl.col("invoices") >= ENOUGH) & (pl.col("amount") > 0)).select(
        "customer_number", late=_half_up(pl.col("late"), pl.col("amount")).clip(lower_bound=0)
    )
    amount, late = sum(weighed["amount"].to_list()), sum(weighed["late"].to_list())
    return known.sort("customer_number"), max((2 * late + amount) // (2 * amount), 0) if amount else 0


def _half_up(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Return a quotient of whole numbers, rounded half up."""
    return (2 * part + whole) // (2 * whole)


def expected(
    open_items: pl.DataFrame, known: pl.DataFrame, otherwise: int, as_of: date, weeks: int = WEEKS
) -> pl.DataFrame:
    """Return what is expected in each week: columns `currency`, `week` (its Monday), `minor`, in order.

    Every cent of the items is in one week: what is overdue is expected in the first, what comes after the last is told
    as the week after it. Credits lower the week in which they fall due.
    """
    first = monday(as_of)
    late = pl.col("late").fill_null(otherwise)
    joined = open_items.join(known, on="customer_number", how="left")
    day = pl.max_horizontal(pl.col("due_date") + pl.duration(days=late), pl.lit(as_of))
    place = ((day - pl.lit(first)).dt.total_days() // 7).clip(upper_bound=weeks)
    rows = joined.select("currency", "open", place=place)
    sums = rows.group_by("currency", "place").agg(pl.col("open").sum().alias("minor"))
    order = pl.DataFrame({"place": range(weeks + 1)}, schema={"place": pl.Int64})
    whole = rows.select("currency").unique().join(order, how="cross").join(sums, on=["currency", "place"], how="left")
    named = (pl.lit(first) + pl.duration(days=7 * pl.col("place"))).alias("week")
    return whole.sort("currency", "place").select("currency", named, pl.col("minor").fill_null(0))


def errors(forecast: Sequence[int], came: Sequence[int]) -> tuple[int, int]:
    """Return by how much forecasts missed what came, added up without regard to sign, and with it."""
    gaps = [wanted - got for wanted, got in zip(forecast, came, strict=True)]
    return sum(abs(gap) for gap in gaps), sum(gaps)
