"""LIN and SEQ of a CREMUL as written, and what they become: a statement, a control, an entry for each payment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kit.findings import Finding, Severity
from kit.money import Money
from parsers.codes.edifact import KID
from parsers.edifact.documents import Document, lines, reading
from parsers.edifact.parties import Parties
from parsers.payment_references import stated
from parsers.records import Entry, Kind, Method, Party, Proof, Record, Ref, Reference, Statement, compared

#: MOA 5025 of a LIN that is its sum, and of a SEQ that is its payment, surest first.
_SUMS = ("60", "349", "146", "9", "143")
_AMOUNTS = ("143", "119", "349", "60", "146", "98")
_DAYS = ("193", "203", "171")
_VALUED = ("209",)
_PAYERS = ("PL", "OY", "PR", "II", "HQ")
_PAYER_ACCOUNTS = ("OR", "PL")
_OUR_ACCOUNTS = ("BF", "RB")
#: RFF 1153 that names a payment or booking at the bank, surest first: bank, order number, archive.
_BANK = ("ACK", "AEK", "ACD", "AII")
#: BUS 4487 of payments from abroad.
_INTERNATIONAL = "IN"


@dataclass(slots=True)
class Level:
    """A LIN or a SEQ as written."""

    line: int
    number: str
    pieces: list[str]
    parties: Parties = field(default_factory=Parties)
    dates: dict[str, date | None] = field(default_factory=dict)
    amounts: dict[str, tuple[int, str]] = field(default_factory=dict)  # MOA qualifier -> (amount, currency as written)
    references: list[tuple[str, str]] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    business: tuple[str, str] = ("", "")  # BUS: domestic or international, type
    damaged: bool = False  # an amount could not be read, or two of a kind differ

    @property
    def raw(self) -> str:
        """Return it as received."""
        return "".join(self.pieces).strip("\r\n")

    def reference(self, codes: tuple[str, ...] = _BANK) -> str:
        """Return the first reference of these kinds."""
        return next((value for code in codes for kind, value in self.references if kind == code and value), "")

    def day(self, codes: tuple[str, ...]) -> date | None:
        """Return the first day of these kinds."""
        return next((on for code in codes if (on := self.dates.get(code))), None)


@dataclass(frozen=True, slots=True)
class Booking:
    """One LIN with its SEQs, ready to be told."""

    level: Level
    payments: Sequence[Level]
    currency: str
    booked_on: date | None
    debit: bool
    advance: bool  # a pre-advice: not booked
    damaged: bool

    @property
    def account(self) -> str:
        """Return our account."""
        return self.level.parties.party((), self.ours).account

    @property
    def ours(self) -> tuple[str, ...]:
        """Return under which qualifiers our account stands: we are the beneficiary, of a debit the one who orders."""
        return ("OR", "BF") if self.debit else _OUR_ACCOUNTS

    @property
    def method(self) -> Method:
        """Return how the money travelled: a domestic giro, or from abroad."""
        return Method.WIRE if self.level.business[0] == _INTERNATIONAL else Method.ACH


def told(booking: Booking) -> Iterator[Record]:
    """Yield the statement of a booking, its sum against its payments, and the payments; without any, a total."""
    level = booking.level
    labels = {"business": level.business[1]} if level.business[1] else {}
    yield Statement(
        level.line,
        booking.account,
        booking.currency,
        booking.booked_on,
        level.reference(),
        final=not booking.advance,
        labels=labels,
    )
    total = next((level.amounts[code][0] for code in _SUMS if code in level.amounts), None)
    if not booking.payments:
        yield from _sum(booking, total)
        return
    sizes = _sizes(booking.payments, total)
    actual = sum(size or 0 for size in sizes)
    control = compared(level.line, "booking_total", booking.account or level.reference(), total, actual)
    yield control
    if control.proof is Proof.MISMATCHED:
        summed, stated = Money(actual, booking.currency), Money(total or 0, booking.currency)
        said = f"The payments of a booking sum to {summed}, it says {stated}"
        yield Finding(level.line, "booking_total_mismatch", said)
    trusted = not booking.damaged and control.proof is not Proof.MISMATCHED
    booking.payments[0].pieces[:0] = level.pieces  # what stands at the booking is kept with its first payment
    for payment, size in zip(booking.payments, sizes, strict=True):
        if size is None:
            yield Finding(payment.line, "payment_unreadable", "A payment without an amount: set aside", raw=payment.raw)
            continue
        yield from _payment(booking, payment, size, trusted=trusted)


def _sizes(payments: Sequence[Level], total: int | None) -> list[int | None]:
    """Return the amount of each payment: under the one qualifier that gives the booking's sum, else the surest."""
    book = [_size(payment) for payment in payments]
    if total is None or sum(size or 0 for size in book) == total:
        return book
    for code in _AMOUNTS:
        sizes = [payment.amounts[code][0] for payment in payments if code in payment.amounts]
        if len(sizes) == len(payments) and sum(sizes) == total:
            return list(sizes)
    return book


