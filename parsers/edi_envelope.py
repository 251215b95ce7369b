"""Interchanges, groups and messages of EDI: what trailers count and repeat, compared while the segments pass."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypeVar

from kit.findings import Finding, Severity
from parsers.records import Control, Statement, compared


class Segment(Protocol):
    """What the envelope asks of a segment of either syntax."""

    @property
    def tag(self) -> str:
        """Return the tag, empty where this is no segment."""

    @property
    def line(self) -> int:
        """Return the line it starts on."""

    @property
    def raw(self) -> str:
        """Return it as received."""

    def at(self, position: int) -> str:
        """Return an element by its number from 1."""


S = TypeVar("S", bound=Segment)


class Level(NamedTuple):
    """One level of an envelope: header and trailer, where the header has its number, the control its trailer gives."""

    header: str
    trailer: str
    number: int
    control: str


@dataclass(slots=True)
class Envelope(Generic[S]):
    """What surrounds the messages; `said` waits until the message at hand is told."""

    levels: tuple[Level, Level, Level]  # interchange, group, message
    test: bool = False  # the interchange is a test
    groups: int = 0
    messages: int = 0  # of the group at hand
    all_messages: int = 0  # of the interchange
    said: list[Statement | Control | Finding] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)  # trailer awaited -> line of its header, outermost first
    numbers: dict[str, str] = field(default_factory=dict)  # header -> its control number
    pushed: S | None = None  # the segment that ended a message without its trailer

    def each(self, stream: Iterable[S]) -> Iterator[tuple[S, Iterator[S]]]:
        """Yield the head of each message, and its segments, head and trailer too; take them before asking on."""
        source = iter(stream)
        message = self.levels[2]
        known = {tag for level in self.levels for tag in level[:2]}
        while (segment := self._next(source)) is not None:
            self._watch(segment)
            if segment.tag == message.header:
                yield segment, self._body(segment, source)
            elif segment.tag not in known:
                self.said.append(self.outside(segment))
        self._cut()

    def told(self) -> Iterator[Statement | Control | Finding]:
        """Yield what the envelopes have said so far, once."""
        said, self.said = self.said, []
        yield from said

    def opened(self, segment: S, level: Level) -> None:
        """Take note of a header; each syntax says more of its own."""

    def outside(self, segment: S) -> Finding:
        """Return the finding for what belongs to no message."""
        if not segment.tag:
            return unreadable(segment)
        message = f"{segment.tag} stands outside every message: set aside"
        return Finding(segment.line, "segment_outside", message, raw=segment.raw.strip())

    def _next(self, source: Iterator[S]) -> S | None:
        """Return the segment that was given back, else the next."""
        segment, self.pushed = self.pushed, None
        return segment or next(source, None)

    def _body(self, head: S, source: Iterator[S]) -> Iterator[S]:
        """Yield the segments of one message; what begins or ends something greater ends it too."""
        trailer = self.levels[2].trailer
        ending = {tag for level in self.levels for tag in level[:2]} - {trailer}
        yield head
        for segment in source:
            if segment.tag in ending:
                self.pushed = segment
                return
            yield segment
            if segment.tag == trailer:
                self._watch(segment)
                return

    def _watch(self, segment: S) -> None:
        """Count groups and messages, and compare what trailers say."""
        for rank, level in enumerate(self.levels):
            if segment.tag == level.header:
                self._begin(segment, rank)
            elif segment.tag == level.trailer:
                self._end(segment, level)
                if level.control:
                    within = (self.groups or self.all_messages, self.messages)[rank]
                    self.said.append(compared(segment.line, level.control, segment.at(2), count(segment.at(1)), within))

    def _begin(self, segment: S, rank: int) -> None:
        """Open what a header begins."""
        level = self.levels[rank]
        if rank == 0:
            self._cut()
            self.groups = self.messages = self.all_messages = 0
        elif rank == 1:
            self.groups, self.messages = self.groups + 1, 0
        else:
            self.messages, self.all_messages = self.messages + 1, self.all_messages + 1
        self.opened(segment, level)
        if level.trailer in self.open:
            self._unended(level.trailer)
        self.open[level.trailer] = segment.line
        self.numbers[level.header] = segment.at(level.number)

    def _end(self, segment: S, level: Level) -> None:
        """Close what a trailer ends, and all that was open inside; compare the number it repeats."""
        if level.trailer not in self.open:
            message = f"{segment.tag} ends what nothing began"
            self.said.append(
                Finding(segment.line, "trailer_without_header", message, Severity.WARNING, segment.raw.strip())
            )
            return
        while next(reversed(self.open)) != level.trailer:
            self._unended(next(reversed(self.open)))
        del self.open[level.trailer]
        ours, theirs = self.numbers.get(level.header, ""), segment.at(2)
        if ours.lstrip("0") != theirs.lstrip("0"):
            message = f"{level.trailer} repeats {theirs or 'nothing'}, {level.header} is numbered {ours or 'nothing'}"
            self.said.append(
                Finding(segment.line, "control_number_differs", message, Severity.WARNING, segment.raw.strip())
            )

    def _unended(self, trailer: str) -> None:
        """Say that something greater ended, or the like began, before this came to its trailer."""
        message = f"What begins here has no trailer ({trailer})"
        self.said.append(Finding(self.open.pop(trailer), "trailer_missing", message, Severity.WARNING))

    def _cut(self) -> None:
        """Say where the file is cut: the outermost of what is open will not be ended any more."""
        if self.open:
            trailer, line = next(iter(self.open.items()))
            message = f"What begins here stops before its end ({trailer})"
            self.said.append(Finding(line, "file_truncated", message))
        self.open.clear()


def count(text: str) -> int | None:
    """Return a count, None where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def unreadable(segment: Segment) -> Finding:
    """Return the finding for what stands among segments and is none."""
    return Finding(segment.line, "segment_unreadable", "This is no segment: set aside", raw=segment.raw.strip())
