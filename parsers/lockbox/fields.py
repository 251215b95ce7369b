"""The columns of a BAI lockbox file: signed amounts, checks, and how invoices stand on 6 and 4 records."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from parsers.bai.fields import day
from parsers.lockbox.layout import SIGNS, LockboxLayout, Stub
from parsers.records import Adjustment, Remittance

#: Last character of an over-punched amount -> its digit; the second half of the table is negative (4.3).
_PUNCHED = {mark: (digit, 1) for digit, mark in enumerate("{ABCDEFGHI")} | {
    mark: (digit, -1) for digit, mark in enumerate("}JKLMNOPQR")
}
_ABA_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7, 1)
_ABA_DIGITS = 9  # ten columns begin with a zero or a blank
_NUMBER_MAX = 20
#: How signs are written, as `parsers.lockbox_layout.SIGNS` names them.
_MINUS, _MINUS_OVER_DIGIT, _PUNCH = SIGNS[1:]


class Check(NamedTuple):
    """The columns of a check; `rest` is what the bank adds after the serial."""

    minor: int | None
    routing: str
    account: str
    serial: str
    rest: str


class Paid(NamedTuple):
    """One document of an invoice layout as written: the amount may be net or gross of the deduction."""

    reference: str
    minor: int | None  # None: the number stands without an amount
    deduction: int = 0
    reason: str = ""
    sign: str = ""  # how the amount says its sign: a minus behind it, or over its last digit


def signed(text: str) -> int | None:
    """Return minor units of a column: blank-filled digits, a minus before or behind, or an over-punched last digit."""
    plain = text.strip()
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if not plain:
        return None
    body, sign = plain, 1
    if plain[-1] in _PUNCHED and len(plain) > 1:
        digit, sign = _PUNCHED[plain[-1]]
        body = f"{plain[:-1]}{digit}"
    elif plain[-1] == "-" or plain[0] == "-":
        body, sign = plain.strip("-").strip(), -1
    if not (body.isascii() and body.isdigit()):
        return None
    return sign * int(body)


def check(text: str, layout: LockboxLayout) -> Check:
    """Cut a check record by the columns of its layout."""
    at = 7 + layout.amount
    account = at + layout.routing
    serial = account + layout.account
    end = serial + layout.serial
    return Check(
        signed(text[7:at]),
        text[at:account].strip()[-_ABA_DIGITS:],
        text[account:serial].strip(),
        text[serial:end].strip(),
        text[end:].rstrip(),
    )


def routing_valid(text: str) -> bool:
    """Tell whether nine digits are an ABA number by their check digit (weights 3 7 1)."""
    digits = text[-9:]
    if len(digits) != 9 or not (digits.isascii() and digits.isdigit()) or digits == "000000000":
        return False
    return sum(int(digit) * weight for digit, weight in zip(digits, _ABA_WEIGHTS, strict=True)) % 10 == 0


def deposit_day(text: str) -> date | None:
    """Return the day of YYMMDD; MMDDYY where only that is a day."""
    return day(text) or day(text[4:6] + text[0:4])


def documents(data: str, stub: Stub) -> list[Paid] | None:
    """Return the documents of the free part of a record, or None where it holds something else.

    A number may be blank, an amount may not: it fills its columns to the last, so that nothing is read in part.
    """
    if not stub.amount:
        number = number_only(data)
        return [Paid(number, None)] if number and len(number) <= stub.number else None
    plain = data.rstrip()
    found: list[Paid] = []
    start = 0
    while start < len(plain):
        end = start + stub.size
        if stub.reason and plain[end - stub.reason :].isalpha():
            end = len(plain)  # a reason wider than its column, at the end of the record
        one = _document(plain[start:end], stub)
        if one is None:
            return None
        found.append(one)
        start = end
    return found or None


def _document(cell: str, stub: Stub) -> Paid | None:
    """Return one number with its amount, deduction and reason; None where the columns do not fit."""
    end = stub.number + stub.amount
    number, figure = cell[: stub.number].strip(), cell[stub.number : end]
    minor = signed(figure) if len(figure) == stub.amount and figure[-1] != " " else None
    if minor is None or "  " in number:
        return None
    taken = cell[end : end + stub.deduction]
    deduction = signed(taken)
    if taken.strip() and (deduction is None or len(taken) < stub.deduction):
        return None
    reason = cell[end + stub.deduction :].strip()
    sign = _MINUS if figure.endswith("-") and figure[0].isdigit() else _PUNCH if figure[-1] in _PUNCHED else ""
    return Paid(number, minor, deduction or 0, reason, sign)


def number_only(data: str) -> str:
    """Return a field that holds one document number and nothing else, or an empty text."""
    plain = data.strip()
    one_word = plain and " " not in plain and len(plain) <= _NUMBER_MAX
    return plain if one_word and any(map(str.isdigit, plain)) else ""


def given(reference: str) -> bool:
    """Tell whether a document number says anything: blanks and zeros do not (4.4)."""
    return bool(reference.strip("0 "))


def settled(paid: list[Paid], minor: int, sign: str = "") -> list[Paid]:
    """Return the documents; a minus stands over a last 0 where only that makes them add up to the check.

    Where they add up neither way, `sign` tells what the bank does elsewhere.
    """
    if not any(one.sign == _MINUS for one in paid) or adds_up(paid, minor):
        return paid
    shifted = [one._replace(minor=(one.minor or 0) * 10) if one.sign == _MINUS else one for one in paid]
    return shifted if adds_up(shifted, minor) or sign == _MINUS_OVER_DIGIT else paid


def adds_up(paid: list[Paid], minor: int) -> bool:
    """Tell whether the documents explain the check, their amounts being net or gross of the deductions."""
    total = sum(document.minor or 0 for document in paid)
    return minor in {total, total - sum(document.deduction for document in paid)}


def remittances(paid: list[Paid], minor: int) -> tuple[Remittance, ...]:
    """Return remittance lines; the sum of the check tells whether the amounts are net or gross of the deductions."""
    net = sum(document.minor or 0 for document in paid)
    gross_written = net != minor and net - sum(document.deduction for document in paid) == minor
    make: Callable[[Paid, int], Remittance] = _from_gross if gross_written else _from_net
    return tuple(
        make(document, number) for number, document in enumerate(filter(lambda d: given(d.reference), paid), start=1)
    )


def _from_net(document: Paid, number: int) -> Remittance:
    """The amount is what was paid; the document was for that and the deduction."""
    if document.minor is None:
        return Remittance(number, "invoice", document.reference)
    return _remittance(document, number, document.minor, document.minor + document.deduction)


def _from_gross(document: Paid, number: int) -> Remittance:
    """The amount is the document's; what was paid is less by the deduction."""
    if document.minor is None:
        return Remittance(number, "invoice", document.reference)
    return _remittance(document, number, document.minor - document.deduction, document.minor)


def _remittance(document: Paid, number: int, paid: int, gross: int) -> Remittance:
    """Return one line; a negative one takes a credit memo."""
    taken = (Adjustment(-document.deduction, document.reason),) if document.deduction else ()
    qualifier = "credit_memo" if gross < 0 else "invoice"
    return Remittance(number, qualifier, document.reference, paid, gross if taken else None, adjustments=taken)
