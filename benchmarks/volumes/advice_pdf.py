"""A printed advice of one payment: its documents on as many pages as they need, 40 a page, the total at the end.

A PDF is bounded by its pages (TIEOUT_PDF_PAGES_MAX, 200), so the volume counts documents, not payments.
"""

import random
from collections.abc import Sequence

_ROWS = 40  # documents a page
_COLUMNS = (50, 200, 320, 430)
_HEADING = ("Invoice Number", "Invoice Amount", "Discount", "Amount Paid")


def content(documents: int) -> bytes:
    """Return a PDF of one payment with so many documents."""
    dice = random.Random(documents)
    rows, total = [], 0
    for number in range(documents):
        gross = dice.randrange(10_000, 5_000_000)
        taken = gross // 50 if number % 3 == 1 else 0
        total += gross - taken
        rows.append((f"INV-{number:07d}", _decimal(gross), _decimal(taken), _decimal(gross - taken)))
    pages = [_page(rows[start : start + _ROWS], first=start == 0) for start in range(0, documents, _ROWS)]
    pages[-1] += _placed(_COLUMNS[0], 50, "Total") + _placed(_COLUMNS[3], 50, _decimal(total))
    return _document(pages)


def _page(rows: Sequence[tuple[str, ...]], *, first: bool) -> str:
    """Return the drawing of one page: its head, and a line for each document."""
    told = ""
    if first:
        told += _placed(50, 760, "REMITTANCE ADVICE") + _placed(50, 745, "Payer: Bracken Mills Inc")
        told += _placed(50, 730, "Payment Number: PY00000001") + _placed(300, 730, "Payment Date: 2026-11-20")
    for x, word in zip(_COLUMNS, _HEADING, strict=True):
        told += _placed(x, 700, word)
    for place, row in enumerate(rows):
        for x, text in zip(_COLUMNS, row, strict=True):
            told += _placed(x, 684 - 15 * place, text)
    return told


def _placed(x: int, y: int, text: str) -> str:
    """Return a text at a place."""
    return f"BT /F1 9 Tf {x} {y} Td ({text}) Tj ET\n"


def _document(pages: list[str]) -> bytes:
    """Return a PDF of drawn pages (PDF 1.4: a catalogue, the pages, one font, a content stream each)."""
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * place} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(page)} >>\nstream\n{page}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return (out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}" + end).encode("ascii")


def _decimal(minor: int) -> str:
    """Return minor units as a decimal."""
    return f"{minor // 100}.{minor % 100:02d}"
