"""A report's table as an XLSX workbook: amounts as numbers with the digits they have, texts never formulas."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from services.importing.workbooks import AMOUNT, DAY, HEAD, PLAIN, packed, row, text
from services.reports.cells import number

ROWS_MAX = 1_048_575  # of a sheet, below its header
TEXT_MAX = 32_767
DAY_ZERO = date(1899, 12, 30)
DAY_WRITTEN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
#: How columns end that number something: a text, whatever it looks like.
NUMBERS = ("_number", "_id", "reference")


def workbook(table: pl.DataFrame, name: str) -> bytes:
    """Return the table as a workbook of one sheet; a ValueError refuses more rows than a sheet has."""
    if table.height > ROWS_MAX:
        raise ValueError(f"a sheet holds {ROWS_MAX} rows, not {table.height}")
    return packed(_lines(_dated(table)), name)


def _dated(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table with columns of written days as days; what numbers a document or a thing stays as written."""
    texts = [name for name, kind in table.schema.items() if kind == pl.String and not name.endswith(NUMBERS)]
    written = [name for name in texts if _days(table[name].drop_nulls())]
    return table.with_columns(pl.col(written).str.to_date("%Y-%m-%d", strict=False)) if written else table


def _days(cells: pl.Series) -> bool:
    """Say whether what is said in a column is days alone."""
    said = cells.filter(cells != "")
    return not said.is_empty() and bool(
        said.str.contains(DAY_WRITTEN).all() and said.str.to_date("%Y-%m-%d", strict=False).is_not_null().all()
    )


def _lines(table: pl.DataFrame) -> Iterator[str]:
    """Yield the sheet, a row at a time; its first row stays in sight."""
    yield (
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView>'
        "</sheetViews><sheetData>"
    )
    yield row([_text(column.replace("_", " "), HEAD) for column in table.columns])
    for values in table.iter_rows():
        yield row([_cell(value) for value in values])
    yield "</sheetData>"


def _cell(value: Any) -> str:
    """Return a cell: amounts and counts as numbers, days as days, everything else as text."""
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        return f'<c s="{DAY}"><v>{(value - DAY_ZERO).days}</v></c>'
    plain = str(value)
    if not isinstance(value, str):
        return f"<c><v>{plain}</v></c>"
    return f'<c s="{AMOUNT}"><v>{plain}</v></c>' if number(plain) and "." in plain else _text(plain, PLAIN)


def _text(words: str, style: int) -> str:
    """Return a cell of text, as much of it as a cell holds."""
    return text(words[:TEXT_MAX], style)
