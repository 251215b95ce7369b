"""BAI2 lines to logical records: slices, several records on one line, 88s and text that wrapped without one."""

import re
from collections.abc import Iterable, Iterator

from parsers.lines import lines, numbered

#: Record codes that open a record; 88 continues whatever came before.
OPENING = frozenset({"01", "02", "03", "16", "49", "98", "99"})
CONTINUATION = "88"
#: A record that ends in a slash inside a line and the code that follows it.
INNER = re.compile(r"/[ \t]*(?=(?:01|02|03|16|49|88|98|99),)")
#: Records of these codes may carry text, and text may look like the start of a record.
_TEXTUAL = ("16", "88")
_STRUCTURAL = OPENING - {"16"}
_CODED = re.compile(r"[ \t]+(?:(?:01|02|03|16|49|88|98|99),|88[: ])")
_WIDTH = re.compile(r"01,(?:[^,/]*,){5} *(\d{2,4}) *,")
#: A header filled up with blanks to the width that it does not state.
_FILLED = re.compile(r"01,[^/]{10,150}/ +(?=0[23],)")
_CODES = OPENING | {"88"}
#: Longer than any record: a longer line is cut, and further lines are strays; both are said.
CHARACTERS_MAX = 1_000_000


class Logical:
    """One logical record: its code, first line, the bodies of its lines without code, and the lines as received."""

    __slots__ = ("code", "line", "parts", "raw", "room", "wrapped")

    def __init__(self, code: str, line: int, body: str, raw: str) -> None:
        self.code = code
        self.line = line
        self.parts = [body]
        self.raw = [raw]
        self.room = CHARACTERS_MAX - len(raw)
        self.wrapped = 0  # lines of text that came without an 88: they count as no record

    def take(self, body: str, raw: str) -> None:
        """Take one more line."""
        self.parts.append(body)
        self.raw.append(raw)
        self.room -= len(raw)

    @property
    def count(self) -> int:
        """Return how many records the control counts see here."""
        return len(self.parts) - self.wrapped


def physical(data: bytes, split: frozenset[int] = frozenset()) -> Iterator[tuple[int, str]]:
    """Yield one record a line with its line number; lines in `split` are cut even inside text (US notes 1.10, 2)."""
    return _physical(lines(data), split)


def physical_lines(text: str, first: int) -> Iterator[tuple[int, str]]:
    """Yield one record a line of a piece of text whose first line has the number `first`."""
    return _physical(numbered(text, first), frozenset())


def _physical(rows: Iterable[tuple[int, str]], split: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Yield one record a line."""
    for number, text in rows:
        if text[:2] in _TEXTUAL and number not in split:
            yield number, text[:CHARACTERS_MAX]
        else:
            yield from _structural(number, text, inside_text=number in split)


def _structural(number: int, text: str, *, inside_text: bool) -> Iterator[tuple[int, str]]:
    """Yield the records of a line that is not plainly text: slices, several on one line, blanks before the code."""
    if wide := width(text):
        yield from _slices(text, wide)
        return
    if text[0] in " \t" and _CODED.match(text):
        text = text.lstrip()  # blanks before a record code mean nothing
    for piece in _apart(text, inside_text=inside_text):
        yield number, piece[:CHARACTERS_MAX]


def width(text: str) -> int:
    """Return the record width of a file without line ends: stated by its header, or shown by every record; else 0."""
    found = _WIDTH.match(text)
    stated = int(found[1]) if found else 0
    if not stated and (filled := _FILLED.match(text)):
        slices = range(0, len(text.rstrip()), filled.end())
        return filled.end() if all(text[at : at + 2] in _CODES and text[at + 2] == "," for at in slices) else 0
    if not stated or INNER.search(text, 0, stated) or text[stated : stated + 3] not in {"02,", "88,", "99,"}:
        return 0
    return stated


def _slices(text: str, width: int) -> Iterator[tuple[int, str]]:
    """Yield the slices of one line, numbered as the records they are."""
    for index, start in enumerate(range(0, len(text), width), start=1):
        piece = text[start : start + width].rstrip()
        if piece:
            yield index, piece


def _apart(text: str, *, inside_text: bool) -> Iterator[str]:
    """Cut one line into its records; where text may begin, only if that reading was chosen."""
    start = 0
    for found in INNER.finditer(text):
        if text[start : start + 2] not in _STRUCTURAL and not inside_text:
            break
        yield text[start : found.start() + 1]
        start = found.end()
    yield text[start:]


def records(rows: Iterable[tuple[int, str]]) -> Iterator[Logical]:
    """Join lines to logical records; a line of no code is text of the 16 before it, else a record of code ``""``."""
    held: Logical | None = None
    for number, text in rows:
        code = text[:2]
        mark = text[2:3]
        if code == CONTINUATION and held is not None and held.room > 0 and mark in ",: /":
            held.take(text[3:], text)
        elif code in OPENING and (mark == "," or (mark in "/ " and not text[2:].strip(" /"))):
            if held is not None:
                yield held
            held = Logical(code, number, text[3:], text)
        elif held is not None and held.code == "16" and held.room > 0:
            held.take(text, text)
            held.wrapped += 1
        else:
            yield Logical("", number, text, text)
    if held is not None:
        yield held
