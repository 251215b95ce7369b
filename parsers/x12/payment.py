"""One X12 payment as its segments write it: who pays how much, and the documents and adjustments it is made of."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import dropwhile, takewhile

from kit import exclusions
from kit.findings import Finding, Severity
from kit.money import exponent
from parsers import decimals
from parsers.codes.x12_qualifiers import ACCOUNT_KINDS, BANK_IDS, INVOICE_NUMBERS, METHODS, NO_MONEY
from parsers.edi_envelope import count, unreadable
from parsers.records import Adjustment, Method, Party
from parsers.x12.balance import Document, Entity, Reading, reading
from parsers.x12.envelope import Segment

_ILLEGAL_MARKS = str.maketrans("", "", "$, ")
_PIVOT = 80
#: What nearly all amounts look like, read without a detour.
_COMMON = re.compile(r"-?[0-9]{1,11}\.[0-9]{2}")
_WHOLE = re.compile(r"-?[0-9]{1,13}")
_DIGIT = re.compile("[0-9]")
_SHIFTED_NET = re.compile(r"-?[0-9]+\.[0-9]{1,2}")
#: A number that a note calls an invoice, with those listed after it.
_NUMBER = r"[A-Za-z0-9][A-Za-z0-9/._-]*"
_CALLED = re.compile(rf"(?i)\b(?:INV(?:OICE)?S?|BILLS?)\b[ .:#]*(?:N(?:O|UMBER|R)S?\b[ .:#]*)?((?:{_NUMBER}[ ,;&]*)+)")
_NUMBERED = re.compile(_NUMBER)
#: Words that a list of numbers goes on behind; any other word ends it: `INV 1001 PMT 1 OF 2`.
_LISTING = frozenset({"AND", "INV", "INVS", "INVOICE", "INVOICES", "BILL", "BILLS", "NO", "NOS", "NR"})
#: Words of what is not paid: a note that has them is left to whoever reads words.
_EXCLUDED = ("EXCLUDE", "EXCLUDED", *exclusions.BEFORE, *map(" ".join, exclusions.BEHIND))
_LEFT_OUT = re.compile(rf"(?i)\b(?:{'|'.join(sorted(_EXCLUDED))})\b")
#: Adjustment reason (426) of a sum of other lines: never added again.
_TOTAL = "TD"
_HUNDRED = 100
_CENT_DIGITS = 2


@dataclass(slots=True)
class Payment:
    """One set (820) or one check (823) as written; how its lines are read follows from its amount."""

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
    taxes: list[Document] = field(default_factory=list)  # TXP and DED: the lines of a set that has no RMR
    references: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)  # the segments as received
    segments: int = 0
    stated: int | None = None  # SE01
    pointed: bool = False  # BPR02 has a decimal point
    order: Segment | None = None  # the BPR, until its currency (CUR) is sure
    doubts: list[Finding] = field(default_factory=list)  # what was said of BPR02
    lines_pointed: bool = False  # an amount of a line has one
    dated: dict[str, str] = field(default_factory=dict)
    entity: Entity | None = None
    last: Document | None = None
    adjusting: bool = False  # the last thing was an ADX of a document: REF and NTE after it are its own
    itemised: bool = False  # the last thing was an IT1: REF after it speaks of goods
    habit: str = ""  # the convention of the sender's other sets

    read: dict[int | None, Reading] = field(default_factory=dict)

    def reading(self, total: int | None = None) -> Reading:
        """Return how the lines are to be read against a total, else against the set's own amount; found once."""
        wanted = (self.minor if self.tested else None) if total is None else total
        if wanted not in self.read:
            self.read[wanted] = reading(self.documents, wanted, self.habit)
        return self.read[wanted]

    @property
    def tested(self) -> bool:
        """Tell whether the amount says anything about the lines: an advice of no money does not (US notes, 7.7)."""
        return self.minor is not None and not (self.handling in NO_MONEY and not self.minor)

    @property
    def told(self) -> bool:
        """Tell whether any line says an amount."""
        return any(document.said for document in self.documents)

    @property
    def raw(self) -> str:
        """Return the set as received."""
        return "".join(self.pieces).strip("\r\n")


