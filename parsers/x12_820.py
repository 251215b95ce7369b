"""One X12 820 set to one payment with its remittance lines (ASC X12 transaction set 820, read by position)."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kit.findings import Finding, Severity
from parsers import decimals
from parsers.codes.x12_426 import TOTALS
from parsers.codes.x12_qualifiers import CREDITS, INVOICE_NUMBERS, METHODS, NO_MONEY, QUALIFIERS
from parsers.records import Adjustment, Method, Party, Ref, Reference, Remittance
from parsers.x12_balance import Document, Reading, reading
from parsers.x12_envelope import Segment

_ILLEGAL_MARKS = str.maketrans("", "", "$, ")
_SEVERAL = re.compile(r"[,;]\s*|\s+")
_INVOICE_DATES = ("003", "")
_PIVOT = 80


@dataclass(slots=True)
class Payment:
    """One set as written; `lines` and `balanced` follow from it."""

    line: int
    number: str = ""
    handling: str = ""
    minor: int | None = None
    credit: bool = True
    method: Method = Method.OTHER
    currency: str = "USD"
    payer: Party = field(default_factory=Party)
    account: str = ""
    effective_on: date | None = None
    trace: str = ""
    originator: str = ""
    check: str = ""
    documents: list[Document] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    segments: int = 0
    stated: int | None = None  # SE01
    hundredth: bool = False  # amounts were cents without a point
    dated: dict[str, str] = field(default_factory=dict)
    last: Document | None = None
    inside: bool = False  # the last thing was an adjustment: REF and NTE after it are its own

    read: dict[int | None, Reading] = field(default_factory=dict)

    def reading(self, total: int | None = None) -> Reading:
        """Return how the lines are to be read against a total, else against the set's own amount; found once."""
        wanted = self.minor if total is None else total
        if wanted not in self.read:
            self.read[wanted] = reading(self.documents, wanted)
        return self.read[wanted]


def sets(segments: Iterable[Segment]) -> Iterator[Payment]:
    """Yield a payment for each ST 820 to SE; a stream that has no ST is one payment."""
    payment: Payment | None = None
    wanted = True
    for segment in segments:
        if segment.tag == "ST":
            if payment is not None:
                yield payment
            wanted = segment.at(1) in {"820", ""}
            payment = Payment(segment.line, number=segment.at(2), segments=1) if wanted else None
            continue
        if not wanted or segment.tag in _ENVELOPE:
            continue
        payment = payment or Payment(segment.line)
        payment.segments += 1
        if segment.tag == "SE":
            payment.stated = _count(segment.at(1))
            yield payment
            payment = None
        elif handler := _HANDLERS.get(segment.tag):
            handler(payment, segment)
    if payment is not None:
        yield payment


def remittance(payment: Payment, total: int | None = None) -> tuple[Remittance, ...]:
    """Return the lines of a payment under the reading that fits the total (its own amount unless given)."""
    chosen = payment.reading(total)
    swapped = chosen.convention.startswith("net and gross swapped")
    return tuple(
        _line(document, paid, swapped=swapped) for document, paid in zip(payment.documents, chosen.paid, strict=True)
    )


def references(payment: Payment) -> tuple[Reference, ...]:
    """Return what names the payment: the trace, the check and the references of the head."""
    found = [(Ref.TRN, payment.trace), (Ref.CHECK, payment.check)]
    found += [(Ref.CUSTOMER, value) for _, value in payment.references]
    return tuple(Reference(kind, value) for kind, value in dict.fromkeys(found) if value)


def named(payment: Payment) -> Party:
    """Return who pays: the payer's name (PR), else the one who remits (RM), with the accounts of BPR."""
    name, identity = payment.names.get("PR") or payment.names.get("RM") or ("", "")
    remitter = payment.names.get("RM", ("", ""))[0]
    written = payment.payer
    ultimate = remitter if remitter != name else ""
    return Party(name, written.account, written.routing, written.company_id or payment.originator or identity, ultimate)


