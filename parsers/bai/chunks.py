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
_AMOUNT = re.compile(r"\n16,\d{3},(\d{1,18}),", re.ASCII)
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

    def __init__(self, line: int, text: str, amounts: list[str]) -> None:
        self.line = line
        self.text = text
        self.lines = text.count("\n")
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
        cut = start
        for mark in _CUTS:
            cut = max(cut, data.rfind(mark, cut, start + size))
        if cut > start:
            return cut + 1
        size *= 2
    return len(data)


def stretches(text: str, first: int) -> Iterator[Stretch | Logical]:
    """Yield a piece as stretches of transactions that are whole, and all other records one by one."""
    number, at = first, 0
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


def runs(text: str, first: int) -> Iterator[Run | Logical]:
    """Yield a piece as runs of transactions with plain amounts, and all other records one by one."""
    for found in stretches(text, first):
        if isinstance(found, Logical):
            yield found
            continue
        whole = "\n" + found.text
        amounts = _AMOUNT.findall(whole)
        if len(amounts) == found.lines or len(amounts) == whole.count("\n16,"):
            yield Run(found.line, whole, amounts)
        else:
            yield from _one_by_one(found)


def _one_by_one(stretch: Stretch) -> Iterator[Run | Logical]:
    """Yield the transactions of a stretch each by itself, for not all of them have plain amounts."""
    number = stretch.line
    for piece in stretch.pieces():
        text = "\n16," + piece
        plain = _AMOUNT.findall(text)
        yield Run(number, text, plain) if plain else logical(number, text[1:])
        number += text.count("\n")


def logical(line: int, text: str) -> Logical:
    """Return a transaction of a stretch as any other record is read."""
    return next(records(physical_lines(text, line)))


def _other(text: str, at: int) -> int:
    """Return where the next transaction begins behind the record at `at`."""
    end = text.find("\n16,", at)
    return len(text) if end == -1 else end + 1
