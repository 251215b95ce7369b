"""Digests of what is looked at: of each receipt's own rows and of each family's book, made from whole columns."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from matcher.frames import HITS, ITEMS, PAYERS, RECEIPTS, REMITTANCES, Schema

#: What stands between cells, between rows and between frames, and for nothing at all; nobody writes any of it.
CELL, ROW, FRAME, NOTHING = "\x1f", "\x1e", "\x1d", "\x00"
#: Which rows of a frame, in their order.
Rows = npt.NDArray[np.uint32]
#: A probability counts to so many parts.
_PARTS = 10**12
#: Rows of the book that are text at the same time.
_SLICE = 100_000


def plain(rows: pl.DataFrame, schema: Schema) -> pl.Series:
    """Return each row as one text; different rows have different texts."""
    cells = [_cell(name, kind).fill_null(NOTHING) for name, kind in schema.items()]
    return rows.select(row=pl.concat_str(cells, separator=CELL)).to_series()


def _cell(name: str, kind: Any) -> pl.Expr:
    """Return a column as text: days and probabilities as whole numbers, a list with its length."""
    column = pl.col(name)
    if kind == pl.Float64:
        return (column * _PARTS).round().cast(pl.Int64).cast(pl.String)
    if kind == pl.Date:
        return column.cast(pl.Int32).cast(pl.String)
    if isinstance(kind, pl.List):
        return pl.concat_str(column.list.len().cast(pl.String), column.list.join(ROW), separator=ROW)
    return column.cast(pl.String)


def seen(receipts: pl.DataFrame, lines: pl.DataFrame, hits: pl.DataFrame, payers: pl.DataFrame) -> dict[str, str]:
    """Return for each receipt the digest of its row, its remittance lines, its HITS and its PAYERS, in any order."""
    further = [_by_receipt(lines, REMITTANCES), _by_receipt(hits, HITS), _by_receipt(payers, PAYERS)]
    own = zip(receipts["receipt_id"].to_list(), plain(receipts, RECEIPTS).to_list(), strict=True)
    return {key: of(row, *(rows.get(key, "") for rows in further)) for key, row in own}


def _by_receipt(frame: pl.DataFrame, schema: Schema) -> dict[str, str]:
    """Return the rows of each receipt as one text."""
    rows = pl.DataFrame({"receipt_id": frame["receipt_id"], "row": plain(frame, schema)}).sort("receipt_id", "row")
    joined = rows.group_by("receipt_id", maintain_order=True).agg(pl.col("row").str.join(ROW))
    return dict(joined.iter_rows())


def of(*texts: str) -> str:
    """Return the SHA-256 of some texts."""
    return hashlib.sha256(FRAME.join(texts).encode()).hexdigest()


def books(items: pl.DataFrame, order: Rows, spans: Mapping[tuple[str, str, str], tuple[int, int]]) -> dict[Any, str]:
    """Return the digest of each book: so many rows of ITEMS from one on, in this order of them."""
    found: dict[Any, str] = {}
    for part in _slices([(key, start, start + count) for key, (start, count) in spans.items()]):
        first, last = part[0][1], part[-1][2]
        rows = plain(items[order[first:last]], ITEMS).to_list()
        found |= {key: of(ROW.join(rows[start - first : end - first])) for key, start, end in part}
    return found


def _slices(spans: Sequence[tuple[Any, int, int]]) -> Iterator[list[tuple[Any, int, int]]]:
    """Yield the spans in slices of the rows they lie in, each whole."""
    for _, part in groupby(spans, key=lambda span: span[1] // _SLICE):
        yield list(part)
