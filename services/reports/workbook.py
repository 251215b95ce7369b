"""A table as an XLSX workbook: the same bytes for the same table, amounts as numbers, texts never formulas.

A workbook is a ZIP of XML parts (ECMA-376). Texts are inline strings, which no spreadsheet evaluates; numbers are
written with the digits they have.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import polars as pl

from services.reports.cells import number

#: A workbook's parts carry no time of day, so that equal tables give equal bytes.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
ROWS_MAX = 1_048_575  # of a sheet, below its header
NAME_MAX = 31
TEXT_MAX = 32_767
DAY_ZERO = date(1899, 12, 30)
PLAIN, HEAD, AMOUNT, DAY = 0, 1, 2, 3

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: What XML 1.0 cannot hold.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2"'
    f' Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet {_MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0.00##"/>'
    '<numFmt numFmtId="165" formatCode="yyyy-mm-dd"/></numFmts><fonts count="2"><font><sz val="11"/>'
    '<name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


def workbook(table: pl.DataFrame, name: str) -> bytes:
    """Return the table as a workbook of one sheet; a ValueError refuses more rows than a sheet has."""
    if table.height > ROWS_MAX:
        raise ValueError(f"a sheet holds {ROWS_MAX} rows, not {table.height}")
    title = escape(re.sub(r"[\[\]:*?/\\]", " ", name)[:NAME_MAX], {'"': "&quot;"})
    book = (
        f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets><sheet name="{title}" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, text in {**_PARTS, "xl/workbook.xml": book}.items():
            packed.writestr(zipfile.ZipInfo(path, LONG_AGO), _HEAD + text)
        with packed.open(_sheet(), "w") as sheet:
            for text in _lines(table):
                sheet.write(text.encode())
    return held.getvalue()


def _sheet() -> zipfile.ZipInfo:
    """Return the sheet's place in the archive."""
    part = zipfile.ZipInfo("xl/worksheets/sheet1.xml", LONG_AGO)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _lines(table: pl.DataFrame) -> Iterator[str]:
    """Yield the sheet, a row at a time; its first row stays in sight."""
    yield (
        f'{_HEAD}<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        ' state="frozen"/></sheetView></sheetViews><sheetData>'
    )
    yield _row([_text(column.replace("_", " "), HEAD) for column in table.columns])
    for row in table.iter_rows():
        yield _row([_cell(value) for value in row])
    yield "</sheetData></worksheet>"


def _row(cells: Sequence[str]) -> str:
    """Return a row."""
    return f"<row>{''.join(cells)}</row>"


def _cell(value: Any) -> str:
    """Return a cell: amounts and counts as numbers, days as days, everything else as text."""
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        return f'<c s="{DAY}"><v>{(value - DAY_ZERO).days}</v></c>'
    text = str(value)
    if not isinstance(value, str):
        return f"<c><v>{text}</v></c>"
    return f'<c s="{AMOUNT}"><v>{text}</v></c>' if number(text) and "." in text else _text(text, PLAIN)


def _text(text: str, style: int) -> str:
    """Return a cell of text."""
    plain = escape(_UNSEEN.sub("\ufffd", text)[:TEXT_MAX])
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{plain}</t></is></c>'
