"""A table somebody exported (CSV or workbook) as numbered rows of cells; what the cells mean is its reader's matter."""

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from kit.refusals import TooLarge
from parsers.letter_head import heads_no_table
from parsers.reading import Limits
from parsers.tables import encoding as table_encoding
from parsers.tables import kinds as table_kinds
from parsers.tables import workbook
from parsers.tables.words import DELIMITERS, plain
from parsers.tables.workbook import Row

#: Rows looked at to know a table, to find its header and its delimiter.
HEAD_ROWS = 60
_DEBRIS = "\x00\x1a\x0c\r\n"
#: What keeps a spreadsheet from reading a number: `="00123"`.
_AS_TEXT = re.compile(r'="([^"]*)"')
_JOINED_MAX = 40  # lines of one cell: a quote that stays open longer was never meant as one
SHOWN = b"PK\x03\x04rows\n"  # what stands before the first rows of a workbook where its bytes are asked for


@dataclass(frozen=True, slots=True)
class Table:
    """A table opened for one reading. `delimiter` is empty for a workbook, `codec` as well."""

    rows: Iterator[Row]
    delimiter: str = ""
    codec: str = ""


@dataclass(frozen=True, slots=True)
class Headed:
    """A table of which the header is found: the rows before it, itself, and the rows after it, not yet read."""

    preamble: tuple[Row, ...]
    header: Row | None
    rows: Iterator[Row]


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The first rows of what may be a table."""

    rows: tuple[tuple[str, ...], ...]
    is_workbook: bool = False


def opened(data: bytes, limits: Limits, codec: str = "", delimiter: str = "") -> Table:
    """Return the rows of a table, read as they are asked for; codec and delimiter are found where none is given.

    Refused: Unreadable and TooLarge for workbooks (see `workbook`), TooLarge for a cell beyond `text_bytes_max`.
    """
    if data.startswith(workbook.ZIP):
        return Table(workbook.rows(data, limits))
    chosen = codec or table_encoding.of(data, _familiar)
    head = _first_lines(data, chosen)
    mark = delimiter or _delimiter(head)
    return Table(_rows(_lines(data, chosen), mark, limits), mark, chosen)


def headed(table: Table, is_header: Callable[[tuple[str, ...]], bool]) -> Headed:
    """Part a table at the first row that is a header; where none of the first is, nothing comes before the rows."""
    before = list(islice(table.rows, HEAD_ROWS))
    for place, row in enumerate(before):
        if is_header(row.cells):
            return Headed(tuple(before[:place]), row, chain(before[place + 1 :], table.rows))
    return Headed((), None, chain(before, table.rows))


@lru_cache(maxsize=8)
def sniffed(head: bytes) -> Sniffed | None:
    """Return the first rows of a file's first bytes, None where they are no table of two columns or more."""
    if head.startswith(SHOWN):
        text = head.removeprefix(SHOWN).decode("utf-8", errors="replace")
        rows = tuple(tuple(line.split("\t")) for line in text.split("\n") if line)
        return Sniffed(rows, is_workbook=True) if rows else None
    if head.startswith((workbook.ZIP, b"<", b"{", b"%PDF")):
        return None
    codec = table_encoding.of(head, _familiar)
    lines = _first_lines(head, codec)
    mark = _delimiter(lines)
    rows = tuple(row.cells for row in islice(_rows(iter(enumerate(lines, 1)), mark, Limits()), HEAD_ROWS))
    return Sniffed(rows) if any(len(cells) > 1 for cells in rows) else None


def kind(head: bytes) -> str:
    """Return which kind of table a file's first bytes begin, empty where they begin none we know."""
    first = None if heads_no_table(head) else sniffed(head)
    return table_kinds.of(first.rows) if first else ""


def is_a(head: bytes, wanted: str, *, is_workbook: bool) -> bool:
    """Tell whether the first bytes are a table of a kind, as text or as a workbook; no two kinds know one table."""
    first = sniffed(head)
    return first is not None and first.is_workbook is is_workbook and kind(head) == wanted


