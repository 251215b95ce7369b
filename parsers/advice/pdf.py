"""Read remittance advices that come as PDF documents with text (format `advice_pdf`; ISO 32000-1, section 9.4)."""

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from typing import Any

from kit.refusals import TooLarge, Unreadable
from parsers.advice.reader import advices
from parsers.advice.rows import laid_out
from parsers.advice.words import TITLE
from parsers.reading import Limits, Reading
from parsers.records import Record

MAGIC = b"%PDF-"
#: What a broken document makes the library raise; its own errors are added where it is loaded.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
#: Operators that move to where the next text is shown (ISO 32000-1, table 108).
_MOVES = frozenset((b"Td", b"TD", b"Tm", b"T*"))
_SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))
#: Ends each text while it is laid out; a broken bar stands on no advice.
_MARK = "\u00a6"
_MARK_FONT = "/EndOfText"
_Matrix = tuple[Any, Any, Any, Any, Any, Any]
_CONTENT_MAX = 2_000_000  # a page of text has ten thousand bytes; what draws more is a picture
_UNMOVED: _Matrix = (1, 0, 0, 1, 0, 0)


def knows(head: bytes) -> bool:
    """Tell whether the first bytes open a PDF document."""
    return head.startswith(MAGIC)


def parse(data: bytes, reading: Reading) -> Iterator[Record]:
    """Yield an advice for each payment of the document, its controls and findings.

    Refused: Unreadable (encrypted, broken, without text, no advice), TooLarge (bytes, pages, text of a page).
    """
    rows = list(laid_out(printed(data, reading.limits)))
    if not rows:
        raise Unreadable("The PDF holds no text, only pictures of it: ask the payer for the data or a PDF with text.")
    told = advices(rows, headed=True)
    titled = any(TITLE.search(row.text) for row in rows)
    if not told or not (titled or any(one.entry.references for one in told)):
        raise Unreadable(
            "The PDF is no remittance advice we can read: it holds no table of documents and amounts paid, or nothing"
            " in it speaks of a payment. Ask the payer for the advice as data."
        )
    for one in told:
        yield from one.records


def printed(data: bytes, limits: Limits) -> Iterator[tuple[int, str, int]]:
    """Yield (line, text, page) of the document, lines counted through all pages."""
    if len(data) > limits.pdf_bytes_max:
        raise TooLarge(f"The PDF has {len(data):,} bytes; at most {limits.pdf_bytes_max:,} are taken.")
    number = 0
    for page, text in enumerate(_pages(data, limits), start=1):
        if len(text) > limits.text_bytes_max:
            raise TooLarge(f"Page {page} has {len(text):,} letters; at most {limits.text_bytes_max:,} are taken.")
        for line in text.splitlines():
            number += 1
            if number > limits.documents_max:
                raise TooLarge(f"The PDF has more than {limits.documents_max:,} lines: give the advice as data.")
            yield number, line, page


def _pages(data: bytes, limits: Limits) -> Iterator[str]:
    """Yield the text of each page as it is laid out. Refused: Unreadable, TooLarge."""
    pypdf = _library()
    broken = (*_BROKEN, pypdf.errors.PyPdfError)
    try:
        document = pypdf.PdfReader(io.BytesIO(data), strict=False)
        encrypted, count = document.is_encrypted, 0 if document.is_encrypted else len(document.pages)
    except broken as wrong:
        raise Unreadable(f"The PDF is broken: {str(wrong)[:80] or 'no page can be found'}. Fetch it again.") from wrong
    if encrypted:
        raise Unreadable("The PDF is encrypted: save it without its password first.")
    if count > limits.pdf_pages_max:
        raise TooLarge(f"The PDF has {count:,} pages; at most {limits.pdf_pages_max:,} are taken.")
    for number in range(count):
        try:
            yield _text(pypdf, document, number)
        except broken as wrong:
            raise Unreadable(f"Page {number + 1} of the PDF is broken: {str(wrong)[:80]}. Fetch it again.") from wrong
        _forget(pypdf, document, number)


def _forget(pypdf: Any, document: Any, number: int) -> None:
    """Let go of a page that was read: its drawing, and what the library keeps of it but for streams of objects."""
    document.pages[number].clear()
    stream, kept = pypdf.generic.StreamObject, document.resolved_objects
    for key in [key for key, one in kept.items() if isinstance(one, stream) and one.get("/Type") != "/ObjStm"]:
        del kept[key]


