"""Buckets are data: an ordered list of upper bounds in days, from which names and edges follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import polars as pl

#: Upper bounds of the usual table: current, 1 to 30, 31 to 60, 61 to 90, 91 and more days past due (DOMAIN §5).
BOUNDS = (0, 30, 60, 90)
#: A bound further away than this is a slip of the finger: no calendar reaches back so far.
BOUND_MAX = 36_500
BOUNDS_MAX = 24  # how many a table may have and still be read by a person


@dataclass(frozen=True, slots=True)
class Bucket:
    """Days past due from `first` to `last`, both included; None is open-ended."""

    name: str
    first: int | None
    last: int | None


def bounded(bounds: Sequence[int]) -> tuple[Bucket, ...]:
    """Return the buckets of ascending upper bounds; days past the last fall into one more.

    A first bound of 0 makes `current`: due today is current, overdue starts at 1. A ValueError refuses bounds that do
    not ascend, lie before 0 or beyond a century, or are too many to read.
    """
    if not bounds or len(bounds) > BOUNDS_MAX:
        raise ValueError(f"a table has 1 to {BOUNDS_MAX} bounds, not {len(bounds)}")
    if min(bounds) < 0 or max(bounds) > BOUND_MAX:
        raise ValueError(f"a bound lies from 0 to {BOUND_MAX} days")
    if any(later <= earlier for earlier, later in pairwise(bounds)):
        raise ValueError(f"bounds ascend: {', '.join(map(str, bounds))} do not")
    first = Bucket("current" if bounds[0] == 0 else f"days_0_{bounds[0]}", None, bounds[0])
    between = [Bucket(f"days_{low + 1}_{high}", low + 1, high) for low, high in pairwise(bounds)]
    return validated((first, *between, Bucket(f"days_{bounds[-1] + 1}_plus", bounds[-1] + 1, None)))


def spelled(text: str) -> tuple[Bucket, ...]:
    """Return the buckets of bounds as people write them: `0,30,60,90`. Refused: ValueError for anything else."""
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdecimal() for part in parts):
        raise ValueError(f"bounds are days with commas between, like 0,30,60,90: not {text!r}")
    return bounded([int(part) for part in parts])


def validated(buckets: Sequence[Bucket]) -> tuple[Bucket, ...]:
    """Return the buckets if they cover every day once, in order; a ValueError refuses a gap or an overlap."""
    if not buckets or buckets[0].first is not None or buckets[-1].last is not None:
        raise ValueError("the first bucket has no beginning and the last has no end")
    for earlier, later in pairwise(buckets):
        if earlier.last is None or later.first != earlier.last + 1:
            raise ValueError(f"{later.name} does not start the day after {earlier.name} ends")
    return tuple(buckets)


def days(buckets: Iterable[Bucket], as_of: date) -> list[date]:
    """Return for each bucket but the last the earliest day that still falls into it: what a query compares with."""
    return [as_of - timedelta(days=bucket.last) for bucket in buckets if bucket.last is not None]


def position(day: pl.Expr, buckets: Sequence[Bucket], as_of: date) -> pl.Expr:
    """Return the position of the bucket into which a day falls: how many of the bounds it lies before."""
    bounds = days(buckets, as_of)
    return pl.sum_horizontal([(day < bound).cast(pl.UInt8) for bound in bounds]).cast(pl.UInt8)


BUCKETS = bounded(BOUNDS)
