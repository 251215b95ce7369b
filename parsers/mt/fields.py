"""SWIFT MT bytes to fields: envelopes, tags and message ends, whatever line ends and charset a bank writes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers.lines import DEBRIS, MARKS, encoding

#: Tags of statements: inside `:86:` only these begin a field, any other `:nn:` at a line's start is text.
STATEMENT_TAGS = frozenset(
    "13 13D 20 21 25 25P 28 28C 34F 60F 60M 61 62F 62M 64 65 86 90C 90D NS 940 941 942 950".split()
)
#: Tags of the payment messages and advices.
ADVICE_TAGS = frozenset(
    (
        "13C 13D 20 21 21C 23B 23E 25 25A 25P 26T 30 32A 32B 33B 36 50 50A 50C 50F 50G 50H 50K 50L 51A 52A 52B 52C 52D"
        " 53A 53B 53C 53D 54A 54B 54D 55A 55B 55D 56A 56C 56D 57A 57B 57C 57D 58A 58D 59 59A 59F 70 71A 71F 71G 72 75"
        " 76 77 77A 77B 77T 79"
    ).split()
)
#: Tags that only a statement has: from here to the next message the statement's tags alone count.
_STATEMENT_ONLY = frozenset(["28", "28C", "34F", "60F", "60M", "61", "62F", "62M", "64", "65", "86", "NS"])

_ANY_TAGS = ADVICE_TAGS | STATEMENT_TAGS
_DETAILS = frozenset({"86", "NS"})

HEADER = "{"  # pseudo tag of a field: an envelope opens; its content is the envelope
END = "-"  # a message ends
OUTSIDE = ""  # characters that belong to no field
_OPENING = frozenset({"20", OUTSIDE})
_DECIDING = _STATEMENT_ONLY | _OPENING

_CHUNK = 1 << 18
#: Everything that begins at a line's start; the literal line end in front lets the search run at full speed.
_LINES = r"[^\n]*(?:\n(?![ \t\x01]*[:{$\x03äÄå-])[^\n]*)*"
_TOKEN = re.compile(
    rf"\n(?::61:(?P<entry>{_LINES})\n:86:(?P<detail>{_LINES})(?=\n:6[12])"  # what most of a statement is: in one go
    r"|[ \t\x01]*(?:"
    r":(?P<tag>\d\d[A-Z]?|NS|9[45]\d):"
    r"|:?(?P<bare>6[02][FM])(?=:?[CD]\d{6}[A-Z]{3}[ \d])"
    r"|(?P<open>(?=\{[124]:|[äÄ]4:))"
    r"|(?P<end>-(?=\}|å"  # a lone dash only where the next message or the end follows: else it is text
    r"|[ \t\x03]*(?:\n(?![ \t\x01]*[:{])[^\n]*){0,12}(?:\n[ \t\x01]*(?::20:|:9\d\d:|[{$])|\s*\Z))"
    r"|\}(?=\{[5S]:|[ \t\x03]*(?:\n|\Z))|[$\x03å][ \t\x03]*(?=\n|\Z))))"
)
_TAG_BYTES = (b":61:", b":20:", b"{1:")
#: `{1:…}{2:…}{3:{…}…}{4:`; any of them may be missing, cut or on a line of its own; a service message may come first.
_ENVELOPE = re.compile(
    r"(?:[^\n]*?\{4:|(?:\{[1235S]:(?:[^{}]|\{[^{}]*\})*\}?\s*)*(?:[{äÄ]4:)?)(?:(?:\{\d{3}:[^{}]*\}[ \t]*)+\}?)?"
)
_INLINE = re.compile(r"\{4:[ \t]*:[^\n]*?-\}")
_INLINE_TAG = re.compile(r"(?<=\{4:)[ \t]*:(?=\d\d[A-Z]?:)|[ \t]+:(?=\d\d[A-Z]?:)|[ \t]*(?=-\}$)")
_GLUED = re.compile(r"\{4:(?=:\d\d[A-Z]?:)(?![^\n]*-\}[ \t]*(?:\n|\Z))")
#: Tags in small letters, in a file of which no tag has a capital.
_SMALL_TAG = re.compile(rb"(?<=[\r\n]):[0-9]{2}[a-z]:")
_CAPITAL_TAG = re.compile(rb"(?<=[\r\n]):[0-9]{2}[A-Z]:")
_BALANCES = re.compile(r"\n[ \t]*:(62[FM]|64|65):([^\n]*)")
_NEXT_MESSAGE = re.compile(r"\n(?:[ \t]*:20:|\x01?\{1:)")
_AHEAD = 4096
#: What a program adds that pads records or doubles line ends: a line of blanks, blanks at the end of every line.
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")
_BLANK_END = re.compile(r"[ \t]+(?=\n|\Z)")
_BLANK_LINES = re.compile(rb"[\r\n][ \t]+[\r\n]")
_DOUBLED = (b"\n\n", b"\n\r", b"\r\r")
_PADDED_PROBE = 1 << 16
_PADDED_LINES = 6


class Field(NamedTuple):
    """One field: its tag, its content, its first line, all of it as received, and the details behind a `:61:`."""

    tag: str
    content: str
    line: int
    raw: str
    details: tuple[tuple[str, str], ...] = ()


class Source:
    """The bytes of a file, decoded a piece at a time, cut where a field begins."""

    def __init__(self, data: bytes) -> None:
        self.codec = encoding(data)
        for mark, codec in MARKS:
            if data.startswith(mark):
                data = data[len(mark) :] if codec == "utf-8-sig" else data.decode(codec, errors="replace").encode()
                self.codec = "utf-8"
        if data[:400].lstrip(b"\r\n ").startswith(b"@@:"):
            data = data.replace(b"@@", b"\n")  # banks' online protocols (HBCI) write line ends so
        if _SMALL_TAG.search(data[:_AHEAD]) and not _CAPITAL_TAG.search(data[:_AHEAD]):
            data = _SMALL_TAG.sub(lambda found: found[0].upper(), data)
        self.data = data
        self.padded, self.gaps = _is_padded(data), _has_gaps(data)
        self.end = 0  # where the bytes of the piece in hand end
        self.text = ""
        self.at = 0  # where the field in hand begins in the piece

    def pieces(self) -> Iterator[str]:
        """Yield the text piece by piece, each beginning with the line end before it; CRLF and CR are line ends."""
        size = len(self.data)
        while self.end < size:
            start = self.end
            self.end = self._cut(start)
            text = self.data[start : self.end].decode(self.codec, errors="replace")
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            if "{4::" in text:  # the line end behind the envelope was lost
                text = _GLUED.sub("{4:\n", text)
            self.text = text if start else "\n" + text
            yield self.text

    def _cut(self, start: int) -> int:
        """Return where a piece ends: before the line end in front of a field, so that none is cut in two."""
        reach = _CHUNK
        while start + reach < len(self.data):
            for mark in _TAG_BYTES:
                for line_end in (b"\r\n", b"\n", b"\r"):
                    found = self.data.rfind(line_end + mark, start + 1, start + reach)
                    if found > start:
                        return found
            reach *= 2
        return len(self.data)

    def closing(self) -> list[tuple[str, str]]:
        """Return the closing balances (tag, content) of the statement whose field is in hand, looking ahead."""
        found = _closing(self.text, self.at)
        if found is not None:
            return found
        starts = [at for mark in (b"\n:62", b"\r:62") if (at := self.data.find(mark, self.end)) >= 0]
        begin = min(starts, default=-1)
        if begin < 0 or any(self.data.find(mark, self.end, begin) >= 0 for mark in (b"\n:20:", b"\r:20:")):
            return []
        text = self.data[begin : begin + _AHEAD].decode(self.codec, errors="replace")
        return _closing(text.replace("\r\n", "\n").replace("\r", "\n"), 0) or []


def _closing(text: str, at: int) -> list[tuple[str, str]] | None:
    """Return the closing balances after a place, None where neither they nor the next message stand there."""
    start = text.find("\n:62", at)
    following = _NEXT_MESSAGE.search(text, at + 1)
    stop = following.start() if following else len(text)
    if start < 0 or start > stop:
        return [] if following else None
    return [(one[1], one[2]) for one in _BALANCES.finditer(text, start, stop)]


class _State:
    """Where the reading stands between two pieces."""

    __slots__ = ("line", "statement")

    def __init__(self) -> None:
        self.line = 0  # line ends passed: a piece begins with the one before its first line
        self.statement = False


def _is_padded(data: bytes) -> bool:
    """Tell whether every line of the first ones ends with blanks: the file was filled up to a width of records."""
    told = [line for line in data[:_PADDED_PROBE].splitlines()[:-1] if line.strip()]
    return len(told) >= _PADDED_LINES and all(line[-1:] in b" \t" for line in told)


def _has_gaps(data: bytes) -> bool:
    """Tell whether blank lines stand between the first ones: a program that doubles line ends doubles all of them."""
    first = data[:_PADDED_PROBE]
    return any(mark in first for mark in _DOUBLED) or _BLANK_LINES.search(first) is not None


def fields(source: Source) -> Iterator[Field]:
    """Return the fields of all messages, the envelopes and ends between them, and what belongs to none of these.

    Lines of blanks inside a field, and blanks that pad every line of the file, are no part of its content.
    """
    return _plain(source) if source.gaps or source.padded else _read(source)


def _plain(source: Source) -> Iterator[Field]:
    """Yield the fields without what a program added to their lines."""
    for field in _read(source):
        content = _unpadded(source, field.content)
        details = tuple((tag, _unpadded(source, text)) for tag, text in field.details)
        yield field._replace(content=content, details=details)


def _unpadded(source: Source, content: str) -> str:
    """Return the content of a field without what a program added to its lines."""
    plain = _BLANK_END.sub("", content) if source.padded else content
    return _BLANK_LINE.sub("", plain)


def _read(source: Source) -> Iterator[Field]:
    """Yield the fields as they stand in the file."""
    state = _State()
    for text in source.pieces():
        if "{4: :" in text or "{4::" in text:
            yield from _inline(source, text, state)
        else:
            yield from _fields(source, text, 0, state)


def _inline(source: Source, text: str, state: _State) -> Iterator[Field]:
    """Yield the fields of a piece with messages whose fields all stand on one line, parted by blanks."""
    start = 0
    for inline in _INLINE.finditer(text):
        head = text.rfind("\n", 0, inline.start())
        yield from _fields(source, text[start:head], start, state)
        line = state.line
        body = text[head : inline.start()] + _INLINE_TAG.sub(lambda found: "\n" + found[0].strip(), inline[0])
        yield from _fields(source, body, head, state)
        state.line = line + 1
        start = inline.end()
    yield from _fields(source, text[start:], start, state)


def _fields(source: Source, text: str, offset: int, state: _State) -> Iterator[Field]:
    """Yield the fields of one text; a `:61:` takes the `:86:` and `NS` after it along. Lines are counted on."""
    tag, start, inner = OUTSIDE, 0, 0
    details: list[tuple[str, int, int]] = []  # of the `:61:` in hand: tag, where it begins, where its content does
    known = STATEMENT_TAGS if state.statement else _ANY_TAGS
    line, new = state.line, tuple.__new__  # the class itself takes twice the time
    for found in _TOKEN.finditer(text):
        entry, detail, following = found.group(1, 2, 3)
        begin, end = found.span()
        if begin < inner or (following is not None and following not in known):
            continue
        if entry is not None:
            if begin > start:
                source.at = offset + start
                yield from _held(text, (tag, start, inner, begin), line, details)
                line += text.count("\n", start, begin)
                details.clear()
            source.at = offset + begin
            yield new(Field, ("61", entry, line + 1, text[begin + 1 : end], (("86", detail),)))
            line += text.count("\n", begin, end)
            tag, start, inner = OUTSIDE, end, end
            state.statement, known = True, STATEMENT_TAGS
            continue
        if tag == "61" and (following in _DETAILS or (following == "25" and text[end + 3 : end + 4] == "?")):
            details.append(("NS" if following == "NS" else "86", begin, end))  # details under a mistyped tag
            continue
        if begin > start:
            source.at = offset + start
            yield from _held(text, (tag, start, inner, begin), line, details)
            line += text.count("\n", start, begin)
            details.clear()
        start, inner, tag = begin, end, following or found["bare"] or OUTSIDE
        if tag in _DECIDING:
            state.statement = tag not in _OPENING
            known = STATEMENT_TAGS if state.statement else _ANY_TAGS
        if not tag:
            inner = found.start(found.lastgroup or 0)
            for field in _between(text, inner, line + 1, ends=found.lastgroup == "end"):
                inner += len(field.raw)
                yield field
            line += text.count("\n", start, inner)
            start = inner
    source.at = offset + start
    yield from _held(text, (tag, start, inner, len(text)), line, details)
    state.line = line + text.count("\n", start)


def _held(
    text: str, place: tuple[str, int, int, int], line: int, details: list[tuple[str, int, int]]
) -> Iterator[Field]:
    """Yield the field at a place: tag, where it begins, where its content does, where it ends."""
    tag, start, inner, end = place
    if details:
        stops = [begin for _, begin, _ in details[1:]] + [end]
        told = tuple((name, text[at:stop]) for (name, _, at), stop in zip(details, stops, strict=True))
        yield Field(tag, text[inner : details[0][1]], line + 1, text[start + 1 : end], told)
    elif tag:
        yield Field(tag, text[inner:end], line + 1, text[start + 1 : end])
    elif not blank(text[start:end]):
        plain = text[start:end].lstrip("\n")
        yield Field(tag, plain.rstrip(), line + end - start - len(plain), plain.rstrip())


def _between(text: str, at: int, line: int, *, ends: bool) -> Iterator[Field]:
    """Yield the end of a message with its trailer, and the envelopes that open the next on the same line."""
    if ends:
        end_of_line = text.find("\n", at)
        rest = text[at : end_of_line if end_of_line >= 0 else len(text)]
        opening = rest.find("{1:")
        trailer = rest if opening < 0 else rest[:opening]
        yield Field(END, trailer, line, trailer)
        if opening < 0:
            return
        at += opening
    while envelope := _ENVELOPE.match(text, at):
        yield Field(HEADER, envelope[0], line, envelope[0])
        at = envelope.end()
        if not text.startswith("{1:", at) or not envelope[0]:
            return


def blank(text: str) -> bool:
    """Tell whether characters between fields say nothing: line ends, separators, transfer debris, a lone bracket."""
    return not text.strip(DEBRIS + " \t\x01\x03$-{}")
