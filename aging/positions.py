"""What was left of every item on a past day, by GL day and as known then: what came since is unwound (DOMAIN §5)."""

import polars as pl

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


def unwound(now: pl.DataFrame, later: pl.DataFrame) -> pl.DataFrame:
    """Return what was left of each item before the later movements, where and for whom, at the cost of those alone.

    `now` has `item_id`, `account`, `customer_number` and `open` as they stand; `later` the same with `minor`, signed
    (debit positive): what was posted since, or told to us since. So nothing that is posted later changes a past day: a
    payment of 2 April still leaves its invoice open on 31 March, and cash identified later stood under nobody's name.
    """
    touched = later.select("item_id").unique()
    before = later.select(*_HELD, (-pl.col("minor")).alias("open"))
    stood = now.select(*_HELD, "open")
    moved = pl.concat([stood.join(touched, on="item_id", how="semi"), before])
    turned = moved.group_by(_HELD).agg(pl.col("open").sum())
    return pl.concat([stood.join(touched, on="item_id", how="anti"), turned]).filter(pl.col("open") != 0)
