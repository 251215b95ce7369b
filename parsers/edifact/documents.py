"""What an EDIFACT message says is paid: DOC with its amounts, adjustments and references (REMADV, CREMUL)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kit.days import iso
from kit.findings import Finding, Severity
from parsers.codes.edifact import CREDITS, DOCUMENTS, KID, REFERENCES, adjustment_code
from parsers.edifact.segments import Segment
from parsers.payment_references import stated
from parsers.records import Adjustment, Remittance

_SEVERAL = re.compile(r"\s+[/&+-]\s+|[,;]\s*|\s+")
_GROSS = ("9", "77", "39", "128")
_PAID = "12"
_DISCOUNTS = ("52", "53")
#: MOA 5025 that changes a document without an AJT in front: adjusted amount, balance of adjustments.
_ADJUSTED = frozenset({"5", "165"})
_ISSUED = ("137", "3", "")


@dataclass(slots=True)
class Document:
    """One DOC as written. Amounts are minor units of the message's currency."""

    line: int
    code: str
    number: str
    amounts: dict[str, int] = field(default_factory=dict)  # MOA qualifier -> amount
    adjustments: list[Adjustment] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)
    issued_on: date | None = None
    notes: list[str] = field(default_factory=list)
    adjusting: bool = False  # the last thing was an AJT: MOA, RFF and FTX after it are its own
    itemised: bool = False  # the last thing was a DLI: amounts speak of a line of goods
    damaged: bool = False  # an amount could not be read

    @property
    def gross(self) -> int | None:
        """Return what is due by the document."""
        return next((self.amounts[code] for code in _GROSS if code in self.amounts), None)

    @property
    def discount(self) -> int | None:
        """Return the discount taken, positive."""
        return next((abs(self.amounts[code]) for code in _DISCOUNTS if code in self.amounts), None)

    @property
    def paid(self) -> int | None:
        """Return what is remitted by the document."""
        return self.amounts.get(_PAID)


def opened(segment: Segment) -> Document:
    """Return the document that a DOC opens."""
    return Document(segment.line, segment.at(1), segment.at(2))


def take(document: Document, segment: Segment, currency: str) -> Finding | None:
    """Add what a segment after a DOC says; return what is wrong with it, if anything is."""
    match segment.tag:
        case "MOA":
            return _amount(document, segment, currency)
        case "AJT":
            _adjustment(document, adjustment_code(segment.at(1)))
        case "RFF":
            _reference(document, segment)
        case "FTX":
            _note(document, segment)
        case "DTM" if not (document.adjusting or document.itemised) and segment.at(1) in _ISSUED:
            document.issued_on = document.issued_on or day(segment.at(1, 2))
        case "DLI":
            document.itemised, document.adjusting = True, False
    return None


def day(text: str) -> date | None:
    """Return the day of CCYYMMDD, time behind it or not (102, 203, 303), or of YYMMDD (101); None where it is none."""
    digits = re.match(r"[0-9]+", text)
    if digits is None:
        return None
    plain = digits[0]
    if len(plain) == 6:
        plain = ("19" if plain >= "80" else "20") + plain
    return iso(f"{plain[:4]}-{plain[4:6]}-{plain[6:8]}") if len(plain) >= 8 else None


def unread_amount(segment: Segment) -> Finding:
    """Return the finding for a MOA that holds no amount."""
    message = f"MOA {segment.at(1)} is no amount; what it belongs to is kept without it"
    return Finding(segment.line, "amount_not_numeric", message, Severity.ERROR, segment.raw.strip())


def _amount(document: Document, segment: Segment, currency: str) -> Finding | None:
    """Keep an amount of a document or of its adjustment; one of a line of goods is information."""
    code = segment.at(1)
    if document.itemised and not document.adjusting:
        return None
    minor = segment.minor(1, 2, segment.at(1, 3) or currency)
    if minor is None:
        document.damaged = True
        return unread_amount(segment)
    if document.adjusting and not (code == _PAID and _PAID not in document.amounts):
        last = document.adjustments[-1]
        document.adjustments[-1] = replace(last, minor=last.minor or minor)
    elif code in _ADJUSTED:
        document.adjustments.append(Adjustment(minor))
    elif code in document.amounts:
        document.damaged = document.damaged or document.amounts[code] != minor
    else:
        document.amounts[code] = minor
    return None


