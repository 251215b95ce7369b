"""An X12 file as its sets: envelopes counted and compared on the way, and what belongs to no set told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kit.findings import Finding, Severity
from parsers.records import Control, Proof, Statement
from parsers.x12_envelope import Segment
from parsers.x12_payment import count, day, unreadable

#: Header -> the trailer that ends what it begins.
_TRAILERS = {"ISA": "IEA", "GS": "GE", "ST": "SE"}
#: Trailer -> (the header it answers, the element of that header whose number it repeats)
_ANSWERS: dict[str, tuple[str, int]] = {"IEA": ("ISA", 13), "GE": ("GS", 6), "SE": ("ST", 2)}
#: GS01 -> the set that its group is for
_GROUPS = {"RA": "820", "LB": "823"}


@dataclass(slots=True)
class Envelope:
    """What surrounds the sets, compared while the segments pass; `said` waits until the set at hand is told."""

    test: bool = False  # ISA15: the interchange is a test
    groups: int = 0
    sets: int = 0
    group: str = ""  # GS01 of the group at hand
    said: list[Statement | Control | Finding] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)  # trailer awaited -> line of its header, outermost first
    numbers: dict[str, str] = field(default_factory=dict)  # header -> its control number
    pushed: Segment | None = None  # the segment that ended a set without SE
    ended: bool = False

    def each(self, stream: Iterable[Segment]) -> Iterator[tuple[Segment, Iterator[Segment]]]:
        """Yield the ST of each set, and its segments with ST and SE; they must be taken before the next set is."""
        source = iter(stream)
        while (segment := self._next(source)) is not None:
            self._watch(segment)
            if segment.tag == "ST":
                yield segment, self._body(segment, source)
            elif segment.tag not in _KNOWN:
                self.said.append(_outside(segment))
        self._cut()
        self.ended = True

    def told(self) -> Iterator[Statement | Control | Finding]:
        """Yield what the envelopes have said so far, once."""
        said, self.said = self.said, []
        yield from said

    def _next(self, source: Iterator[Segment]) -> Segment | None:
        """Return the segment that was given back, else the next."""
        segment, self.pushed = self.pushed, None
        return segment or next(source, None)

    def _body(self, head: Segment, source: Iterator[Segment]) -> Iterator[Segment]:
        """Yield the segments of one set; what begins or ends something greater ends it too."""
        yield head
        for segment in source:
            if segment.tag in _ENDING:
                self.pushed = segment
                return
            yield segment
            if segment.tag == "SE":
                self._watch(segment)
                return

    def _watch(self, segment: Segment) -> None:
        """Count groups and sets, and compare what trailers say."""
        tag = segment.tag
        if tag == "ISA":
            self._cut()
            self.groups, self.test = 0, segment.at(15).upper() == "T"
            self.said.append(_interchange(segment))
            self._used(segment)
        elif tag == "GS":
            self.groups, self.sets, self.group = self.groups + 1, 0, segment.at(1).upper()
        elif tag == "ST":
            self.sets += 1
            self._grouped(segment)
        elif tag == "GE":
            self._compare(segment, "group_sets", self.sets)
        elif tag == "IEA":
            self._compare(segment, "interchange_groups", self.groups)
        self._nested(segment)

    def _used(self, segment: Segment) -> None:
        """Say that an interchange is no production (ISA15)."""
        usage = segment.at(15).upper()
        if self.test:
            message = "ISA15 says that the interchange is a test"
            self.said.append(Finding(segment.line, "test_interchange", message, Severity.WARNING, segment.raw))
        elif usage not in {"P", ""}:
            message = f"ISA15 is {usage}, neither P nor T; read as production"
            self.said.append(Finding(segment.line, "usage_unclear", message, Severity.WARNING, segment.raw))

    def _grouped(self, segment: Segment) -> None:
        """Say that a set stands in a group of another kind: which of the two is wrong, its number does not tell."""
        number = _GROUPS.get(self.group) if "GE" in self.open else None
        if number and number != segment.at(1) and segment.at(1) in _GROUPS.values():
            message = f"Set {segment.at(1)} stands in a group of {self.group}, which is for {number}"
            self.said.append(Finding(segment.line, "set_not_of_group", message, Severity.WARNING, segment.raw))

    def _nested(self, segment: Segment) -> None:
        """Open what a header begins; a trailer ends what it closes, and all that was open inside."""
        tag = segment.tag
        if trailer := _TRAILERS.get(tag):
            if trailer in self.open:
                self._unended(trailer)
            self.open[trailer] = segment.line
            self.numbers[tag] = segment.at(_ANSWERS[trailer][1])
        elif tag in self.open:
            while next(reversed(self.open)) != tag:
                self._unended(next(reversed(self.open)))
            del self.open[tag]
            self._answered(segment)
        elif tag in _ANSWERS:
            message = f"{tag} ends what nothing began"
            self.said.append(Finding(segment.line, "trailer_without_header", message, Severity.WARNING, segment.raw))

    def _unended(self, trailer: str) -> None:
        """Say that something greater ended, or the like began, before this came to its trailer."""
        message = f"What begins here has no trailer ({trailer})"
        self.said.append(Finding(self.open.pop(trailer), "trailer_missing", message, Severity.WARNING))

    def _answered(self, segment: Segment) -> None:
        """Compare the number a trailer repeats with its header's."""
        header, position = _ANSWERS[segment.tag]
        ours, theirs = self.numbers.get(header, ""), segment.at(2)
        if ours.lstrip("0") != theirs.lstrip("0"):
            message = f"{segment.tag}02 is {theirs}, {header}{position:02} is {ours}"
            self.said.append(Finding(segment.line, "control_number_differs", message, Severity.WARNING, segment.raw))

    def _cut(self) -> None:
        """Say where the file is cut: the outermost of what is open will not be ended any more."""
        if self.open:
            trailer, line = next(iter(self.open.items()))
            message = f"What begins here stops before its end ({trailer})"
            self.said.append(Finding(line, "file_truncated", message))
        self.open.clear()

    def _compare(self, segment: Segment, name: str, actual: int) -> None:
        """Keep one comparison; a count that is no number is absent."""
        self.said.append(compared(segment.line, name, segment.at(2), count(segment.at(1)), actual))


