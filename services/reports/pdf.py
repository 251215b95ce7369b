"""A PDF document written page by page: lines of text in two fonts every reader has, and rules between them.

PDF 1.7 (ISO 32000-1): a header, numbered objects, a table of where each begins. The fonts are Helvetica and its bold,
which every reader brings along, in Windows' Latin encoding; a letter outside it is written by its nearest Latin ones.
The same calls give the same bytes: no clock, no chance.
"""

import unicodedata
import zlib
from collections.abc import Sequence

Size = tuple[int, int]
#: US letter, upright and across, in points.
LETTER: Size = (612, 792)
ACROSS: Size = (792, 612)
LEFT, RIGHT = "left", "right"
FONTS = ("Helvetica", "Helvetica-Bold")

#: Widths of Helvetica's letters from the blank to the tilde, in thousandths of the size (Adobe's metrics).
WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTH = {chr(32 + place): int(width) for place, width in enumerate(WIDTHS.split())}
_OTHER = 556
#: Letters that decompose into nothing Latin.
_LATIN = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "Ħ": "H", "−": "-"})


def width(text: str, size: float) -> float:
    """Return how wide a text is, in points."""
    return sum(_WIDTH.get(letter, _OTHER) for letter in text) * size / 1000


def fitted(text: str, size: float, room: float) -> str:
    """Return a text cut to the room, with dots where something is left out."""
    if width(text, size) <= room:
        return text
    while text and width(text + "...", size) > room:
        text = text[:-1]
    return text.rstrip() + "..."


def latin(text: str) -> bytes:
    """Return a text in the encoding of the fonts: other letters by their base letters, what has none as `?`."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        plain = "".join(
            letter if _encodable(letter) else unicodedata.normalize("NFKD", letter).translate(_LATIN)
            for letter in text.translate(_LATIN)
        )
        kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
        return kept.encode("cp1252", errors="replace")


def _encodable(letter: str) -> bool:
    """Say whether the fonts have the letter."""
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


class Pdf:
    """A document under way: `page` begins a page, what follows is written on it, `bytes` ends it."""

    def __init__(self, title: str, size: Size = LETTER) -> None:
        self.title = title
        self.size = size
        self._pages: list[bytes] = []
        self._marks: list[bytes] = []

    def page(self) -> None:
        """Begin a page."""
        self._keep()
        self._marks = [b""]

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return len(self._pages) + bool(self._marks)

    def text(self, x: float, y: float, text: str, size: float = 9, *, bold: bool = False, to: str = LEFT) -> None:
        """Write a line of text: `x` is where it begins, or with `to` RIGHT where it ends; `y` from the foot."""
        if not text:
            return
        start = x - width(text, size) if to == RIGHT else x
        said = _said(text)
        said = said.replace(b"\r", b" ").replace(b"\n", b" ")
        self._marks.append(b"BT /F%d %g Tf %.2f %.2f Td (%b) Tj ET" % (bold + 1, size, start, y, said))

    def row(self, y: float, cells: Sequence[tuple[float, str, str]], size: float = 8, *, bold: bool = False) -> None:
        """Write cells on one line: (where, text, LEFT or RIGHT)."""
        for x, text, to in cells:
            self.text(x, y, text, size, bold=bold, to=to)

    def rule(self, x: float, y: float, until: float) -> None:
        """Draw a thin line across."""
        self._marks.append(b"0.5 w %.2f %.2f m %.2f %.2f l S" % (x, y, until, y))

    def footed(self, below: str, margin: float) -> bytes:
        """Return the document with a line at the foot of every page, and which page of how many it is."""
        self._keep()
        across, _ = self.size
        whole = len(self._pages)
        for place, content in enumerate(self._pages):
            self._marks = [zlib.decompress(content)]
            self.text(margin, margin / 2, below, 7)
            self.text(across - margin, margin / 2, f"Page {place + 1} of {whole}", 7, to=RIGHT)
            self._pages[place] = zlib.compress(b"\n".join(self._marks), 6)
        self._marks = []
        return self.bytes()

    def bytes(self) -> bytes:
        """Return the document."""
        self._keep()
        first = 4 + len(FONTS)
        kids = b" ".join(b"%d 0 R" % (first + 2 * place) for place in range(len(self._pages)))
        fonts = b" ".join(b"/F%d %d 0 R" % (place, 3 + place) for place in range(1, len(FONTS) + 1))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (en-US) /ViewerPreferences << /DisplayDocTitle true >> >>",
            b"<< /Type /Pages /Count %d /Kids [%b] /MediaBox [0 0 %d %d] /Resources << /Font << %b >> >> >>"
            % (len(self._pages), kids, *self.size, fonts),
            b"<< /Title (%b) /Producer (tieout) >>" % _said(self.title),
            *(
                b"<< /Type /Font /Subtype /Type1 /BaseFont /%b /Encoding /WinAnsiEncoding >>" % name.encode()
                for name in FONTS
            ),
        ]
        for place, content in enumerate(self._pages):
            objects += [
                b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>" % (first + 2 * place + 1),
                b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(content), content),
            ]
        return _document(objects)

    def _keep(self) -> None:
        """End the page that is under way."""
        if self._marks:
            self._pages.append(zlib.compress(b"\n".join(self._marks), 6))
            self._marks = []


def _document(objects: Sequence[bytes]) -> bytes:
    """Return numbered objects as a file: the third describes the document."""
    parts, places, at = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], [], 15
    for place, one in enumerate(objects, start=1):
        places.append(at)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (place, one))
        at += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table))
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, at))
    return b"".join(parts)


def _said(text: str) -> bytes:
    """Return a text as a string of the document: its letters never end the string (ISO 32000-1, 7.3.4.2)."""
    return latin(text).replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
