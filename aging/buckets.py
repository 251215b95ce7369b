"""Open items fall into buckets by how many days past due they are on a day that is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import polars as pl

#: What `aged` reads of an open item. Amounts are signed minor units; credits and unapplied cash are negative.
OPEN_ITEMS: dict[str, type[pl.DataType]] = {
    "customer_number": pl.String,
    "document_type": pl.String,
    "currency": pl.String,
    "issue_date": pl.Date,
    "due_date": pl.Date,
    "open": pl.Int64,
    "disputed": pl.Boolean,
}
#: Documents whose balance is shown in a column of its own, whatever their age (DOMAIN §5, mode a).
CREDITS = ("credit_memo", "receipt", "on_account")


@dataclass(frozen=True, slots=True)
class Bucket:
    """Days past due from `first` to `last`, both included; None is open-ended."""

    name: str
    first: int | None
    last: int | None


#: Due today is current; overdue starts at 1 (DOMAIN §5).
BUCKETS = (
    Bucket("current", None, 0),
    Bucket("days_1_30", 1, 30),
    Bucket("days_31_60", 31, 60),
    Bucket("days_61_90", 61, 90),
    Bucket("days_91_plus", 91, None),
)


def validated(buckets: Sequence[Bucket]) -> tuple[Bucket, ...]:
    """Return the buckets if they cover every day once, in order; a ValueError refuses a gap or an overlap."""
    if not buckets or buckets[0].first is not None or buckets[-1].last is not None:
        raise ValueError("the first bucket has no beginning and the last has no end")
    for earlier, later in pairwise(buckets):
        if earlier.last is None or later.first != earlier.last + 1:
            raise ValueError(f"{later.name} does not start the day after {earlier.name} ends")
    return tuple(buckets)


def aged(
    open_items: pl.DataFrame,
    as_of: date,
    *,
    basis: str = "due",
    by: Sequence[str] = ("customer_number", "currency"),
    buckets: Sequence[Bucket] = BUCKETS,
) -> pl.DataFrame:
    """Return one row per `by` with a column a bucket, `credits`, `disputed`, `past_due` and `total`, in minor units.

    `basis` is `due` or `issue`: the date whose days are counted. A disputed item stays in its bucket and is shown
    beside. The total is the sum of all buckets and credits; currencies are never added, so keep `currency` in `by`.
    """
    assert basis in {"due", "issue"}, basis
    days = (pl.lit(as_of) - pl.col(f"{basis}_date")).dt.total_days()
    credit = pl.col("document_type").is_in(CREDITS) | (pl.col("open") < 0)
    frame = open_items.with_columns(days=days, credit=credit)
    columns = [
        pl.col("open").filter(~pl.col("credit") & _within(bucket)).sum().alias(bucket.name)
        for bucket in validated(buckets)
    ]
    return (
        frame.group_by(by)
        .agg(
            *columns,
            credits=pl.col("open").filter("credit").sum(),
            disputed=pl.col("open").filter(pl.col("disputed") & ~pl.col("credit")).sum(),
            past_due=pl.col("open").filter(~pl.col("credit") & (pl.col("days") > 0)).sum(),
            total=pl.col("open").sum(),
        )
        .sort(by)
    )


def _within(bucket: Bucket) -> pl.Expr:
    """Return whether the row's days fall into the bucket."""
    low = pl.lit(value=True) if bucket.first is None else pl.col("days") >= bucket.first
    high = pl.lit(value=True) if bucket.last is None else pl.col("days") <= bucket.last
    return low & high