_ENDING = frozenset({"ST", "GE", "GS", "IEA", "ISA"})
_KNOWN = frozenset({"ISA", "GS", "GE", "IEA", "ISB", "ISE", "SE"})


def compared(line: int, name: str, scope: str, expected: int | None, actual: int) -> Control:
    """Return a control: absent where the file does not say it."""
    proof = Proof.ABSENT if expected is None else Proof.MATCHED if expected == actual else Proof.MISMATCHED
    return Control(line, name, scope, expected, actual, proof)


def _interchange(segment: Segment) -> Statement:
    """Return the head of an interchange: sender, receiver, number."""
    labels = {"sender": segment.at(6), "receiver": segment.at(8)}
    test = segment.at(15).upper() == "T"
    return Statement(segment.line, "", "", day(segment.at(9)), number=segment.at(13), final=not test, labels=labels)


def _outside(segment: Segment) -> Finding:
    """Return the finding for what belongs to no set: an acknowledgement, words, a stray segment."""
    if segment.tag in {"TA1", "TA3"}:
        return Finding(segment.line, "acknowledgement", "An acknowledgement: not read", Severity.NOTE, segment.raw)
    if segment.tag:
        message = f"{segment.tag} stands outside every set: set aside"
        return Finding(segment.line, "segment_outside_set", message, Severity.ERROR, segment.raw)
    if len(segment.parts) > 1:
        return unreadable(segment)
    return Finding(segment.line, "words_outside", "Words outside the interchange", Severity.NOTE, segment.raw)
