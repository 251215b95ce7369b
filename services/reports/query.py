"""Any question about a view of the read model: filters on any column, as a report like all others (A51)."""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
from sqlalchemy import Connection, case, column, select, text
from sqlalchemy.sql.elements import ColumnElement

from kit.days import iso
from kit.db import among, frame, stored_day
from kit.folding import Folded, folded
from kit.money import EXPONENTS, parsed
from services.exports import decimals
from services.reports.asked import Asked, Option
from services.reports.views import AMOUNT, COUNT, DAY, READ, TEXT, VIEWS, View
from services.workspace import Workspace

OPTIONS = (
    Option("view", "which view", "items", tuple(VIEWS)),
    Option(
        "where", "filters, with semicolons between: open_amount>=1000.00; due_date<2026-11-01; customer_name~Hollis"
    ),
    Option("columns", "which columns, with commas between; empty: all"),
    Option("limit", "at most so many rows; empty: all"),
)
NOTES = (
    "A filter is a column, one of = != < <= > >= ~ (holds the words, whatever case and accents) and a value; `|` parts",
    "values of which one is enough. Amounts and days are written as the report writes them. All filters have to hold.",
    "The columns of each view stand in the reference (read-model). Whoever sees some customers alone gets theirs.",
)
_FILTER = re.compile(r"\s*(?P<name>[a-z_]+)\s*(?P<sign>!=|<=|>=|=|<|>|~)\s*(?P<value>.*?)\s*", re.DOTALL)
Compare = Callable[[Any, Any], Any]
_SIGNS: Mapping[str, Compare] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "~": lambda held, value: Folded(held).contains(folded(value), autoescape=True),
}


def query(workspace: Workspace, asked: Asked) -> pl.DataFrame:
    """Return the rows of a view that pass every filter, in the order of the books; amounts as decimals."""
    view = VIEWS[asked["view"]]
    names = asked.read("columns", lambda told: _columns(view, told))
    most = asked.read("limit", _limit)
    needed = [*names, *(["currency"] if any(view.fields[name].kind == AMOUNT for name in names) else [])]
    source = text(view.sql).columns(*(column(name) for name in (*view.fields, "place"))).subquery("v")
    chosen = select(*(source.c[name] for name in dict.fromkeys(needed))).order_by(source.c.place).limit(most)
    with workspace.database.reading() as connection:
        chosen = chosen.where(source.c.entity == workspace.settings.entity)
        if workspace.customers is not None:
            chosen = chosen.where(among(connection, source.c.customer_number, workspace.customers))
        for condition in asked.read("where", lambda told: _filters(connection, view, source.c, told)):
            chosen = chosen.where(condition)
        rows = frame(connection, chosen, {name: READ[view.fields[name].kind] for name in dict.fromkeys(needed)})
    amounts = [name for name in names if view.fields[name].kind == AMOUNT]
    return rows.with_columns(decimals(rows, name) for name in amounts).select(names)


def _columns(view: View, told: str) -> list[str]:
    """Return the columns that are wanted. Refused: ValueError for one the view does not have."""
    names = [name.strip() for name in told.split(",") if name.strip()] or list(view.fields)
    for name in names:
        _field(view, name)
    return list(dict.fromkeys(names))


def _filters(connection: Connection, view: View, held: Any, told: str) -> list[ColumnElement[bool]]:
    """Return each filter as a condition. Refused: ValueError for what is none."""
    return [_filter(connection, view, held, one) for one in told.split(";") if one.strip()]


def _filter(connection: Connection, view: View, held: Any, told: str) -> ColumnElement[bool]:
    """Return a filter as a condition: one of its values is enough, but none may be where it says `!=`."""
    found = _FILTER.fullmatch(told)
    if found is None:
        raise ValueError(f"a filter reads like due_date<2026-11-01: not {told.strip()!r}")
    name, sign = found["name"], found["sign"]
    kind = _field(view, name)
    if (sign == "~") > (kind == TEXT):
        raise ValueError(f"{name} is a {kind}: ~ looks into texts")
    each: list[ColumnElement[bool]] = [
        _SIGNS[sign](held[name], _value(connection, kind, held, one)) for one in found["value"].split("|")
    ]
    joined = each[0]
    for more in each[1:]:
        joined = joined & more if sign == "!=" else joined | more
    return joined


def _value(connection: Connection, kind: str, held: Any, told: str) -> Any:
    """Return a value as the database compares it. Refused: ValueError where it is none of its kind."""
    value = told.strip()
    if kind == TEXT:
        return value
    if kind == DAY:
        if (day := iso(value)) is None:
            raise ValueError(f"{value!r} is no day like 2026-11-20")
        return stored_day(connection, day)
    if kind == COUNT:
        return int(value)
    return _minor(held, value)


def _minor(held: Any, value: str) -> ColumnElement[int]:
    """Return an amount in minor units of each row's currency. Refused: ValueError where it is none."""
    places = sorted(set(EXPONENTS.values()) | {2})
    minor = {place: parsed(value, _of(place)) for place in places}
    if all(one is None for one in minor.values()):
        raise ValueError(f"{value!r} is no amount like 1000.00")
    kinds = [
        (held.currency.in_([code for code, digits in EXPONENTS.items() if digits == place]), minor[place])
        for place in places
        if place != 2
    ]
    return case(*kinds, else_=minor[2])


def _of(place: int) -> str:
    """Return a currency with so many digits after the point."""
    return next((code for code, digits in EXPONENTS.items() if digits == place), "")


def _field(view: View, name: str) -> str:
    """Return what a column holds. Refused: ValueError where the view has none of the name."""
    if name not in view.fields:
        raise ValueError(f"there is no column {name!r}: there is {', '.join(view.fields)}")
    return view.fields[name].kind


def _limit(told: str) -> int | None:
    """Return how many rows at most. Refused: ValueError."""
    if not told:
        return None
    if not told.isascii() or not told.isdecimal() or not int(told):
        raise ValueError(f"a number of rows: not {told!r}")
    return int(told)