def take(payment: Payment, segment: Segment) -> None:
    """Add what a segment says; a segment without a meaning for cash is kept as text only."""
    if not payment.line:
        payment.line = segment.line
    payment.segments += 1
    payment.pieces.append(segment.raw)
    if handler := _HANDLERS.get(segment.tag):
        handler(payment, segment)
    elif not segment.tag:
        payment.findings.append(unreadable(segment))


def complete(payment: Payment) -> None:
    """Settle what only the whole set tells: numbers in notes, lines of taxes, amounts written in cents."""
    payment.documents = payment.documents or payment.taxes
    for document in payment.documents:
        if not document.reference and not document.references and document.notes and not document.standalone:
            numbers = [number for note in document.notes for number in numbers_in(note, bare=True)]
            document.reference = " ".join(numbers[:1])
            document.references += [("IV", number) for number in numbers[1:]]
            document.code = document.code or "IV"
    if not payment.documents:
        found = [number for note in payment.notes for number in numbers_in(note, bare=False)]
        payment.documents = [Document(payment.line, "IV", number) for number in dict.fromkeys(found)]
    if payment.told and payment.minor and not payment.reading().balanced:
        _cents(payment)


def numbers_in(note: str, *, bare: bool) -> Iterator[str]:
    """Yield the numbers that a note calls invoices; with `bare`, a note that is one number alone as well."""
    if _LEFT_OUT.search(note):
        return
    found = _CALLED.search(note)
    words = _listed(found[1]) if found else [note.strip()] if bare and " " not in note.strip() else []
    whole = [word for word in _NUMBERED.findall(note) if word.upper().startswith("INV") and word not in words]
    yield from (word.rstrip(".-/_") for word in [*whole, *words] if any(map(str.isdigit, word)))


def _listed(words: str) -> list[str]:
    """Return the numbers that a list begins with, sums beside them left out, up to a word that lists nothing."""
    behind = dropwhile(lambda word: not _DIGIT.search(word), _NUMBERED.findall(words))
    listed = takewhile(lambda word: _DIGIT.search(word) or word.upper() in _LISTING, behind)
    return [word for word in listed if not _COMMON.fullmatch(word)]


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


