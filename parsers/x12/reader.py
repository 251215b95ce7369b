"""Read X12 820 remittance advices and 823 lockbox reports that come as files of their own (`edi820`, `edi823`)."""

import re
from collections.abc import Callable, Iterator

from kit.findings import Finding, Severity
from kit.money import Money
from parsers.codes.x12_qualifiers import OTHER_SETS
from parsers.records import Control, Entry, Kind, Proof, Record, compared
from parsers.x12.balance import CONVENTIONS
from parsers.x12.envelope import Segment, streamed
from parsers.x12.parts import Parts
from parsers.x12.set_820 import Payment, named, payment_of, references, remittance
from parsers.x12.set_823 import checks
from parsers.x12.sets import LEVELS, Sets

_OPENING = re.compile(
    rb"(?i)\s*(?:ISA(?:[^A-Z0-9\s]|\t\d\d\t)|GS([^A-Z0-9\s])[A-Z]{2}\1|ST[^A-Z0-9\s][0-9]{3}[^A-Z0-9])"
)
_GROUP = re.compile(rb"(?i)(?:^|[^A-Z0-9])GS([^A-Z0-9 \r\n])([A-Z]{2})\1")
_SET = re.compile(rb"(?i)(?:^|[^A-Z0-9])ST[^A-Z0-9 \r\n]([0-9]{3})(?![0-9])")
#: An interchange that begins a line behind other words.
_BEHIND = re.compile(rb"(?i)[\r\n][ \t]*(?=ISA([^A-Z0-9\s])[0-9]{2}\1[^\r\n]{0,12}\1[0-9]{2}\1)")
_OUTLINE = 200
_UTF8_MARK = b"\xef\xbb\xbf"


def knows(head: bytes) -> bool:
    """Tell whether the first bytes open an X12 interchange, group or set that holds a payment order (820), no 823."""
    return _holds(head, b"820", b"RA") and not knows_823(head)


def knows_823(head: bytes) -> bool:
    """Tell whether the first bytes open an X12 interchange, group or set that holds a lockbox report (823)."""
    return _holds(head, b"823", b"LB")


def other(head: bytes) -> str | None:
    """Return what an X12 file of a kind that we do not read is: its sets by number and name; None for anything else."""
    if knows(head) or knows_823(head) or not _OPENING.match(head.removeprefix(_UTF8_MARK)):
        return None
    numbers = list(dict.fromkeys(number.decode() for number in _numbers(head)))
    named_ = " and ".join(f"{number} ({OTHER_SETS.get(number, 'another set')})" for number in numbers)
    return f"X12 with {named_ or 'no set'}; read are 820 (remittance advice) and 823 (lockbox)"


def behind_words(head: bytes) -> str | None:
    """Return what a text is in which an interchange begins below other words; None for anything else."""
    return (
        "X12 behind words of another kind, with no payment order (820) and no lockbox report (823) in it"
        if (_BEHIND.search(head))
        else None
    )


def outline(data: bytes) -> bytes:
    """Return the opening of an X12 file with the heads of all its sets: ours may stand behind many others."""
    found = _BEHIND.search(data) if not _OPENING.match(data.removeprefix(_UTF8_MARK)) else None
    if found:
        data = data[found.end() :]
    return data[:_OUTLINE] + b"".join(found[0] + b"*" for found in _SET.finditer(data))


def parse(data: bytes) -> Iterator[Record]:
    """Yield an advice for each 820 set and a receipt for each check of an 823, controls, and what is wrong.

    An advice brings no money: it tells what a payment by another road is for. Its bank reference is TRN02; that of a
    check is its number. Other sets are named in a finding and not read.
    """
    envelope, parts, found = Sets(LEVELS), Parts(), 0
    habits: dict[str, str] = {}
    for head, body in envelope.each(streamed(data)):
        reader = _READERS.get(envelope.number(head))
        yield from envelope.told()
        if reader is None:
            yield from _unread(head, body)
            continue
        found += 1
        yield from reader(body, envelope, parts, habits)
        yield from envelope.told()
    yield from _advices(parts.rest())
    yield from envelope.told()
    if not found:
        yield Finding(
            0, "no_payment_order", "The interchange holds no set 820 or 823: nothing was read", Severity.ERROR
        )


