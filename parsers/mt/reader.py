"""Read SWIFT MT files: statements (940, 941, 942, 950) and payments and advices (103, 202, 205, 210, 900, 910)."""

from collections.abc import Iterator
from dataclasses import replace

from kit.findings import Finding, Severity
from parsers.mt import advice as mt_advice
from parsers.mt.envelope import Envelope, envelope
from parsers.mt.fields import END, HEADER, OUTSIDE, Field, Source, fields
from parsers.mt.kinds import UNCLEAR, kind_of
from parsers.mt.statement import Course
from parsers.records import Balance, Entry, Record

_STATEMENTS = frozenset({"940", "941", "942", "950"})
#: Tags that show that a message without an envelope is a statement; the others are held until its end.
_SHOWS_STATEMENT = frozenset(
    ["28", "28C", "34F", "60F", "60M", "61", "62F", "62M", "64", "65", "86", "90C", "90D", "NS"]
)


def parse(data: bytes) -> Iterator[Record]:
    """Yield each message by its own type: entries as they come, controls at the end of a statement."""
    source = Source(data)
    reader = _Reader(source)
    for field in fields(source):
        course = reader.course
        if field.tag == "61" and course is not None and course.told:  # nearly all there is
            reader.ended = False
            entry = course.entry(field)
            if course.findings:
                yield from course.found()
            if entry is not None:
                yield entry
        else:
            yield from reader.take(field)
    yield from reader.finish()