def _size(payment: Level) -> int | None:
    """Return the amount of one payment; where it states none, the sum of its documents."""
    for code in _AMOUNTS:
        if code in payment.amounts:
            return payment.amounts[code][0]
    paid = [document.paid for document in payment.documents]
    return sum(size or 0 for size in paid) if paid and all(size is not None for size in paid) else None


def _sum(booking: Booking, total: int | None) -> Iterator[Entry | Finding]:
    """Yield a booking without payments: a sum whose detail comes elsewhere."""
    if total is None:
        said = "A booking without an amount: set aside"
        yield Finding(booking.level.line, "payment_unreadable", said, raw=booking.level.raw)
        return
    entry = _entry(booking, booking.level, total, trusted=not booking.damaged)
    yield entry if entry.kind is not Kind.RECEIPT else _as_total(entry)


def _as_total(entry: Entry) -> Entry:
    """Return a credit as the total it is."""
    return replace(entry, kind=Kind.TOTAL, total_of=("deposit", entry.bank_reference))


def _payment(booking: Booking, payment: Level, size: int, *, trusted: bool) -> Iterator[Record]:
    """Yield the control of a payment's documents and the payment."""
    chosen = reading(payment.documents, size)
    if any(document.paid is not None or document.gross is not None for document in payment.documents):
        paid = sum(one or 0 for one in chosen.paid)
        yield compared(payment.line, "remittance_total", payment.number, size, paid)
        if not chosen.balanced:
            told, whole = Money(paid, booking.currency), Money(size, booking.currency)
            said = f"The documents pay {told}, the payment is {whole}"
            yield Finding(payment.line, "remittance_unbalanced", said, Severity.WARNING)
    yield _entry(booking, payment, size, trusted=trusted)


def _entry(booking: Booking, level: Level, size: int, *, trusted: bool) -> Entry:
    """Return a payment, or a booking that has none."""
    nameless = len(level.documents) == 1 and not (level.documents[0].number or level.documents[0].references)
    documents = [] if nameless else level.documents  # one document without a number only repeats the amount
    reference = level.reference() or booking.level.reference()
    return Entry(
        line=level.line,
        kind=_kind(booking, size),
        method=booking.method,
        credit=(size >= 0) is not booking.debit,
        minor=abs(size),
        currency=booking.currency,
        bank_reference=reference,
        booked_on=booking.booked_on or level.day(_DAYS),
        value_on=booking.level.day(_VALUED) or level.day(_DAYS),
        payer=_payer(booking, level),
        account=booking.account or level.parties.party((), booking.ours).account,
        references=_references(booking, level, reference),
        remittance=lines(documents, reading(documents, size)),
        text=tuple(level.notes),
        code=booking.level.business[1],
        trusted=trusted,
        raw=level.raw,
    )


def _payer(booking: Booking, level: Level) -> Party:
    """Return who pays, of a debit who is paid; a booking that has no payments names nobody."""
    if level is booking.level:
        return Party()
    if booking.debit:
        return level.parties.party(("BE", "PE"), ("BF",))
    return level.parties.party(_PAYERS, _PAYER_ACCOUNTS)


def _kind(booking: Booking, size: int) -> Kind:
    """Return what a payment is: a pre-advice is a notice, what we pay is other, money taken back a return."""
    if booking.advance:
        return Kind.NOTICE
    if booking.debit:
        return Kind.OTHER
    return Kind.RECEIPT if size >= 0 else Kind.RETURN


def _references(booking: Booking, level: Level, reference: str) -> tuple[Reference, ...]:
    """Return what names the payment: at the bank, by the sender, by the creditor (KID), and the booking it is part of.

    The booking's number stands last of the bank's own: under it the payments lie together on the statement.
    """
    found: list[tuple[Ref, str]] = [(Ref.BANK, value) for code, value in level.references if code in _BANK]
    found += [(Ref.CUSTOMER, value) for code, value in level.references if code not in _BANK]
    kids = (document.number for document in level.documents if document.code == KID and document.number)
    found += [(Ref.CREDITOR, stated(number, "KID") or number) for number in kids]
    found += [(Ref.BANK, value) for value in (booking.level.reference(),) if value and level is not booking.level]
    return tuple(
        Reference(kind, value)
        for kind, value in dict.fromkeys(found)
        if value and (kind, value) != (Ref.BANK, reference)
    )
