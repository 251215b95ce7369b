"""Read X12 820 remittance advices that come as files of their own (format `edi820`)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kit.findings import Finding, Severity
from parsers.lines import decoded
from parsers.records import Control, Entry, Kind, Proof, Record
from parsers.x12_820 import Payment, named, references, remittance, sets
from parsers.x12_envelope import Segment, segments

_OPENING = re.compile(rb"(?i)\s*(?:ISA[^A-Z0-9\s]|GS([^A-Z0-9\s])[A-Z]{2}\1|ST[^A-Z0-9\s][0-9]{3}[^A-Z0-9])")
_GROUP = re.compile(rb"(?i)(?:^|[^A-Z0-9])GS([^A-Z0-9\s])RA\1")
_SET = re.compile(rb"(?i)(?:^|[^A-Z0-9])ST[^A-Z0-9\s]([0-9]{3})(?![0-9])")
_UTF8_MARK = b"\xef\xbb\xbf"
#: Header -> the trailer that ends what it begins.
_TRAILERS = {"ISA": "IEA", "GS": "GE", "ST": "SE"}


def knows(head: bytes) -> bool:
    """Tell whether the first bytes open an X12 interchange, group or set whose first set is a payment order (820)."""
    head = head.removeprefix(_UTF8_MARK)
    if not _OPENING.match(head):
        return False
    first = _SET.search(head) or _SET.search(head.translate(None, b"\r\n"))
    return first[1] == b"820" if first else _GROUP.search(head) is not None


def parse(data: bytes) -> Iterator[Record]:
    """Yield an advice for each 820 set, the controls of its envelope and set, and what is wrong with either.

    An advice brings no money: it tells what a payment by another road is for. Its bank reference is TRN02.
    """
    text, _ = decoded(data)
    envelope = Envelope()
    found = 0
    for payment in sets(envelope.watched(segments(text))):
        found += 1
        yield from payment.findings
        yield from controls(payment)
        yield advice(payment)
    yield from envelope.controls
    yield from envelope.stopped()
    if not found:
        yield Finding(0, "no_payment_order", "The interchange holds no set 820: nothing was read", Severity.ERROR)


def advice(payment: Payment) -> Entry:
    """Return a set as an entry of kind ADVICE; unbalanced lines are not trusted."""
    chosen = payment.reading()
    return Entry(
        line=payment.line,
        kind=Kind.ADVICE,
        method=payment.method,
        credit=payment.credit,
        minor=abs(payment.minor or 0),
        currency=payment.currency,
        bank_reference=payment.trace,
        booked_on=payment.effective_on,
        payer=named(payment),
        account=payment.account,
        references=references(payment),
        remittance=remittance(payment),
        text=tuple(payment.notes),
        code=payment.handling,
        trusted=chosen.balanced or not payment.documents,
    )


def controls(payment: Payment) -> Iterator[Control | Finding]:
    """Yield the count of segments, and the payment total against the sum of its lines."""
    if payment.stated is not None:
        proof = Proof.MATCHED if payment.stated == payment.segments else Proof.MISMATCHED
        yield Control(payment.line, "set_segments", payment.number, payment.stated, payment.segments, proof)
    if payment.minor is None or not payment.documents:
        return
    chosen = payment.reading()
    total = sum(chosen.paid)
    proof = Proof.MATCHED if chosen.balanced else Proof.MISMATCHED
    yield Control(payment.line, "remittance_total", payment.number, payment.minor, total, proof)
    if not chosen.balanced:
        message = f"The lines pay {total}, the payment is {payment.minor} (minor units): no convention fits"
        yield Finding(payment.line, "remittance_unbalanced", message, Severity.WARNING)


@dataclass(slots=True)
class Envelope:
    """What GE and IEA count, compared while the segments pass."""

    groups: int = 0
    sets: int = 0
    controls: list[Control] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)  # trailer awaited -> line of its header, outermost first
    cuts: list[tuple[int, str]] = field(default_factory=list)  # (line of the header, the trailer that never came)

    def watched(self, stream: Iterable[Segment]) -> Iterator[Segment]:
        """Pass every segment on and count groups and sets."""
        for segment in stream:
            self._nested(segment)
            match segment.tag:
                case "ISA":
                    self.groups = 0
                case "GS":
                    self.groups += 1
                    self.sets = 0
                case "ST":
                    self.sets += 1
                case "GE":
                    self._compare(segment, "group_sets", self.sets)
                case "IEA":
                    self._compare(segment, "interchange_groups", self.groups)
            yield segment

    def stopped(self) -> Iterator[Finding]:
        """Say where a file is cut: the outermost header has no trailer."""
        self._cut()
        for line, trailer in self.cuts:
            yield Finding(line, "file_truncated", f"What begins here stops before its end ({trailer})")

    def _nested(self, segment: Segment) -> None:
        """Open what a header begins; a trailer ends what it closes, and all that was open inside."""
        if segment.tag == "ISA":
            self._cut()
        if trailer := _TRAILERS.get(segment.tag):
            self.open[trailer] = segment.line
        elif segment.tag in self.open:
            while self.open.popitem()[0] != segment.tag:
                pass

    def _cut(self) -> None:
        """Keep the outermost of what is open: nothing will end it any more."""
        if self.open:
            trailer, line = next(iter(self.open.items()))
            self.cuts.append((line, trailer))
        self.open.clear()

    def _compare(self, segment: Segment, name: str, actual: int) -> None:
        """Keep one comparison; a count that is no number is absent."""
        text = segment.at(1)
        stated = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
        proof = Proof.ABSENT if stated is None else (Proof.MATCHED if stated == actual else Proof.MISMATCHED)
        self.controls.append(Control(segment.line, name, segment.at(2), stated, actual, proof))
