"""Balances by age: what the database sums, with items due in parts taken apart."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import polars as pl
from sqlalchemy import Connection, text

import ledger
from aging.aged import OWED, summed
from aging.buckets import BUCKETS, Bucket
from aging.parts import PARTS, parted
from kit.conditions import LISTED
from kit.db import frame
from ledger.kinds import Account
from services.reports import books, flows

_PARTS = """
SELECT s.item_id, s.seq, s.due_on AS part_due, s.minor AS part FROM instalment s JOIN item i ON i.item_id = s.item_id
WHERE (CAST(:entity AS TEXT) IS NULL OR i.entity = :entity)
"""
_ORDER = ("entity", "customer_number", "currency", "due_date", "document_number", "account", "issue_date", "item_id")
_KEYS = ("entity", "customer_number", "currency", "account")


def parts(connection: Connection, entity: str | None, items: Iterable[str] | None = None) -> pl.DataFrame:
    """Return the parts of every item that is due in several, or of those of these: columns PARTS."""
    if items is None:
        return frame(connection, text(_PARTS).bindparams(entity=entity), PARTS)
    among = text(f"{_PARTS} AND s.item_id IN {LISTED[connection.dialect.name]}")
    return frame(connection, among.bindparams(entity=entity, listed=json.dumps(sorted(set(items)))), PARTS)


def sums(
    connection: Connection,
    entity: str | None,
    as_of: date,
    *,
    batch: int = books.NEWEST,
    basis: str = "due",
    buckets: Sequence[Bucket],
) -> pl.DataFrame:
    """Return what was open on a day by customer, account and bucket, each part of an item at its own due day."""
    whole = books.sums(connection, entity, as_of, batch=batch, basis=basis, buckets=buckets)
    cut = parts(connection, entity)
    if cut.is_empty():
        return whole
    held = flows.open_items(connection, entity, as_of, batch=batch, only=flows.IN_PARTS)
    marked = held.with_columns(disputed=pl.col("document_type") == "deduction")
    added, taken = (
        summed(items, as_of, basis=basis, buckets=buckets, keys=_KEYS) for items in (parted(marked, cut), marked)
    )
    less = taken.with_columns(-pl.col(pl.Int64))
    return pl.concat([whole, *(one.select(whole.columns) for one in (added, less))])


def open_items(
    connection: Connection,
    entity: str | None,
    as_of: date,
    *,
    batch: int = books.NEWEST,
    only: flows.Only = flows.EVERYTHING,
    customer: str | None = None,
    facts: Collection[str] = flows.FACTS,
) -> pl.DataFrame:
    """Return the items open on a day one by one, each part a row of its own: as `flows.open_items`.

    They are in order where all facts are asked for; to be parted an item needs `amount` and `due_date`.
    """
    held = flows.open_items(connection, entity, as_of, batch=batch, only=only, customer=customer, facts=facts)
    found = parted(held, parts(connection, entity, None if customer is None else held["item_id"].to_list()))
    return found.sort(_ORDER) if facts is flows.FACTS else found


def subledger(connection: Connection, entity: str, as_of: date, currency: str) -> int:
    """Return what is open on a day over all control accounts, in minor units of a currency."""
    return held_and_owed(connection, entity, as_of)[0].get(currency, 0)


def owed_by(
    connection: Connection, entity: str, as_of: date, currency: str, buckets: tuple[Bucket, ...] = BUCKETS
) -> pl.DataFrame:
    """Return what each customer owes on a day by bucket, without credits, in minor units of a currency."""
    held = sums(connection, entity, as_of, buckets=buckets)
    rows = held.filter((pl.col("currency") == currency) & (pl.col("sort") == OWED))
    return rows.group_by("customer_number").agg(pl.col([bucket.name for bucket in buckets]).sum())


def owed(debts: pl.DataFrame) -> dict[str, int]:
    """Return what is owed by bucket over all customers of `owed_by`."""
    return {name: int(sum(debts[name].to_list())) for name in debts.columns if name != "customer_number"}


def held_and_owed(connection: Connection, entity: str, as_of: date) -> tuple[dict[str, int], dict[str, int]]:
    """Return what is open on a day over all control accounts in each currency, and what is owed of it, without credits.

    In minor units; a currency in which there is nothing is not told.
    """
    held = sums(connection, entity, as_of, buckets=BUCKETS)
    return _by_currency(held), _by_currency(held.filter(pl.col("sort") == OWED))


def _by_currency(held: pl.DataFrame) -> dict[str, int]:
    """Return the sum of each currency in which there is one."""
    rows = held.group_by("currency").agg(pl.col("open").sum()).filter(pl.col("open") != 0)
    return dict(rows.sort("currency").iter_rows())


def allowance(connection: Connection, entity: str, as_of: date, currency: str) -> int:
    """Return what the allowance account holds on a day: its credit balance, in minor units of a currency."""
    trial = ledger.reads.trial_balance(connection, as_of, entity)
    rows = trial.filter((pl.col("role") == Account.ALLOWANCE) & (pl.col("currency") == currency))
    return -int(sum(rows["balance"].to_list()))
