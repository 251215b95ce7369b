"""Rows of a frame that become records only where somebody looks at them: of many, mostly few are."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

import polars as pl

T = TypeVar("T")


class Records(Sequence[T]):
    """The rows of a frame, in order, each made a record of when it is read; to count them reads none."""

    def __init__(self, rows: pl.DataFrame, make: Callable[[dict[str, Any]], T]) -> None:
        self.rows = rows
        self._make = make

    def __len__(self) -> int:
        return self.rows.height

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self.rows.iter_rows(named=True))

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> "Records[T]": ...
    def __getitem__(self, place: int | slice) -> "T | Records[T]":
        if isinstance(place, slice):
            return Records(self.rows[place], self._make)
        return self._make(self.rows.row(place, named=True))