def _adjustment(document: Document, code: str) -> None:
    """Open an adjustment: a reason for the amount that was told before it, else for one that follows."""
    last = document.adjustments[-1] if document.adjustments else None
    if last is not None and last.minor and not last.code and not document.adjusting:
        document.adjustments[-1] = replace(last, code=code)
    else:
        document.adjustments.append(Adjustment(0, code))
    document.adjusting = True


def _reference(document: Document, segment: Segment) -> None:
    """Keep a reference of the document, or of its adjustment."""
    value = segment.at(1, 2)
    if document.adjusting:
        last = document.adjustments[-1]
        document.adjustments[-1] = replace(last, reference=last.reference or value)
    elif value and not document.itemised:
        document.references.append((segment.at(1), value))


def _note(document: Document, segment: Segment) -> None:
    """Keep words about the document, or about its adjustment."""
    words = " ".join(segment.all(4) or segment.all(3)[:1])
    if document.adjusting:
        last = document.adjustments[-1]
        document.adjustments[-1] = replace(last, text=" ".join(part for part in (last.text, words) if part))
    elif words:
        document.notes.append(words)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the documents of a message are read: what each pays, and whether that gives the total."""

    paid: tuple[int | None, ...]
    balanced: bool


def reading(documents: Sequence[Document], total: int | None) -> Reading:
    """Return what each document pays so that they give the total.

    As written, else with credit notes negated, else with adjustments added where a document does not say what is paid.
    """
    book = tuple(_paid(document, sign=1, reduces=True) for document in documents)
    if total is None:
        return Reading(book, balanced=False)
    for reduces in (True, False):
        for sign in (1, -1):
            paid = tuple(_paid(document, sign=sign, reduces=reduces) for document in documents)
            if sum(size or 0 for size in paid) == total:
                return Reading(paid, balanced=True)
    return Reading(book, balanced=False)


def _paid(document: Document, *, sign: int, reduces: bool) -> int | None:
    """Return what a document pays: as it says, else what is due less discount and adjustments."""
    paid = document.paid
    if paid is None and document.gross is not None:
        adjusted = sum(abs(one.minor) if reduces else -one.minor for one in document.adjustments)
        paid = document.gross - (document.discount or 0) - adjusted
    if paid is None or sign > 0 or document.code not in CREDITS:
        return paid
    return -abs(paid)


def lines(documents: Sequence[Document], chosen: Reading) -> tuple[Remittance, ...]:
    """Return the documents as remittance lines; a document that is refused pays nothing and says why."""
    return tuple(_line(document, paid) for document, paid in zip(documents, chosen.paid, strict=True))


def refused(document: Document) -> bool:
    """Tell whether a document is told to be refused: nothing is paid of it, and a reason is given."""
    return document.paid == 0 and bool(document.adjustments) and not document.damaged


def _line(document: Document, paid: int | None) -> Remittance:
    """Return one document as a remittance line."""
    gross, discount = document.gross, document.discount
    turned = document.code in CREDITS and paid is not None and paid < 0
    if turned and gross is not None and gross > 0:
        gross = -gross
    qualifier = DOCUMENTS.get(document.code, "unknown")
    number = (stated(document.number, "KID") or document.number) if document.code == KID else document.number
    written = [part for part in _SEVERAL.split(number) if part]
    several = len(written) > 1 and all(any(map(str.isdigit, part)) for part in written)
    numbers = written if several else [number]
    also = [(qualifier, other) for other in numbers[1:]]
    also += [(REFERENCES.get(code, code.lower()), value) for code, value in document.references]
    return Remittance(
        document.line,
        qualifier,
        numbers[0],
        paid=paid,
        gross=gross,
        discount=discount,
        adjustments=_adjusted(document, gross, paid),
        issued_on=document.issued_on,
        also=tuple(dict.fromkeys(also)),
        text=" ".join(document.notes),
    )


def _adjusted(document: Document, gross: int | None, paid: int | None) -> tuple[Adjustment, ...]:
    """Return the adjustments so that they lead from what is due to what is paid: negative where they reduce it.

    AJT says no sign: the document's own amounts do. A reason without an amount stands for what is missing.
    """
    found = document.adjustments
    if not found or paid is None:
        return tuple(found)
    written = sum(one.minor for one in found)
    if gross is None:
        return tuple(replace(one, minor=-abs(one.minor)) for one in found)
    missing = gross - (document.discount or 0) - paid
    if not written:
        return (replace(found[0], minor=-missing), *found[1:])
    if written == -missing:
        return tuple(found)
    if written == missing:
        return tuple(replace(one, minor=-one.minor) for one in found)
    return tuple(replace(one, minor=-abs(one.minor)) for one in found)
