"""The columns of a BAI lockbox file: signed amounts, checks, and how invoices stand on 6 and 4 records."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from parsers.bai2_fields import day
from parsers.records import Adjustment, Remittance

#: Last character of an over-punched amount -> its digit; the second half of the table is negative (4.3).
_PUNCHED = {mark: (digit, 1) for digit, mark in enumerate("{ABCDEFGHI")} | {
    mark: (digit, -1) for digit, mark in enumerate("}JKLMNOPQR")
}
_ABA_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7, 1)
_REASON_WIDTH = 3
_NUMBER_MAX = 20


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths of the amount, routing, account and serial columns of a check (6), from column 8 on."""

    amount: int
    routing: int
    account: int
    serial: int


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
    sign_over_digit: bool = False  # a minus fills the last place, where an amount has its last digit


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to write invoices: repeated (number, amount), or one with deduction and reason."""

    name: str
    number: int
    repeats: int
    deduction: bool = False


#: In the order in which they are tried (4.6, 3): the first whose amounts add up to the checks is the file's.
LAYOUTS: tuple[Layout, ...] = (
    Layout("one invoice with deduction", 16, 1, deduction=True),
    Layout("three invoices of 10", 10, 3),
    Layout("two invoices of 16", 16, 2),
    Layout("three invoices of 12", 12, 3),
    Layout("two invoices of 20", 20, 2),
)
#: The same on a check record, which has room for fewer.
ON_CHECK: tuple[Layout, ...] = (
    Layout("invoices of 10", 10, 6),
    Layout("invoices of 16", 16, 4),
    Layout("invoices of 12", 12, 5),
)


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


def check(text: str, widths: Widths) -> Check:
    """Cut a check record by the widths of its file."""
    start, cells = 7, []
    for width in (widths.amount, widths.routing, widths.account, widths.serial):
        cells.append(text[start : start + width].strip())
        start += width
    return Check(signed(cells[0]), cells[1], cells[2], cells[3], text[start:].rstrip())


def routing_valid(text: str) -> bool:
    """Tell whether nine digits are an ABA number by their check digit (weights 3 7 1)."""
    digits = text[-9:]
    if len(digits) != 9 or not (digits.isascii() and digits.isdigit()) or digits == "000000000":
        return False
    return sum(int(digit) * weight for digit, weight in zip(digits, _ABA_WEIGHTS, strict=True)) % 10 == 0


def deposit_day(text: str) -> date | None:
    """Return the day of YYMMDD; MMDDYY where only that is a day."""
    return day(text) or day(text[4:6] + text[0:4])


def documents(data: str, layout: Layout, amount: int) -> list[Paid] | None:
    """Return the documents of one data field by a layout, or None where the layout does not fit."""
    found: list[Paid] = []
    size = layout.number + amount
    for start in range(0, layout.repeats * size, size):
        number, figure = data[start : start + layout.number].strip(), data[start + layout.number : start + size]
        if not number and not figure.strip():
            continue
        minor = signed(figure)
        if minor is None:
            return None
        found.append(Paid(number, minor, sign_over_digit=figure.endswith("-") and figure[:1].isdigit()))
    rest = data[layout.repeats * size :]
    if layout.deduction and found:
        deduction, reason, rest = (
            signed(rest[:amount] or "0"),
            rest[amount : amount + _REASON_WIDTH].strip(),
            rest[amount + 3 :],
        )
        if deduction is None and data[size : size + amount].strip():
            return None
        found = [found[0]._replace(deduction=deduction or 0, reason=reason)]
    return found if found and not rest.strip() else None


def number_only(data: str) -> str:
    """Return a field that holds one document number and nothing else, or an empty text."""
    plain = data.strip()
    one_word = plain and " " not in plain and len(plain) <= _NUMBER_MAX
    return plain if one_word and any(map(str.isdigit, plain)) else ""


def given(reference: str) -> bool:
    """Tell whether a document number says anything: blanks and zeros do not (4.4)."""
    return bool(reference.strip("0 "))


def settled(paid: list[Paid], minor: int) -> list[Paid]:
    """Return the documents, a minus read as standing over a last 0 where only that makes them add up to the check."""
    shifted = [one._replace(minor=(one.minor or 0) * 10) if one.sign_over_digit else one for one in paid]
    return shifted if adds_up(shifted, minor) and not adds_up(paid, minor) else paid


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
