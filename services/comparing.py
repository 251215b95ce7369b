"""A customer's own list of what it owes us against ours, line by line; the differences explain the gap."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from aging.statements import compared
from kit.refusals import Invalid
from services.exports import decimals
from services.importing import sheets
from services.importing.sheets import amount
from services.master.customers import customers
from services.reports import balances, books
from services.workspace import Workspace

COLUMNS = ("document_number", "amount")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing: each line with its state, and the two balances in minor units of a currency."""

    customer_number: str
    currency: str
    as_of: date
    lines: pl.DataFrame
    ours: int
    theirs: int
    states: dict[str, int]

    @property
    def gap(self) -> int:
        """Return theirs less ours: the sum of the lines' differences."""
        return self.theirs - self.ours


def compare(workspace: Workspace, path: Path, customer: str, *, as_of: date, currency: str = "") -> Comparison:
    """Compare a list (CSV, XLSX or Parquet: document_number, amount) with what is open of a customer on a day.

    Without `currency` the list is in the only one in which something is open, else in the customer's own.
    Refused: Invalid for a customer we do not have, a currency or an amount that is none; what a sheet is refused for.
    """
    if currency and not re.fullmatch(r"[A-Z]{3}", currency):
        raise Invalid(f"currency {currency!r} is no ISO 4217 code")
    settings = workspace.settings
    with workspace.database.reading() as connection:
        people = books.customers(connection, settings.entity, as_of, settings.time_zone)
        if customer not in people["customer_number"]:
            raise Invalid(f"there is no customer {customer}")
        held = balances.open_items(connection, settings.entity, as_of, customer=customer)
        own = dict(customers(connection, settings.entity).select("customer_number", "currency").iter_rows())[customer]
    money = currency or _only(held["currency"].unique().to_list()) or own
    theirs = _read(workspace, path, money)
    whole = held.filter(currency=money).group_by("item_id", "document_number").agg(pl.col("open").sum())
    table = compared(whole.select("document_number", "open"), theirs).with_columns(currency=pl.lit(money))
    ours, told = (sum(one["open"].to_list()) for one in (whole, theirs))
    assert sum(table["difference"].to_list()) == told - ours, "the lines explain the gap"
    shown = table.with_columns(decimals(table, name) for name in ("ours", "theirs", "difference"))
    states = dict(sorted(Counter(table["state"]).items()))
    return Comparison(customer, money, as_of, shown, ours, told, states)


def _only(currencies: list[str]) -> str:
    """Return the one currency there is, or nothing."""
    return currencies[0] if len(currencies) == 1 else ""


def _read(workspace: Workspace, path: Path, currency: str) -> pl.DataFrame:
    """Return the customer's list. Refused: Invalid with every line whose amount is none."""
    sheet = sheets.read(workspace, path, COLUMNS)
    amounts = sheets.taken(path.name, sheet.select("amount").iter_rows(), lambda row: amount(row[0], currency))
    return sheet.select("document_number", open=pl.Series(amounts, dtype=pl.Int64))
