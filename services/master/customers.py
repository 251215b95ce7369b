"""The customers as the books know them now: the newest facts of each."""

import polars as pl
from sqlalchemy import Connection, func, select

from kit import db
from ledger import tables

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "customer_number": pl.String,
    "name": pl.String,
    "parent_number": pl.String,
    "terms": pl.String,
    "currency": pl.String,
    "credit_limit": pl.Int64,
}


def customers(connection: Connection, entity: str) -> pl.DataFrame:
    """Return the customers by number; the credit limit in minor units, null where none is set."""
    fact = tables.customer_fact
    newest = select(func.max(fact.c.no)).where(fact.c.entity == entity).group_by(fact.c.number)
    facts = (fact.c.number, fact.c.name, fact.c.parent_number, fact.c.terms, fact.c.currency, fact.c.credit_limit)
    return db.frame(connection, select(*facts).where(fact.c.no.in_(newest)).order_by(fact.c.number), COLUMNS)
