"""Lockbox bytes to numbered records: lines of any end, or slices of the length that fits their record types."""

import re
from collections.abc import Iterator
from itertools import chain

from parsers.lines import lines

_WIDTHS = (80, 104, 160)
#: What a record begins with, by its type.
_SHAPE = re.compile(
    r"1\d\d|2.{10}[ \d]{10}|5[ \d]{6}|6[ \d]{6}[ \d]{9}|4[ \d]{6}[ 6]?[ \d]|7[ \d]{6}[ \d]{7}|8[ \d]{6}|9[ \d]{6}"
)
#: Where a service header (2) states the size of a record (4.2).
_STATED = slice(34, 37)


def rows(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield each record with its line; a file without line ends is cut at the width that fits its record types."""
    stream = lines(data)
    first = next(stream, None)
    if first is None:
        return
    width = _width(first[1])
    for number, text in chain((first,), stream):
        if not width or len(text) <= width:
            yield number, text
            continue
        for index, start in enumerate(range(0, len(text), width), start=number):
            if piece := text[start : start + width].rstrip():
                yield index, piece


def _width(text: str) -> int:
    """Return the width at which every slice of the first line begins as a record does, or 0; a stated one first."""
    for width in (*_stated(text), *_WIDTHS):
        if text[width : width + 1].strip() and _sliceable(text, width):
            return width
    return 0


def _stated(text: str) -> Iterator[int]:
    """Yield the record width that the service header states, if it stands where that width puts it."""
    for width in _WIDTHS:
        size = text[width : width + 42][_STATED]
        if text[width : width + 1] == "2" and size.isascii() and size.isdigit() and int(size) == width:
            yield width


def _sliceable(text: str, width: int) -> bool:
    """Tell whether every slice of this width begins as a record does."""
    return all(_SHAPE.match(text, start) for start in range(0, len(text), width) if text[start : start + width].strip())
