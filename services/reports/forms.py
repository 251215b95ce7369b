"""A report as a file: the same table in every form, and no cell that a spreadsheet would carry out as a formula."""

import re

import polars as pl

from services import exports

#: What a spreadsheet takes for the beginning of a formula, or passes over before one.
FORMULA = "=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


def written(table: pl.DataFrame, form: str) -> bytes:
    """Return the table's bytes as CSV, JSON or Parquet. Refused: Invalid for another format.

    In CSV a text that a spreadsheet would run as a formula begins with an apostrophe; numbers stay as they are.
    """
    return exports.written(harmless(table) if form == "csv" else table, form)


def harmless(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table with an apostrophe before each text that would be a formula."""
    texts = [name for name, kind in table.schema.items() if kind == pl.String]
    return table.with_columns(_quoted(name) for name in texts)


def number(text: str) -> bool:
    """Say whether a text is a plain number: an amount with its minus is no formula."""
    return _NUMBER.fullmatch(text) is not None


def _quoted(name: str) -> pl.Expr:
    """Return a column with an apostrophe before what would be a formula."""
    text = pl.col(name)
    bare = text.str.strip_chars_start(" ")
    begins = pl.any_horizontal([bare.str.starts_with(mark) for mark in FORMULA])
    plain = text.str.contains(rf"\A{_NUMBER.pattern}\z")
    return pl.when(begins & ~plain).then("'" + text).otherwise(text).alias(name)