def _orders(body: Iterator[Segment], _envelope: Sets, parts: Parts, habits: dict[str, str]) -> Iterator[Record]:
    """Yield what one 820 says; a set that may be one of several of a payment waits for the others."""
    payment = payment_of(body)
    sender = named(payment).company_id or named(payment).name
    payment.habit = habits.get(sender, "")
    if payment.told and payment.tested and payment.reading().balanced:
        habits[sender] = _habit(payment, habits.get(sender, ""))
    yield from _advices(parts.one(payment))


def _habit(payment: Payment, before: str) -> str:
    """Return the sender's convention: what a set shows that the book's own reading does not fit, else as before."""
    convention = payment.reading().convention.partition(", credit memos negated")[0]
    return convention if convention in {one.name for one in CONVENTIONS[1:]} else before


def _boxes(body: Iterator[Segment], envelope: Sets, _parts: Parts, _habits: dict[str, str]) -> Iterator[Record]:
    """Yield the checks of one 823."""
    return checks(body, test=envelope.test)


_READERS: dict[str, Callable[[Iterator[Segment], Sets, Parts, dict[str, str]], Iterator[Record]]] = {
    "820": _orders,
    "823": _boxes,
}


def _advices(payments: Iterator[Payment]) -> Iterator[Record]:
    """Yield findings, controls and the advice of each payment."""
    for payment in payments:
        yield from payment.findings
        yield from controls(payment)
        yield advice(payment)


def advice(payment: Payment) -> Entry:
    """Return a set as an entry of kind ADVICE; unbalanced lines are not trusted."""
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
        trusted=payment.minor is not None and payment.minor >= 0 and _fits(payment),
        raw=payment.raw,
    )


def controls(payment: Payment) -> Iterator[Control | Finding]:
    """Yield the count of segments, and the payment total against the sum of its lines."""
    if payment.stated is not None:
        yield compared(payment.line, "set_segments", payment.number, payment.stated, payment.segments)
    if payment.minor is None or not payment.told or not payment.tested:
        return
    chosen = payment.reading()
    total = sum(chosen.paid)
    proof = Proof.MATCHED if chosen.balanced else Proof.MISMATCHED
    yield Control(payment.line, "remittance_total", payment.number, payment.minor, total, proof)
    if not chosen.balanced:
        told, paid, gap = (Money(one, payment.currency) for one in (payment.minor, total, payment.minor - total))
        message = f"The lines pay {paid}, the payment is {told}, {gap} apart: no convention fits"
        yield Finding(payment.line, "remittance_unbalanced", message, Severity.WARNING)


def _fits(payment: Payment) -> bool:
    """Tell whether the lines give the amount, where both say anything."""
    return not payment.told or not payment.tested or payment.reading().balanced


def _unread(head: Segment, body: Iterator[Segment]) -> Iterator[Finding]:
    """Name a set of another kind; its text is kept."""
    number = head.at(1)
    name = OTHER_SETS.get(number, "another set")
    raw = "".join(segment.raw for segment in body).strip("\r\n")
    yield Finding(head.line, "other_set", f"Set {number} ({name}) is no remittance: not read", Severity.NOTE, raw)


def _holds(head: bytes, number: bytes, group: bytes) -> bool:
    """Tell whether X12 holds a set, or where no set is in sight yet, a group of its kind."""
    head = head.removeprefix(_UTF8_MARK)
    if not _OPENING.match(head):
        return False
    numbers = _numbers(head)
    if numbers:
        return number in numbers
    return any(found[2].upper() == group for found in _GROUP.finditer(head))


def _numbers(head: bytes) -> list[bytes]:
    """Return the numbers of the sets in sight, in order."""
    return _SET.findall(head) or _SET.findall(head.translate(None, b"\r\n"))
