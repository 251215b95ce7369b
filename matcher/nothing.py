"""Of no rows come no rows: what is worked out of an empty frame once is known for every other with those columns.

A morning of few receipts asks mostly about nothing, and polars takes as long to find nothing as to find a little.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import polars as pl

Rows = TypeVar("Rows", pl.DataFrame, pl.Series)
Given = ParamSpec("Given")


def of_nothing(
    work: Callable[Concatenate[Rows, Given], pl.DataFrame],
) -> Callable[Concatenate[Rows, Given], pl.DataFrame]:
    """Return the work, done once for no rows: only what has no row of its own without one may be marked so.

    The columns it gives are those that its first argument's columns ask for, whatever else it is given.
    """
    known = dict[object, pl.DataFrame]()

    @wraps(work)
    def answered(rows: Rows, /, *given: Given.args, **named: Given.kwargs) -> pl.DataFrame:
        if len(rows):
            return work(rows, *given, **named)
        columns = (rows.dtype,) if isinstance(rows, pl.Series) else tuple(rows.schema.items())
        if columns not in known:
            known[columns] = work(rows, *given, **named)
            assert known[columns].is_empty(), work
        return known[columns]

    return answered
