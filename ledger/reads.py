"""What goes out: frames with the columns of the contract. Amounts are whole minor units of `currency`."""

from datetime import date

import polars as pl
from sqlalchemy import Connection


def receipts(connection: Connection, entity: str | None = None) -> pl.DataFrame:
    """Return every receipt, and every total settled elsewhere: columns RECEIPTS (the contract's first)."""
    raise NotImplementedError


def applications(connection: Connection, entity: str | None = None) -> pl.DataFrame:
    """Return posted applications and the proposals of newest decisions: columns APPLICATIONS."""
    raise NotImplementedError


def postings(connection: Connection, after: int = 0, limit: int | None = None) -> pl.DataFrame:
    """Return the feed after a sequence, one row a side, in order and without gaps: columns POSTINGS."""
    raise NotImplementedError


def items(connection: Connection, entity: str | None = None, *, open_only: bool = False) -> pl.DataFrame:
    """Return documents with what is left on them: columns ITEMS."""
    raise NotImplementedError


def open_items(connection: Connection, as_of: date | None = None, entity: str | None = None) -> pl.DataFrame:
    """Return items with something left on them on a day by GL date (None: now), columns ITEMS; receipts not among them."""
    raise NotImplementedError


def unapplied_cash(connection: Connection, as_of: date | None = None, entity: str | None = None) -> pl.DataFrame:
    """Return what is left of receipts on a day by GL date, negative, with the account it is held in: for aging and ties."""
    raise NotImplementedError


def exceptions(connection: Connection, as_of: date, entity: str | None = None) -> pl.DataFrame:
    """Return receipts that wait for a person: columns EXCEPTIONS."""
    raise NotImplementedError


def findings(connection: Connection) -> pl.DataFrame:
    """Return what was wrong with files taken: columns FINDINGS."""
    raise NotImplementedError


def trial_balance(connection: Connection, as_of: date | None = None, entity: str | None = None) -> pl.DataFrame:
    """Return per entity, currency and account the sums of debits and credits up to a GL day: columns TRIAL_BALANCE."""
    raise NotImplementedError


def bank_files(connection: Connection) -> pl.DataFrame:
    """Return the files taken, without their bytes, newest last."""
    raise NotImplementedError


def controls(connection: Connection, sha256: str | None = None) -> pl.DataFrame:
    """Return the control totals of one file or of all."""
    raise NotImplementedError


def batches(connection: Connection, after: int = 0, limit: int | None = None) -> pl.DataFrame:
    """Return the commands carried out: who, what, when, and their hashes."""
    raise NotImplementedError
