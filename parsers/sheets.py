"""A sheet is a table somebody hands us (CSV, XLSX or Parquet): read as text, so that leading zeros stay."""

import codecs
import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable

import fastexcel
import polars as pl

from kit.refusals import Invalid, Unreadable
from parsers import packed
from parsers.door import foreign
from parsers.reading import Limits
from parsers.tables.workbook import ZIP

PARQUET = b"PAR1"
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # what spreadsheets call Unicode text
#: A first line longer than this is no header: a million commas are refused before they become columns.
HEADER_MAX = 64 * 1024
LINES_SHOWN = 5  # wrong lines that are named one by one
COLUMNS_SHOWN = 200  # characters of a file's own column names in a refusal


def read(data: bytes, limits: Limits) -> pl.DataFrame:
    """Return a sheet as stripped text, nulls as "", column names in lower case; empty rows at its end are none.

    Refused: Unreadable for what is no table, TooLarge for a workbook beyond the limits, Invalid for a column twice.
    """
    frame = _named(_reader(data)(data, limits))
    text = frame.select(pl.all().cast(pl.String, strict=False).fill_null("").str.strip_chars())
    said = text.select(pl.any_horizontal(pl.all() != "").arg_true()).to_series() if text.width else pl.Series()
    return text.head(int(said[-1]) + 1 if said.len() else 0)


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with plain column names; refuse two columns of one name, of which one would be lost."""
    plain = {name: name.removesuffix("_duplicated_0").strip().lower().replace(" ", "_") for name in frame.columns}
    twice = sorted(name for name, times in Counter(plain.values()).items() if times > 1)
    if twice:
        raise Invalid(f"column {twice[0][:COLUMNS_SHOWN]} stands there twice: leave one")
    return frame.rename(plain)


def _reader(data: bytes) -> Callable[[bytes, Limits], pl.DataFrame]:
    """Return how to read the bytes, by what they are and never by the file's name; refuse what is no sheet."""
    if not data.strip():
        raise Unreadable("the file is empty")
    if data.startswith(PARQUET):
        return _parquet
    if not data.startswith(ZIP) and (what := foreign(data)):
        raise Unreadable(f"the file is {what}, neither CSV, XLSX nor Parquet")
    return _workbook if data.startswith(ZIP) else _csv


def _csv(data: bytes, _: Limits) -> pl.DataFrame:
    """Read comma, semicolon or tab separated text."""
    text = _text(data)
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    last = text[text.rfind("\n") + 1 :]
    if last and '"' not in last and last.count(separator) < head.count(separator):
        raise Unreadable("the file stops inside its last row: it was cut, fetch it again")
    try:
        return pl.read_csv(io.StringIO(text), infer_schema=False, separator=separator)
    except pl.exceptions.PolarsError as wrong:
        raise Unreadable(f"the file is no CSV: {_wider(text, separator) or str(wrong).splitlines()[0]}") from wrong


def _wider(text: str, separator: str) -> str:
    """Say which lines have more cells than there are names of columns, the first of them; nothing where none has."""
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        names = len(next(rows))
        wrong = [f"line {rows.line_num} has {len(row)}" for row in rows if len(row) > names]
    except csv.Error:
        return ""
    more = f", and {len(wrong) - LINES_SHOWN} lines more" if len(wrong) > LINES_SHOWN else ""
    return f"its header names {names} columns, {', '.join(wrong[:LINES_SHOWN])}{more}" if wrong else ""


def _text(data: bytes) -> str:
    """Return the file as text: as its mark says, else UTF-8 or Windows' Latin; refuse what cannot be a sheet."""
    wide = data.startswith(WIDE)
    if not wide and b"\x00" in data[:4096]:
        raise Unreadable("the file is binary, neither CSV, XLSX nor Parquet")
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as wrong:
        if wide:
            raise Unreadable("the file was cut inside a letter: fetch it again") from wrong
        text = data.decode("cp1252", errors="replace")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    if len(text.split("\n", 1)[0]) > HEADER_MAX:
        raise Unreadable("the file's first line is no row of column names")
    return text


def _workbook(data: bytes, limits: Limits) -> pl.DataFrame:
    """Read the first sheet of a workbook, every cell as the text it shows."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile as wrong:
        raise Unreadable("the workbook is damaged") from wrong
    packed.workbook(parts, limits)
    try:
        return pl.read_excel(io.BytesIO(data), engine="calamine", infer_schema_length=0)
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError, ValueError) as wrong:
        raise Unreadable(f"the file is no workbook of tables: {str(wrong).splitlines()[0]}") from wrong


def _parquet(data: bytes, _: Limits) -> pl.DataFrame:
    """Read Parquet; days and amounts come as their text."""
    try:
        return pl.read_parquet(io.BytesIO(data))
    except pl.exceptions.PolarsError as wrong:
        raise Unreadable("the Parquet file is damaged") from wrong
