"""Key figures of a period, by portfolio: each variant by its name, with its formula and what went into it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

from aging.aged import OWED
from aging.buckets import BUCKETS
from aging.kpis import COUNTED, KPIS, MONEY, WEIGHTED, Inputs, Kpi, Month, paid, written
from aging.roll_forward import CASH_ACCOUNTS, RECEIVED
from dunning import agencies, promises
from dunning.promises import State
from kit.money import decimal, grouped
from ledger import tables
from services.reports import balances, books, flows
from services.reports.aging import GROUPINGS, spoken
from services.reports.asked import ENTITIES, KNOWN_AT, Asked, Option, whose
from services.reports.asked import months as months_of
from services.reports.matching import hits
from services.reports.pictures import Bar, Picture
from services.workspace import Workspace

MONTHS_MAX = 120
#: So many months before the period count-back may reach into.
BACK = 12
OPTIONS = (
    Option("by", "what makes a portfolio; attributes are those of the last day", "currency", tuple(GROUPINGS)),
    Option("months", "how many months the period has, the one of the day among them", "3"),
    Option("rate", "what money costs a year, in percent", "9.00"),
    Option("carry_days", "for how many days the cost of carry is told", "30"),
    ENTITIES,
    KNOWN_AT,
)
NOTES = (
    "A figure without a value lacks an input, or would divide by nothing. Sales are invoices by GL day with tax and",
    "freight, and what another system had booked. Balances are net of credits and unapplied cash, disputes included.",
    "A portfolio is that of the period's last day: whoever is moved later takes nothing of the period with him.",
    "Promises are those of which the last day fell into the period, superseded ones left out; by amount: what came of",
    "them until then. Agencies: all collected of all placed until the day, as agency-ranking. Match rates are of what",
    "came in the period, of all customers together. These three have no value as it was known at an earlier moment.",
)
#: Input -> kinds of movement, and the sign that makes it positive.
MOVED: Mapping[str, tuple[tuple[str, ...], int]] = {
    "sales": (("invoiced", "tax_billed", "freight_billed", "opened"), 1),
    "credit_memos": (("credited", "tax_credited", "opened_credit"), -1),
    "discounts": (("discount_earned", "discount_unearned", "discount_tax"), -1),
    "adjustments": (("small_balance", "bank_fee", "deduction_allowed", "deduction_tax", "concession"), -1),
    "write_offs": (("bad_debt", "bad_debt_expensed", "bad_debt_tax"), -1),
    "recoveries": (("reinstated", "reinstated_expensed", "reinstated_tax"), 1),
    "receipts": (RECEIVED, -1),
}
#: Input -> kinds told by what they do to the account of deductions.
DEDUCTED: Mapping[str, tuple[tuple[str, ...], int]] = {
    "deductions_new": (("deduction_opened", "opened_deduction"), 1),
    "deductions_resolved": (("deduction_allowed", "deduction_tax", "charged_back"), -1),
    "deductions_recovered": (("charged_back",), -1),
}
#: What promises tell: how many, how many were kept, what was promised, and what came of it.
PROMISED = ("promises", "promises_kept", "promised", "promised_kept")
#: What agencies tell.
PLACED = ("agency_placed", "agency_collected")
_ONE = ["entity", "customer_number"]
#: What is read of open items to know how old they are, each part of them alike.
_AGED = ("entity", "document_type", "currency", "issue_date", "due_date", "amount")

Group = tuple[str, ...]
Told = defaultdict[Group, dict[str, Any]]


def kpis(workspace: Workspace, asked: Asked) -> pl.DataFrame:
    """Return a row a portfolio, currency and figure."""
    by = (*GROUPINGS[asked["by"]], "currency")
    entity = whose(workspace, asked)
    months = asked.read("months", months_of(MONTHS_MAX))
    fixed = {"rate_bp": asked.read("rate", _basis_points), "carry_days": asked.read("carry_days", int)}
    with workspace.database.reading() as connection:
        batch = asked.read("known_at", lambda told: books.batch_of(connection, told))
        people = books.customers(connection, entity, asked.as_of, workspace.settings.time_zone, batch)
        told = _inputs(
            Scope(connection, entity, periods(asked.as_of, months), by, people, batch, workspace.settings.time_zone)
        )
        if asked["by"] == "currency" and entity and batch == books.NEWEST:
            for row in hits(connection, entity, asked.as_of, periods(asked.as_of, months)[0][0]):
                told[(row["currency"],)] |= _matched(row)
    rows = [row for group in sorted(told) for row in _rows(by, group, told[group] | fixed)]
    schema = dict.fromkeys((*by, "kpi", "title", "value", "unit", "formula", "inputs"), pl.String)
    return pl.DataFrame(rows, schema, orient="row")


def periods(as_of: date, months: int) -> list[tuple[date, date]]:
    """Return the months of a period, the oldest first; the last ends on the day."""
    found = [(as_of.replace(day=1), as_of)]
    while len(found) < months:
        last = found[0][0] - timedelta(days=1)
        found.insert(0, (last.replace(day=1), last))
    return found


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures are told, of which months, and what makes a portfolio."""

    connection: Connection
    entity: str | None
    spans: list[tuple[date, date]]
    by: Group
    people: pl.DataFrame
    batch: int
    zone: str

    @property
    def as_of(self) -> date:
        """Return the last day of the period."""
        return self.spans[-1][1]

    @property
    def entities(self) -> list[str]:
        """Return the entities whose figures are told."""
        return [self.entity] if self.entity else list(self.connection.scalars(select(tables.entity.c.code)))

    def held(self, day: date) -> pl.DataFrame:
        """Return balances by age at the end of a day."""
        return balances.sums(self.connection, self.entity, day, batch=self.batch, buckets=BUCKETS)

    def named(self, table: pl.DataFrame) -> pl.DataFrame:
        """Return rows of customers with the attributes of each."""
        return table.join(self.people, on=_ONE, how="left").with_columns(*spoken())

    def grouped(self, table: pl.DataFrame, *more: str) -> pl.DataFrame:
        """Return a table of customers summed into portfolios."""
        return self.named(table).group_by([*self.by, *more], maintain_order=True).agg(pl.col(pl.Int64).sum())


