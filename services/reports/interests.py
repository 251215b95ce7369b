"""Who is related to which customer, and each time one of them tried to decide about it."""

import json
from datetime import date

import polars as pl
from sqlalchemy import func, select

from kit.db import frame
from ledger import tables
from services.commands import ATTEMPT
from services.workspace import Workspace

NOTES = (
    "Related: approves and releases nothing of the customer or of who stands below it. Attempt: they tried, and were",
    "refused; the attempt is kept with its command and cannot be changed.",
)
_SAID = dict.fromkeys(("what", "login", "customer_number"), pl.String)
_TYPES = {**_SAID, "at": pl.Datetime("us", "UTC"), "by": pl.String, "why": pl.String, "batch": pl.Int64}


def interests(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return a row for each relation that stands on a day, and for each attempt until its end, the newest first."""
    held, done = tables.interest, tables.batch
    mine = held.c.entity == workspace.settings.entity
    of_day = func.max(held.c.no)
    standing = (
        select(held.c.login, held.c.customer_number, done.c.recorded_at, held.c.actor, held.c.reason, held.c.batch)
        .join(done, done.c.no == held.c.batch)
        .where(held.c.no.in_(select(of_day).where(mine).group_by(held.c.login, held.c.customer_number)))
        .where(held.c.held == 1)
    )
    tried = select(done.c.actor, done.c.recorded_at, done.c.result, done.c.no).where(
        done.c.entity == workspace.settings.entity, done.c.command == ATTEMPT
    )
    told = dict(list(_TYPES.items())[1:])
    attempt = {"login": pl.String, "at": pl.Datetime("us", "UTC"), "result": pl.String, "batch": pl.Int64}
    with workspace.database.reading() as connection:
        related = frame(connection, standing, told).select(pl.lit("related").alias("what"), pl.all())
        tries = frame(connection, tried, attempt)
    said = [json.loads(text) for text in tries["result"]]
    attempts = tries.with_columns(
        what=pl.lit("attempt"),
        customer_number=pl.Series([one["customer_number"] for one in said], dtype=pl.String),
        by=pl.col("login"),
        why=pl.Series([one["refused"] for one in said], dtype=pl.String),
    )
    both = pl.concat([related, attempts.select(list(_TYPES))]).filter(pl.col("at").dt.date() <= as_of)
    return both.sort("batch", "what", descending=True)
