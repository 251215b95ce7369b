"""A workbook and a page of PDF, each as small as it can be, the same bytes every time."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_STAMP = (2026, 11, 19, 6, 30, 0)


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook of one sheet, every cell a text; stored without compression, which may differ by machine."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{chr(64 + at)}{number}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            for at, value in enumerate(row, 1)
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    sheet = '<sheet name="S1" sheetId="1" state="visible" r:id="rId1"/>'
    link = f'<Relationship Id="rId1" Type="{_KIND}" Target="worksheets/sheet1.xml"/>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f"<workbook {_MAIN} {_LINKS}><sheets>{sheet}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{link}</Relationships>",
        "xl/styles.xml": f'<styleSheet {_MAIN}><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>",
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), part.encode())
    return target.getvalue()


def page(placed: Sequence[tuple[int, int, str]]) -> bytes:
    """Return a PDF of one page of texts at their places (ISO 32000, 7.5)."""
    content = "\n".join(f"BT /F1 9 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in placed)
    fonts = "/Font << /F1 3 0 R >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << {fonts} >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    ]
    text, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return f"{text}{head}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n".encode(
        "ascii"
    )