def _cents(payment: Payment) -> None:
    """Read amounts without a point as cents where the other amounts of the set say exactly so (US notes, 7.10)."""
    assert payment.minor is not None
    if exponent(payment.currency) != _CENT_DIGITS:
        return
    if not payment.lines_pointed and reading(payment.documents, payment.minor * _HUNDRED).balanced:
        for document in payment.documents:
            document.hundredth()
    elif not payment.pointed and reading(payment.documents, payment.minor // _HUNDRED).balanced:
        payment.minor //= _HUNDRED
    else:
        return
    payment.read.clear()
    message = "Amounts without a point are exactly a hundred times the others; read as cents"
    payment.findings.append(Finding(payment.line, "amounts_in_cents", message, Severity.WARNING))


def amount(payment: Payment, segment: Segment, position: int) -> int | None:
    """Read an amount of type R; marks of thousands and currency signs are dropped and said."""
    text = segment.at(position)
    if not text:
        return None
    if _COMMON.fullmatch(text) and exponent(payment.currency) == 2:
        return int(text.replace(".", ""))
    minor = decimals.minor(text, payment.currency)
    if minor is not None:
        return minor
    plain = text.translate(_ILLEGAL_MARKS)
    if plain != text:
        minor = decimals.minor(plain, payment.currency)
        message = f"{segment.tag}{position:02} holds marks no amount may hold; read as {plain}"
        payment.findings.append(Finding(segment.line, "amount_marks_dropped", message, Severity.WARNING, text))
    if minor is None:
        message = f"{segment.tag}{position:02} is no amount; the line is kept without it"
        payment.findings.append(Finding(segment.line, "amount_not_numeric", message, Severity.ERROR, text))
    return minor


def _st(payment: Payment, segment: Segment) -> None:
    payment.number = segment.at(2)


def _se(payment: Payment, segment: Segment) -> None:
    payment.stated = count(segment.at(1))


def _bpr(payment: Payment, segment: Segment) -> None:
    payment.handling = segment.at(1).upper()
    payment.order = segment
    _ordered(payment, segment)
    payment.pointed = "." in segment.at(2)
    payment.credit = segment.at(3).upper() != "D"
    if segment.at(3).upper() not in {"C", "D"}:
        message = "BPR03 is neither C nor D; read as a credit"
        payment.findings.append(
            Finding(segment.line, "direction_unclear", message, Severity.WARNING, segment.raw.strip())
        )
    payment.method = METHODS.get(segment.at(4).upper(), Method.OTHER)
    placed = _placed(segment)
    if placed is not segment:
        message = "The elements of BPR are shifted: banks, accounts and day were found by their form"
        payment.findings.append(
            Finding(segment.line, "elements_shifted", message, Severity.WARNING, segment.raw.strip())
        )
    payment.payer = Party(account=placed.at(9), routing=placed.at(7), company_id=placed.at(10))
    payment.account = placed.at(15)
    payment.effective_on = day(placed.at(16))


def _ordered(payment: Payment, segment: Segment) -> None:
    """Read BPR02 in the currency known so far; what was said of it before is taken back."""
    payment.findings = [one for one in payment.findings if one not in payment.doubts]
    before = len(payment.findings)
    payment.minor = amount(payment, segment, 2)
    payment.doubts = payment.findings[before:]


def _placed(segment: Segment) -> Segment:
    """Return a BPR with the receiver's bank, account and the day in places 12 to 16, where their form shows them."""
    parts = segment.parts
    if day(segment.at(16)):
        return segment
    for last in range(len(parts) - 1, 9, -1):
        if not day(parts[last]) or parts[last - 4] not in BANK_IDS or parts[last - 2] not in ACCOUNT_KINDS:
            continue
        first = last - 4
        if first >= 10:
            head, middle = parts[:10], [*parts[10:first], "", ""][:2]
        elif first == 6:
            head, middle = [*parts[:6], "", "", "", ""], ["", ""]
        else:
            continue
        return segment._replace(parts=[*head, *middle, *parts[first:]])
    return segment


def _trn(payment: Payment, segment: Segment) -> None:
    values = [value for value in segment.elements[1:] if value not in {"TRN", "1"}] or [""]
    payment.trace = payment.trace or values[0]
    payment.originator = payment.originator or (values[1] if len(values) > 1 else "")
    if payment.method is Method.CHECK:
        payment.check = payment.check or payment.trace


def _cur(payment: Payment, segment: Segment) -> None:
    """The currency, which stands behind the amount it tells the decimals of; a line's own CUR changes neither."""
    code = segment.at(2).upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()) or payment.documents:
        return
    payment.currency, before = code, payment.currency
    if payment.order is not None and exponent(code) != exponent(before):
        _ordered(payment, payment.order)


def _ref(payment: Payment, segment: Segment) -> None:
    code, value = segment.at(1).upper(), segment.at(2) or segment.at(3)
    last = payment.last
    if not value:
        return
    if last is None:
        (payment.references if payment.entity is None else payment.entity.references).append((code, value))
        if code == "CK":
            payment.check = value
    elif payment.adjusting:
        adjustment = last.adjustments[-1]
        if not adjustment.reference:
            last.adjustments[-1] = replace(adjustment, reference=value)
    elif not (payment.itemised and code in INVOICE_NUMBERS):
        last.references.append((code, value))


def _dtm(payment: Payment, segment: Segment) -> None:
    said = segment.at(1), segment.at(2) or segment.at(6)
    if payment.last is None and payment.entity is None:
        payment.dated[said[0]] = said[1]
    elif not payment.adjusting:
        (payment.last or payment.entity or Entity()).dates.append(said)


def _nte(payment: Payment, segment: Segment) -> None:
    text = " ".join(segment.elements[1:] if len(segment.parts) > 2 else segment.elements).strip()
    last = payment.last
    if not text:
        return
    if last is None:
        payment.notes.append(text)
    elif payment.adjusting:
        last.adjustments[-1] = replace(last.adjustments[-1], text=text)
    else:
        last.notes.append(text)


def _n1(payment: Payment, segment: Segment) -> None:
    name = segment.at(2) or " ".join(part for part in segment.parts[2:6] if part)
    code = segment.at(1).upper()
    payment.names.setdefault(code, (name, segment.at(4)))
    if payment.entity is not None and payment.last is None and code in {"PR", "RM", "BY", "ST", "BT"}:
        payment.entity.name = payment.entity.name or segment.at(2)


