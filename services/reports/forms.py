"""A report as a file: the same table in every form, and no cell that a spreadsheet would carry out as a formula."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from kit.refusals import Invalid
from services import exports
from services.reports.cells import FORMULA, NUMBER
from services.reports.printed import paper
from services.reports.workbook import workbook


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report's table and what is said around it."""

    table: pl.DataFrame
    name: str
    title: str = ""
    below: str = ""
    notes: tuple[str, ...] = ()


#: Form -> its media type and how it is written.
FORMS: Mapping[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda sheet: exports.written(harmless(sheet.table), "csv")),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda sheet: workbook(sheet.table, sheet.name),
    ),
    "pdf": ("application/pdf", lambda sheet: paper(sheet.table, sheet.title or sheet.name, sheet.below, sheet.notes)),
    "json": ("application/json", lambda sheet: exports.written(sheet.table, "json")),
    "parquet": ("application/vnd.apache.parquet", lambda sheet: exports.written(sheet.table, "parquet")),
}
#: Form -> its media type: those of a table, and a ZIP of files, which some reports are made as.
MEDIA: Mapping[str, str] = {name: media for name, (media, _) in FORMS.items()} | {"zip": "application/zip"}


def written(sheet: Sheet, form: str) -> bytes:
    """Return the bytes of a report in a form. Refused: Invalid for another form, or more rows than it holds.

    In CSV a text that a spreadsheet would run as a formula begins with an apostrophe; numbers stay as they are.
    """
    if form not in FORMS:
        raise Invalid(f"there is no format {form!r}: there is {', '.join(FORMS)}")
    try:
        return FORMS[form][1](sheet)
    except ValueError as wrong:
        raise Invalid(f"{form}: {wrong}") from wrong


def harmless(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table with an apostrophe before each text that would be a formula."""
    texts = [name for name, kind in table.schema.items() if kind == pl.String]
    return table.with_columns(_quoted(name) for name in texts)


def _quoted(name: str) -> pl.Expr:
    """Return a column with an apostrophe before what would be a formula."""
    text = pl.col(name)
    bare = text.str.strip_chars_start(" ")
    begins = pl.any_horizontal([bare.str.starts_with(mark) for mark in FORMULA])
    plain = text.str.contains(rf"\A{NUMBER}\z")
    return pl.when(begins & ~plain).then("'" + text).otherwise(text).alias(name)
