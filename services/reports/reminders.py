"""Reminders that are scheduled: each open document's next letter, from its issue to its last cent (B9c)."""

from datetime import date

import polars as pl

from dunning import notices
from dunning.planning import REASONS, scheduled
from services.dunning import facts
from services.exports import decimals
from services.workspace import Workspace

NOTES = (
    "The next letter of each open document by the strategy in force, and from which day it is due; those of a day are",
    "written by `tieout dunning run`. Waits: why nobody is asked for it as things stand. What is paid is gone.",
)


def reminders(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return the next letter of each open document, the first due at the head; amounts as decimals."""
    with workspace.database.reading() as connection:
        strategies = notices.strategies(connection, workspace.settings.entity, as_of)
        known = facts.of(workspace, connection, as_of)
    rows = scheduled(known.parts, known.people, strategies).filter(pl.col("next_on").is_not_null())
    alone = {number: one.left_alone for number, one in known.people.items()}
    why = pl.when(pl.col("left_alone") == "").then(pl.col("customer_number").replace_strict(alone, default=""))
    table = rows.select(
        *("customer_number", "name", pl.col("number").alias("document_number"), pl.col("due_on").alias("due_date")),
        *(pl.col("next_on").alias("scheduled_on"), (pl.col("level") + 1).alias("letter"), "channel"),
        *(pl.col("minor").alias("open_amount"), "currency"),
        why.otherwise("left_alone").replace(REASONS).alias("waits"),
    ).sort("scheduled_on", "customer_number", "document_number", maintain_order=True)
    return table.with_columns(decimals(table, "open_amount"))
