"""The roll-forward of receivables over a period, each line the sum of its postings, proven against what is open."""

from datetime import date, timedelta

import polars as pl
from sqlalchemy import Connection

from aging.buckets import BUCKETS
from aging.roll_forward import rolled
from kit.days import iso
from services.exports import decimals
from services.reports import balances, books, flows
from services.reports.asked import ENTITIES, KNOWN_AT, Asked, Option, whose
from services.reports.pictures import Bar, Picture, said
from services.workspace import Workspace

OPTIONS = (
    Option("from", "the first day of the period; empty: the first of the month"),
    Option(
        "told_in", "each currency by itself, or all in the entity's, with what rates did", "each", ("each", "entity")
    ),
    ENTITIES,
    KNOWN_AT,
)
NOTES = (
    "Receivables are what is owed less credits and cash not yet applied, over all control accounts.",
    "Each line is the sum of its postings with a GL day in the period; beginning and ending are what was open.",
    "Unexplained is nothing where every movement has its line; unapplied cash is told net of what was applied of it.",
    "Told in the entity's currency, receivables are what the general ledger carries, revaluation among them; what was",
    "never valued, for want of a rate, is not in it.",
)


def roll_forward(workspace: Workspace, asked: Asked) -> pl.DataFrame:
    """Return a row a currency and line; amounts as decimals."""
    entity = whose(workspace, asked)
    first = first_day(asked)
    with workspace.database.reading() as connection:
        batch = asked.read("known_at", lambda told: books.batch_of(connection, told))
        reach = (connection, entity, first, asked.as_of, batch)
        table = _in_base(*reach) if asked["told_in"] == "entity" else _in_each(*reach)
    return table.select("currency", "line", decimals(table, "minor").alias("amount"))


def _in_each(connection: Connection, entity: str | None, first: date, last: date, batch: int) -> pl.DataFrame:
    """Return the lines of each currency, from what was open to what is: as `rolled`."""
    begun, ended = (
        balances.sums(connection, entity, day, batch=batch, buckets=BUCKETS).select("currency", minor="open")
        for day in (first - timedelta(days=1), last)
    )
    return rolled(begun, flows.flows(connection, entity, first, last, batch=batch), ended)


def _in_base(connection: Connection, entity: str | None, first: date, last: date, batch: int) -> pl.DataFrame:
    """Return the lines in the entity's currency, from what was carried to what is: as `rolled`."""
    begun, moved, ended = (
        flows.in_base(connection, entity, *days, batch=batch)
        for days in ((date.min, first - timedelta(days=1)), (first, last), (date.min, last))
    )
    return rolled(begun, moved, ended)


def first_day(asked: Asked) -> date:
    """Return the first day of the period. Refused: Invalid where it is no day, or after the last."""
    first = asked.read("from", _day) or asked.as_of.replace(day=1)
    return asked.read("from", lambda _: _before(first, asked.as_of))


def _before(first: date, last: date) -> date:
    """Return the first day if the period is one."""
    if first > last:
        raise ValueError(f"{first} is after {last}")
    return first


def _day(text: str) -> date | None:
    """Return a day, or None for nothing."""
    day = iso(text)
    if text and day is None:
        raise ValueError(f"a day reads 2026-11-01: not {text!r}")
    return day


def pictures(table: pl.DataFrame) -> tuple[Picture, ...]:
    """Return for each currency the lines as bars."""
    found = []
    for (currency,), rows in table.group_by("currency", maintain_order=True):
        bars = tuple(Bar.of(said(line), amount, str(currency)) for line, amount in rows.select("line", "amount").rows())
        found.append(Picture(str(currency), bars[:-1]))
    return tuple(found)
