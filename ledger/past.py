"""What was open on a past GL day: what is open now, what moved since turned round, at the cost of that alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, text

from kit.columns import columns
from kit.conditions import LISTED
from kit.db import stored_day
from ledger import queries
from ledger.tables import NEWEST

#: Where one item of so many is open, all are read: to look one up takes as long as to read so many.
OPEN_SHARE = 6
#: Where an item lies, for whom, and what is left of it.
HELD: dict[str, Any] = {**dict.fromkeys(("held_in", "customer_number"), pl.String), "open_amount": pl.Int64}

#: Which items are meant: receipts, documents, or both.
_SORT = {True: "i.type = 'receipt'", False: "i.type <> 'receipt'", None: "1 = 1"}


@dataclass(frozen=True, slots=True)
class Past:
    """The end of a GL day in one entity or all, as the batch `known` left it: documents, receipts, or both (None).

    `schema` are the columns wanted, of `reads.ITEMS`; `held_in`, `customer_number` and `open_amount` come with them.
    """

    connection: Connection
    entity: str | None
    day: date
    known: int
    schema: Mapping[str, Any]
    of_receipts: bool | None = False

    def moved(self) -> pl.DataFrame:
        """Return the items that moved since, as they were then: none where nothing moved; one may lie in two places."""
        later = queries.later(queries.MOVED, self.entity, told=self.known < NEWEST)
        moves = self._read(later, {"item_id": pl.String, **HELD}, known=self.known)
        touched = moves["item_id"].unique()
        now = self.stands(f"i.item_id IN {LISTED[self.connection.dialect.name]}", listed=json.dumps(touched.to_list()))
        both = pl.concat([now.select(moves.columns), moves])
        left = both.group_by("item_id", "held_in", "customer_number").agg(pl.col("open_amount").sum())
        facts = now.drop(*HELD)
        return facts.join(left, on="item_id", how="left").with_columns(pl.col("open_amount").fill_null(0))

    def stands(self, condition: str, **given: Any) -> pl.DataFrame:
        """Return the items that fit a condition as they stand."""
        schema = {"item_id": pl.String, **self.schema, **HELD}
        items = queries.ITEM_NOW.replace("[held]", "item i").replace("i.type [is] 'receipt'", _SORT[self.of_receipts])
        query = f"{items} AND {condition}"
        return self._read(f"SELECT {', '.join(schema)} FROM ({query}) told", schema, **given)  # noqa: S608 - our words

    def items(self, condition: str) -> pl.DataFrame:
        """Return what was open; the condition is that of what is open now."""
        moved, now = self.moved(), self.stands(condition)
        stood = now.join(moved, on="item_id", how="anti")
        return pl.concat([stood, moved.select(now.columns).filter(pl.col("open_amount") != 0)])

    def _read(self, query: str, schema: Mapping[str, Any], **given: Any) -> pl.DataFrame:
        """Return the rows of a query with what it names of the past and of what is given."""
        values = {"entity": self.entity, "day": stored_day(self.connection, self.day), **given}
        return columns(
            self.connection, query, schema, {name: one for name, one in values.items() if f":{name}" in query}
        )


def open_items_are(connection: Connection) -> str:
    """Return the condition that an item `i` is open: by the index of what is open, or where many are, among all."""
    if connection.dialect.name != "sqlite":
        return queries.OPEN
    held, most = connection.execute(text(queries.OPEN_OF_ALL)).one()
    return queries.MOSTLY_OPEN if held * OPEN_SHARE > most else queries.OPEN
