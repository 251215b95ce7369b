"""What differs between two sides of a simulation: added, removed or changed, with what is at stake."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

LETTERS, WORKLIST, HOLDS, APPLICATIONS = "letters", "worklist", "holds", "applications"
#: What can be simulated, in the order in which it is told.
AREAS = (HOLDS, WORKLIST, LETTERS, APPLICATIONS)
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
#: What can become of something by other rules, in the order in which it is told.
KINDS = (ADDED, REMOVED, CHANGED)
CHANGES: dict[str, Any] = {
    **dict.fromkeys(("area", "change"), pl.String),
    "on": pl.Date,
    **dict.fromkeys(("customer_number", "what", "before", "after"), pl.String),
    "amount": pl.Int64,
    "currency": pl.String,
}
SUMS: dict[str, Any] = {
    **dict.fromkeys(("area", "change", "currency"), pl.String),
    **dict.fromkeys(("count", "amount"), pl.Int64),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Something that one side's rules bring: a held order, a customer to call, a letter; `minor` is what is in it."""

    on: date
    customer_number: str
    what: str
    says: str
    minor: int
    currency: str


#: Everything that one side brings, each under a name that the other side would give it as well.
Side = Mapping[tuple[Any, ...], Told]


def differing(area: str, before: Side, after: Side) -> Iterator[tuple[Any, ...]]:
    """Yield a row of CHANGES for each thing that the sides tell otherwise; what both tell alike is no change."""
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        kind = CHANGED if old and new else ADDED if new else REMOVED
        shown = new or old
        assert shown is not None
        says = (old.says if old else "", new.says if new else "")
        yield area, kind, shown.on, shown.customer_number, shown.what, *says, shown.minor, shown.currency


def table(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Return rows as a table, the largest of an area and kind of change first."""
    found = pl.DataFrame(rows, CHANGES, orient="row")
    return found.sort(*_order(), -pl.col("amount").abs(), "on", "customer_number", "what")


def sums(changes: pl.DataFrame) -> pl.DataFrame:
    """Return changes by area, kind and currency: columns SUMS; currencies never add."""
    added = changes.group_by("area", "change", "currency").agg(
        pl.len().cast(pl.Int64).alias("count"), pl.col("amount").sum()
    )
    return added.sort(*_order(), "currency").select(list(SUMS))


def _order() -> list[pl.Expr]:
    """Return what areas and kinds of change are sorted by: as they are told."""
    tables = {"area": AREAS, "change": KINDS}
    return [
        pl.col(name).replace_strict({one: at for at, one in enumerate(told)}, return_dtype=pl.Int64)
        for name, told in tables.items()
    ]
