"""EDIFACT characters to segments: service string, release marks, line breaks and character sets (ISO 9735)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kit.money import MINOR_MAX, parsed
from parsers.lines import MARKS, is_utf8
from parsers.windows import windows

#: Syntax id of UNB -> codec; UNOA and UNOB are ASCII (ISO 9735, 0001).
CODECS: dict[str, str] = {
    "UNOA": "ascii",
    "UNOB": "ascii",
    "UNOC": "iso8859-1",
    "UNOD": "iso8859-2",
    "UNOE": "iso8859-5",
    "UNOF": "iso8859-7",
    "UNOG": "iso8859-3",
    "UNOH": "iso8859-4",
    "UNOI": "iso8859-6",
    "UNOJ": "iso8859-8",
    "UNOK": "iso8859-9",
    "UNOW": "utf-8",
    "UNOY": "utf-8",
}
_FALLBACK = "cp1252"
_EXTENDED = re.compile(rb"[\x80-\x9f]")
_SYNTAX = re.compile(rb"UNB[^A-Za-z0-9\s](UNO[A-Z])")
_SERVICE = re.compile(r"UNA(?P<marks>[^\r\n]{5}[^A-Za-z0-9 ])(?=\s*UN[BGH])")
_HEAD = re.compile(r"UN[BGH](?=[^A-Za-z0-9\s])")
_LINE_ENDS = str.maketrans("", "", "\r\n")
_BLANK = " \t\r\n\x00\x1a\x0c\ufeff"
_AMOUNT = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]*)?")
#: Digits behind a mark that may as well be one of thousands.
_THOUSANDS = 3
_STEP = 1 << 20
#: So near to its end no window is cut: a service string may stand there, or what releases a terminator.
_ROOM = 200
#: Released characters stand here while their segment is cut; nothing in a bank file uses these code points.
_PRIVATE = 0xF0000
_ASCII_MAX = 0x7F


class Marks(NamedTuple):
    """The service characters: what separates components and elements, marks decimals, releases, ends segments."""

    component: str = ":"
    element: str = "+"
    decimal: str = ""  # either is taken where nothing declares one
    release: str = "?"
    terminator: str = "'"


class Segment(NamedTuple):
    """One segment: tag, elements with their components still joined, the line it starts on, its text as received.

    What is no segment (a damaged tag, words) has an empty tag and only its text.
    """

    tag: str
    parts: list[str]
    line: int
    raw: str
    marks: Marks
    released: bool = False

    def at(self, position: int, component: int = 1) -> str:
        """Return a component of an element, each by its number from 1, empty where there is none."""
        if position >= len(self.parts):
            return ""
        part = self.parts[position]
        if self.marks.component in part:
            parts = part.split(self.marks.component, component)
            part = parts[component - 1] if component <= len(parts) else ""
        elif component > 1:
            return ""
        return (_plain(part) if self.released else part).strip()

    def all(self, position: int) -> list[str]:
        """Return the components of an element that say something."""
        if position >= len(self.parts):
            return []
        found = self.parts[position].split(self.marks.component)
        return [text for part in found if (text := (_plain(part) if self.released else part).strip())]

    def minor(self, position: int, component: int, currency: str) -> int | None:
        """Return the minor units of an amount; None where it is none.

        Comma and point both mark decimals, whichever is declared (ISO 9735-1, version 4); the other one with three
        digits behind it may have been meant for thousands, and is refused.
        """
        text = self.at(position, component)
        if not _AMOUNT.fullmatch(text):
            return None
        other = {",": ".", ".": ","}.get(self.marks.decimal, "")
        if other and len(text.partition(other)[2]) == _THOUSANDS:
            return None
        size = parsed(text.replace(",", "."), currency)
        return size if size is not None and abs(size) <= MINOR_MAX else None


def codecs(data: bytes) -> tuple[str, str]:
    """Return the codec that reads a file, and the one that UNB declares.

    Text that is UTF-8 is read so, whatever UNB declares: such files exist under UNOC, and hardly any text that is
    not UTF-8 looks like it. Bytes that mean nothing become U+FFFD.
    """
    for mark, codec in MARKS:
        if data.startswith(mark):
            return codec, codec
    found = _SYNTAX.search(data, 0, 1 << 12)
    declared = CODECS.get(found[1].decode(), "ascii") if found else "ascii"
    if data.isascii():
        return declared, declared
    if is_utf8(data):
        return "utf-8", declared
    western = declared in {"ascii", "utf-8", "iso8859-1"}
    plain = western and not _EXTENDED.search(data)
    return "iso8859-1" if plain else _FALLBACK if western else declared, declared


def streamed(data: bytes, codec: str) -> Iterator[Segment]:
    """Yield the segments of a file as `segments` does; no more of it than a window is text at one time."""
    inside: Marks | None = None
    for window in windows(data, codec):
        stretches = _stretches(window.text, inside)
        text = window.text if window.last else _whole(window.text, stretches)
        if not text:
            continue
        yield from _read(text, window.line, stretches)
        inside = stretches[-1].marks if stretches else None
        window.taken = len(text)


def segments(text: str) -> Iterator[Segment]:
    """Yield the segments of every interchange in a text, each under its own service characters, and words between."""
    yield from _read(text, 1, _stretches(text, None))


class _Stretch(NamedTuple):
    """Where an interchange begins in a text, with its service string and behind it, where it ends, and its marks."""

    head: int
    start: int
    end: int
    marks: Marks


def _stretches(text: str, inside: Marks | None) -> list[_Stretch]:
    """Return every interchange of a text, which may begin inside one."""
    starts = [(found.start(), found.end(), _declared(found["marks"])) for found in _SERVICE.finditer(text)]
    if inside is not None:
        starts.insert(0, (0, 0, inside))
    elif first := _HEAD.search(text, 0, starts[0][0] if starts else len(text)):
        starts.insert(0, (first.start(), first.start(), _assumed(text[first.end()])))
    ends = [*(start for start, _, _ in starts[1:]), len(text)]
    return [_Stretch(head, start, end, marks) for (head, start, marks), end in zip(starts, ends, strict=False)]


def _whole(text: str, stretches: list[_Stretch]) -> str:
    """Return a window up to a segment that ends in its last interchange, a service string's room before its end."""
    if not stretches:
        return ""
    head, begun, end, marks = stretches[-1]
    cut = text.rfind(marks.terminator, begun, min(end, len(text) - _ROOM))
    while cut > begun and _released(text[max(begun, cut - _ROOM) : cut], marks.release):
        cut = text.rfind(marks.terminator, begun, cut)
    stretches[-1] = _Stretch(head, begun, cut + 1, marks)
    return text[: cut + 1] if cut > begun else ""


