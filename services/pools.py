"""Pools of a reserve: debts that share their risk, by what their customers are on the day (IFRS 9 B5.5.5)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

import ledger
from aging.buckets import BUCKETS
from aging.provision import Pool
from kit.refusals import Invalid, refuse
from services.importing import sheets
from services.percents import millionths
from services.reports import books
from services.workspace import Workspace

#: Columns of a sheet of pools: the rates in percent, a column a bucket.
COLUMNS = ("pool", *(bucket.name for bucket in BUCKETS))


def _risk_classes(workspace: Workspace, connection: Connection, as_of: date) -> dict[str, str]:
    """Return the risk class of each customer at the end of a day."""
    told = workspace.settings
    people = books.customers(connection, told.entity, as_of, told.time_zone)
    return dict(people.select("customer_number", "risk_class").iter_rows())


def _regions(workspace: Workspace, connection: Connection, as_of: date) -> dict[str, str]:
    """Return where each customer is billed: the tax jurisdiction of its site for bills, the first by code."""
    billed = ledger.master.billed(connection, workspace.settings.entity, as_of)
    return dict(billed.select("customer_number", "tax_jurisdiction").iter_rows())


#: What customers are pooled by -> what each has on a day.
BY: dict[str, Callable[[Workspace, Connection, date], dict[str, str]]] = {
    "risk_class": _risk_classes,
    "region": _regions,
}


def members(
    workspace: Workspace, connection: Connection, as_of: date, by: str, names: Collection[str]
) -> dict[str, str]:
    """Return the pool of each customer that is in one of these. Refused: Invalid for a pool that nobody is in."""
    if by not in BY:
        raise Invalid(f"customers are pooled by {' or '.join(BY)}, not by {by!r}")
    had = {customer: value.casefold() for customer, value in BY[by](workspace, connection, as_of).items()}
    if unknown := sorted(name for name in names if name.casefold() not in had.values()):
        there = ", ".join(sorted({value for value in had.values() if value})) or "none"
        raise Invalid(f"pool {unknown[0]!r}: no customer has this {by}; there is {there}")
    called = {name.casefold(): name for name in names}
    return {customer: called[value] for customer, value in had.items() if value in called}


def parted(debts: pl.DataFrame, names: Collection[str], whose: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """Return what the customers of each pool owe, and under an empty name what all others do."""
    pool = pl.col("customer_number").replace_strict(dict(whose), default="", return_dtype=pl.String)
    return {name: debts.filter(pool == name) for name in (*names, "")}


def checked(pools: Sequence[Pool]) -> Sequence[Pool]:
    """Return pools. Refused: Invalid for one without a name, or two of one name."""
    names = [one.name.casefold() for one in pools]
    wrong = {
        "a pool has no name": not all(name.strip() for name in names),
        "two pools have one name": len(set(names)) < len(names),
    }
    refuse(wrong, "reserve")
    return pools


def read(workspace: Workspace, path: Path) -> list[Pool]:
    """Read pools from a sheet: columns COLUMNS, rates in percent. Refused: Invalid with every line that is wrong."""
    rows = sheets.read(workspace, path, COLUMNS).select(COLUMNS).iter_rows()
    return sheets.taken(path.name, rows, lambda row: Pool(row[0].strip(), tuple(map(millionths, row[1:]))))
