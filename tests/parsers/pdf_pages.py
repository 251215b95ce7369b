"""Plain PDF documents written by hand: text at places, in the ways that programs write it."""

import zlib
from collections.abc import Iterable, Sequence

#: Widths of Helvetica in thousandths (Adobe font metrics) of what amounts are made of; every other letter about 520.
WIDTHS = {**dict.fromkeys("0123456789$", 556), **dict.fromkeys(",. :/", 278), **dict.fromkeys("()-", 333)}
SIZE = 9
Placed = tuple[int, int, str]


def width(text: str) -> int:
    """Return how wide a text is, in points."""
    return sum(WIDTHS.get(letter, 520) for letter in text) * SIZE // 1000


def left(x: int, y: int, text: str) -> Placed:
    return x, y, text


def right(x: int, y: int, text: str) -> Placed:
    """Place a text so that it ends at x."""
    return x - width(text), y, text


def document(pages: Sequence[Iterable[Placed]], *, style: str = "objects", encrypted: bool = False) -> bytes:
    """Return a PDF of pages of placed texts.

    `style`: `objects` (a text object each), `matrix` (one object, a matrix each), `moves` (one object, moved by Td),
    `packed` (as `matrix`, deflated), `empty` (pictures only).
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica"]
    objects[2] += b" /Encoding /WinAnsiEncoding >>"
    kids = []
    for page in pages:
        content = _content(list(page), style)
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects) + 2} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        packed = zlib.compress(content, 9) if style == "packed" else content
        filtered = b" /Filter /FlateDecode" if style == "packed" else b""
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(packed), filtered, packed))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>".encode()
    return _assembled(objects, encrypted=encrypted)


def _content(page: list[Placed], style: str) -> bytes:
    """Return the drawing of one page."""
    if style == "empty":
        return b"q 100 0 0 100 50 600 cm /Im1 Do Q"
    if style == "objects":
        return b"\n".join(b"BT /F1 %d Tf %d %d Td (%s) Tj ET" % (SIZE, x, y, _escaped(text)) for x, y, text in page)
    parts, at = [b"BT /F1 %d Tf" % SIZE], (0, 0)
    for x, y, text in page:
        if style == "moves":
            parts.append(b"%d %d Td (%s) Tj" % (x - at[0], y - at[1], _escaped(text)))
            at = (x, y)
        else:
            parts.append(b"1 0 0 1 %d %d Tm (%s) Tj" % (x, y, _escaped(text)))
    return b"\n".join([*parts, b"ET"])


def _escaped(text: str) -> bytes:
    """Return a string as PDF writes it (7.3.4.2)."""
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")


def _assembled(objects: list[bytes], *, encrypted: bool) -> bytes:
    """Return the file with its table of objects."""
    trailer = b"<< /Size %d /Root 1 0 R" % (len(objects) + 1 + encrypted)
    if encrypted:
        objects = [*objects, b"<< /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >>" % (b"o" * 32, b"u" * 32)]
        trailer += b" /Encrypt %d 0 R /ID [(0123456789abcdef) (0123456789abcdef)]" % len(objects)
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return data + b"trailer %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)
