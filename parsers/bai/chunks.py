"""A BAI2 file in pieces: most of it is plain transactions, which are read many at a time; the rest line by line."""

import re
from collections.abc import Iterator

from parsers.bai.lines import CHARACTERS_MAX, Logical, physical_lines, records
from parsers.lines import MARKS, encoding

#: What a piece may begin with: a record that continues nothing.
_CUTS = (b"\n16,", b"\n03,", b"\n49,", b"\n02,", b"\n98,")
_SIZE = 1 << 16
_HEAD = 8192
_WIDE = ("utf-16",)
_OPENS = ("49,", "03,", "98,", "16,")
#: A line that is neither a transaction nor a continuation.
_ELSE = re.compile(r"\n(?!16,|88,)")
#: Each transaction of a stretch, with its amount where that is plain.
_AMOUNT = re.compile(r"\n16,(?:\d{3},(\d{1,18}),)?", re.ASCII)
_SLASHED = re.compile(r"/ *(?=\n(?:16,|\Z))")
_DEBRIS = ("\x00", "\x1a", "\x0c")


class Stretch:
    """Transactions in a row, each with its 88s: the number of their first line, and the text of them all."""

    __slots__ = ("line", "lines", "text")

    def __init__(self, line: int, text: str) -> None:
        self.line = line
        self.lines = text.count("\n") + 1
        self.text = text

    def pieces(self) -> list[str]:
        """Return each transaction behind its record code, its lines apart by LF."""
        return self.text[3:].split("\n16,")


class Run:
    """Plain transactions in a row: how many there are, their lines, the sum of their amounts."""

    __slots__ = ("count", "line", "lines", "text", "total")

    def __init__(self, line: int, lines: int, text: str, amounts: list[str]) -> None:
        self.line = line
        self.text = text
        self.lines = lines
        self.count = len(amounts)
        self.total = sum(map(int, amounts))

    def slashed(self) -> bool:
        """Tell whether each of them ends in a slash."""
        if self.text.count("/\n") + self.text.endswith("/") == self.lines:
            return True
        return len(_SLASHED.findall(self.text + "\n")) == self.count


def chunked(data: bytes) -> bool:
    """Tell whether a file can be read in pieces: it has lines, and its bytes mean the letters they look like."""
    return b"\n" in data[:_HEAD] and encoding(data) not in _WIDE


def _chunks(data: bytes) -> Iterator[str]:
    """Yield pieces of a file, their lines apart by LF; no record goes over the end of a piece."""
    codec = encoding(data).removesuffix("-sig")
    start = next((len(mark) for mark, _ in MARKS if data.startswith(mark)), 0)
    while start < len(data):
        end = _end(data, start)
        text = data[start:end].decode(codec, errors="replace")
        yield text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        start = end


def _end(data: bytes, start: int) -> int:
    """Return where the piece ends that begins at `start`: before a record that continues nothing."""
    size = _SIZE
    while start + size < len(data):
        cut = start
        for mark in _CUTS:
            cut = max(cut, data.rfind(mark, cut, start + size))
        if cut > start:
            return cut + 1
        size *= 2
    return len(data)


def stretches(data: bytes) -> Iterator[Stretch | Logical]:
    """Yield a file as stretches of transactions that are whole, and all other records one by one."""
    number = 1
    for text in _chunks(data):
        at = 0
        clean = len(text) < CHARACTERS_MAX and not any(mark in text for mark in _DEBRIS)
        while at < len(text):
            end = _stretched(text, at) if clean else at
            if end > at:
                found = Stretch(number, text[at:end].removesuffix("\n"))
                yield found
                number += found.lines
            else:
                end = _other(text, at)
                part = text[at:end]
                yield from records(physical_lines(part, number))
                number += part.count("\n")
            at = end


def _stretched(text: str, at: int) -> int:
    """Return where a stretch of transactions ends; one that a line without a code follows does not belong to it."""
    if not text.startswith("16,", at):
        return at
    found = _ELSE.search(text, at)
    if found is None or found.end() == len(text) or text.startswith(_OPENS, found.end()):
        return len(text) if found is None else found.end()
    last = text.rfind("\n16,", at, found.end())
    return last + 1 if last > at else at


def runs(data: bytes) -> Iterator[Run | Logical]:
    """Yield a file as runs of transactions with plain amounts, and all other records one by one."""
    for found in stretches(data):
        if isinstance(found, Logical):
            yield found
            continue
        whole = "\n" + found.text
        amounts = _AMOUNT.findall(whole)
        if "" not in amounts:
            yield Run(found.line, found.lines, whole, amounts)
        else:
            yield from _one_by_one(found)


def _one_by_one(stretch: Stretch) -> Iterator[Run | Logical]:
    """Yield the transactions of a stretch each by itself, for not all of them have plain amounts."""
    number = stretch.line
    for piece in stretch.pieces():
        text = "\n16," + piece
        amounts, lines = _AMOUNT.findall(text), text.count("\n")
        yield logical(number, text[1:]) if "" in amounts else Run(number, lines, text, amounts)
        number += lines


def logical(line: int, text: str) -> Logical:
    """Return a transaction of a stretch as any other record is read."""
    return next(records(physical_lines(text, line)))


def _other(text: str, at: int) -> int:
    """Return where the next transaction begins behind the record at `at`."""
    end = text.find("\n16,", at)
    return len(text) if end == -1 else end + 1
