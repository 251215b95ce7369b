"""Money that waits: each receipt with something left on a day, aged from the day it came, with what it may pay."""

from datetime import date

import polars as pl

import ledger
from services.exports import decimals
from services.reports import balances, flows
from services.workspace import Workspace

NOTES = (
    "Age counts from the day the money came. Candidates: the items of the best proposal that waits for a person.",
    "Unidentified: the payer is unknown; unapplied: nothing proven to be paid; on account: held on purpose.",
)


def unapplied(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return a row a receipt, the oldest first; amounts as decimals."""
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        held = balances.open_items(connection, entity, as_of, only=flows.RECEIPTS)
        waiting = ledger.reads.exceptions(connection, as_of, entity).select(
            "receipt_id", "bank_reference", "best_proposal"
        )
    named = held.join(waiting, left_on="item_id", right_on="receipt_id", how="left")
    table = named.select(
        pl.col("item_id").alias("receipt_id"),
        pl.col("bank_reference").fill_null(""),
        pl.col("issue_date").alias("received_on"),
        (pl.lit(as_of) - pl.col("issue_date")).dt.total_days().alias("age_days"),
        pl.col("account").alias("held_in"),
        "customer_number",
        "currency",
        (-pl.col("amount")).alias("amount"),
        (-pl.col("open")).alias("unapplied"),
        pl.col("best_proposal").fill_null("").alias("candidates"),
    ).sort("age_days", "receipt_id", descending=[True, False])
    return table.with_columns(decimals(table, name) for name in ("amount", "unapplied"))
