"""What was left of every item on a past day: the sum of its movements by GL day, and by what was known (DOMAIN §5)."""

from datetime import date

import polars as pl

#: One side of a posting: `minor` is signed (debit positive), `account` and `customer_number` are those it names.
MOVES: dict[str, type[pl.DataType]] = {
    "item_id": pl.String,
    "account": pl.String,
    "customer_number": pl.String,
    "minor": pl.Int64,
    "gl_date": pl.Date,
    "batch": pl.Int64,
}
#: Facts of an item that no later event changes.
ITEMS: dict[str, type[pl.DataType]] = {
    "item_id": pl.String,
    "entity": pl.String,
    "document_type": pl.String,
    "document_number": pl.String,
    "currency": pl.String,
    "issue_date": pl.Date,
    "due_date": pl.Date,
    "amount": pl.Int64,
}
_HELD = ("item_id", "account", "customer_number")


def seen(moves: pl.DataFrame, as_of: date, batch: int | None = None) -> pl.DataFrame:
    """Return the movements that count on a day: posted by then, and told to us up to a batch (None: all of them)."""
    known = pl.lit(value=True) if batch is None else pl.col("batch") <= batch
    return moves.filter((pl.col("gl_date") <= as_of) & known)


def standing(items: pl.DataFrame, moves: pl.DataFrame, as_of: date, batch: int | None = None) -> pl.DataFrame:
    """Return ITEMS with `account`, `customer_number` and `open`: what was left of each, where and for whom, on the day.

    Built from the movements alone, so that whatever is posted later changes nothing: a payment of 2 April still leaves
    its invoice open on 31 March, and cash identified later stands under nobody's name before.
    """
    held = seen(moves, as_of, batch).group_by(_HELD).agg(pl.col("minor").sum().alias("open"))
    return items.join(held.filter(pl.col("open") != 0), on="item_id", how="inner")


def unwound(now: pl.DataFrame, later: pl.DataFrame) -> pl.DataFrame:
    """Return what was left before the later movements: the same as `standing`, at the cost of what came after alone.

    `now` has `item_id`, `account`, `customer_number` and `open` as they stand; `later` the MOVES not `seen` yet.
    """
    touched = later.select("item_id").unique()
    before = later.select(*_HELD, (-pl.col("minor")).alias("open"))
    stood = now.select(*_HELD, "open")
    moved = pl.concat([stood.join(touched, on="item_id", how="semi"), before])
    turned = moved.group_by(_HELD).agg(pl.col("open").sum())
    return pl.concat([stood.join(touched, on="item_id", how="anti"), turned]).filter(pl.col("open") != 0)
