"""Aging: what each customer owes on a day, by how long it is past due."""

from datetime import date

import polars as pl

import ledger
from aging.buckets import BUCKETS, OPEN_ITEMS, aged
from services.customers import customers
from services.exports import decimals
from services.workspace import Workspace

AMOUNTS = (*(bucket.name for bucket in BUCKETS), "credits", "disputed", "past_due", "total")


def aging(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return a row a customer and currency, unapplied cash among the credits; amounts as decimals."""
    with workspace.database.reading() as connection:
        entity = workspace.settings.entity
        owed = ledger.reads.open_items(connection, as_of, entity)
        cash = ledger.reads.unapplied_cash(connection, as_of, entity)
        names = customers(connection, entity).select("customer_number", "name")
    both = pl.concat([owed, cash]).with_columns(
        pl.col("customer_number").fill_null(""), open=pl.col("open_amount"), disputed=pl.lit(value=False)
    )
    table = aged(both.select(list(OPEN_ITEMS)), as_of)
    named = table.join(names, on="customer_number", how="left", maintain_order="left")
    names_filled = pl.when(pl.col("customer_number") == "").then(pl.lit("(payer unknown)")).otherwise(pl.col("name"))
    shown = named.with_columns(names_filled.fill_null("").alias("name"), *(decimals(named, name) for name in AMOUNTS))
    return shown.select("customer_number", "name", "currency", *AMOUNTS)