def _inputs(scope: Scope) -> Told:
    """Return the inputs of each portfolio."""
    told: Told = defaultdict(dict)
    first, as_of = scope.spans[0][0], scope.as_of
    closed = scope.held(as_of).select(*_ONE, "currency", *_closing())
    reach = (scope.connection, scope.entity)
    moved = flows.flows(*reach, first, as_of, batch=scope.batch)
    for name, day in (("opening", first), ("opening_last", scope.spans[-1][0])):
        since = moved.filter(pl.col("month") >= f"{day:%Y-%m}").select(*_ONE, "currency", -pl.col("minor").alias(name))
        opened = pl.concat([closed.select(*_ONE, "currency", pl.col("closing").alias(name)), since])
        _put(told, scope.grouped(opened), scope.by, [name])
    _put(told, scope.grouped(closed), scope.by, [name for name, kind in closed.schema.items() if kind == pl.Int64])
    _put(told, scope.grouped(moved.select(*_ONE, "currency", *_moving())), scope.by, [*MOVED, *DEDUCTED])
    monthly = scope.grouped(moved.select(*_ONE, "currency", "month", sales=_sum("sales")), "month")
    _monthly(told, monthly, scope)
    _reaching(told, scope)
    _paid(told, scope.named(flows.paid(*reach, first, as_of, batch=scope.batch)), scope.by)
    _cycle(told, scope, flows.stages(*reach, first, as_of, batch=scope.batch))
    _ages(told, scope.named(balances.open_items(*reach, as_of, batch=scope.batch, facts=_AGED)), scope)
    if scope.batch == books.NEWEST:
        _put(told, scope.grouped(_frame(_promised(scope, first), PROMISED)), scope.by, PROMISED)
        _put(told, scope.grouped(_frame(_placed(scope), PLACED)), scope.by, PLACED)
    return told


def _promised(scope: Scope, first: date) -> Iterator[tuple[object, ...]]:
    """Yield each promise of which the last day lies in the period: customer, currency, PROMISED."""
    for entity in scope.entities:
        for one in promises.of(scope.connection, entity, scope.as_of):
            if first <= one.until <= scope.as_of and one.state not in {State.OPEN, State.SUPERSEDED}:
                kept = one.state is State.KEPT
                came = min(max(one.paid, 0), one.minor)
                yield entity, one.customer_number, one.currency, 1, int(kept), one.minor, came


def _placed(scope: Scope) -> Iterator[tuple[object, ...]]:
    """Yield each placement with an agency until the day: customer, currency, PLACED."""
    for entity in scope.entities:
        for one in agencies.of(scope.connection, entity, scope.as_of):
            yield entity, one.customer_number, one.currency, one.minor, one.recovered


