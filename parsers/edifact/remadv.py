"""One EDIFACT REMADV message to an advice: what a payment is for, and which invoices are refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from kit.findings import Finding, Severity
from kit.money import Money
from parsers.edi_envelope import count, unreadable
from parsers.edifact.documents import Document, day, lines, opened, reading, refused, take, unread_amount
from parsers.edifact.parties import Parties
from parsers.edifact.segments import Segment
from parsers.records import Control, Entry, Kind, Method, Proof, Record, Ref, Reference, Remittance, compared

_PAID, _DUE = "12", "9"
#: MOA 5025 of the head or the summary that is the total, surest first: remitted, due, total.
_TOTALS = (_PAID, _DUE, "128", "86", "139")
_DAYS = ("209", "203", "138", "140", "137")
_PAYERS = ("PR", "PL", "OY", "BY", "MS", "II")
_PAYER_ACCOUNTS = ("OR", "PB", "PR")
_OUR_ACCOUNTS = ("BF", "RB", "PE")
_TRACES = ("PQ", "AEK", "TRN", "CR")
#: Currency of a message that states none; it is told as an error.
_ASSUMED = "EUR"

Proven = Control | Finding


@dataclass(slots=True)
class Message:
    """One message as written."""

    line: int = 0
    number: str = ""  # UNH
    document: str = ""  # BGM
    currency: str = ""
    stated: int | None = None  # UNT
    segments: int = 0
    pieces: list[str] = field(default_factory=list)
    dates: dict[str, date | None] = field(default_factory=dict)
    references: list[tuple[str, str]] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    parties: Parties = field(default_factory=Parties)
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    last: Document | None = None
    damaged: bool = False


def advice(segments: Iterator[Segment]) -> Iterator[Record]:
    """Yield findings, controls and the advice of one message. Its bank reference is the payment's number (RFF+PQ).

    Refused for trust: documents that do not give the total, an amount that is none, no currency.
    """
    message = Message()
    pending: list[Segment] = []  # amounts before the currency is known
    for segment in segments:
        message.line = message.line or segment.line
        message.segments += 1
        message.pieces.append(segment.raw)
        if segment.tag == "CUX" and not message.currency:
            message.currency = segment.at(1, 2)
        elif not segment.tag:
            message.findings.append(unreadable(segment))
        else:
            pending.append(segment)
    message.currency = message.currency or _stated_currency(pending)
    if not message.currency:
        message.currency, message.damaged = _ASSUMED, True
        said = f"No segment states the currency; read as {_ASSUMED}"
        message.findings.append(Finding(message.line, "currency_missing", said))
    for segment in pending:
        _take(message, segment)
    yield from message.findings
    yield from _told(message)


def _stated_currency(segments: list[Segment]) -> str:
    """Return the currency of the first amount that names one."""
    return next((code for one in segments if one.tag == "MOA" and (code := one.at(1, 3))), "")


def _take(message: Message, segment: Segment) -> None:
    """Add what a segment says, to the document at hand or to the message."""
    tag = segment.tag
    if tag == "DOC":
        message.last = opened(segment)
        message.documents.append(message.last)
    elif tag == "UNS":
        message.last = None
    elif tag == "UNH":
        message.number = segment.at(1)
    elif tag == "UNT":
        message.stated = count(segment.at(1))
    elif message.last is not None and tag not in {"NAD", "FII"}:
        found = take(message.last, segment, message.currency)
        message.findings += [found] if found else []
    else:
        _head(message, segment)


def _head(message: Message, segment: Segment) -> None:
    """Add what a segment of the head or the summary says."""
    match segment.tag:
        case "BGM":
            message.document = segment.at(2)
        case "DTM":
            message.dates.setdefault(segment.at(1), day(segment.at(1, 2)))
        case "RFF":
            message.references.append((segment.at(1), segment.at(1, 2)))
        case "NAD" | "FII":
            message.parties.take(segment)
        case "FTX":
            message.notes.append(" ".join(segment.all(4) or segment.all(3)[:1]))
        case "MOA":
            minor = segment.minor(1, 2, segment.at(1, 3) or message.currency)
            if minor is None:
                message.findings.append(unread_amount(segment))
                message.damaged = True
            else:
                message.totals.setdefault(segment.at(1), minor)


def _told(message: Message) -> Iterator[Record]:
    """Yield the controls, what is worth knowing of the documents, and the advice."""
    if message.stated is not None:
        yield compared(message.line, "message_segments", message.number, message.stated, message.segments)
    total = next((message.totals[code] for code in _TOTALS if code in message.totals), None)
    chosen = reading(message.documents, total)
    paid = sum(size or 0 for size in chosen.paid)
    remittance = lines(message.documents, chosen)
    sums = _sums(message, total, remittance, balanced=chosen.balanced)
    yield from sums
    for document in message.documents:
        if refused(document):
            reason = document.adjustments[0].code
            said = f"Document {document.number} is refused: nothing is paid of it (reason {reason})"
            yield Finding(document.line, "document_refused", said, Severity.NOTE)
    failed = any(isinstance(one, Control) and one.proof is Proof.MISMATCHED for one in sums)
    damaged = message.damaged or message.stated is None or any(document.damaged for document in message.documents)
    minor = message.totals.get(_PAID, paid if total is None or not chosen.balanced else total)
    trace = next((value for code in _TRACES for kind, value in message.references if kind == code and value), "")
    yield Entry(
        line=message.line,
        kind=Kind.ADVICE,
        method=Method.OTHER,
        credit=minor >= 0,
        minor=abs(minor),
        currency=message.currency,
        bank_reference=trace or message.document,
        booked_on=next((on for code in _DAYS if (on := message.dates.get(code))), None),
        payer=message.parties.party(_PAYERS, _PAYER_ACCOUNTS),
        account=message.parties.party((), _OUR_ACCOUNTS).account,
        references=_references(message, trace),
        remittance=remittance,
        text=tuple(note for note in message.notes if note),
        trusted=not failed and not damaged,
        raw="".join(message.pieces).strip("\r\n"),
    )


def _sums(message: Message, total: int | None, remittance: Sequence[Remittance], *, balanced: bool) -> list[Proven]:
    """Return what the message states in all against its documents: what is paid, and where it is told what is due."""
    if not message.documents or any(document.damaged for document in message.documents):
        return []
    paid = sum(line.paid or 0 for line in remittance)
    due = sum(line.gross or 0 for line in remittance)
    stated_due = message.totals.get(_DUE)
    told_due = stated_due is not None and all(line.gross is not None for line in remittance)
    found: list[Proven] = []
    if told_due:  # some call the sum of what is paid due
        found.append(
            compared(message.line, "payable_total", message.number, stated_due, paid if stated_due == paid else due)
        )
    if told_due and _PAID not in message.totals:
        return found
    found.append(compared(message.line, "remittance_total", message.number, total, paid))
    if total is not None and not balanced:
        said = f"The documents pay {Money(paid, message.currency)}, the message says {Money(total, message.currency)}"
        found.append(Finding(message.line, "remittance_unbalanced", said, Severity.WARNING))
    return found


def _references(message: Message, trace: str) -> tuple[Reference, ...]:
    """Return what names the payment: its number first, the advice's own, then all others."""
    found = [(Ref.TRN, trace), (Ref.TRN, message.document)]
    found += [(Ref.CUSTOMER, value) for _, value in message.references if value != trace]
    return tuple(Reference(kind, value) for kind, value in dict.fromkeys(found) if value)
