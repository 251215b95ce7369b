"""Workbooks as small as they come, written part by part so that a test can bend each."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_STYLES = (
    f'<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
_STAMP = (2026, 11, 20, 6, 30, 0)
Rows = Sequence[Sequence[object]]


def book(
    rows: Rows,
    *,
    days: set[tuple[int, int]] = frozenset(),  # type: ignore[assignment]
    numbers: set[tuple[int, int]] = frozenset(),  # type: ignore[assignment]
    merged: Sequence[str] = (),
    hidden: Rows | None = None,
    since_1904: bool = False,
    parts: Mapping[str, bytes] = {},
) -> bytes:
    """Return a workbook: text as inline strings, integers and `numbers` as numbers, `days` in the style of a day."""
    sheets = ([("hidden", hidden)] if hidden is not None else []) + [("visible", rows)]
    named = "".join(
        f'<sheet name="S{place}" sheetId="{place}" state="{state}" r:id="rId{place}"/>'
        for place, (state, _) in enumerate(sheets, 1)
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    links = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="worksheets/sheet{place}.xml"/>'
        for place in range(1, len(sheets) + 1)
    )
    epoch = '<workbookPr date1904="1"/>' if since_1904 else ""
    files = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": f"<workbook {_MAIN} {_LINKS}>{epoch}<sheets>{named}</sheets></workbook>".encode(),
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>".encode(),
        "xl/styles.xml": _STYLES.encode(),
    }
    for place, (state, content) in enumerate(sheets, 1):
        told = days if state == "visible" else set()
        files[f"xl/worksheets/sheet{place}.xml"] = _sheet(content, told, numbers, merged).encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**files, **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _sheet(rows: Rows, days: set[tuple[int, int]], numbers: set[tuple[int, int]], merged: Sequence[str]) -> str:
    """Return the XML of one sheet."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = [_cell(number, column, value, days, numbers) for column, value in enumerate(row, 1)]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    joined = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    merges = f'<mergeCells count="{len(merged)}">{joined}</mergeCells>' if merged else ""
    return f"<worksheet {_MAIN}><sheetData>{''.join(lines)}</sheetData>{merges}</worksheet>"


def _cell(row: int, column: int, value: object, days: set[tuple[int, int]], numbers: set[tuple[int, int]]) -> str:
    """Return the XML of one cell; an empty one is left out, as programs do."""
    if value == "":
        return ""
    at = f"{chr(64 + column)}{row}"
    if (row, column) in days:
        return f'<c r="{at}" s="1"><v>{value}</v></c>'
    if isinstance(value, int) or (row, column) in numbers:
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
