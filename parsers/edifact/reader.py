"""Read EDIFACT REMADV remittance advices and CREMUL or DEBMUL bookings that come as files (`remadv`, `cremul`)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kit.findings import Finding, Severity
from parsers.codes.edifact import OTHER_MESSAGES
from parsers.edi_envelope import Envelope, Level
from parsers.edifact.cremul import bookings
from parsers.edifact.documents import day
from parsers.edifact.remadv import advice
from parsers.edifact.segments import Segment, codecs, streamed
from parsers.records import Record, Statement

LEVELS = (
    Level("UNB", "UNZ", 5, "interchange_messages"),
    Level("UNG", "UNE", 5, "group_messages"),
    Level("UNH", "UNT", 1, ""),
)
_OPENING = re.compile(rb"UNA[^\r\n]{6}\s*UN[BGH][^A-Za-z0-9\s]|UN[BGH][+\x1d]")
_MESSAGE = re.compile(rb"UNH([^A-Za-z0-9\s])[A-Za-z0-9_.-]{0,35}\1([A-Z]{6})(?![A-Z])")
_BOOKINGS = frozenset({b"CREMUL", b"DEBMUL"})
_OUTLINE = 200
_UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Messages(Envelope[Segment]):
    """The envelopes of an EDIFACT file."""

    def opened(self, segment: Segment, level: Level) -> None:
        """Tell of an interchange: who sends to whom, and whether it is a test (UNB 0035)."""
        if level.header != "UNB":
            return
        self.test = segment.at(11) == "1"
        labels = {"sender": segment.at(2), "receiver": segment.at(3)}
        on, number = day(segment.at(4)), segment.at(5)
        self.said.append(Statement(segment.line, "", "", on, number, final=not self.test, labels=labels))
        if self.test:
            message = "UNB says that the interchange is a test"
            self.said.append(Finding(segment.line, "test_interchange", message, Severity.WARNING, segment.raw.strip()))


def knows_remadv(head: bytes) -> bool:
    """Tell whether the first bytes open an EDIFACT interchange or message that holds a REMADV and no bookings."""
    found = _messages(head)
    return b"REMADV" in found and not _BOOKINGS & found


def knows_cremul(head: bytes) -> bool:
    """Tell whether the first bytes open an EDIFACT interchange or message that holds a CREMUL or a DEBMUL."""
    return bool(_BOOKINGS & _messages(head))


def other(head: bytes) -> str | None:
    """Return what an EDIFACT file of a kind that we do not read is: its messages by name; None for anything else."""
    if knows_remadv(head) or knows_cremul(head) or not _OPENING.match(head.removeprefix(_UTF8_MARK)):
        return None
    names = sorted(name.decode() for name in _messages(head))
    listed = " and ".join(f"{name} ({OTHER_MESSAGES.get(name, 'another message')})" for name in names)
    return f"EDIFACT with {listed or 'no message'}; read are REMADV (remittance advice), CREMUL and DEBMUL (bookings)"


def outline(data: bytes) -> bytes:
    """Return the opening of an EDIFACT file with the heads of all its messages."""
    return data[:_OUTLINE] + b"".join(found[0] + b":" for found in _MESSAGE.finditer(data))


def parse(data: bytes) -> Iterator[Record]:
    """Yield an advice for each REMADV, the payments of each CREMUL and DEBMUL, controls, and what is wrong.

    Other messages are named in a finding and not read. Payments of a test interchange are read like others, and said.
    """
    codec, declared = codecs(data)
    if codec != declared:
        message = f"UNB declares {declared}, the text is {codec}; read so"
        yield Finding(1, "charset_differs", message, Severity.WARNING)
    envelope, found = Messages(LEVELS), 0
    for head, body in envelope.each(streamed(data, codec)):
        yield from envelope.told()
        reader = _READERS.get(head.at(2))
        if reader is None:
            yield from _unread(head, body)
            continue
        found += 1
        yield from reader(body)
        yield from envelope.told()
    yield from envelope.told()
    if not found:
        message = "The interchange holds no REMADV, CREMUL or DEBMUL: nothing was read"
        yield Finding(0, "no_payment_message", message, Severity.ERROR)


_READERS: dict[str, Callable[[Iterator[Segment]], Iterator[Record]]] = {
    "REMADV": advice,
    "CREMUL": lambda body: bookings(body, debit=False),
    "DEBMUL": lambda body: bookings(body, debit=True),
}


def _unread(head: Segment, body: Iterator[Segment]) -> Iterator[Finding]:
    """Name a message of another kind; its text is kept."""
    name = head.at(2)
    raw = "".join(segment.raw for segment in body).strip("\r\n")
    message = f"Message {name} ({OTHER_MESSAGES.get(name, 'another message')}) is no remittance: not read"
    yield Finding(head.line, "other_message", message, Severity.NOTE, raw)


def _messages(head: bytes) -> set[bytes]:
    """Return the types of the messages in sight, line breaks or not."""
    head = head.removeprefix(_UTF8_MARK)
    if not _OPENING.match(head):
        return set()
    return {found[2] for found in _MESSAGE.finditer(head.translate(None, b"\r\n"))}
