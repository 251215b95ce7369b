"""Bytes to numbered lines: byte order marks, encodings and line ends are settled here, once for every format."""

import codecs
import io
import re
from collections.abc import Iterator

#: Byte order marks and the codec that reads (and drops) each, longest first.
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What transfer programs leave at the ends of lines and files: NUL, Ctrl-Z, form feed, the line end itself.
DEBRIS = "\x00\x1a\x0c\r\n"
_DOS = re.compile(rb"[A-Za-z][\x81\x84\x94\x99][A-Za-z]|[A-Z]\x9a[A-Z]")
_WINDOWS = re.compile(rb"[\xc0-\xe0\xe2-\xff]")  # letters of Windows-1252 that DOS writes with other bytes
_PROBE = 1 << 20
#: The same as bytes, where it stands at an end or a beginning of a line.
_DEBRIS_BYTES = (b"\x00", b"\x1a", b"\x0c")
_AT_ENDS = re.compile(rb"(?<![\x00\x1a\x0c])[\x00\x1a\x0c]++(?=[\r\n]|\Z)|(?<=[\r\n])[\x00\x1a\x0c]++")
#: Cards of mailboxes (`$$ADD ID=…`) and of job control (`//STEP EXEC …`, `/*EOF`), before and behind a file.
_CARDS = re.compile(rb"(?:(?:\$\$[A-Z]+\b|//[A-Z0-9$#@]* +(?:JOB|EXEC|DD)\b|/\*[A-Z]+)[^\r\n]*(?:\r\n|\r|\n))+")
_LAST_CARDS = re.compile(rb"(?<=[\r\n])(?:(?:\$\$[A-Z]+\b[^\r\n]*|/\*[A-Z]*[^\r\n]*|//)\s*)+\Z")
_CARDS_MAX = 1 << 12
_WIDE_PROBE = 64  # bytes of which every second is NUL: UTF-16 that lost its mark
#: Files that are no text, in which every byte counts, and what the head of an e-mail says, which may hold such files.
_BINARY = (b"PK\x03\x04", b"PK\x05\x06", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"SQLite format 3")
_LETTER = b"mime-version:"
_HEAD = 1 << 13


def encoding(data: bytes) -> str:
    """Return the codec of a file: by its mark, else UTF-8 where all of it is UTF-8, else Windows-1252 or DOS (850).

    Umlauts of DOS stand between letters where Windows-1252 has quotation marks, or a small letter among capitals.
    """
    for mark, codec in MARKS:
        if data.startswith(mark):
            return codec
    if data.isascii() or is_utf8(data):
        return "utf-8"
    return "cp850" if _DOS.search(data) and not _WINDOWS.search(data) else "cp1252"


def tidied(data: bytes) -> bytes:
    """Return a text as its formats expect it: what transfer programs left at the ends of its lines is taken off.

    UTF-16 that lost its mark gets one. Nothing is copied where there is nothing to do.
    """
    if not any(mark in data for mark in _DEBRIS_BYTES) or data.startswith((*_BINARY, *(mark for mark, _ in MARKS[1:]))):
        return data
    if _LETTER in data[:_HEAD].lower():
        return data
    first = data[:_WIDE_PROBE]
    if len(first) > 2:
        if not any(first[1::2]) and all(first[::2]):
            return codecs.BOM_UTF16_LE + data
        if not any(first[::2]) and all(first[1::2]):
            return codecs.BOM_UTF16_BE + data
    return _AT_ENDS.sub(b"", data) or data


def unwrapped(data: bytes) -> tuple[bytes, bytes]:
    """Return a file without the control cards that a mailbox or a mainframe put around it, and these cards.

    Lines keep their numbers: a card leaves its line empty.
    """
    if not data.startswith((b"$$", b"//", b"/*")):
        return data, b""
    head = _CARDS.match(data)
    if head is None:
        return data, b""
    tail = _LAST_CARDS.search(data, max(head.end(), len(data) - _CARDS_MAX))
    end = tail.start() if tail else len(data)
    kept = head[0] + data[end:]
    return b"\n" * len(head[0].splitlines()) + data[head.end() : end], kept


def is_utf8(data: bytes) -> bool:
    """Tell whether all bytes are strict UTF-8, holding a megabyte at a time."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _PROBE):
            decoder.decode(data[start : start + _PROBE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def decoded(data: bytes) -> tuple[str, str]:
    """Return the whole text and its codec; bytes that mean nothing become U+FFFD, never an error."""
    codec = encoding(data)
    return data.decode(codec, errors="replace"), codec


def lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield each line that is not blank with its number from 1, without line end and debris.

    CRLF, LF and CR end a line. Leading blanks stay (a fixed column may be blank), trailing blanks stay as well.
    The text is decoded as it is read, so that a large file is never held twice.
    """
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding(data), errors="replace", newline=None)
    for number, line in enumerate(stream, start=1):
        text = line.rstrip(DEBRIS)
        if not text or text.isspace():
            continue
        yield number, text.lstrip(DEBRIS) if text[0] in DEBRIS else text


def sliced(data: bytes, width: int, begins: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield records of a fixed width: each line, or the slices of a line that holds several.

    A line is cut only where it holds at least one and a half records and every slice begins as a record does.
    """
    for number, text in lines(data):
        starts = range(0, len(text.rstrip()), width)
        if len(text) < width + width // 2 or not all(begins.match(text, start) for start in starts):
            yield number, text
            continue
        for place, start in enumerate(starts):
            yield number + place, text[start : start + width]


def numbered(text: str, first: int) -> Iterator[tuple[int, str]]:
    """Yield each line of a decoded piece as `lines` does; its lines end in LF, the first has the number `first`."""
    for number, line in enumerate(text.split("\n"), start=first):
        plain = line.strip(DEBRIS)
        if plain and not plain.isspace():
            yield number, plain
