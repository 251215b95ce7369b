"""A BAI2 file in pieces: most of it is plain transactions, which are read many at a time; the rest line by line."""

import re
from collections.abc import Iterator

from parsers.bai2_lines import CHARACTERS_MAX, Logical, physical_lines, records
from parsers.lines import MARKS, encoding

#: What a piece may begin with: a record that continues nothing.
_CUTS = (b"\n16,", b"\n03,", b"\n49,", b"\n02,", b"\n98,")
_SIZE = 1 << 18
_HEAD = 8192
_WIDE = ("utf-16",)
#: A transaction as the rules have it: type, amount, funds type, value day and hour, references, text, its 88s; what
#: follows begins a record.
PLAIN = re.compile(
    r"16,(\d{3}),(\d{1,18}),(?:[Z012]?|V,(\d{6}),\d{0,4}),([^,\n]*),([^,\n]*),([^\n]*)\n((?:88,[^\n]*\n)*+)"
    r"(?=16,|49,|03,|98,|\Z)",
    re.ASCII,
)
#: Many of these, for their amounts alone.
_RUN = re.compile(r"(?:16,\d{3},\d{1,18},[^\n]*\n(?:88,[^\n]*\n)*+)++", re.ASCII)
_OPENS = ("49,", "03,", "98,", "16,")
_AMOUNT = re.compile(r"\n16,\d{3},(\d{1,18}),", re.ASCII)
_SLASHED = re.compile(r"/ *(?=\n(?:16,|\Z))")
_DEBRIS = ("\x00", "\x1a", "\x0c")


class Run:
    """Plain transactions in a row: how many there are, their lines, the sum of their amounts, which end in a slash."""

    __slots__ = ("count", "line", "lines", "slashed", "total")

    def __init__(self, line: int, text: str) -> None:
        amounts = _AMOUNT.findall(text)
        self.line = line
        self.lines = text.count("\n") - 1
        self.count = len(amounts)
        self.total = sum(map(int, amounts))
        self.slashed = len(_SLASHED.findall(text))


def chunked(data: bytes) -> bool:
    """Tell whether a file can be read in pieces: it has lines, and its bytes mean the letters they look like."""
    return b"\n" in data[:_HEAD] and encoding(data) not in _WIDE


def chunks(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield pieces of a file with the number of their first line; no record goes over the end of a piece."""
    codec = encoding(data).removesuffix("-sig")
    start = next((len(mark) for mark, _ in MARKS if data.startswith(mark)), 0)
    number = 1
    while start < len(data):
        end = _end(data, start)
        text = data[start:end].decode(codec, errors="replace")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        yield number, text
        number += text.count("\n")
        start = end


def _end(data: bytes, start: int) -> int:
    """Return where the piece ends that begins at `start`: before a record that continues nothing."""
    size = _SIZE
    while start + size < len(data):
        cut = max(data.rfind(mark, start, start + size) for mark in _CUTS)
        if cut > start:
            return cut + 1
        size *= 2
    return len(data)


def runs(text: str, first: int) -> Iterator[Run | Logical]:
    """Yield a piece as runs of plain transactions, and all other records one by one."""
    number, at = first, 0
    clean = not any(mark in text for mark in _DEBRIS)
    while at < len(text):
        end = _run(text, at) if clean else at
        if end > at:
            run = Run(number, "\n" + text[at:end])
            yield run
            number += run.lines
            at = end
            continue
        end = _other(text, at)
        part = text[at:end]
        yield from records(physical_lines(part, number))
        number += part.count("\n")
        at = end


def _run(text: str, at: int) -> int:
    """Return where a run of plain transactions ends; one that a line without a code follows is not plain."""
    found = _RUN.match(text, at)
    if found is None:
        return at
    end = found.end()
    if end == len(text) or text.startswith(_OPENS, end):
        return end
    last = text.rfind("\n16,", at, end)
    return last + 1 if last > at else at


def plains(text: str, first: int) -> Iterator[tuple[int, re.Match[str]] | Logical]:
    """Yield a piece as plain transactions with their line, and all other records one by one."""
    number, at, size = first, 0, len(text)
    clean = not any(mark in text for mark in _DEBRIS)
    match = PLAIN.match
    while at < size:
        found = match(text, at) if clean else None
        end = found.end() if found is not None else 0
        if found is not None and end - at < CHARACTERS_MAX:
            yield number, found
            number += 1 + found[7].count("\n") if found[7] else 1
        else:
            end = _other(text, at)
            part = text[at:end]
            yield from records(physical_lines(part, number))
            number += part.count("\n")
        at = end


def logical(line: int, text: str) -> Logical:
    """Return a plain transaction as any other record is read."""
    return next(records(physical_lines(text, line)))


def _other(text: str, at: int) -> int:
    """Return where the next transaction begins behind the record at `at`."""
    end = text.find("\n16,", at)
    return len(text) if end == -1 else end + 1
