"""DSO against its target, month by month: the part that terms alone explain, and the part that is late."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import polars as pl

from aging.aged import OWED
from aging.kpis import simple, written
from kit.money import decimal
from services.reports import books, flows, month_ends
from services.reports.asked import KNOWN_AT, Asked, Option
from services.reports.asked import months as months_of
from services.reports.kpis import MOVED, periods
from services.reports.pictures import Bar, Picture
from services.targets.setting import AT_MOST, Target, targets
from services.workspace import Workspace

#: The figure whose target is drawn.
KPI = "dso_simple"
DIGITS = 2
ENDS_MAX, MONTHS_MAX = 36, 12
OPTIONS = (
    Option("ends", "how many month ends are told, the day itself the last", "6"),
    Option("months", "over how many months each figure reaches", "3"),
    KNOWN_AT,
)
NOTES = (
    "DSO is receivables ÷ sales × days; best possible is what it would be were nothing late (current ÷ sales × days);",
    "delinquent is the rest: average days delinquent (CRF). Sales and balances are those of the report kpis.",
    "The target is `tieout target set dso_simple --at-most 40 --owner NAME`; `over` is by how much it is missed.",
)


@dataclass(frozen=True, slots=True)
class End:
    """What a month end in a currency is told from: minor units, and the days that the sales took."""

    closing: int
    current: int
    sales: int
    days: int

    @property
    def parts(self) -> tuple[Fraction, Fraction] | None:
        """Return the best possible DSO and the delinquent days on top of it, None without sales."""
        if self.sales <= 0:
            return None
        best = simple(self.current, self.sales, self.days)
        return best, simple(self.closing, self.sales, self.days) - best


def dso(workspace: Workspace, asked: Asked) -> pl.DataFrame:
    """Return a row a currency and month end, the oldest first; days as decimals, amounts as money."""
    ends, months = asked.read("ends", months_of(ENDS_MAX)), asked.read("months", months_of(MONTHS_MAX))
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        batch = asked.read("known_at", lambda told: books.batch_of(connection, told))
        spans = periods(asked.as_of, ends + months - 1)
        sales = _sales(flows.by_month(connection, entity, spans[0][0], asked.as_of, MOVED["sales"][0], batch=batch))
        lasts = [last for _, last in spans[months - 1 :]]
        sums = month_ends.sums(connection, entity, lasts, batch=batch)
        held = {last: _held(table) for last, table in zip(lasts, sums, strict=True)}
        wanted = {one.currency: one.target for one in targets(connection, entity, batch) if _is_ours(one)}
    rows = []
    for currency in sorted({money for found in held.values() for money in found} | {money for money, _ in sales}):
        for place, last in enumerate(held):
            window = spans[place : place + months]
            closing, current = held[last].get(currency, (0, 0))
            sold = sum(sales.get((currency, f"{first:%Y-%m}"), 0) for first, _ in window)
            end = End(closing, current, sold, (last - window[0][0]).days + 1)
            rows.append((currency, last, *_told(end, currency, wanted.get(currency))))
    return pl.DataFrame(rows, SCHEMA, orient="row")


SCHEMA = {
    "currency": pl.String,
    "month_end": pl.Date,
    **dict.fromkeys(("dso", "best_possible", "delinquent", "target", "over"), pl.String),
    **dict.fromkeys(("closing", "current", "sales"), pl.String),
    "days": pl.Int64,
}


def _is_ours(target: Target) -> bool:
    """Say whether a target is one that DSO should stay below."""
    return target.kpi == KPI and target.sense == AT_MOST


def _sales(moved: pl.DataFrame) -> dict[tuple[str, str], int]:
    """Return sales by currency and month."""
    kinds, sign = MOVED["sales"]
    table = moved.filter(pl.col("kind").is_in(kinds)).group_by("currency", "month").agg(pl.col("minor").sum() * sign)
    return {(currency, month): minor for currency, month, minor in table.iter_rows()}


def _held(table: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """Return receivables and what of them is not late, by currency."""
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for currency, sort, whole, late in table.select("currency", "sort", "open", "late").iter_rows():
        found[currency][0] += whole
        found[currency][1] += whole - late if sort == OWED else 0
    return {currency: (closing, current) for currency, (closing, current) in found.items()}


def _told(end: End, currency: str, target: str | None) -> Iterator[str | int | None]:
    """Yield the columns of a month end after its day."""
    parts = end.parts
    whole = sum(parts, Fraction(0)) if parts else None
    for value in (whole, *(parts or (None, None))):
        yield None if value is None else written(value, DIGITS)
    yield target
    yield written(whole - Fraction(target), DIGITS) if whole is not None and target else None
    for minor in (end.closing, end.current, end.sales):
        yield decimal(minor, currency)
    yield end.days


def pictures(table: pl.DataFrame) -> tuple[Picture, ...]:
    """Return for each currency a bar a month end: best possible, what is delinquent, and the target as a line."""
    found = []
    for (currency,), rows in table.group_by("currency", maintain_order=True):
        told = [row for row in rows.iter_rows(named=True) if row["dso"] is not None]
        target = next((row["target"] for row in told if row["target"]), None)
        if told:
            line = _hundredths(target) if target else None
            words = f"DSO in days, {currency}" + (f"; target {target}" if target else "")
            found.append(Picture(words, tuple(_bar(row) for row in told), line, ("best possible", "late")))
    return tuple(found)


def _bar(row: Mapping[str, str | date | None]) -> Bar:
    """Return the bar of a month end: as long as DSO, its first part the best possible."""
    whole, best, late = (str(row[name]) for name in ("dso", "best_possible", "delinquent"))
    parts = f"{best} - {late[1:]}" if late.startswith("-") else f"{best} + {late}"
    return Bar(f"{row['month_end']}", f"{whole} = {parts}", _hundredths(whole), _hundredths(best))


def _hundredths(days: str) -> int:
    """Return a number of days in hundredths."""
    return int(Fraction(days) * 100)
