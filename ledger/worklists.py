"""What matching, tie-out and the desk are given: frames shaped like matcher/frames.py (the ledger does not import it)."""

from datetime import date

import polars as pl
from sqlalchemy import Connection


def receipts(connection: Connection, entity: str, *, everything: bool = False) -> pl.DataFrame:
    """Return receipts with money left and no person's answer (or all that stand): RECEIPTS' columns, plus
    entry_id, remittance (JSON), refs (JSON), unapplied, version, customer_number. `references`, `repeat_of` are the caller's.
    """
    raise NotImplementedError


def items(connection: Connection, entity: str) -> pl.DataFrame:
    """Return open items: matcher ITEMS' columns and `version`."""
    raise NotImplementedError


def closed(connection: Connection, entity: str, since: date | None = None) -> pl.DataFrame:
    """Return items with nothing left: matcher CLOSED's columns; `closed_on` is the GL day of the last posting."""
    raise NotImplementedError


def customers(connection: Connection, entity: str) -> pl.DataFrame:
    """Return customers: matcher CUSTOMERS' columns."""
    raise NotImplementedError


def links(connection: Connection, entity: str) -> pl.DataFrame:
    """Return payer links, the newest of each: matcher LINKS' columns."""
    raise NotImplementedError


def entries(connection: Connection, entity: str, *, untied: bool = False) -> pl.DataFrame:
    """Return bank entries with all their columns, file name, `booked` and `tied`; `untied`: neither booked nor tied."""
    raise NotImplementedError
