"""A table as a workbook for the large files: days and amounts as numbers, text written into its cells."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": (
        f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="S1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships><Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    ),
}
_STAMP = (2026, 11, 20, 6, 30, 0)
_DAY_ZERO = date(1899, 12, 30)


def workbook(table: Iterable[Sequence[str]], days: frozenset[int], numbers: frozenset[int]) -> bytes:
    """Return a workbook of a table with its head; columns of days and of numbers are counted from 1."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in _PARTS.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), part)
        sheet = zipfile.ZipInfo("xl/worksheets/sheet1.xml", _STAMP)
        sheet.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(sheet, "w") as part_of:
            for piece in _sheet(table, days, numbers):
                part_of.write(piece.encode())
    return target.getvalue()


def _sheet(table: Iterable[Sequence[str]], days: frozenset[int], numbers: frozenset[int]) -> Iterator[str]:
    """Yield the XML of the one sheet, row by row."""
    yield f"<worksheet {_MAIN}><sheetData>"
    for row, cells in enumerate(table, start=1):
        written = (_cell(column, row, value, days, numbers) for column, value in enumerate(cells, start=1) if value)
        yield f'<row r="{row}">{"".join(written)}</row>'
    yield "</sheetData></worksheet>"


def _cell(column: int, row: int, value: str, days: frozenset[int], numbers: frozenset[int]) -> str:
    """Return the XML of one cell."""
    at = f"{chr(64 + column)}{row}"
    if row > 1 and column in days:
        return f'<c r="{at}" s="1"><v>{(date.fromisoformat(value) - _DAY_ZERO).days}</v></c>'
    if row > 1 and column in numbers:
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
