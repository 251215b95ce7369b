"""Open items in the parts that are due apart: what is settled fills the earliest."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from sqlalchemy import Connection, text

from kit.db import frame
from ledger import queries

_PARTS: dict[str, Any] = {"instalment": pl.Int64, "part_due": pl.Date, "part": pl.Int64}


def of(connection: Connection) -> pl.DataFrame:
    """Return the parts of what is due apart, in the order in which they are settled."""
    return frame(connection, text(queries.INSTALMENTS), {"item_id": pl.String} | _PARTS)


def in_parts(left: pl.DataFrame, parts: pl.DataFrame, wanted: Mapping[str, Any]) -> pl.DataFrame:
    """Return open items in the parts that are due apart: columns `wanted` of INSTALMENTS."""
    until = pl.col("part").cum_sum().over("item_id") - (pl.col("amount") - pl.col("open_amount"))
    shared = left.join(parts, on="item_id", maintain_order="left_right").with_columns(
        pl.col("part_due").alias("due_date"), until.clip(0, pl.col("part")).alias("open_amount")
    )
    whole = left.join(parts, on="item_id", how="anti", maintain_order="left").with_columns(instalment=pl.lit(1))
    both = [one.select(list(wanted)).cast(pl.Schema(wanted)) for one in (whole, shared)]
    order = [name for name in ("entity", "document_number", "item_id", "instalment") if name in wanted]
    return pl.concat(both).filter(pl.col("open_amount") != 0).sort(order)