def _frame(rows: Iterator[tuple[object, ...]], inputs: Sequence[str]) -> pl.DataFrame:
    """Return inputs of customers as a table."""
    schema = {**dict.fromkeys((*_ONE, "currency"), pl.String), **dict.fromkeys(inputs, pl.Int64)}
    return pl.DataFrame(list(rows), schema, orient="row")


def _closing() -> list[pl.Expr]:
    """Return what the balances of the last day tell."""
    owed, cash = pl.col("sort") == OWED, pl.col("account").is_in(CASH_ACCOUNTS)
    parts = {
        "closing": (pl.lit(value=True), "open"),
        "current": (owed, None),
        "over_90": (owed, BUCKETS[-1].name),
        "past_due": (owed, "late"),
        "unapplied": (cash, "open"),
        "deductions_open": (pl.col("account") == "ar_deductions", "open"),
    }
    columns = {
        name: pl.col(column) if column else pl.col("open") - pl.col("late") for name, (_, column) in parts.items()
    }
    whole = [pl.when(part).then(columns[name]).otherwise(0).alias(name) for name, (part, _) in parts.items()]
    return [one if one.meta.output_name() != "unapplied" else -one for one in whole]


def _moving() -> list[pl.Expr]:
    """Return what movements tell."""
    return [_sum(name).alias(name) for name in (*MOVED, *DEDUCTED)]


def _sum(name: str) -> pl.Expr:
    """Return the part of a movement that goes into an input."""
    kinds, sign = {**MOVED, **DEDUCTED}[name]
    counts = pl.col("kind").is_in(kinds)
    if name in DEDUCTED:
        counts &= pl.col("account") == "ar_deductions"
    return pl.when(counts).then(sign * pl.col("minor")).otherwise(0)


def _put(told: Told, table: pl.DataFrame, by: Group, names: Sequence[str]) -> None:
    """Write columns of sums into the inputs of their portfolios."""
    for row in table.iter_rows(named=True):
        told[_key(tuple(row[name] for name in by))] |= {name: row[name] for name in names}


def _monthly(told: Told, monthly: pl.DataFrame, scope: Scope) -> None:
    """Write days and sales of each month into the inputs."""
    sold = _sold(monthly, scope.by, scope.spans)
    for group, inputs in told.items():
        months = sold(group)
        inputs |= {
            "months": months,
            "months_count": len(months),
            "days": sum(days for days, _ in months),
            "sales_last": months[-1][1],
        }
        for name in ("opening", "opening_last", "closing", "current", "over_90", "past_due", *MOVED, *DEDUCTED):
            inputs.setdefault(name, 0)


def _reaching(told: Told, scope: Scope) -> None:
    """Put earlier months in front of the period's where more is owed than it sold: count-back goes on there."""
    short = [group for group, inputs in told.items() if inputs["closing"] > inputs["sales"]]
    if not short:
        return
    spans = periods(scope.spans[0][0] - timedelta(days=1), BACK)
    moved = flows.flows(scope.connection, scope.entity, spans[0][0], spans[-1][1], batch=scope.batch)
    monthly = scope.grouped(moved.select(*_ONE, "currency", "month", sales=_sum("sales")), "month")
    sold = _sold(monthly, scope.by, spans)
    for group in short:
        earlier = dropwhile(lambda month: month[1] <= 0, sold(group))
        told[group]["months"] = (*earlier, *told[group]["months"])


def _sold(monthly: pl.DataFrame, by: Group, spans: Sequence[tuple[date, date]]) -> Callable[[Group], tuple[Month, ...]]:
    """Return what tells days and sales of each month of a portfolio."""
    sales: defaultdict[Group, dict[str, int]] = defaultdict(dict)
    for row in monthly.iter_rows(named=True):
        sales[_key(tuple(row[name] for name in by))][row["month"]] = row["sales"]
    return lambda group: tuple(
        ((last - first).days + 1, sales[group].get(f"{first:%Y-%m}", 0)) for first, last in spans
    )


def _paid(told: Told, invoices: pl.DataFrame, by: Group) -> None:
    """Write what paid invoices tell into the inputs."""
    days = (pl.col("paid_on") - pl.col("issued_on")).dt.total_days()
    late = (pl.col("paid_on") - pl.col("due_on")).dt.total_days()
    for group, rows in invoices.with_columns(days=days, late=late).group_by(by):
        told[_key(group)] |= paid(rows.select("amount", "days", "late").rows())


