"""Roll rates: what share of each bucket moved on to the next over past month-ends, and what that reserves today."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from aging.provision import MILLION, matrix, required
from aging.roll_rates import losses, rolled
from kit.days import end_of_month
from kit.money import decimal
from kit.refusals import Invalid
from services.percents import millionths, percent
from services.reports import month_ends
from services.reports.asked import Asked, Option
from services.workspace import Workspace

MONTHS_MAX = 60
NOTES = (
    "Share: how much of a bucket stood in the next one a month later, over all months together; of the last bucket it",
    "is what is lost of it (`last`). Loss rate: the product of the shares from the bucket on. Expected loss: of what",
    "stands in the bucket on the day. Shares are of net balances: write-offs and new due days among them distort them.",
)
OPTIONS = (
    Option("months", "how many month-ends the shares are taken from", "12"),
    Option("last", "what is lost of the last bucket, in percent", "82"),
    Option("currency", "of the balances; empty: the entity's own"),
)
_NAMES = ("bucket", "balance", "share_percent", "loss_percent", "expected_loss", "currency")


def roll_rates(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return a row a bucket and the total; amounts as decimals, rates in percent of four digits."""
    money = given["currency"] or workspace.settings.currency
    last = millionths(given["last"])
    if not 0 <= last <= MILLION:
        raise Invalid("last is a percentage from 0 to 100")
    ends = _month_ends(given.as_of, given.read("months", _months))
    with workspace.database.reading() as connection:
        held = month_ends.sums(connection, workspace.settings.entity, [*ends, given.as_of])
        *agings, balances = (month_ends.owed(one, money) for one in held)
    shares = rolled([list(one.values()) for one in agings])
    rates = losses(shares, last)
    found = matrix(balances, rates, 0)
    rows: list[tuple[Any, ...]] = [
        (row.bucket, decimal(row.balance, money), percent(share), percent(rate), decimal(row.loss, money), money)
        for row, share, rate in zip(found, [*shares, last], rates, strict=True)
    ]
    total = decimal(sum(balances.values()), money)
    rows.append(("total", total, None, None, decimal(required(found), money), money))
    return pl.DataFrame(rows, dict.fromkeys(_NAMES, pl.String), orient="row")


def _month_ends(as_of: date, months: int) -> list[date]:
    """Return the month-ends up to a day, in order."""
    ends = [as_of if as_of == end_of_month(as_of) else as_of.replace(day=1) - timedelta(days=1)]
    while len(ends) < months:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends[::-1]


def _months(text: str) -> int:
    """Return how many month-ends. A ValueError refuses what is no number of 2 to 60."""
    if not text.isdecimal() or not 2 <= int(text) <= MONTHS_MAX:
        raise ValueError(f"a number from 2 to {MONTHS_MAX}")
    return int(text)
