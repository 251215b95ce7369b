"""An item due in parts is aged part by part: what was paid of it settled the earliest parts."""

import polars as pl

#: The parts of an item, in order of their due days: `part` is its amount, `seq` tells two of one day apart.
PARTS: dict[str, type[pl.DataType]] = {
    "item_id": pl.String,
    "seq": pl.Int64,
    "part_due": pl.Date,
    "part": pl.Int64,
}


def parted(open_items: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Return the items, each that has parts as a row a part with something left: its amount, due day, what is open.

    Columns read: `item_id`, `amount`, `open`, `due_date`. The sum of what is open stays what it was.
    """
    whole = open_items.join(parts, on="item_id", how="anti")
    cut = open_items.join(parts.sort("item_id", "part_due", "seq"), on="item_id", how="inner", maintain_order="right")
    paid = pl.col("amount") - pl.col("open")
    until = pl.col("part").cum_sum().over("item_id")
    left = (until - paid).clip(lower_bound=0)
    rows = cut.with_columns(amount="part", open=pl.min_horizontal(left, "part"), due_date="part_due").filter(
        pl.col("open") != 0
    )
    return pl.concat([whole, rows.select(whole.columns)])
