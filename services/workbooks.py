"""A workbook that comes back in as it went out: every cell is a text, so that numbers of documents keep their zeros."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

import polars as pl

#: Fixed, so that the same table gives the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: ECMA-376 part 1, sections 9 and 12.3: what a reader needs to find the one sheet.
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet"'
        ' Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
#: Characters that XML 1.0 cannot hold.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def written(table: pl.DataFrame) -> bytes:
    """Return the table as a workbook, its column names in the first row."""
    rows = [table.columns, *table.with_columns(pl.all().cast(pl.String)).rows()]
    sheet = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _PARTS.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), _HEAD + part, zipfile.ZIP_DEFLATED)
        body = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData></worksheet>'
        archive.writestr(zipfile.ZipInfo("xl/worksheets/sheet1.xml", _DAY), body, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _cell(value: str | None) -> str:
    """Return a cell; nothing is an empty one."""
    if value is None or not value:
        return "<c/>"
    plain = escape(_NO_XML.sub("\ufffd", value))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{plain}</t></is></c>'