def day(text: str) -> date | None:
    """Return the day of CCYYMMDD or YYMMDD (80 and later are of the last century), None where it is no day."""
    digits = text.strip()
    if len(digits) == 6 and digits.isascii() and digits.isdecimal():
        digits = ("19" if int(digits[:2]) >= _PIVOT else "20") + digits
    if len(digits) != 8 or not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _count(text: str) -> int | None:
    """Return a count, None where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


_ENVELOPE = frozenset({"ISA", "IEA", "GS", "GE", "TA1", "ISB", "ISE"})


def _amount(payment: Payment, segment: Segment, position: int) -> int | None:
    """Read an amount of type R; marks of thousands and currency signs are dropped and said."""
    text = segment.at(position)
    if not text:
        return None
    minor = decimals.minor(text, payment.currency)
    plain = text.translate(_ILLEGAL_MARKS)
    if minor is None and plain != text:
        minor = decimals.minor(plain, payment.currency)
        message = f"{segment.tag}{position:02} holds marks no amount may hold; read as {plain}"
        payment.findings.append(Finding(segment.line, "amount_marks_dropped", message, Severity.WARNING, text))
    if minor is None:
        message = f"{segment.tag}{position:02} is no amount; the line is kept without it"
        payment.findings.append(Finding(segment.line, "amount_not_numeric", message, Severity.ERROR, text))
        return None
    return minor


def _bpr(payment: Payment, segment: Segment) -> None:
    payment.handling = segment.at(1).upper()
    payment.minor = _amount(payment, segment, 2)
    payment.credit = segment.at(3).upper() != "D"
    payment.method = METHODS.get(segment.at(4).upper(), Method.OTHER)
    payment.payer = Party(account=segment.at(9), routing=segment.at(7), company_id=segment.at(10))
    payment.account = segment.at(15)
    payment.effective_on = day(segment.at(16))


def _trn(payment: Payment, segment: Segment) -> None:
    values = [value for value in segment.elements[1:] if value not in {"TRN", "1"}] or [""]
    payment.trace = payment.trace or values[0]
    payment.originator = payment.originator or (values[1] if len(values) > 1 else "")
    if payment.method is Method.CHECK:
        payment.check = payment.check or payment.trace


def _cur(payment: Payment, segment: Segment) -> None:
    if len(segment.at(2)) == 3 and segment.at(2).isascii() and segment.at(2).isalpha():
        payment.currency = segment.at(2).upper()


def _ref(payment: Payment, segment: Segment) -> None:
    code, value = segment.at(1).upper(), segment.at(2) or segment.at(3)
    if payment.last is not None and value:
        payment.last.references.append((code, value))
    elif value:
        payment.references.append((code, value))
        if code == "CK":
            payment.check = value


def _dtm(payment: Payment, segment: Segment) -> None:
    if payment.last is not None:
        payment.last.dates.append((segment.at(1), segment.at(2) or segment.at(6)))
    else:
        payment.dated[segment.at(1)] = segment.at(2) or segment.at(6)


def _nte(payment: Payment, segment: Segment) -> None:
    text = " ".join(segment.elements[1:] if len(segment.elements) > 1 else segment.elements).strip()
    if text:
        (payment.notes if payment.last is None else payment.last.notes).append(text)


def _n1(payment: Payment, segment: Segment) -> None:
    name = segment.at(2) or " ".join(part for part in segment.elements[2:5] if part)
    payment.names.setdefault(segment.at(1).upper(), (name, segment.at(4)))


def _ent(payment: Payment, segment: Segment) -> None:
    payment.last = None
    if segment.at(9) or segment.at(4):
        payment.references.append((segment.at(8) or segment.at(3), segment.at(9) or segment.at(4)))


def _rmr(payment: Payment, segment: Segment) -> None:
    document = Document(segment.line, segment.at(1).upper(), segment.at(2))
    document.net = _amount(payment, segment, 4)
    document.gross = _amount(payment, segment, 5)
    document.discount = _amount(payment, segment, 6)
    document.reason = segment.at(7).upper()
    document.penalty = _amount(payment, segment, 8)
    if document.net is None and document.gross is None and segment.at(3):
        document.net = decimals.minor(segment.at(3), payment.currency)  # action code left out
    payment.documents.append(document)
    payment.last = document


def _adx(payment: Payment, segment: Segment) -> None:
    minor = _amount(payment, segment, 1)
    code = segment.at(2).upper()
    if minor is None or code in TOTALS:
        return
    adjustment = Adjustment(minor, code, reference=segment.at(4))
    if payment.last is None or payment.last.standalone:
        alone = Document(segment.line, segment.at(3).upper(), segment.at(4), standalone=True)
        alone.adjustments.append(adjustment)
        payment.documents.append(alone)
        payment.last = alone
    else:
        payment.last.adjustments.append(adjustment)


#: segment -> what it adds to the payment; every other segment is told but moves no money
_HANDLERS: dict[str, Callable[[Payment, Segment], None]] = {
    "BPR": _bpr,
    "TRN": _trn,
    "CUR": _cur,
    "REF": _ref,
    "DTM": _dtm,
    "NTE": _nte,
    "N1": _n1,
    "ENT": _ent,
    "RMR": _rmr,
    "ADX": _adx,
}


def _line(document: Document, paid: int, *, swapped: bool) -> Remittance:
    """Return one remittance line; the invoice number in a REF wins over a reference that is the payer's own."""
    if document.standalone:
        return Remittance(
            document.line,
            "adjustment",
            document.reference,
            paid=paid,
            adjustments=tuple(document.adjustments),
            also=tuple((QUALIFIERS.get(code, code.lower()), value) for code, value in document.references),
            text=" ".join(document.notes),
        )
    (qualifier, reference), *others = _identities(document)
    known = document.net is not None or document.gross is not None
    return Remittance(
        document.line,
        qualifier,
        reference,
        paid=paid if known else None,
        gross=_signed(document, document.net if swapped else _gross(document), paid) if known else None,
        discount=_discount(document),
        adjustments=_adjustments(document),
        issued_on=next((day(text) for code, text in document.dates if code in _INVOICE_DATES), None),
        also=tuple(others),
        text=" ".join(document.notes),
    )


