"""The door for bank files: what a file is, by its first bytes, or why it cannot be read and what to do about it."""

import re
from collections.abc import Iterator
from itertools import chain

from kit.findings import Finding, Severity
from kit.refusals import TooLarge, Unreadable
from parsers.bounds import bounded
from parsers.check_digits import checked
from parsers.first_bytes import head
from parsers.formats import FORMATS, OTHERS, Format
from parsers.lines import MARKS, tidied, unwrapped
from parsers.reading import READING, Limits, Reading
from parsers.records import Control, Entry, Record, Statement
from parsers.tables import bank_table, tables
from parsers.tables.workbook import ZIP

_READ = "`tieout formats` lists what is read."
#: First bytes that mean something we do not open, what that is, and what to do.
MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook", "unpack it, or export the bank's own file"),
    (b"PK\x05\x06", "an empty ZIP archive", "fetch the file again"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"%PDF", "a PDF document", "a remittance advice is read where it holds text"),
    (b"-----BEGIN PGP", "a PGP encrypted or signed file", "decrypt it first"),
    (b"\x85\x01", "a PGP encrypted file", "decrypt it first"),
    (b"\x84\x8c", "a PGP encrypted file", "decrypt it first"),
    (b"\x89PNG", "a PNG image", "ask the bank for the data file"),
    (b"\xff\xd8\xff", "a JPEG image", "ask the bank for the data file"),
    (b"II*\x00", "a TIFF image", "ask the bank for the data file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word document", "export the bank's own file"),
    (b"PAR1", "a Parquet file", "it holds no bank file; import it (`tieout import --help`)"),
    (b"SQLite format 3", "a database", "give the bank's own file"),
)
#: How files begin whose segments end in a mark: all of such a file may be one line.
_ONE_LINE = (b"ISA", b"UNA", b"UNB+", b"UNH+")
#: Formats that hold no creditor reference where their bytes do not hold how it begins (ISO 11649).
_CREDITOR = re.compile(rb"RF[0-9]{2}")
_WIDE = tuple(mark for mark, codec in MARKS if codec == "utf-16")
_PLAIN = frozenset({"bai2", "nai", "nacha", "lockbox", "mt940", "mt942", "mt950", "mt103", "mt910"})
_BINARY_SHARE = 20  # one NUL or control byte in so many of the first bytes is no text
_CONTROL = bytes(set(range(32)) - set(b"\t\r\n\x0c\x1a\x1c\x1d\x1e\x1f\x0b"))


def read(data: bytes, reading: Reading = READING) -> Iterator[Record]:
    """Return the records of a bank file.

    Refused at once, before the first record: no bytes, only blanks, too large, an archive, a document, an image,
    other binary data, text of no format we know. What is wrong inside a known format comes as findings; a file that
    holds neither a statement nor an entry nor a control says so in a finding of its own.
    """
    limits = reading.limits
    if len(data) > limits.bytes_max:
        raise TooLarge(f"The file has {len(data):,} bytes; at most {limits.bytes_max:,} are taken. Split it.")
    data, cards = unwrapped(tidied(data))
    known = recognised(data, reading)
    if known is None:
        raise Unreadable(_reason(data, limits))
    _bounded(data, limits)
    found = records(known, data, reading)
    return chain(_around(cards), found) if cards else found


def _around(cards: bytes) -> Iterator[Finding]:
    """Say what the road wrote around a file."""
    message = "Control cards of a mailbox or a job stand around the file: they say nothing of money"
    yield Finding(1, "control_cards", message, Severity.NOTE, cards.decode("ascii", errors="replace").strip())


def recognised(data: bytes, reading: Reading = READING) -> Format | None:
    """Return the one format that knows the file by its content, or by what a person confirmed of its like, or None."""
    try:
        data, _ = unwrapped(tidied(data))
        first = head(data, reading.limits)
        if not first:
            return None
        found = _known(first) or next((_known(outline(data)) for what, outline in OTHERS if what(first)), None)
        return found or (_confirmed(data, first, reading) if tables.sniffed(first) else None)
    except (Unreadable, TooLarge):
        return None


