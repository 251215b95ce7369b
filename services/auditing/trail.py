"""The audit trail: every command that was carried out, by whom and when, chained to the one before by its hash."""

from functools import partial

import polars as pl

import ledger
from services.people.rows import mine
from services.workspace import Workspace


def commands(workspace: Workspace, *, after: int = 0, limit: int | None = None) -> pl.DataFrame:
    """Return the commands behind a number, in order, at most `limit`."""
    with workspace.database.reading() as connection:
        return mine(workspace, partial(ledger.reads.batches, connection), after, limit, "no")
