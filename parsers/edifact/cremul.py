"""One EDIFACT CREMUL or DEBMUL message to its bookings: LIN is one booking, SEQ one payment in it (D.96A)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kit.findings import Finding, Severity
from parsers.edi_envelope import count, unreadable
from parsers.edifact.documents import Document, day, opened, take, unread_amount
from parsers.edifact.levels import Booking, Level, told
from parsers.edifact.segments import Segment
from parsers.records import Record, compared

_PRE_ADVICE = "435"
#: BGM 1001 of advices of money that is booked: credit and debit, plain and extended.
_ADVICES = frozenset({"454", "455", "456", "457"})
#: Currency of a booking that states none; it is told as an error.
ASSUMED = "NOK"
_BOOKED = ("209", "202", "193", "171", "137")
_LINE_COUNTS = frozenset({"LI", "LIN", "2"})
_OF_A_DOCUMENT = frozenset({"MOA", "AJT", "RFF", "DTM", "DLI"})


@dataclass(slots=True)
class Message:
    """Where reading stands in one message."""

    debit: bool
    line: int = 0
    number: str = ""
    advance: bool = False
    named: bool = False  # BGM says what the message is
    currency: str = ""
    booking: Level | None = None
    payments: list[Level] = field(default_factory=list)
    last: Document | None = None
    segments: int = 0
    bookings: int = 0
    stated: int | None = None  # UNT
    stated_lines: int | None = None  # CNT
    dates: dict[str, date | None] = field(default_factory=dict)
    followed: bool = False  # something stands behind the booking at hand: it is whole


def bookings(segments: Iterator[Segment], *, debit: bool) -> Iterator[Record]:
    """Yield a statement for each booking (LIN), an entry for each payment of it (SEQ), and the controls.

    Payments of a booking whose sum they do not give are not trusted. A pre-advice (BGM 435) is a notice, a booking
    without payments a total, debits are no receipts.
    """
    message = Message(debit)
    for segment in segments:
        message.segments += 1
        message.line = message.line or segment.line
        if segment.tag in {"LIN", "CNT", "UNT"}:
            message.followed = True
            yield from _booked(message)
            message.followed = False
        if not segment.tag:
            yield unreadable(segment)
        elif found := _take(message, segment):
            yield found
    yield from _booked(message)
    if not message.named:
        said = "BGM says of no known advice; its money is read as booked"
        yield Finding(message.line, "message_unclear", said, Severity.WARNING)
    if message.stated_lines is not None:
        yield compared(message.line, "message_lines", message.number, message.stated_lines, message.bookings)
    if message.stated is not None:
        yield compared(message.line, "message_segments", message.number, message.stated, message.segments)


def _take(message: Message, segment: Segment) -> Finding | None:
    """Add what a segment says; return what is wrong with it, if anything is."""
    tag = segment.tag
    if tag == "LIN":
        message.booking = Level(segment.line, segment.at(1), [segment.raw])
        message.bookings += 1
    elif message.booking is None or tag in {"CNT", "UNT"}:
        return _head(message, segment)
    elif tag == "SEQ":
        message.payments.append(Level(segment.line, segment.at(2), [segment.raw]))
        message.last = None
    else:
        level = message.payments[-1] if message.payments else message.booking
        level.pieces.append(segment.raw)
        return _of_level(message, level, segment)
    return None


def _head(message: Message, segment: Segment) -> Finding | None:
    """Add what a segment above or below all bookings says."""
    match segment.tag:
        case "UNH":
            message.number = segment.at(1)
        case "BGM":
            message.advance = segment.at(1) == _PRE_ADVICE
            message.named = message.advance or segment.at(1) in _ADVICES
        case "CUX" if not message.currency:
            message.currency = segment.at(1, 2)
        case "DTM":
            message.dates.setdefault(segment.at(1), day(segment.at(1, 2)))
        case "CNT":
            if segment.at(1) in _LINE_COUNTS:
                message.stated_lines = count(segment.at(1, 2))
        case "UNT":
            message.stated = count(segment.at(1))
        case "SEQ":
            return Finding(
                segment.line, "segment_outside", "SEQ stands outside every LIN: set aside", raw=segment.raw.strip()
            )
    return None


def _of_level(message: Message, level: Level, segment: Segment) -> Finding | None:
    """Add a segment to the booking or the payment at hand, or to its document."""
    tag = segment.tag
    if message.last is not None and tag in _OF_A_DOCUMENT:
        found = take(message.last, segment, _currency(message))
        level.damaged = level.damaged or message.last.damaged
        return found
    if tag == "MOA":
        return _amount(message, level, segment)
    match tag:
        case "DOC":
            message.last = opened(segment)
            level.documents.append(message.last)
        case "DTM":
            level.dates.setdefault(segment.at(1), day(segment.at(1, 2)))
        case "RFF":
            level.references.append((segment.at(1), segment.at(1, 2)))
        case "NAD" | "FII":
            level.parties.take(segment)
        case "BUS":
            level.business = segment.at(2), segment.at(4)
        case "FTX":
            level.notes += segment.all(4) or segment.all(3)[:1]
        case "GIS" | "PRC":
            message.last = None
    return None


def _amount(message: Message, level: Level, segment: Segment) -> Finding | None:
    """Keep an amount of a booking or a payment; a second one of a kind must be the first again."""
    code, currency = segment.at(1), segment.at(1, 3)
    minor = segment.minor(1, 2, currency or _currency(message))
    if minor is None:
        level.damaged = True
        return unread_amount(segment)
    level.damaged = level.damaged or level.amounts.get(code, (minor, ""))[0] != minor
    level.amounts.setdefault(code, (minor, currency))
    return None


def _currency(message: Message) -> str:
    """Return the currency of the booking at hand, as far as it is known by now."""
    stated = message.booking.amounts.values() if message.booking else ()
    return next((code for _, code in stated if code), "") or message.currency or ASSUMED


def _booked(message: Message) -> Iterator[Record]:
    """Yield the booking at hand, told and compared, and make place for the next; one that the file cuts is damaged."""
    booking, payments = message.booking, message.payments
    message.booking, message.payments, message.last = None, [], None
    if booking is None:
        return
    written = [code for level in (booking, *payments) for _, code in level.amounts.values() if code]
    currency, damaged = next(iter(written), message.currency), any(level.damaged for level in (booking, *payments))
    if not currency:
        currency, damaged = ASSUMED, True
        yield Finding(booking.line, "currency_missing", f"No segment states the currency; read as {ASSUMED}")
    yield from told(
        Booking(
            booking,
            payments,
            currency,
            booking.day(_BOOKED) or next((on for code in _BOOKED if (on := message.dates.get(code))), None),
            debit=message.debit,
            advance=message.advance,
            damaged=damaged or not message.followed,
        )
    )