def _nm1(payment: Payment, segment: Segment) -> None:
    """A member of an insurance plan (IL, EY, QE): the lines of its ENT are premiums paid for it."""
    if payment.entity is not None:
        payment.entity.name = " ".join(part for part in (segment.at(4), segment.at(3)) if part)
        if segment.at(9):
            payment.entity.references.append(("MEMBER", segment.at(9)))


def _ent(payment: Payment, segment: Segment) -> None:
    payment.last, payment.adjusting, payment.itemised = None, False, False
    if segment.at(4) and payment.entity is None:
        payment.references.append((segment.at(3).upper(), segment.at(4)))
    payment.entity = Entity()
    if segment.at(9):
        payment.entity.references.append((segment.at(8).upper() or "11", segment.at(9)))


def _rmr(payment: Payment, segment: Segment) -> None:
    if not segment.at(5) and _SHIFTED_NET.fullmatch(segment.at(3)):
        message = "RMR03 is an amount: its action code was left out, what follows is one place early"
        payment.findings.append(
            Finding(segment.line, "elements_shifted", message, Severity.WARNING, segment.raw.strip())
        )
        segment = segment._replace(parts=[*segment.parts[:3], "", *segment.parts[3:]])
    document = Document(segment.line, segment.at(1).upper(), segment.at(2), entity=payment.entity)
    document.net = amount(payment, segment, 4)
    document.gross = amount(payment, segment, 5)
    document.discount = amount(payment, segment, 6)
    document.reason = segment.at(7).upper()
    document.penalty = amount(payment, segment, 8)
    if document.net is None and document.gross is None and segment.at(3):
        document.net = decimals.minor(segment.at(3), payment.currency)  # action code left out
    if not payment.lines_pointed:
        payment.lines_pointed = "." in segment.at(4) or any("." in part for part in segment.parts[5:9])
    payment.documents.append(document)
    payment.last, payment.adjusting, payment.itemised = document, False, False


def _adx(payment: Payment, segment: Segment) -> None:
    minor = amount(payment, segment, 1)
    code = segment.at(2).upper()
    if minor is None or code == _TOTAL:
        return
    payment.lines_pointed = payment.lines_pointed or "." in segment.at(1)
    adjustment = Adjustment(minor, code, reference=segment.at(4))
    if payment.last is None or payment.last.standalone:
        alone = Document(segment.line, segment.at(3).upper(), segment.at(4), standalone=True, entity=payment.entity)
        alone.adjustments.append(adjustment)
        payment.documents.append(alone)
        payment.last = alone
    else:
        payment.last.adjustments.append(adjustment)
        payment.adjusting = True


def _it1(payment: Payment, _segment: Segment) -> None:
    payment.itemised = payment.last is not None


def _txp(payment: Payment, segment: Segment) -> None:
    """A tax payment: TXP05, 07 and 09 are amounts with two decimals implied."""
    texts = [text for text in (segment.at(5), segment.at(7), segment.at(9)) if text]
    _implied(payment, segment, segment.at(1), texts)


def _ded(payment: Payment, segment: Segment) -> None:
    """A deduction from wages that an employer passes on: DED04 has two decimals implied."""
    _implied(payment, segment, segment.at(2), [segment.at(4)] if segment.at(4) else [])


def _implied(payment: Payment, segment: Segment, reference: str, texts: list[str]) -> None:
    """Keep a line whose amounts are whole cents."""
    document = Document(segment.line, segment.tag, reference, entity=payment.entity)
    if texts and all(_WHOLE.fullmatch(text) for text in texts):
        document.net = sum(int(text) for text in texts)
    elif texts:
        message = f"{segment.tag} holds no whole cents; the line is kept without its amount"
        payment.findings.append(
            Finding(segment.line, "amount_not_numeric", message, Severity.ERROR, segment.raw.strip())
        )
    payment.taxes.append(document)


#: segment -> what it adds to the payment; every other segment is kept as text and moves no money
_HANDLERS: dict[str, Callable[[Payment, Segment], None]] = {
    "ST": _st,
    "SE": _se,
    "BPR": _bpr,
    "TRN": _trn,
    "CUR": _cur,
    "REF": _ref,
    "DTM": _dtm,
    "NTE": _nte,
    "N1": _n1,
    "NM1": _nm1,
    "ENT": _ent,
    "RMR": _rmr,
    "ADX": _adx,
    "IT1": _it1,
    "TXP": _txp,
    "DED": _ded,
}
