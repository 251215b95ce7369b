"""Where the parts of an OFX file stand: documents, statements, transactions; nothing is decoded here."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NOT_BLANK = re.compile(rb"[^\r\n]")
_BOUND = re.compile(rb"<(/?)((?:CC|INV)?STMTRS|OFX)(?:\s[^<>]*)?>", re.IGNORECASE)
_EDGE = re.compile(
    rb"<(/?)(STMTTRNP?|(?:BANK|INV)TRANLISTP?|INVBANKTRAN|LEDGERBAL|AVAILBAL)(?:\s[^<>]*)?>", re.IGNORECASE
)
_TRANSACTION = re.compile(rb"<STMTTRNP?[\s>]", re.IGNORECASE)
#: Elements that only a transaction holds: where they stand outside one, its start tag is missing.
_INSIDE_ONLY = re.compile(rb"<(?:TRNAMT|FITID|DTPOSTED)[\s>]", re.IGNORECASE)


class Region(NamedTuple):
    """A part of the file: a statement (`kind` STMTRS, CCSTMTRS, INVSTMTRS) or what stands between them (empty).

    `closed`: a tag ends it, not the end of the file.
    """

    kind: str
    start: int
    end: int
    closed: bool


class Block(NamedTuple):
    """One transaction with its own tags where they stand, and which of them is missing.

    `fault` is empty, `start` (no start tag), `end` (the next tag ended it), `cut` (the file ended inside it) or `text`
    (no transaction: text between them).
    """

    start: int
    end: int
    pending: bool
    fault: str


class Lines:
    """Line numbers of positions that only grow."""

    def __init__(self, data: bytes, first: int = 1) -> None:
        self.data = data
        self.mark = b"\n" if b"\n" in data else b"\r"
        self.position = 0
        self.number = first

    def at(self, position: int) -> int:
        """Return the number of the line a position stands in."""
        if position < self.position:
            return self.number - self.data.count(self.mark, position, self.position)
        self.number += self.data.count(self.mark, self.position, position)
        self.position = position
        return self.number


def without_comments(data: bytes) -> bytes:
    """Return the file with its comments blanked; every position and line stays."""
    pieces, start = [], 0
    for begun, ended in comments(data):
        pieces += [data[start:begun], _NOT_BLANK.sub(b" ", data[begun:ended])]
        start = ended
    return b"".join((*pieces, data[start:])) if pieces else data


def comments(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where comments stand; one without an end is none."""
    begun = data.find(b"<!--")
    while begun != -1:
        ended = data.find(b"-->", begun + 4)
        if ended == -1:
            return
        yield begun, ended + 3
        begun = data.find(b"<!--", ended + 3)


def commented_out(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where comments stand that hold transactions."""
    for begun, ended in comments(data):
        if _TRANSACTION.search(data, begun, ended):
            yield begun, ended


def opened(data: bytes) -> int:
    """Return how many transactions the file opens, counted by their tags alone."""
    return sum(1 for _ in _TRANSACTION.finditer(data))


def regions(data: bytes) -> Iterator[Region]:
    """Yield the statements and what stands between them, without a gap; a statement ends where another tag says so."""
    kind, start = "", 0
    for found in _BOUND.finditer(data):
        yield Region(kind, start, found.start(), closed=True)
        name = found[2].upper().decode("ascii")
        kind, start = ("" if found[1] or name == "OFX" else name), found.end()
    yield Region(kind, start, len(data), closed=False)


def unfinished(data: bytes) -> Iterator[int]:
    """Yield where a document begins that does not come to its `</OFX>`; a header alone is one, too."""
    begun: int | None = -1  # the header
    for found in _BOUND.finditer(data):
        if found[2].upper() != b"OFX":
            continue
        if begun is not None and begun >= 0 and not found[1]:
            yield begun
        begun = None if found[1] else found.start()
    if begun is not None:
        yield max(begun, 0)


def holds_transactions(data: bytes, region: Region) -> bool:
    """Tell whether a transaction, or what only a transaction holds, stands in a region."""
    return any(pattern.search(data, region.start, region.end) for pattern in (_TRANSACTION, _INSIDE_ONLY))


def first_edge(data: bytes, region: Region) -> int:
    """Return where the first transaction of a region begins, or its end."""
    found = _TRANSACTION.search(data, region.start, region.end)
    return found.start() if found else region.end


def last_edge(data: bytes, region: Region) -> int:
    """Return where the last transaction of a region ends, or its start."""
    marks = (b"</STMTTRN", b"</stmttrn", b"<STMTTRN", b"<stmttrn")
    return max((data.rfind(mark, region.start, region.end) for mark in marks), default=-1)


def blocks(data: bytes, region: Region) -> Iterator[Block]:
    """Yield the transactions of a region, and text between them that belongs to none."""
    begun: int | None = None  # where the transaction that is open begins, its tag with it
    pending = False
    gap = _Gap(data, bank=region.kind != "INVSTMTRS")
    for found in _EDGE.finditer(data, region.start, region.end):
        ends, name = bool(found[1]), found[2].upper()
        transaction = name.startswith(b"STMTTRN")
        if begun is not None:
            own = transaction and ends
            yield Block(begun, found.end() if own else found.start(), pending, "" if own else "end")
        else:
            yield from gap.until(found.start(), "start")
        begun = found.start() if transaction and not ends else None
        pending = name == b"STMTTRNP"
        gap.begin(found.end(), inside=transaction or (not ends and b"TRANLIST" in name), loose=not transaction)
    if begun is not None:
        yield Block(begun, region.end, pending, "end" if region.closed else "cut")
    else:
        yield from gap.until(region.end, "start" if region.closed else "cut")


class _Gap:
    """What stands between two tags of a list where no transaction is open."""

    def __init__(self, data: bytes, *, bank: bool) -> None:
        self.data = data
        self.bank = bank  # between investment transactions stand others, which are not ours to read
        self.start: int | None = None
        self.loose = False  # the list's own dates may stand here

    def begin(self, start: int, *, inside: bool, loose: bool) -> None:
        """Note where the gap begins, or that none does: outside the list anything may stand."""
        self.start = start if inside and self.bank else None
        self.loose = loose

    def until(self, end: int, fault: str) -> Iterator[Block]:
        """Yield a transaction whose start tag is missing, or text; blanks are nothing."""
        if self.start is None:
            return
        part = self.data[self.start : end]
        if not part or part.isspace():
            return
        if _INSIDE_ONLY.search(part):
            yield Block(self.start, end, pending=False, fault=fault)
        elif not self.loose:
            yield Block(self.start, end, pending=False, fault="text")
