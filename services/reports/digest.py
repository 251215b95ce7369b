"""The digest of exceptions: every account that crossed a threshold between two days, once, and the portfolio."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection

import ledger
from credit import limits, reading
from credit.records import Limits
from dunning import promises
from dunning.promises import State
from kit.money import parsed
from kit.refusals import Invalid
from services.auditing import conflicts
from services.exports import decimals
from services.reports import aging as aged
from services.reports.asked import Asked, Option, asked, days
from services.workspace import Workspace

NOTES = (
    "A row for each threshold an account is beyond on the day and was not on the day of the digest before: each",
    "crossing is told once. Used: what is open against the limit of the day, in the limit's currency.",
    "The rows of the portfolio are the totals of the aging of both days, a currency each.",
)
OPTIONS = (
    Option("days", "how many days back the digest before was", "1"),
    Option("past_due", "past due that is told, in units of the account's currency", "10000"),
    Option("used", "percents of the limit that are told, ascending", "80,100"),
)
PORTFOLIO: Final = "portfolio"
#: The bucket of what is more than 90 days past due.
_OLD: Final = "days_91_plus"
_NOT_KEPT: Final = frozenset({State.BROKEN, State.PARTIALLY_KEPT})
_PERCENT: Final = 100
_DAYS_MAX: Final = 366
_SHOWN: Final[dict[str, Any]] = {
    **dict.fromkeys(("customer_number", "name", "threshold"), pl.String),
    **dict.fromkeys(("was", "now"), pl.Int64),
    "currency": pl.String,
}
Line = tuple[str, str, int, int, str]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stood:
    """The accounts of a day by customer and currency, in minor units, and the limit of each customer."""

    sums: Mapping[Key, Mapping[str, int]]
    limits: Mapping[str, Limits]

    def of(self, key: Key, what: str) -> int:
        """Return one of an account's sums."""
        return self.sums.get(key, {}).get(what, 0)

    def used(self, key: Key, percent: int) -> int | None:
        """Return from which open amount on a share of the limit is used; None without a limit in the currency."""
        held = self.limits.get(key[0])
        if held is None or held.minor is None or held.currency != key[1]:
            return None
        return max(-(-held.minor * percent // _PERCENT), 1)


def digest(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return the portfolio and each crossing, account by account; amounts as decimals."""
    percents, floor = given.read("used", _percents), given["past_due"]
    before = given.as_of - timedelta(days=given.read("days", days(_DAYS_MAX)))
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        people = ledger.reads.customers(connection, entity)
        filed = list(people.select("customer_number", "credit_limit", "currency").iter_rows())
        held = [limits.of_all(connection, entity, filed, on) for on in (before, given.as_of)]
        news = [
            *_odd(connection, entity, before, given.as_of),
            *_returned(connection, entity, before, given.as_of),
            *_broken(connection, entity, before, given.as_of),
        ]
    was, now = (_stood(workspace, on, mine) for on, mine in zip((before, given.as_of), held, strict=True))
    names = dict(people.select("customer_number", "name").iter_rows())
    crossed = [line for key in sorted(now.sums) for line in _crossed(key, was, now, _floor(floor, key[1]), percents)]
    told = sorted([*crossed, *news], key=lambda line: line[0])
    rows = [*_portfolio(was, now), *((number, names.get(number, ""), *rest) for number, *rest in told)]
    table = pl.DataFrame(rows, _SHOWN, orient="row")
    return table.with_columns(decimals(table, name) for name in ("was", "now"))


def _odd(connection: Connection, entity: str, before: date, on: date) -> Iterator[tuple[Any, ...]]:
    """Yield the duties at odds that were found since, or are open again: of no customer, whoever it is by name."""
    for one in conflicts.of(connection, entity, on):
        if one.state == conflicts.OPEN and before < one.since:
            about = f" ({one.about})" if one.about else ""
            yield one.about if one.basis == conflicts.CASE else "", f"{one.login}: {one.why}{about}", None, None, ""


def _stood(workspace: Workspace, on: date, held: Mapping[str, Limits]) -> Stood:
    """Return what every account stood at on a day."""
    table = aged.in_minor(workspace, asked(aged.OPTIONS, on, {}))
    return Stood({(row["customer_number"], row["currency"]): row for row in table.iter_rows(named=True)}, held)


def _portfolio(was: Stood, now: Stood) -> Iterator[tuple[object, ...]]:
    """Yield what is open and what is past due in all, a currency each."""
    for currency in sorted({key[1] for key in (*was.sums, *now.sums)}):
        for what, said in (("total", "open"), ("past_due", "past due")):
            both = (sum(day.of(key, what) for key in day.sums if key[1] == currency) for day in (was, now))
            yield "", PORTFOLIO, said, *both, currency


def _crossed(key: Key, was: Stood, now: Stood, floor: int, percents: tuple[int, ...]) -> Iterator[Line]:
    """Yield the thresholds that an account is beyond now and was not then."""
    bounds = [
        ("past due", "past_due", floor, floor),
        ("over 90 days", _OLD, 1, 1),
        *((f"used {one} %", "total", was.used(key, one), now.used(key, one)) for one in percents),
    ]
    for said, what, before, after in bounds:
        then, today = was.of(key, what), now.of(key, what)
        if after is not None and today >= after and (before is None or then < before):
            yield key[0], said, then, today, key[1]


def _returned(connection: Connection, entity: str, before: date, as_of: date) -> Iterator[Line]:
    """Yield each account whose payment came back after the digest before."""
    base = reading.Rates(connection, entity, as_of).base
    since = reading.returned_last(connection, entity, before + timedelta(days=1))
    yield from ((number, "payment returned", 0, 0, base) for number, on in since.items() if on <= as_of)


def _broken(connection: Connection, entity: str, before: date, as_of: date) -> Iterator[Line]:
    """Yield each promise that broke after the digest before, with what was promised and not paid."""
    then = {one.promise_id for one in promises.of(connection, entity, before) if one.state in _NOT_KEPT}
    for one in promises.of(connection, entity, as_of):
        if one.state in _NOT_KEPT and one.promise_id not in then:
            yield one.customer_number, f"promise broken: {one.number}", 0, one.minor - one.paid, one.currency


def _floor(given: str, currency: str) -> int:
    """Return an amount of past due in minor units. Refused: Invalid where it is none."""
    found = parsed(given, currency)
    if found is None or found <= 0:
        raise Invalid(f"past_due: {given!r} is no amount of {currency}")
    return found


def _percents(given: str) -> tuple[int, ...]:
    """Return percents. Refused: ValueError where one is none."""
    found = tuple(int(one) for one in given.split(","))
    if any(not 0 < one <= 10 * _PERCENT for one in found):
        raise ValueError("percents of a limit are 1 to 1000, with commas between")
    return found