def _released(before: str, release: str) -> bool:
    """Tell whether what stands before a terminator releases it, line breaks between or not."""
    return bool(release) and before[len(before.rstrip(release + "\r\n")) :].count(release) % 2 == 1


def _read(text: str, line: int, stretches: list[_Stretch]) -> Iterator[Segment]:
    """Yield the words before the first interchange of a text, and the segments of each."""
    counted = 0
    if words := text[: stretches[0].head if stretches else len(text)].strip(_BLANK):
        yield Segment("", [], line, words, Marks())
    for _, start, end, marks in stretches:
        line += text.count("\n", counted, start)
        counted = start
        yield from _cut(text, start, end, marks, line)


def _declared(marks: str) -> Marks:
    """Return the service characters of a UNA: a blank for release means that there is none."""
    return Marks(marks[0], marks[1], marks[2], marks[3].strip(), marks[5])


def _assumed(element: str) -> Marks:
    """Return the service characters without UNA: the printable ones, or the separators of UNOB's second set."""
    return Marks("\x1f", "\x1d", "", "", "\x1c") if element == "\x1d" else Marks()


def _cut(text: str, start: int, end: int, marks: Marks, line: int) -> Iterator[Segment]:
    """Cut at terminators that are not released, drop line breaks wherever they stand, cut at separators."""
    element, terminator, release = marks.element, marks.terminator, marks.release
    broken, newline = terminator in "\r\n", terminator == "\n"
    for piece in _pieces(text, start, end, marks):
        plain = piece.strip(_BLANK)
        breaks = piece.count("\n")
        before = piece.count("\n", 0, len(piece) - len(piece.lstrip(_BLANK))) if breaks else 0
        if not broken and ("\n" in plain or "\r" in plain):
            plain = plain.translate(_LINE_ENDS)
        released = bool(release) and release in plain
        parts = (_held(plain, release) if released else plain).split(element)
        tag = parts[0]
        if len(tag) != 3:
            tag = tag.strip().partition(marks.component)[0]
        if len(tag) == 3 and tag.isalnum() and tag.isupper() and tag.isascii():
            yield Segment(tag, parts, line + before, piece + terminator, marks, released)
        elif plain:
            yield Segment("", parts, line + before, piece, marks)
        line += breaks + newline


def _pieces(text: str, start: int, stop: int, marks: Marks) -> Iterator[str]:
    """Yield what stands between terminators, a megabyte at a time; a released terminator ends nothing."""
    terminator, release = marks.terminator, marks.release
    held = ""
    while start < stop:
        reach = min(start + _STEP, stop)
        end = text.rfind(terminator, start, reach) if reach < stop else stop
        if end < start:
            end = text.find(terminator, reach, stop)
            end = stop if end == -1 else end
        step = text[start:end]
        start = end + 1
        if not release or (release not in step and not held):
            yield from step.split(terminator)
            continue
        for piece in step.split(terminator):
            whole = held + piece
            if whole[len(whole.rstrip(release + "\r\n")) :].count(release) % 2:
                held = whole + terminator
            else:
                held = ""
                yield whole
    if held:
        yield held.removesuffix(terminator)


def _held(text: str, release: str) -> str:
    """Return a segment whose released characters are put where no separator is looked for."""
    head, *rest = text.split(release)
    out = [head]
    position = 0
    while position < len(rest):
        following = rest[position]
        if following:
            out.append(chr(_PRIVATE + ord(following[0])) if ord(following[0]) <= _ASCII_MAX else following[0])
            out.append(following[1:])
        elif position + 1 < len(rest):  # the release character itself
            out.append(chr(_PRIVATE + ord(release)))
            position += 1
            out.append(rest[position])
        position += 1
    return "".join(out)


def _plain(text: str) -> str:
    """Return released characters to themselves."""
    if text.isascii():
        return text
    return "".join(
        chr(ord(mark) - _PRIVATE) if _PRIVATE <= ord(mark) <= _PRIVATE + _ASCII_MAX else mark for mark in text
    )
