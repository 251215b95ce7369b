"""An X12 file as its sets: ISA, GS and ST with their trailers, tests, and what belongs to no set."""

from dataclasses import dataclass

from kit.findings import Finding, Severity
from parsers.edi_envelope import Envelope, Level
from parsers.records import Statement
from parsers.x12.envelope import Segment
from parsers.x12.payment import day

LEVELS = (
    Level("ISA", "IEA", 13, "interchange_groups"),
    Level("GS", "GE", 6, "group_sets"),
    Level("ST", "SE", 2, ""),
)
#: GS01 -> the set that its group is for
_GROUPS = {"RA": "820", "LB": "823"}
_COMMON = "820"


@dataclass(slots=True)
class Sets(Envelope[Segment]):
    """The envelopes of an X12 file."""

    group: str = ""  # GS01 of the group at hand

    def opened(self, segment: Segment, level: Level) -> None:
        """Tell of an interchange, and of a set in a group of another kind: which is wrong its number does not tell."""
        if level.header == "ISA":
            self._interchange(segment)
        elif level.header == "GS":
            self.group = segment.at(1).upper()
        elif "GE" in self.open and segment.at(1) in set(_GROUPS.values()) - {_GROUPS.get(self.group, segment.at(1))}:
            message = f"Set {segment.at(1)} stands in a group of {self.group}, which is for {_GROUPS[self.group]}"
            self.said.append(Finding(segment.line, "set_not_of_group", message, Severity.WARNING, segment.raw.strip()))

    def number(self, head: Segment) -> str:
        """Return which set an ST begins: one that does not say it is of its group's kind, which is told."""
        if head.at(1):
            return head.at(1)
        number = _GROUPS.get(self.group, _COMMON)
        message = f"ST01 is empty; read as {number}"
        self.said.append(Finding(head.line, "set_unnamed", message, Severity.WARNING, head.raw.strip()))
        return number

    def outside(self, segment: Segment) -> Finding:
        """Return the finding for what belongs to no set: an acknowledgement, words, a stray segment."""
        if segment.tag in {"TA1", "TA3", "ISB", "ISE"}:
            return Finding(
                segment.line, "acknowledgement", "An acknowledgement: not read", Severity.NOTE, segment.raw.strip()
            )
        if segment.tag or len(segment.parts) > 1:
            return Envelope.outside(self, segment)
        return Finding(
            segment.line, "words_outside", "Words outside the interchange", Severity.NOTE, segment.raw.strip()
        )

    def _interchange(self, segment: Segment) -> None:
        """Tell who sends to whom, and that an interchange is no production (ISA15)."""
        usage = segment.at(15).upper()
        self.test = usage == "T"
        labels = {"sender": segment.at(6), "receiver": segment.at(8)}
        on, number = day(segment.at(9)), segment.at(13)
        self.said.append(Statement(segment.line, "", "", on, number, final=not self.test, labels=labels))
        if self.test:
            message = "ISA15 says that the interchange is a test"
            self.said.append(Finding(segment.line, "test_interchange", message, Severity.WARNING, segment.raw.strip()))
        elif usage != "P":
            message = f"ISA15 is {usage or 'empty'}, neither P nor T; read as production"
            self.said.append(Finding(segment.line, "usage_unclear", message, Severity.WARNING, segment.raw.strip()))