def _identities(document: Document) -> list[tuple[str, str]]:
    """Return (qualifier, reference) pairs of a document, the one to look up first."""
    written = [part for part in _SEVERAL.split(document.reference) if part]
    several = len(written) > 1 and all(any(mark.isdigit() for mark in part) for part in written)
    numbers = written if several else [document.reference]
    pairs = [(QUALIFIERS.get(document.code, "unknown"), number) for number in numbers]
    nested = [(QUALIFIERS.get(code, code.lower()), value) for code, value in document.references]
    invoices = [("invoice", value) for code, value in document.references if code in INVOICE_NUMBERS]
    if invoices and (document.code not in INVOICE_NUMBERS | CREDITS or not document.reference):
        pairs = invoices + pairs
    return [pair for pair in dict.fromkeys(pairs + nested) if pair[1]] or [pairs[0]]


def _signed(document: Document, gross: int | None, paid: int) -> int | None:
    """Return the gross with the sign of what is paid: a credit memo may be written positive."""
    turned = document.code in CREDITS and gross is not None and paid < 0 < gross
    return -gross if turned and gross is not None else gross


def _gross(document: Document) -> int | None:
    """Return the written gross, else net and discount less adjustments."""
    if document.gross is not None or document.net is None:
        return document.gross
    return document.net + abs(document.discount or 0) - document.adjusted


def _discount(document: Document) -> int | None:
    """Return the discount; written negative by some, it is meant positive where gross less its size is the net."""
    discount, net, gross = document.discount, document.net, document.gross
    if discount is None or net is None or gross is None:
        return discount
    return abs(discount) if discount < 0 <= gross and gross - abs(discount) == net else discount


def _adjustments(document: Document) -> tuple[Adjustment, ...]:
    """Return the adjustments, with interest or penalty of RMR08 and the reason of RMR07 among them."""
    found = list(document.adjustments)
    if document.penalty:
        found.append(Adjustment(document.penalty, document.reason, "interest or penalty"))
    return tuple(found)


def moves_money(payment: Payment) -> bool:
    """Tell whether the set says that money moves with it or by another road to us."""
    return payment.handling not in NO_MONEY and bool(payment.minor)
