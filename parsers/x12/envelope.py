"""X12 characters to segments: which characters separate is told by the first segment, whole, collapsed or missing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from parsers.lines import encoding
from parsers.windows import windows

#: ISA is 106 characters with its terminator and has 16 elements (ASC X12.5).
_ISA_WIDTH = 106
_ISA_ELEMENTS = 16
#: Terminators seen in the wild where nothing declares one.
_LOOSE_TERMINATORS = "~\\\x85\x1c\n"
_LINE_ENDS = str.maketrans("", "", "\r\n")
_BLANK = " \t\r\n\x00\x1a\x0c\ufeff"
_STEP = 1 << 20
#: So much of a window is needed to tell the marks of what begins in it.
_WHOLE_HEAD = 1_000

#: What stands behind ISA: any mark; a tab, which a table has as well, where the first element follows.
_AFTER_TAG = r"(?:[^\w \t\r\n]|\t(?=\d\d\t))"
_START = re.compile(
    rf"(?i)\b(?:ISA(?={_AFTER_TAG})|GS(?=([^\w \t\r\n])[A-Z]{{2}}\1)|ST(?=([^\w \t\r\n])[0-9]{{3}}(?:\2|\W)))"
)
_NEXT = re.compile(rf"(?i)\s*ISA{_AFTER_TAG}")
_AFTER_ISA = re.compile(r"(?is)[\r\n]*([^\r\n]?)\s*([^\w \t])\s*(?=(?:GS|ST|TA1|ISB)[^\w \r\n])")
_BEFORE_TAG = re.compile(r"(?i)(\s*)(?:ST|BPR|TRN|BGN|N1|ENT|RMR)(?=([^\w \t\r\n]))")
_LOOSE = re.compile(r"(?i)(?:^|[^A-Z0-9])(?:ISA|GS|ST|BPR|TRN|RMR|REF|NTE|DTM|ENT|ADX|N1)([*|^\xa6~!+:;>])")


class Segment(NamedTuple):
    """One segment: its tag in upper case, tag and elements trimmed, the line it starts on, its text as received.

    What is no segment (words between interchanges, a damaged tag) has an empty tag and only its text.
    """

    tag: str
    parts: list[str]
    line: int
    raw: str

    @property
    def elements(self) -> list[str]:
        """Return the elements, without the tag."""
        return self.parts[1:]

    def at(self, position: int) -> str:
        """Return an element by its number from 1, empty where the segment is shorter."""
        return self.parts[position] if position < len(self.parts) else ""


@dataclass(frozen=True, slots=True)
class Marks:
    """The characters that separate elements and end segments."""

    element: str
    terminator: str


def looks_like(text: str) -> bool:
    """Tell whether a text of addenda holds X12 segments rather than words."""
    return _LOOSE.search(text) is not None


def streamed(data: bytes) -> Iterator[Segment]:
    """Yield the segments of a file as `segments` does; no more of it than a window is text at one time.

    A window ends where a segment of its last interchange does; one that begins near its end is left to the next.
    """
    inside: Marks | None = None
    for window in windows(data, encoding(data)):
        text, stretches = window.text, list(_stretches(window.text, inside))
        if not window.last:
            if len(stretches) > 1 and stretches[-1][0] > len(text) - _WHOLE_HEAD:
                stretches.pop()
            text = _whole(text, stretches)
            if not text:
                continue
        yield from _read(text, window.line, stretches)
        inside = stretches[-1][2] if stretches else None
        window.taken = len(text)


def segments(text: str, line: int = 1) -> Iterator[Segment]:
    """Yield the segments of every interchange, functional group or bare set in a text, and the words between them."""
    yield from _read(text, line, _stretches(text, None))


#: Where an interchange begins and ends in a text, and its marks.
_Stretch = tuple[int, int, Marks]


def _stretches(text: str, inside: Marks | None) -> Iterator[_Stretch]:
    """Yield every interchange, functional group or bare set; the text may begin inside one."""
    position = 0
    if inside is not None and not _NEXT.match(text):
        position = _interchange_end(text, 0, inside)
        yield 0, position, inside
    while found := _START.search(text, position):
        start = found.start()
        marks = _marks(text, start)
        if marks is None:
            position = found.end()
            continue
        position = _interchange_end(text, start, marks)
        yield start, position, marks


def _whole(text: str, stretches: list[_Stretch]) -> str:
    """Return a window up to the last segment that ends in its last interchange; that one then ends there."""
    if not stretches:
        return ""
    begun, end, marks = stretches[-1]
    cut = text.rfind(marks.terminator, begun + 3, end) + 1
    stretches[-1] = (begun, cut, marks)
    return text[:cut]


def _read(text: str, line: int, stretches: Iterable[_Stretch]) -> Iterator[Segment]:
    """Yield the segments of the interchanges of a text, and the words between them."""
    told = counted = 0
    for start, end, marks in stretches:
        yield from _words(text[told:start], line)
        line += text.count("\n", counted, start)
        counted, told = start, end
        yield from _split(text, start, end, marks, line)
    yield from _words(text[told:], line + text.count("\n", counted, told))


def _words(text: str, line: int) -> Iterator[Segment]:
    """Yield what stands outside every interchange, if it is more than blanks."""
    if kept := text.strip(_BLANK):
        yield Segment("", [], line + text.count("\n", 0, text.index(kept[0])), kept)


def loose_segments(text: str, line: int) -> Iterator[Segment]:
    """Yield the segments of a text that starts anywhere and declares nothing (CCD+ addenda, Nacha rules on addenda)."""
    found = _LOOSE.search(text)
    if found is None:
        return
    element = found[1]
    endings = [mark for mark in _LOOSE_TERMINATORS if mark != element and mark in text]
    text = text[found.start() :].lstrip("".join(endings) + " ")
    for mark in endings[1:]:
        text = text.replace(mark, endings[0])
    yield from _split(text, 0, len(text), Marks(element, endings[0] if endings else "~"), line)


def _marks(text: str, start: int) -> Marks | None:
    """Return the marks of the interchange or bare set that starts here, None where nothing is recognisable."""
    if text[start : start + 3].upper() == "ISA":
        return _declared(text[start : start + 4 * _ISA_WIDTH])
    tag = 3 if text[start : start + 2].upper() == "GS" else 2
    element = text[start + tag - (1 if tag == 3 else 0)]
    for found in _BEFORE_TAG.finditer(text, start + 3, start + 600):
        before = text[found.start() - 1 : found.start()]
        if found[2] != element or found.start() <= start:
            continue
        if before and not before.isalnum() and before != element:
            return Marks(element, before)
        if "\n" in found[1] or "\r" in found[1]:
            return Marks(element, "\n" if "\n" in found[1] else "\r")
    return Marks(element, next((mark for mark in _LOOSE_TERMINATORS if mark in text and mark != element), "~"))


def _declared(head: str) -> Marks | None:
    """Return the marks an ISA declares: what stands between its last element and the next segment, else by width."""
    element = head[3]
    plain = head.translate(_LINE_ENDS)
    for text in (head, plain):
        parts = text.split(element, _ISA_ELEMENTS)
        if len(parts) > _ISA_ELEMENTS and (found := _AFTER_ISA.match(parts[-1])):
            return Marks(element, found[2])
    terminator = plain[_ISA_WIDTH - 1 : _ISA_WIDTH]
    wide = plain[_ISA_WIDTH - 3 : _ISA_WIDTH - 2] == element
    return Marks(element, terminator) if wide and terminator and not terminator.isalnum() else None


def _interchange_end(text: str, start: int, marks: Marks) -> int:
    """Return where this interchange ends: at the next ISA after a terminator, else at the end of the text."""
    following = re.compile(rf"(?i){re.escape(marks.terminator)}\s*(?=ISA{_AFTER_TAG})").search(text, start + 3)
    return following.end() if following else len(text)


def _split(text: str, start: int, stop: int, marks: Marks, line: int) -> Iterator[Segment]:
    """Cut at terminators, delete the wraps, cut at separators; what is no segment keeps its text only."""
    element, terminator = marks.element, marks.terminator
    loose = (element + " ", " " + element)
    wraps, newline = terminator not in "\r\n", terminator == "\n"
    for piece in _pieces(text, start, stop, terminator):
        plain = piece.strip(_BLANK)
        breaks = piece.count("\n")
        before = piece.count("\n", 0, len(piece) - len(piece.lstrip(_BLANK))) if breaks else 0
        if wraps and ("\n" in plain or "\r" in plain):
            plain = plain.translate(_LINE_ENDS)
        parts = plain.split(element)
        if loose[0] in plain or loose[1] in plain:
            parts = [part.strip() for part in parts]
        tag = parts[0].upper()
        if tag.isalnum() and 2 <= len(tag) <= 3 and tag.isascii():
            yield Segment(tag, parts, line + before, piece + terminator)
        elif plain:
            yield Segment("", parts, line + before, piece)
        line += breaks + newline


def _pieces(text: str, start: int, stop: int, terminator: str) -> Iterator[str]:
    """Yield what stands between terminators, a megabyte at a time."""
    while start < stop:
        reach = min(start + _STEP, stop)
        end = text.rfind(terminator, start, reach) if reach < stop else stop
        if end < start:
            end = text.find(terminator, reach, stop)
            end = stop if end == -1 else end
        yield from text[start:end].split(terminator)
        start = end + 1
