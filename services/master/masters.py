"""Master data as sheets have it: what is exported here is what `tieout import` takes, every version of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import Connection, func, select

import ledger
from kit.db import frame
from ledger import master, tables
from ledger.terms import ALWAYS

NANO_DIGITS = 9
_RATES: dict[str, Any] = {"currency": pl.String, "date": pl.Date, "rate": pl.Int64}
_HOLIDAYS: dict[str, Any] = {"date": pl.Date, "name": pl.String, "closed": pl.Boolean}
_AUTHORITIES: dict[str, Any] = {
    **dict.fromkeys(("person", "kind", "currency"), pl.String),
    **dict.fromkeys(("low", "high"), pl.Int64),
    **dict.fromkeys(("valid_from", "valid_until"), pl.Date),
}


@dataclass(frozen=True, slots=True)
class Master:
    """One kind of master data: its columns in a sheet, which of them are amounts, and its rows of an entity."""

    columns: tuple[str, ...]
    amounts: tuple[str, ...]
    rows: Callable[[Connection, str], pl.DataFrame]


def _versions(sort: type[Any]) -> Master:
    """Return a sort that is kept in versions."""
    columns = (*master.columns(sort), "entity")
    return Master(columns, (), lambda connection, entity: _spelled(master.versions(connection, entity, sort), entity))


def _spelled(rows: pl.DataFrame, entity: str) -> pl.DataFrame:
    """Return rows as a sheet spells them: the first day is left out, truths say yes."""
    first = pl.when(pl.col("valid_from") == ALWAYS).then(None).otherwise(pl.col("valid_from")).alias("valid_from")
    truths = [
        pl.when(pl.col(name)).then(pl.lit("yes")).otherwise(pl.lit("")).alias(name)
        for name, kind in rows.schema.items()
        if kind == pl.Boolean
    ]
    return rows.with_columns(first, *truths, entity=pl.lit(entity))


def _entities(connection: Connection, _: str) -> pl.DataFrame:
    """Return what is said of every entity, its currency and time zone beside it."""
    table = tables.entity
    chosen = select(table.c.code, table.c.name, table.c.currency, table.c.time_zone).order_by(table.c.code)
    parts = []
    for code, name, currency, zone in connection.execute(chosen):
        said = master.versions(connection, code, master.EntityFact)
        begun = pl.DataFrame([{"name": name, "valid_from": ALWAYS}], schema=said.schema)
        rows = _spelled(said if said.height else begun, code)
        parts.append(
            rows.with_columns(pl.col(pl.String).fill_null(""), currency=pl.lit(currency), time_zone=pl.lit(zone))
        )
    return pl.concat(parts)


def _rates(connection: Connection, entity: str) -> pl.DataFrame:
    """Return the rate of each currency and day, decimals of at most nine digits."""
    table = tables.rate
    newest = select(func.max(table.c.no)).where(table.c.entity == entity).group_by(table.c.currency, table.c.day)
    chosen = select(table.c.currency, table.c.day, table.c.nano).where(table.c.no.in_(newest)).order_by(table.c.no)
    rows = frame(connection, chosen, _RATES)
    spelled = [f"{nano // 10**NANO_DIGITS}.{nano % 10**NANO_DIGITS:0{NANO_DIGITS}d}" for nano in rows["rate"]]
    return rows.with_columns(pl.Series("rate", spelled, pl.String), entity=pl.lit(entity))


def _holidays(connection: Connection, entity: str) -> pl.DataFrame:
    """Return each day that was ever said to be a holiday, and whether it is one now."""
    table = tables.holiday
    newest = select(func.max(table.c.no)).where(table.c.entity == entity).group_by(table.c.day)
    chosen = select(table.c.day, table.c.name, table.c.closed).where(table.c.no.in_(newest)).order_by(table.c.day)
    rows = frame(connection, chosen, _HOLIDAYS)
    closed = pl.when(pl.col("closed")).then(pl.lit("yes")).otherwise(pl.lit("no"))
    return rows.with_columns(closed.alias("closed"), entity=pl.lit(entity))


def _authorities(connection: Connection, entity: str) -> pl.DataFrame:
    """Return who may approve what, every day from which something else was said; the caps of all first."""
    table = tables.authority
    key = (table.c.person, table.c.kind, table.c.currency, table.c.valid_from)
    newest = select(func.max(table.c.no)).where(table.c.entity == entity).group_by(*key)
    columns = [table.c[name] for name in _AUTHORITIES]
    chosen = select(*columns).where(table.c.no.in_(newest)).order_by(table.c.person != "", table.c.no)
    return frame(connection, chosen, _AUTHORITIES).with_columns(entity=pl.lit(entity))


def _payer_links(connection: Connection, entity: str) -> pl.DataFrame:
    """Return what names payers, keys as they are kept: whoever moves the books needs whole account numbers."""
    rows = ledger.worklists.links(connection, entity).rename({"customer": "customer_number"})
    negative = pl.when(pl.col("negative")).then(pl.lit("yes")).otherwise(pl.lit(""))
    return rows.with_columns(negative.alias("negative"), entity=pl.lit(entity))


def _languages(connection: Connection, entity: str) -> pl.DataFrame:
    """Return the language of each customer that has one, by its number."""
    spoken = sorted(ledger.customers.spoken(connection, entity).items())
    rows = pl.DataFrame(spoken, {"customer_number": pl.String, "language": pl.String}, orient="row")
    return rows.with_columns(entity=pl.lit(entity))


#: Kind of export -> what it is; the names are those of `tieout import`, with an underscore for a hyphen.
MASTERS: dict[str, Master] = {
    "sites": _versions(master.Site),
    "contacts": _versions(master.Contact),
    "assignments": _versions(master.Assignment),
    "statement_preferences": _versions(master.StatementPreference),
    "papers": _versions(master.Paper),
    "reviews": _versions(master.Review),
    "gl_accounts": _versions(master.GlAccount),
    "entities": Master((*master.columns(master.EntityFact), "entity", "currency", "time_zone"), (), _entities),
    "rates": Master((*_RATES, "entity"), (), _rates),
    "holidays": Master((*_HOLIDAYS, "entity"), (), _holidays),
    "authorities": Master((*_AUTHORITIES, "entity"), ("low", "high"), _authorities),
    "languages": Master(("customer_number", "language", "entity"), (), _languages),
    "payer_links": Master(("kind", "key", "customer_number", "support", "negative", "entity"), (), _payer_links),
}