def shown(data: bytes, limits: Limits, size: int) -> bytes:
    """Return the first rows of a workbook as bytes that `sniffed` understands. Refused: as `workbook.rows`."""
    rows = islice(workbook.rows(data, limits), HEAD_ROWS)
    cells = ("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row.cells) for row in rows)
    return (SHOWN + "\n".join(cells).encode())[:size]


def _first_lines(data: bytes, codec: str) -> list[str]:
    """Return the lines of the head that hold something."""
    return [line for _, line in islice(_lines(data[: 1 << 16], codec), HEAD_ROWS)]


def _lines(data: bytes, codec: str) -> Iterator[tuple[int, str]]:
    """Yield every line with its number, blank ones as well: a cell may hold a blank line. CRLF, LF and CR end one."""
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=codec, errors="replace", newline=None)
    for number, line in enumerate(stream, start=1):
        yield number, line.strip(_DEBRIS)


def _rows(lines: Iterator[tuple[int, str]], mark: str, limits: Limits) -> Iterator[Row]:
    """Join the lines of a quoted cell and part each row; a quote that never closes costs its own line only."""
    waiting: deque[tuple[int, str]] = deque()
    source = iter(lambda: waiting.popleft() if waiting else next(lines, None), None)
    for number, line in source:
        if not line or line.isspace() or line.lower().startswith("sep="):
            continue
        if '"' not in line:
            yield Row(number, tuple([cell.strip() for cell in line.split(mark)]), line)
            continue
        joined = line
        if line.count('"') % 2:
            joined = _closed(line, source, waiting)
        yield Row(number, _parted(joined, mark, limits, number), joined)


def _closed(line: str, source: Iterator[tuple[int, str]], waiting: deque[tuple[int, str]]) -> str:
    """Return the line with those that follow until its quotes close; where they do not, the line alone."""
    parts, ahead, quotes = [line], [], line.count('"')
    for number, more in islice(source, _JOINED_MAX):
        ahead.append((number, more))
        parts.append(more)
        quotes += more.count('"')
        if quotes % 2 == 0:
            return "\n".join(parts)
    waiting.extendleft(reversed(ahead))
    return line


def _parted(line: str, mark: str, limits: Limits, number: int) -> tuple[str, ...]:
    """Part one row with quotes; doubled quotes are one."""
    if len(line) > limits.text_bytes_max:
        raise TooLarge(
            f"Line {number:,}: a row has {len(line):,} characters; at most {limits.text_bytes_max:,} are taken."
        )
    try:
        cells = next(csv.reader((line,), delimiter=mark, skipinitialspace=True))
    except (csv.Error, StopIteration):
        cells = line.split(mark)
    if line.count('"') % 2:  # one of a pair was lost: it is no part of what it stood around
        return tuple([cell.strip().strip('"') for cell in cells])
    if '="' in line:
        cells = [found[1] if (found := _AS_TEXT.fullmatch(cell.strip())) else cell for cell in cells]
    return tuple([cell.strip() for cell in cells])


def _delimiter(lines: list[str]) -> str:
    """Return the delimiter: as `sep=` says, else the one that gives a row most known names, else most even rows."""
    if lines and lines[0].lower().startswith("sep="):
        return lines[0][4:5] or "\t"
    return max(DELIMITERS, key=lambda mark: _evenness(lines, mark))


def _evenness(lines: list[str], mark: str) -> tuple[int, int]:
    """Return how many known names the best row has under a delimiter, and how many cells stand in rows of one width."""
    rows = list(_rows(iter(enumerate(lines, 1)), mark, Limits()))
    widths = [len(row.cells) for row in rows if len(row.cells) > 1]
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return _names(row.cells for row in rows), widths.count(usual) * usual


def _familiar(text: str) -> int:
    """Return how many known column names a text has in one row, under whichever delimiter."""
    lines = [line for line in text.splitlines()[:HEAD_ROWS] if line.strip()]
    return max(_evenness(lines, mark)[0] for mark in DELIMITERS)


def _names(rows: Iterable[Iterable[str]]) -> int:
    """Return how many known column names the best row has; a single one says nothing."""
    known = table_kinds.known_words()
    best = max((sum(plain(cell) in known for cell in cells) for cells in rows), default=0)
    return best if best > 1 else 0