def _cycle(told: Told, scope: Scope, payments: pl.DataFrame) -> None:
    """Write the days of each stage from order to cash; an order told after its invoice tells nothing."""
    ordered = pl.col("ordered_at").dt.convert_time_zone(scope.zone).dt.date()
    known = ordered <= pl.col("issued_on")

    def days(first: pl.Expr, last: str) -> pl.Expr:
        return (pl.col(last) - first).dt.total_days()

    counted = payments.select(
        *_ONE,
        "currency",
        order_days=pl.when(known).then(days(ordered, "issued_on")).otherwise(0),
        orders=known.fill_null(value=False).cast(pl.Int64),
        terms_days=days(pl.col("issued_on"), "due_on"),
        overdue_days=days(pl.col("due_on"), "paid_on"),
        waiting_days=days(pl.col("paid_on"), "applied_on"),
        payments=pl.lit(1, pl.Int64),
    )
    _put(told, scope.grouped(counted), scope.by, [name for name, kind in counted.schema.items() if kind == pl.Int64])


def _ages(told: Told, items: pl.DataFrame, scope: Scope) -> None:
    """Write the age of what is open, by amount, into the inputs."""
    age = (pl.lit(scope.as_of) - pl.col("issue_date")).dt.total_days()
    invoices = items.filter(pl.col("document_type") == "invoice")
    sums = invoices.group_by(scope.by).agg((age.cast(pl.Int128) * pl.col("open")).sum())
    for *group, minor in sums.iter_rows():
        told[_key(tuple(group))]["age_open"] = minor


def _key(group: tuple[Any, ...]) -> Group:
    """Return a group as a key: nothing is an empty text."""
    return tuple(str(name or "") for name in group)


def _matched(row: Mapping[str, Any]) -> dict[str, int]:
    """Return the inputs of match rates from the report of matching."""
    return {
        "items": row["lines"],
        "items_automatic": row["lines_automatic"],
        "receipts_count": row["receipts"],
        "receipts_automatic": row["receipts_automatic"],
        "value": row["amount"],
        "value_automatic": row["amount_automatic"],
    }


def _rows(by: Group, group: Group, inputs: Inputs) -> Iterator[tuple[str | None, ...]]:
    """Yield the figures of one portfolio."""
    currency = group[by.index("currency")]
    for kpi in KPIS:
        yield (*group, kpi.name, kpi.title, *_said(kpi, inputs, currency))


def _said(kpi: Kpi, inputs: Inputs, currency: str) -> tuple[str | None, str, str, str]:
    """Return value, unit, formula and inputs of a figure."""
    value = kpi.value(inputs)
    text = None if value is None else written(value, kpi.digits)
    if text is not None and kpi.unit == MONEY:
        text = decimal(int(text), currency)
    known = [_input(name, inputs[name], currency) for name in kpi.needs if name in inputs]
    return text, currency if kpi.unit == MONEY else kpi.unit, kpi.formula, "; ".join(known)


def _input(name: str, value: int | tuple[Month, ...], currency: str) -> str:
    """Return an input as people read it: an amount as money, a rate in percent, a month's sales with its days."""
    if isinstance(value, tuple):
        return "sales " + ", ".join(f"{grouped(sales, currency)} in {days} days" for days, sales in value)
    if name == "rate_bp":
        return f"rate {decimal(value, 'EUR')} %"
    words = name.replace("_", " ")
    if name in COUNTED:
        return f"{words} {value:,}"
    return f"{words} {grouped(value, currency)}" + " × days" * (name in WEIGHTED)


def _basis_points(text: str) -> int:
    """Return hundredths of a percent from a percentage with at most two digits after the point."""
    whole, _, part = text.partition(".")
    if not (whole + part).isdecimal() or len(part) > 2:
        raise ValueError(f"a rate reads 9.00: not {text!r}")
    return int(whole) * 100 + int(part.ljust(2, "0"))


def pictures(table: pl.DataFrame) -> tuple[Picture, ...]:
    """Return DSO, best possible and count-back of each currency, where the table has one portfolio for it."""
    wanted = {"dso_simple", "dso_countback", "dso_best_possible", "days_delinquent"}
    if table.columns[0] != "currency":
        return ()
    found = []
    for (currency,), rows in table.filter(pl.col("kpi").is_in(wanted)).group_by("currency", maintain_order=True):
        told = [(title, value) for title, value in rows.select("title", "value").rows() if value is not None]
        bars = tuple(Bar(title, f"{value} days", int(value.replace(".", ""))) for title, value in told)
        found.append(Picture(f"Days, {currency}", bars))
    return tuple(found)