class _Reader:
    """The message being read: held field by field until its type is known, then a statement or an advice."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.pages: dict[str, Balance] = {}
        self.envelope = Envelope()
        self.refused = False
        self.following = False  # another envelope opens
        self.headed = False  # an envelope stands there, and no field yet
        self.opened = False  # an envelope was opened and not closed
        self.ended = False  # an end was read: what comes next decides whether it was one
        self.referenced = False  # its `:20:` was read: another begins the next message
        self.kind = ""
        self.held: list[Field] = []
        self.course: Course | None = None
        self.before: list[str] = []  # lines in front of a message
        self.count = 0

    def take(self, field: Field) -> Iterator[Record]:
        """Yield what one field gives."""
        tag = field.tag
        if tag == HEADER:
            yield from self._opens(field)
        elif tag == END:
            self.ended, self.opened = True, False
            yield from self._trailer(field)
        elif tag == OUTSIDE:
            yield from self._outside(field)
        else:
            if tag == "20" and self.referenced:
                yield from self._closes()
            yield from self._inside(field)
            self.referenced = self.referenced or tag == "20"

    def _opens(self, field: Field) -> Iterator[Record]:
        """Close the message before and read the envelope of the next."""
        self.following = True
        yield from self._closes(cut=self.opened and bool(self.held))
        self.following = False
        found = envelope(field.content)
        if found.service:
            self.refused = found.refused
            return
        self.envelope = Envelope(found.kind, found.sender, found.uetr, found.refused or self.refused, found.test)
        self.refused = False
        self.opened = field.content.rstrip().endswith("4:")
        self.headed = True
        self.kind = found.kind

    def _trailer(self, field: Field) -> Iterator[Record]:
        """Say what the trailer says that matters: a copy or a test is no payment of its own."""
        if "{TNG:" in field.content or "{PDE:" in field.content or "{PDM:" in field.content:
            message = "The trailer calls the message a test or a possible duplicate"
            yield Finding(field.line, "message_possible_duplicate", message, Severity.WARNING, field.raw)
        if "{TNG:" in field.content:
            one = self.envelope
            self.envelope = Envelope(one.kind, one.sender, one.uetr, one.refused, test=True)

    def _outside(self, field: Field) -> Iterator[Record]:
        """Keep the lines in front of a message, which banks put there; between its fields they belong to none."""
        if self.held and not self.ended:
            message = "Text that belongs to no field"
            yield Finding(field.line, "text_outside_field", message, Severity.NOTE, field.raw)
        else:
            self.before.append(field.raw)

    def _inside(self, field: Field) -> Iterator[Record]:
        """Take a field into the message in hand."""
        if self.ended and self._whole():
            yield from self._closes()
        self.ended = self.headed = False
        self.held.append(field)
        if self.course is None and self._is_statement(field):
            yield from self._begins()
        elif self.course is not None:
            self.held[:] = self.held[:1]
            yield from self.course.field(field)

    def _whole(self) -> bool:
        """Tell whether the message in hand may end where its end stands: a line of one dash can be text."""
        return self.course is None or self.course.closing is not None or not self.course.line

    def _is_statement(self, field: Field) -> bool:
        """Tell whether the message in hand is a statement, by its envelope or by a tag only statements have."""
        if self.kind:
            return self.kind in _STATEMENTS
        return field.tag in _SHOWS_STATEMENT

    def _begins(self) -> Iterator[Record]:
        """Begin a statement with the fields held so far."""
        named = bool(self.kind)
        self.kind = self.kind or kind_of([field.tag for field in self.held]) or "940"
        self.course = Course(self.kind, self.source, self.pages, named=named)
        if self.before:
            self.course.labels["header"] = "\n".join(self.before)
            self.before.clear()
        for field in self.held:
            yield from self.course.field(field)
        self.held[:] = self.held[:1]

    def _closes(self, *, cut: bool = False) -> Iterator[Record]:
        """Yield what the message in hand gives at its end."""
        held, kind, course = self.held, self.kind, self.course
        self.held, self.kind, self.course, self.ended, self.referenced = [], "", None, False, False
        if course is not None:
            yield from course.end()
        elif held:
            told = kind or kind_of([one.tag for one in held])
            yield from self._message(held, told, cut=cut, sure=bool(kind) or told != UNCLEAR)
        self.count += bool(held)
        self.envelope = Envelope()

    def _message(self, held: list[Field], kind: str, *, cut: bool, sure: bool) -> Iterator[Record]:
        """Yield what a message without statement lines gives."""
        raw = "\n".join(field.raw.strip("\n") for field in held)
        for text in self.before:
            yield Finding(max(held[0].line - 1, 1), "text_outside_field", "Text before a message", Severity.NOTE, text)
        self.before.clear()
        if not sure:
            message = "Without its envelope the message may confirm a debit or a credit: it is kept aside"
            yield Finding(held[0].line, "direction_unclear", message, raw=raw)
        elif kind in mt_advice.KINDS:
            told = mt_advice.entries(kind, self.envelope, held)
            if not cut:
                yield from told
            elif self.following:
                message = "The next message begins before this one has its end: it is read and not trusted"
                yield Finding(held[0].line, "message_without_end", message, Severity.WARNING, raw)
                yield from (replace(one, trusted=False) if isinstance(one, Entry) else one for one in told)
        elif kind in _STATEMENTS:
            course = Course(kind, self.source, self.pages, named=False)
            for field in held:
                yield from course.field(field)
            yield from course.end()
        else:
            message = f"A message of type {kind or 'unknown'} is none we read; it is kept aside"
            yield Finding(held[0].line, "message_type_not_read", message, Severity.WARNING, raw)

    def finish(self) -> Iterator[Record]:
        """Yield what the last message gives, and whether the file was cut inside it."""
        held, course, opened = self.held, self.course, self.opened
        ended = self.ended
        yield from self._closes(cut=opened)
        unfinished = course is not None and course.unfinished and not ended
        if (opened and held) or unfinished or self.headed:
            line = held[-1].line if held else 0
            raw = "" if course is not None else "\n".join(field.raw for field in held)
            yield Finding(line, "file_truncated", "The last message has no end: the file is cut", raw=raw)
        for text in self.before:
            yield Finding(0, "text_outside_field", "Text after the last message", Severity.NOTE, text)
