"""A picture is a row of bars drawn from a report's own table, so that it cannot say anything else."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from kit.money import grouped, parsed


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is called, what it says, and how long it is, in minor units (negative to the left).

    Where it has two parts, `first` is the length of the first one, and the rest is what people look at.
    """

    label: str
    text: str
    minor: int
    first: int | None = None

    @classmethod
    def of(cls, label: str, amount: str, currency: str) -> "Bar":
        """Return the bar of a decimal."""
        minor = parsed(amount, currency) or 0
        return cls(label, grouped(minor, currency), minor)


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars of one currency, in order; `line` is how long a bar should be, drawn through all of them.

    `parts` are what the first and the other part of its bars are called.
    """

    title: str
    bars: tuple[Bar, ...]
    line: int | None = None
    parts: tuple[str, str] | None = None

    @property
    def longest(self) -> int:
        """Return the length of the longest bar or of the line, at least 1."""
        return max([1, self.line or 0, *(abs(bar.minor) for bar in self.bars)])


def columns(table: pl.DataFrame, names: Sequence[str]) -> tuple[Picture, ...]:
    """Return for each currency of a table one bar a column: the sum of its decimals."""
    pictures = []
    for (currency,), rows in table.group_by("currency", maintain_order=True):
        money = str(currency)
        sums = {name: sum(parsed(text, money) or 0 for text in rows[name].drop_nulls()) for name in names}
        bars = tuple(Bar(said(name), grouped(minor, money), minor) for name, minor in sums.items())
        pictures.append(Picture(money, bars))
    return tuple(sorted(pictures, key=lambda picture: picture.title))


def totals(table: pl.DataFrame, names: Sequence[str]) -> tuple[tuple[str, dict[str, str]], ...]:
    """Return for each currency of a table the sums of its columns of decimals, for reading; currencies never add."""
    found = []
    for (currency,), rows in table.group_by("currency", maintain_order=True):
        money = str(currency)
        sums = {name: sum(parsed(text, money) or 0 for text in rows[name].drop_nulls()) for name in names}
        found.append((money, {name: grouped(minor, money) for name, minor in sums.items()}))
    return tuple(sorted(found))


#: Columns that are called otherwise than their name spelled out.
CALLED = {"kpi": "KPI", "po_number": "PO number", "dso": "DSO", "gl_date": "GL date", "gl_on": "GL day"}


def said(name: str) -> str:
    """Return a column's name as people read it: `days_31_60` is `31 to 60 days`."""
    parts = name.split("_")
    if parts[0] == "days" and len(parts) == 3:
        return f"{parts[1]} days and more" if parts[2] == "plus" else f"{parts[1]} to {parts[2]} days"
    return CALLED.get(name) or name.replace("_", " ").capitalize()
