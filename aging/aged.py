"""Aging is a table: what is open on a day, one row a group, one column a bucket, credits and disputes apart."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import polars as pl

from aging.buckets import BUCKETS, Bucket, position

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
CASH = ("receipt", "on_account")
#: What a sum is made of: owed to us, a credit on paper, or money not yet applied.
OWED, CREDIT, UNAPPLIED = 0, 1, 2
BASES = ("due", "issue")
PARTS = ("credits", "unapplied", "disputed", "past_due", "collectible", "total")
#: Netting and what is collectible are told for each of these.
ONE = ("entity", "customer_number", "currency")


class Credits(StrEnum):
    """Where credits and unapplied cash are shown; the total is the same in every one (DOMAIN §5, modes a to d)."""

    APART = "apart"
    DATED = "dated"
    NETTED = "netted"
    HIDDEN = "hidden"


def sort(kind: pl.Expr) -> pl.Expr:
    """Return what a document of a type is, one of SORTS."""
    paper = pl.when(kind.is_in(CREDITS)).then(CREDIT).otherwise(OWED)
    return pl.when(kind.is_in(CASH)).then(UNAPPLIED).otherwise(paper).cast(pl.UInt8)


def summed(
    open_items: pl.DataFrame,
    as_of: date,
    *,
    basis: str = "due",
    buckets: Sequence[Bucket] = BUCKETS,
    keys: Sequence[str] = ONE,
) -> pl.DataFrame:
    """Return open items summed by `keys`, sort and dispute: a column a bucket, `late` (past due) and `open`.

    `basis` is `due` or `issue`: the date whose days are counted. Past due is always told by the due date.
    """
    assert basis in BASES, basis
    kind = sort(pl.col("document_type"))
    credit = (kind == OWED) & (pl.col("open") < 0)
    place = position(pl.col(f"{basis}_date"), buckets, as_of)
    parts = {bucket.name: place == number for number, bucket in enumerate(buckets)} | {
        "late": pl.col("due_date") < as_of
    }
    lines = open_items.lazy().select(
        *keys,
        pl.when(credit).then(CREDIT).otherwise(kind).cast(pl.UInt8).alias("sort"),
        "disputed",
        *(pl.when(part).then("open").otherwise(0).alias(name) for name, part in parts.items()),
        "open",
    )
    one = _same_in_all(open_items, keys)
    by = [*(key for key in keys if key not in one), "sort", "disputed"]
    sums = lines.group_by(by).agg(pl.col([*parts, "open"]).sum()).with_columns(one.values())
    return sums.select(*keys, "sort", "disputed", *parts, "open").collect()


def _same_in_all(rows: pl.DataFrame, keys: Sequence[str]) -> dict[str, pl.Expr]:
    """Return the keys that are the same in all rows, with what they are: grouping by them costs and tells nothing."""
    first = rows.head(1)
    same = [key for key in keys if rows.height and rows[key].eq_missing(first[key]).all()]
    return {key: pl.lit(first[key].item(), dtype=rows.schema[key]).alias(key) for key in same}


def tabled(
    sums: pl.DataFrame,
    *,
    keys: Sequence[str] = ONE,
    buckets: Sequence[Bucket] = BUCKETS,
    credits_as: Credits = Credits.APART,
) -> pl.DataFrame:
    """Return one row for each `keys` with a column a bucket and PARTS, in minor units, in the order of the keys.

    `sums` are what `summed` gives, or a database that sums itself. `credits` holds credit memos and unapplied cash
    (`unapplied` is the cash among them); `disputed` and `past_due` are parts of the buckets; `collectible` is what is
    past due, not disputed, and not covered by credits (DOMAIN §5). Currencies are never added: keep `currency` among
    the keys.
    """
    owed = pl.col("sort") == OWED
    dated = credits_as is Credits.DATED
    parts = {bucket.name: (owed | dated, bucket.name) for bucket in buckets} | {
        "credits": (~owed & ~pl.lit(dated), "open"),
        "unapplied": (pl.col("sort") == UNAPPLIED, "open"),
        "disputed": (owed & pl.col("disputed"), "open"),
        "past_due": (owed, "late"),
        "undisputed": (owed & ~pl.col("disputed"), "late"),
        "against": (~owed, "open"),
        "total": (pl.lit(value=True), "open"),
    }
    columns = [pl.when(part).then(column).otherwise(0).alias(name) for name, (part, column) in parts.items()]
    table = sums.lazy().select(*keys, *columns).group_by(keys).agg(pl.col(list(parts)).sum()).collect()
    collectible = (pl.col("undisputed") + pl.col("against")).clip(lower_bound=0)
    table = table.with_columns(collectible=collectible).drop("undisputed", "against")
    if credits_as is Credits.NETTED:
        table = _netted(table, [bucket.name for bucket in buckets])
    return table.filter(pl.any_horizontal(pl.exclude(keys) != 0)).sort(keys)


def regrouped(table: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Return a table summed over other columns: its amounts add, its rows become one for each `by`, in their order."""
    amounts = [name for name, kind in table.schema.items() if kind == pl.Int64 and name not in by]
    return table.group_by(by).agg(pl.col(amounts).sum()).sort(by)


def aged(
    open_items: pl.DataFrame,
    as_of: date,
    *,
    basis: str = "due",
    by: Sequence[str] = ("customer_number", "currency"),
    buckets: Sequence[Bucket] = BUCKETS,
    credits_as: Credits = Credits.APART,
) -> pl.DataFrame:
    """Return the aging of open items on a day, one row for each `by`: `summed` and `tabled` in one go.

    Netting and what is collectible are told customer by customer, then added: one customer's credit pays nobody else's
    invoice.
    """
    keys = list(dict.fromkeys([*(name for name in ONE if name in open_items.columns), *by]))
    sums = summed(open_items, as_of, basis=basis, buckets=buckets, keys=keys)
    table = tabled(sums, keys=keys, buckets=buckets, credits_as=credits_as)
    return table if keys == list(by) else regrouped(table, by)


def _netted(table: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Set each row's credits against its oldest debits; what they exceed stays in the column of credits."""
    for name in reversed(names):
        taken = pl.min_horizontal(pl.col(name), -pl.col("credits"))
        table = table.with_columns(pl.col(name) - taken, credits=pl.col("credits") + taken)
    return table
