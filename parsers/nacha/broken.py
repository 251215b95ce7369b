"""A document number that lost four characters between two addenda, completed from its neighbours of the same payment.

A sender that cuts its 820 every 84 columns, and writes the sequence number of the addenda over the last four of them,
loses those four for good. Where they stood inside a number, the numbers beside it may tell what they were.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kit.findings import Finding, Severity
from parsers.nacha.records import Line
from parsers.x12.balance import Document
from parsers.x12.set_820 import Payment

#: Columns 84 to 87 hold the sequence number of an addenda: what a sender wrote there before is lost.
LOST = 4
_WIDTH = 80
_FIRST = 4
_HEAD = re.compile(r"(?i)(?<![A-Z0-9])RMR([^A-Z0-9\s])([A-Z0-9]{2,3})\1([A-Z0-9./_-]+)$")
_TAIL = re.compile(r"(?i)[A-Z0-9./_-]+(?=[^A-Z0-9\s./_-])")


class Break(NamedTuple):
    """A number with the end of an addenda inside it: its qualifier, its two parts, and where they stand."""

    code: str
    head: str
    tail: str
    line: int  # of the first addenda
    column: int  # where the head begins, as the rules number columns


def mended(payments: Sequence[Payment], ordered: Sequence[Line], pieces: Sequence[str]) -> Iterator[Finding]:
    """Complete the numbers that a break took four characters from, in the documents themselves; yield what was done.

    `pieces` are the 80 columns of each addenda in their order. A number is left as it is written unless all of this
    holds: the addenda before is full to its last column and the break is inside the number; exactly one document has
    it; all other numbers of the same qualifier have one length, four more than it; they begin as it begins, agree
    in the four characters at the break, and its end is of their shape; none of them is the completed number; and
    either two of them say so or the number holds a letter.
    """
    documents = [document for payment in payments for document in payment.documents if not document.standalone]
    for one in _breaks(ordered, pieces):
        written = one.head + one.tail
        broken = [each for each in documents if each.reference == written and each.code == one.code.upper()]
        beside = {each.reference for each in documents if each.code == one.code.upper()} - {written}
        whole = _completed(one, sorted(beside)) if len(broken) == 1 else None
        if whole is not None:
            broken[0].reference = whole
            yield _finding(one, broken[0], whole)


def _breaks(ordered: Sequence[Line], pieces: Sequence[str]) -> Iterator[Break]:
    """Yield the numbers of RMR02 in which a full addenda ends and the next goes on."""
    for (line, piece), (_, following) in pairwise(zip(ordered, pieces, strict=True)):
        head = _HEAD.search(piece) if len(piece) == _WIDTH else None
        tail = _TAIL.match(following)
        if head and tail and following[tail.end()] in {head[1], "~", "\\"}:
            yield Break(head[2], head[3], tail[0], line.number, _FIRST + head.start(3))


def _completed(one: Break, beside: Sequence[str]) -> str | None:
    """Return the number with what its neighbours have at the break, None where they do not tell it."""
    length, end = len(one.head) + LOST + len(one.tail), len(one.head) + LOST
    missing = {number[len(one.head) : end] for number in beside}
    if {len(number) for number in beside} != {length} or len(missing) != 1:
        return None
    whole = one.head + missing.pop() + one.tail
    alike = all(number.startswith(one.head) and _shape(number) == _shape(whole) for number in beside)
    sure = len(beside) > 1 or not whole.isdecimal()
    return whole if alike and sure and whole not in beside else None


def _shape(number: str) -> str:
    """Return a number with all its digits made alike: letters and marks must be the same ones."""
    return re.sub(r"[0-9]", "0", number)


def _finding(one: Break, document: Document, whole: str) -> Finding:
    """Say what was lost, where, and that it was completed."""
    message = (
        f"The number {whole} is completed: of it the file holds {one.head!r} (line {one.line}, columns {one.column} to "
        f"{_FIRST + _WIDTH - 1}) and {one.tail!r} at the beginning of the next addenda, {LOST} characters between them "
        "are lost; the other numbers of the payment have them. Nothing is posted without a person"
    )
    return Finding(document.line, "number_completed", message, Severity.WARNING, one.head + one.tail)
