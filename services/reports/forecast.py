"""The cash forecast: what is expected in each coming week, how the last forecasts held, and what if some pay."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl
from sqlalchemy import Connection

from aging.forecast import WEEKS, expected
from aging.lateness import ON_TIME, Lateness, Profiles
from aging.parts import parted
from aging.roll_forward import RECEIVED
from dunning import cases, promises
from dunning.promises import State
from kit.days import monday
from kit.refusals import Invalid
from ledger.records import ItemType
from services.exports import decimals
from services.reports import balances, books, flows
from services.reports.asked import Asked, Option
from services.reports.pictures import Bar, Picture
from services.workspace import Workspace

#: How far back payments say how late somebody pays.
YEAR = timedelta(days=365)
WEEKS_MAX = 52
OPTIONS = (
    Option("weeks", "how many weeks ahead", str(WEEKS)),
    Option("tested", "how many past weeks are forecast again from what was known before each", "4"),
    Option("paid", "what if these customers or documents, with commas between, pay in the first week", ""),
)
NOTES = (
    "What is promised is expected on the promised day. All else is spread over the weeks as its customer's invoices of",
    "the past year were paid, so and so many days late, drawn towards those of its risk class, given that it has not",
    "come so far; what is older than anything ever paid comes after the last week. Disputed amounts are left out: the",
    "weeks sum to what is collectible. By due day: the same with everybody paying on the day.",
    "Back-test: what would have been forecast for a past week at its beginning, what was received in it, and the gap.",
    "If paid: those named pay in the first week, all others as expected; without: the others alone.",
)
#: What is open and can be asked for, a row an amount; `sure_on` where its day was promised.
_COLLECTIBLE = ("item_id", "document_number", "customer_number", "currency", "due_date", "open")
#: What is read of each to know it.
_FACTS = ("document_type", "document_number", "currency", "due_date", "amount")


@dataclass(frozen=True, slots=True)
class Known:
    """What was known at the end of a day: what is collectible, and how late each customer pays."""

    collectible: pl.DataFrame
    profiles: Profiles
    classes: Mapping[str, str]

    def pays(self, customer: str) -> Lateness:
        """Return how late a customer pays."""
        return self.profiles.of(customer, self.classes.get(customer, ""))


def known(workspace: Workspace, connection: Connection, days: Sequence[date]) -> Iterator[Known]:
    """Yield what was known at the end of each of some days."""
    entity = workspace.settings.entity
    cut = balances.parts(connection, entity)
    held_on = flows.open_on(connection, entity, days, _FACTS)
    for on, held, paid in zip(days, held_on, flows.paid_on(connection, entity, days, YEAR), strict=True):
        people = books.customers(connection, entity, on, workspace.settings.time_zone)
        classes = dict(people.select("customer_number", "risk_class").iter_rows())
        late = (pl.col("paid_on") - pl.col("due_on")).dt.total_days()
        told = paid.select("customer_number", late=late).iter_rows()
        profiles = Profiles((who, classes.get(who, ""), days_) for who, days_ in told)
        asked = parted(held, cut).filter(pl.col("document_type") != ItemType.DEDUCTION)
        yield Known(_collectible(connection, entity, asked, on), profiles, classes)


def cash_forecast(workspace: Workspace, asked: Asked) -> pl.DataFrame:
    """Return a row a currency and week: what is expected, or of a past week what was and what came; as decimals."""
    weeks, tested = (asked.read(name, _weeks) for name in ("weeks", "tested"))
    weeks_ago = [monday(asked.as_of) - timedelta(days=7 * back) for back in range(tested, 0, -1)]
    with workspace.database.reading() as connection:
        then = known(workspace, connection, [asked.as_of, *(week - timedelta(days=1) for week in weeks_ago)])
        ahead = _ahead(next(then), asked, weeks)
        past = [
            _tested(before, _received(workspace, connection, week), week)
            for before, week in zip(then, weeks_ago, strict=True)
        ]
    table = pl.concat([*past, ahead], how="diagonal").sort("currency", "week")
    table = table.with_columns(missed=pl.col("expected") - pl.col("came"))
    amounts = [name for name in table.columns if name not in {"currency", "week"}]
    off = (200 * pl.col("missed").abs() + pl.col("came")) // (2 * pl.col("came"))
    error = table.select(pl.when(pl.col("came") > 0).then(off).alias("error_percent"))
    return pl.concat([table.with_columns(decimals(table, name) for name in amounts), error], how="horizontal")


def _ahead(now: Known, asked: Asked, weeks: int) -> pl.DataFrame:
    """Return the weeks to come, beside them by due day alone and, where some are said to pay, without and with them."""
    items, on = now.collectible, asked.as_of
    told = expected(items, now.pays, on, weeks).rename({"minor": "expected"})
    table = told.join(_by_due(items, on, weeks), on=["currency", "week"]).with_columns(came=pl.lit(None, pl.Int64))
    names = [name.strip() for name in asked["paid"].split(",") if name.strip()]
    if not names:
        return table
    theirs = _theirs(items, names)
    others = items.join(theirs, on=list(items.columns), how="anti", nulls_equal=True)
    without = expected(others, now.pays, on, weeks).rename({"minor": "without"})
    sums = theirs.group_by("currency").agg(pl.col("open").sum().alias("pays"), pl.lit(monday(on)).alias("week"))
    both = table.join(without, on=["currency", "week"], how="left").join(sums, on=["currency", "week"], how="left")
    filled = both.with_columns(pl.col("without", "pays").fill_null(0))
    return filled.with_columns(if_paid=pl.col("without") + pl.col("pays")).drop("pays")


def _by_due(items: pl.DataFrame, on: date, weeks: int) -> pl.DataFrame:
    """Return what is expected where everybody pays on the day."""
    return expected(items, lambda _: ON_TIME, on, weeks).rename({"minor": "by_due_day"})


def _theirs(items: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Return what named customers owe, and named documents. Refused: Invalid for a name of neither."""
    owed = items.filter(pl.col("open") > 0)
    for name in names:
        if owed.filter((pl.col("customer_number") == name) | (pl.col("document_number") == name)).is_empty():
            raise Invalid(f"paid: {name} is no customer and no document of whom something can be asked for")
    return owed.filter(pl.col("customer_number").is_in(names) | pl.col("document_number").is_in(names))


