"""Aging: what each customer owes on a day, by how long it is past due."""

from datetime import date

import polars as pl

import ledger
from aging.buckets import BUCKETS, aged
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
    columns = ["customer_number", "document_type", "currency", "issue_date", "due_date", "open", "disputed"]
    both = pl.concat([owed.select(columns), cash.select(columns)], how="vertical_relaxed")
    table = aged(both, as_of)
    named = table.join(names, on="customer_number", how="left", maintain_order="left")
    shown = named.with_columns([decimals(named, name) for name in AMOUNTS], pl.col("name").fill_null(""))
    return shown.select("customer_number", "name", "currency", *AMOUNTS)