def _library() -> Any:
    """Return pypdf, loaded when the first PDF comes; what it murmurs about a document is for nobody."""
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    library = import_module("pypdf")
    import_module("pypdf.generic")
    return library


def _text(pypdf: Any, document: Any, number: int) -> str:
    """Return one page's text with its columns kept; a page whose text lies in forms is read as it flows."""
    page = document.pages[number]
    content = page.get_contents()
    if content is None:
        return ""
    size = len(content.get_data())
    if size > _CONTENT_MAX:
        raise TooLarge(f"Page {number + 1} has {size:,} bytes of drawing; at most {_CONTENT_MAX:,} are read.")
    stream = pypdf.generic.ContentStream(content, document)
    names = pypdf.generic.NameObject, pypdf.generic.DictionaryObject
    stream.operations = _restated(stream.operations, pypdf.generic)
    page[names[0]("/Contents")] = stream
    _add_font(page, *names)
    laid = str(
        page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False, layout_mode_scale_weight=1)
    )
    return "\n".join(map(_unmarked, laid.splitlines())) if laid.strip(_MARK + " \n") else str(page.extract_text())


def _add_font(page: Any, name: Any, dictionary: Any) -> None:
    """Give the page a font for the marks that end texts, without touching what it shares with other pages."""
    resources = dictionary(page.get("/Resources", dictionary()).get_object())
    fonts = dictionary(resources.get("/Font", dictionary()).get_object())
    helvetica = (
        ("/Type", "/Font"),
        ("/Subtype", "/Type1"),
        ("/BaseFont", "/Helvetica"),
        ("/Encoding", "/WinAnsiEncoding"),
    )
    fonts[name(_MARK_FONT)] = dictionary({name(key): name(value) for key, value in helvetica})
    resources[name("/Font")] = fonts
    page[name("/Resources")] = resources


def _unmarked(line: str) -> str:
    """Return a line without its marks: two texts that touch are parted by a blank, single letters are one word."""
    parts = line.split(_MARK)
    found = parts[0]
    for before, part in pairwise(parts):
        letters = len(before.strip()) == 1 and len(part.strip()) == 1 and not part[:1].isspace()
        found += part if letters or not part else f" {part}"
    return found.rstrip()


def _restated(operations: list[tuple[Any, bytes]], generic: Any) -> list[tuple[Any, bytes]]:
    """Put each text that is placed anew into a text object of its own, its place stated outright, a mark at its end.

    The layout counts blanks from the text before within one object, and columns drift; from a stated place they do not.
    The mark keeps two texts apart whose columns are so near that the layout leaves no blank between them.
    """
    restated: list[tuple[Any, bytes]] = []
    matrix, leading, inside, shown = _UNMOVED, 0, False, False
    font: Any = None
    for operands, operator in operations:
        if operator == b"Tf":
            font = operands
        if shown and (operator in _MOVES or operator == b"ET") and font is not None and len(font) == 2:
            mark = generic.ByteStringObject(_MARK.encode("cp1252"))
            restated += [([generic.NameObject(_MARK_FONT), font[1]], b"Tf"), ([mark], b"Tj"), (font, b"Tf")]
            shown = False
        if operator in {b"BT", b"ET"}:
            inside, matrix = operator == b"BT", _UNMOVED
        if operator == b"TL" and operands:
            leading = operands[0]
        if operator == b"TD" and len(operands) == 2:
            leading = -operands[1]
        if inside and operator in _MOVES:
            matrix = _moved(matrix, operands, operator, leading)
            restated += [([], b"ET"), ([], b"BT"), ([generic.FloatObject(value) for value in matrix], b"Tm")]
            continue
        shown = shown or operator in _SHOWS
        restated.append((operands, operator))
    return restated


def _moved(matrix: _Matrix, operands: Any, operator: bytes, leading: Any) -> _Matrix:
    """Return the matrix of the line a moving operator begins."""
    if operator == b"Tm":
        return tuple(operands) if len(operands) == 6 else matrix
    right, up = (0, -leading) if operator == b"T*" else (operands[0], operands[1])
    a, b, c, d, e, f = matrix
    return (a, b, c, d, e + right * a + up * c, f + right * b + up * d)
