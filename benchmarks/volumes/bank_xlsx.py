"""The bank's table of `bank_csv` as a workbook: days and amounts as numbers, text written into its cells."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from benchmarks.volumes import bank_csv

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
_DAYS, _NUMBERS = frozenset({1}), frozenset({4, 6})  # columns


def content(transactions: int) -> bytes:
    """Return a workbook of so many rows below its head."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in _PARTS.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), part)
        sheet = zipfile.ZipInfo("xl/worksheets/sheet1.xml", _STAMP)
        sheet.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(sheet, "w") as part_of:
            for piece in _sheet(transactions):
                part_of.write(piece.encode())
    return target.getvalue()


def _sheet(transactions: int) -> Iterator[str]:
    """Yield the XML of the one sheet, row by row."""
    yield f"<worksheet {_MAIN}><sheetData>"
    table = csv.reader(io.StringIO(bank_csv.content(transactions).decode()))
    for number, row in enumerate(table, start=1):
        cells = [_cell(f"{chr(64 + column)}{number}", column, value, number) for column, value in enumerate(row, 1)]
        yield f'<row r="{number}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _cell(at: str, column: int, value: str, row: int) -> str:
    """Return the XML of one cell."""
    if row > 1 and column in _DAYS:
        return f'<c r="{at}" s="1"><v>{(date.fromisoformat(value) - _DAY_ZERO).days}</v></c>'
    if row > 1 and column in _NUMBERS:
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