def _collectible(connection: Connection, entity: str, held: pl.DataFrame, on: date) -> pl.DataFrame:
    """Return what can be asked for: less what is disputed, what is promised apart with its day."""
    disputed = cases.disputed(connection, entity, on)
    promised = {
        one.item_id: (one.minor - one.paid, one.promised_on)
        for one in promises.of(connection, entity, on)
        if one.state is State.OPEN
    }
    plain = held.select(*_COLLECTIBLE)
    special = pl.col("item_id").is_in([*disputed, *promised])
    rows = list(_apart(plain.filter(special).sort("due_date", "item_id"), disputed, promised))
    apart = pl.DataFrame(rows, {**plain.schema, "sure_on": pl.Date}, orient="row")
    rest = plain.filter(~special).with_columns(sure_on=pl.lit(None, pl.Date))
    return pl.concat([rest, apart])


def _apart(
    rows: pl.DataFrame, disputed: dict[str, int], promised: dict[str, tuple[int, date]]
) -> Iterator[tuple[object, ...]]:
    """Yield documents that are disputed or promised in part: the earliest part of one is disputed first."""
    for *facts, left in rows.iter_rows():
        identity = str(facts[0])
        argued = min(disputed.get(identity, 0), max(left, 0))
        disputed[identity] = disputed.get(identity, 0) - argued
        said, day = promised.get(identity, (0, None))
        sure = min(max(said, 0), max(left - argued, 0))
        if day is not None:
            promised[identity] = (said - sure, day)
        parts = ((sure, day), (left - argued - sure, None))
        yield from ((*facts, minor, on) for minor, on in parts if minor)


def _tested(before: Known, came: pl.DataFrame, week: date) -> pl.DataFrame:
    """Return a past week's forecast, made from what was known the day before it began, and what was received in it."""
    made = expected(before.collectible, before.pays, week, 1).rename({"minor": "expected"})
    wanted = made.join(_by_due(before.collectible, week, 1), on=["currency", "week"]).filter(pl.col("week") == week)
    both = wanted.drop("week").join(came, on="currency", how="full", coalesce=True)
    return both.select("currency", pl.lit(week).alias("week"), pl.col("expected", "by_due_day", "came").fill_null(0))


def _received(workspace: Workspace, connection: Connection, week: date) -> pl.DataFrame:
    """Return what was received in a week by currency: `came`."""
    moved = flows.by_month(connection, workspace.settings.entity, week, week + timedelta(days=6), RECEIVED)
    return moved.group_by("currency").agg((-pl.col("minor").sum()).alias("came"))


def _weeks(text: str) -> int:
    """Return how many weeks. A ValueError refuses more than a year."""
    weeks = int(text)
    if not 0 <= weeks <= WEEKS_MAX:
        raise ValueError(f"0 to {WEEKS_MAX} weeks, not {weeks}")
    return weeks


def pictures(table: pl.DataFrame) -> tuple[Picture, ...]:
    """Return for each currency a bar for each week to come, and for each past week one forecast and one that came."""
    found = []
    for (currency,), rows in table.group_by("currency", maintain_order=True):
        money = str(currency)
        ahead = rows.filter(pl.col("came").is_null()).select("week", "expected").rows()
        found.append(Picture(money, tuple(Bar.of(f"week of {week}", amount, money) for week, amount in ahead)))
        past = rows.filter(pl.col("came").is_not_null()).select("week", "expected", "came").rows()
        bars = [
            bar
            for week, made, came in past
            for bar in (replace(Bar.of(f"{week} forecast", made, money), first=0), Bar.of(f"{week} came", came, money))
        ]
        found += [Picture(f"Back-test, {money}", tuple(bars), parts=("came", "forecast"))] if bars else []
    return tuple(found)
