"""One line of an advice's table: whose document it is, and whether gross, discount, deductions and paid agree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from parsers.advice.table import MONEY, NUMBERS
from parsers.advice.values import Conventions, is_number
from parsers.advice.words import CREDIT, DEBIT, Role
from parsers.records import Adjustment, Remittance

Value = tuple[Role, str]

_CODE_MAX = 4  # letters of a reason code; what is longer is words
#: One of these stands in whatever CREDIT or DEBIT finds; to look for them first is many times quicker.
_HINTS = ("cr", "cm", "gutschrift", "avoir", "dm", "debit", "belastung")
_NOTHING = {"-", "--", "n/a", "none", "nil", "."}


class UnreadAmountError(Exception):
    """A column of money holds something that is no amount without doubt."""


@dataclass(slots=True)
class Line:
    """A line as written; `net` says whether a plain amount is what was paid or the gross."""

    line: int
    raw: str
    number: str = ""
    qualifier: str = "unknown"
    also: list[tuple[str, str]] = field(default_factory=list)
    issued_on: date | None = None
    gross: int | None = None
    discount: int | None = None
    deductions: list[int] = field(default_factory=list)
    paid: int | None = None
    amount: int | None = None
    reason: str = ""
    text: str = ""
    alone: bool = False  # money of no document: a claim, a fee
    split: bool = False  # the table has columns for discounts or deductions

    @property
    def credit(self) -> bool:
        """Whether its words call it a credit."""
        return self.qualifier == "credit_memo"

    def sums(self, *, net: bool) -> tuple[int | None, int | None]:
        """Return (gross, paid) as the table's columns say, a plain amount read as net or as gross."""
        if self.amount is None or (self.paid is not None and self.gross is not None):
            return self.gross, self.paid
        if self.paid is not None:
            return self.amount, self.paid
        if self.gross is not None:
            return self.gross, self.amount
        return (None, self.amount) if net else (self.amount, None)


def line(number: int, raw: str, values: Sequence[Value], known: Conventions, *, split: bool) -> Line | None:
    """Return a line of values by their columns' roles, None where it names no document or no money.

    Refused: UnreadAmountError.
    """
    found = Line(number, raw, split=split)
    for role, text in values:
        _take(found, role, text, known)
    if not found.number and found.also:
        found.qualifier, found.number = found.also.pop(0)
    money = (found.gross, found.paid, found.amount)
    if all(one is None for one in money):
        return None
    if not is_number(found.number):
        return None
    if found.qualifier in {"invoice", "unknown"} and _kind(f"{found.text} {found.number}") == "credit_memo":
        found.qualifier = "credit_memo"
    return found


def _take(found: Line, role: Role, text: str, known: Conventions) -> None:
    """Put one value where its column's role says."""
    if role in MONEY:
        _take_money(found, role, text, known)
    elif role in NUMBERS:
        qualifier = {Role.DOCUMENT: "invoice", Role.REFERENCE: "unknown", Role.VOUCHER: "payer_document"}[role]
        if role is not Role.VOUCHER and not found.number:
            found.number, found.qualifier = text, _kind(text) or (found.qualifier if found.credit else qualifier)
        elif text != found.number and is_number(text):
            found.also.append((qualifier, text))
    elif role is Role.PO and is_number(text):
        found.also.append(("purchase_order", text))
    elif role is Role.TYPE:
        found.qualifier = _kind(text) or found.qualifier
        found.text = f"{found.text} {text}".strip()
    elif role in {Role.ISSUED_ON, Role.DATE}:
        found.issued_on = known.day(text)
    elif role is Role.REASON:
        found.reason = text
    elif role is Role.TEXT:
        found.text = f"{found.text} {text}".strip()


def _kind(text: str) -> str:
    """Return what a type or number says of its document, or nothing."""
    folded = text.casefold()
    if not any(word in folded for word in _HINTS):
        return ""
    if CREDIT.search(text):
        return "credit_memo"
    return "debit_memo" if DEBIT.search(text) else ""


def _take_money(found: Line, role: Role, text: str, known: Conventions) -> None:
    """Read a value of a column of money."""
    if text.casefold() in _NOTHING:
        return
    minor = known.amount(text)
    if minor is None:
        raise UnreadAmountError(text)
    match role:
        case Role.GROSS:
            found.gross = minor
        case Role.DISCOUNT:
            found.discount = (found.discount or 0) + minor
        case Role.DEDUCTION:
            found.deductions.append(minor)
        case Role.PAID:
            found.paid = minor
        case Role.AMOUNT:
            found.amount = minor
        case _:
            pass


@dataclass(frozen=True, slots=True)
class Settled:
    """A line under one reading; `agrees` is false where its amounts contradict each other."""

    remittance: Remittance
    paid: int
    agrees: bool


def settled(one: Line, *, net: bool, turned: bool) -> Settled:
    """Return a line under a reading: a plain amount net or gross, a credit written positive turned round.

    Law: paid = gross − discount + adjustments (negative where they reduce). A line that claims neither discount nor
    deduction may pay a part of its document.
    """
    gross, paid = one.sums(net=net)
    if turned and one.credit:
        gross, paid = (-abs(each) if each is not None else None for each in (gross, paid))
    discount, taken = one.discount or 0, one.deductions
    agrees = True
    if gross is not None and paid is not None:
        fitting = _fitting(gross, paid, discount, sum(taken))
        agrees = fitting is not None or not (discount or any(taken))
        discount, taken = _turned(discount, taken, fitting or (1, -1))
    else:
        side = -1 if (gross if gross is not None else paid or 0) < 0 else 1
        discount, taken = side * abs(discount), [-side * abs(each) for each in taken]
        if paid is None:
            paid = (gross or 0) - discount + sum(taken)
        elif discount or any(taken):
            gross = paid + discount - sum(taken)
    return Settled(_remittance(one, gross, discount, taken, paid), paid, agrees)


def _fitting(gross: int, paid: int, discount: int, taken: int) -> tuple[int, int] | None:
    """Return the signs of discount and deductions under which a line adds up, as usually written first."""
    signs = product((1, -1), (-1, 1))
    return next((one for one in signs if gross - one[0] * discount + one[1] * taken == paid), None)


def _turned(discount: int, taken: Sequence[int], signs: tuple[int, int]) -> tuple[int, list[int]]:
    """Return discount and deductions with their signs as the law has them."""
    return signs[0] * discount, [signs[1] * each for each in taken]


def _remittance(one: Line, gross: int | None, discount: int, taken: Sequence[int], paid: int) -> Remittance:
    """Return the line as every format yields it."""
    qualifier = one.qualifier
    if paid < 0 and qualifier in {"invoice", "unknown"}:
        qualifier = "credit_memo"
    code = one.reason if one.reason.isalnum() and len(one.reason) <= _CODE_MAX else ""
    adjustments = tuple(Adjustment(each, code, one.reason if not code else one.text) for each in taken if each)
    if one.alone:
        adjustments = (Adjustment(paid, code, one.text, one.number),)
    return Remittance(
        one.line,
        "adjustment" if one.alone else qualifier,
        one.number,
        paid=paid,
        gross=None if one.alone else gross,
        discount=discount if one.discount is not None else None,
        adjustments=adjustments,
        issued_on=one.issued_on,
        also=tuple(one.also),
        text=one.text,
    )
