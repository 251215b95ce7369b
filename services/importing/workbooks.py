"""XLSX workbooks of one sheet: how one is packed, and a table that comes back in as it went out.

A workbook is a ZIP of XML parts (ECMA-376 part 1, sections 9 and 12.3). Texts are inline strings, which no spreadsheet
evaluates. Equal tables give equal bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

import polars as pl

#: A workbook's parts carry no time of day.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
NAME_MAX = 31
PLAIN, HEAD, AMOUNT, DAY = 0, 1, 2, 3

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
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
    "xl/styles.xml": f'<styleSheet {MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0.00##"/>'
    '<numFmt numFmtId="165" formatCode="yyyy-mm-dd"/></numFmts><fonts count="2"><font><sz val="11"/>'
    '<name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


def written(table: pl.DataFrame) -> bytes:
    """Return the table as a workbook, its column names in the first row; every cell is a text as it stands.

    So numbers of documents keep their zeros, and what went out comes back in.
    """
    return packed(_lines(table), "Sheet1")


def packed(lines: Iterable[str], name: str) -> bytes:
    """Return a workbook of one sheet; `lines` are what stands inside its worksheet, a piece at a time."""
    title = escape(re.sub(r"[\[\]:*?/\\]", " ", name)[:NAME_MAX], {'"': "&quot;"})
    book = (
        f'<workbook {MAIN} xmlns:r="{_RELATIONS}"><sheets><sheet name="{title}" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in {**_PARTS, "xl/workbook.xml": book}.items():
            archive.writestr(zipfile.ZipInfo(path, LONG_AGO), _HEAD + text)
        with archive.open(_sheet(), "w") as sheet:
            sheet.write(f"{_HEAD}<worksheet {MAIN}>".encode())
            for line in lines:
                sheet.write(line.encode())
            sheet.write(b"</worksheet>")
    return held.getvalue()


def _sheet() -> zipfile.ZipInfo:
    """Return the sheet's place in the archive."""
    part = zipfile.ZipInfo("xl/worksheets/sheet1.xml", LONG_AGO)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _lines(table: pl.DataFrame) -> Iterator[str]:
    yield "<sheetData>"
    for cells in (table.columns, *table.with_columns(pl.all().cast(pl.String)).rows()):
        yield row(text(cell, PLAIN) if cell else "<c/>" for cell in cells)
    yield "</sheetData>"


def row(cells: Iterable[str]) -> str:
    """Return a row of cells."""
    return f"<row>{''.join(cells)}</row>"


def text(words: str, style: int) -> str:
    """Return a cell of text, of a style by its number."""
    plain = escape(_UNSEEN.sub("\ufffd", words))
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{plain}</t></is></c>'