def _confirmed(data: bytes, first: bytes, reading: Reading) -> Format | None:
    """Return the format of a bank's table that only a confirmed mapping knows."""
    if not bank_table.is_pinned(data, reading):
        return None
    name = "bank_xlsx" if first.startswith(tables.SHOWN) else "bank_csv"
    return next(known for known in FORMATS if known.name == name)


def _known(first: bytes) -> Format | None:
    """Return the one format that knows these first bytes, or None."""
    return next((known for known in FORMATS if known.knows(first)), None)


def foreign(data: bytes) -> str | None:
    """Return what a file of known first bytes is, if it is nothing of ours: a PDF document, an image, an archive."""
    known = _magic(data)
    return known[0] if known else None


def _magic(data: bytes) -> tuple[str, str] | None:
    """Return what a file of known first bytes is and what to do."""
    return next(((title, advice) for magic, title, advice in MAGIC if data.startswith(magic)), None)


def _reason(data: bytes, limits: Limits) -> str:
    """Say what a file that we cannot read is, and what to do. Refused: a workbook, in its own words."""
    if not data:
        return "The file is empty: fetch it again."
    if not data.startswith(ZIP) and (found := _magic(data)):
        return f"The file is {found[0]}: {found[1]}."
    first = head(data, limits).removeprefix(tables.SHOWN)
    if not first:
        return "The file holds nothing but blanks: fetch it again."
    odd = len(first) - len(first.translate(None, _CONTROL))
    if odd * _BINARY_SHARE > len(first):
        return "The file is binary data: give the bank's own text or XML file."
    return _resembles(first)


def _resembles(head: bytes) -> str:
    """Say what a text of no known format looks like."""
    first = head.splitlines()[0][:200].decode("utf-8", errors="replace")
    if what := next((what for name, _ in OTHERS if (what := name(head))), None):
        return f"The file is {what}{'.' if ': ' in what else ': ask for one of these.'}"
    if head.startswith(b"<"):
        return f"The file is XML (or HTML) of a kind we do not read, beginning {first[:80]!r}. {_READ}"
    if not first.strip(",;\t|\" '"):
        return "The file holds separators and no data: fetch it again."
    if any(first.count(mark) >= 2 for mark in (",", ";", "\t", "|")):
        return f"The file looks like a table (CSV), beginning {first[:80]!r}: import it (`tieout import --help`)."
    return f"The file is in no format we know, beginning {first[:80]!r}: ask the bank for one we read. {_READ}"


def _bounded(data: bytes, limits: Limits) -> None:
    """Refuse a line longer than any record; a file that is one line is cut by its reader and may be long."""
    if len(data) <= limits.line_bytes_max:
        return
    newline = b"\n" if b"\n" in data else b"\r"
    start = data.find(newline)
    while start != -1 and start < len(data) - 1:
        last = data.rfind(newline, start + 1, start + 2 + limits.line_bytes_max)  # what ends before it is short
        if last != -1:
            start = last
            continue
        following = data.find(newline, start + 1)
        end = len(data) if following == -1 else following
        if end - start > limits.line_bytes_max and not data.lstrip().startswith((b"<", *_ONE_LINE, ZIP)):
            number = data.count(newline, 0, start) + 2
            raise TooLarge(f"Line {number:,} has {end - start:,} bytes; at most {limits.line_bytes_max:,} are taken.")
        start = following


def records(known: Format, data: bytes, reading: Reading = READING) -> Iterator[Record]:
    """Yield the records of a format as the books could take them; a file without substance gets a finding for it."""
    found = bounded(known.parse(data, reading))
    if known.name not in _PLAIN or data.startswith(_WIDE) or _CREDITOR.search(data):
        found = checked(found)
    return chain(_substantial(found, known), found)


def _substantial(found: Iterator[Record], known: Format) -> Iterator[Record]:
    """Yield the records up to the first that is no finding; where there is none, a finding says so."""
    for record in found:
        yield record
        if isinstance(record, (Statement, Entry, Control)):
            return
    yield Finding(0, "nothing_read", f"The file looks like {known.title}, but holds no statement, entry or control.")
