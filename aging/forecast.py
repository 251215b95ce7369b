"""When what is owed will come, in weeks: by promise, else by how late its customer pays; and how that held."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

import polars as pl

from aging.lateness import Lateness
from kit.days import monday

#: A week is named by its Monday; what should have come already is expected in the first one.
WEEKS = 13


def expected(
    open_items: pl.DataFrame, pays: Callable[[str], Lateness], as_of: date, weeks: int = WEEKS
) -> pl.DataFrame:
    """Return what is expected in each week: columns `currency`, `week` (its Monday), `minor`, in order.

    Columns read: `customer_number`, `currency`, `due_date`, `open`, and `sure_on`, the day on which an amount comes for
    sure, or null. Every cent is in one week, what comes after the last is told as the week after it. Credits lower the
    week in which they fall due.
    """
    first = monday(as_of)
    ends = [7 * week + 6 - (as_of - first).days for week in range(weeks)]
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (weeks + 1))
    keys = ["currency", "customer_number", "due_date", "sure_on"]
    credited = pl.when(pl.col("open") < 0).then(pl.coalesce("sure_on", "due_date")).otherwise("sure_on")
    rows = open_items.with_columns(sure_on=credited).group_by(keys).agg(pl.col("open").sum())
    for currency, customer, due, sure, minor in rows.select(*keys, "open").iter_rows():
        age = (as_of - (sure or due)).days
        told = (Lateness((), ()) if sure else pays(customer)).split(minor, age, ends)
        sums[currency] = [before + more for before, more in zip(sums[currency], told, strict=True)]
    days = [date.fromordinal(first.toordinal() + 7 * week) for week in range(weeks + 1)]
    found = [(money, day, minor) for money in sorted(sums) for day, minor in zip(days, sums[money], strict=True)]
    return pl.DataFrame(found, {"currency": pl.String, "week": pl.Date, "minor": pl.Int64}, orient="row")
