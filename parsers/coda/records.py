"""The 128 column records of CODA (Febelfin, version 2), and what one statement sums to before it is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kit.money import exponent
from parsers.lines import sliced

WIDTH = 128
_BEGINS = re.compile(r"[0-489]")
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_DAY = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})", re.ASCII)
_CENTURY_TURNS = 80  # years 80 to 99 are of the last century
_DECIMALS = 3  # every amount has three, whatever the currency
COUNTED = frozenset({"1", "2", "3", "8"})


@dataclass(frozen=True, slots=True)
class Line:
    """One record: its number in the file and its text; `code` is `1`, `21`, `32` …; columns count from 1."""

    number: int
    code: str
    raw: str

    def at(self, first: int, last: int) -> str:
        """Return columns first to last, blanks trimmed; a line whose trailing blanks were lost has them."""
        return self.raw[first - 1 : last].strip()

    def text(self, first: int, last: int) -> str:
        """Return columns as they are, padded: a communication goes on in the next record without a blank."""
        return self.raw[first - 1 : last].ljust(last - first + 1)

    def amount(self, sign: int, first: int) -> int | None:
        """Return the 15 digits from `first` in thousandths, negative where the sign column says debit, or None."""
        digits = self.raw[first - 1 : first + 14]
        if len(digits) != 15 or not _DIGITS.fullmatch(digits) or self.at(sign, sign) not in {"0", "1"}:
            return None
        return -int(digits) if self.at(sign, sign) == "1" else int(digits)


@dataclass(slots=True)
class Sums:
    """One statement (0 to 9): what its movements sum to in thousandths, and what it says of itself."""

    line: int
    debit: int = 0
    credit: int = 0
    records: int = 0
    readable: bool = True  # every amount of it
    opening: Line | None = None
    closing: Line | None = None
    trailer: Line | None = None

    def add(self, line: Line) -> None:
        """Count one record towards the statement; details of a movement are in its amount."""
        kind = line.code[:1]
        self.records += kind in COUNTED
        if line.code == "21" and line.at(7, 10) == "0000":
            amount = line.amount(32, 33)
            self.readable &= amount is not None
            self.credit += max(amount or 0, 0)
            self.debit += max(-(amount or 0), 0)
        elif kind == "1":
            self.opening = line
        elif kind == "8":
            self.closing = line
        elif kind == "9":
            self.trailer = line

    @property
    def balances(self) -> tuple[int | None, int | None]:
        """Return the old and the new balance, in thousandths."""
        opening = self.opening.amount(43, 44) if self.opening else None
        return opening, self.closing.amount(42, 43) if self.closing else None

    @property
    def moved(self) -> int:
        """Return what all movements came to."""
        return self.credit - self.debit

    @property
    def stated(self) -> tuple[int | None, int | None, int | None]:
        """Return the debit and credit turnover and the number of records of the trailer."""
        if self.trailer is None:
            return None, None, None
        turnover = [self.trailer.raw[first - 1 : last] for first, last in ((23, 37), (38, 52), (17, 22))]
        debit, credit, count = (int(one) if _DIGITS.fullmatch(one) else None for one in turnover)
        return debit, credit, count

    @property
    def proven(self) -> bool:
        """Tell whether turnover and balances agree with the movements."""
        opening, closing = self.balances
        footed = opening is not None and closing is not None and opening + self.moved == closing
        return footed and self.readable and self.stated[:2] == (self.debit, self.credit)


def records(data: bytes) -> Iterator[Line]:
    """Yield the records of a file."""
    for number, text in sliced(data, WIDTH, _BEGINS):
        yield Line(number, text[:2] if text[:1] in {"2", "3"} else text[:1], text)


def statements(data: bytes) -> Iterator[Sums]:
    """Yield the sums of each statement in order: one begins at a record 0, or at any that stands in none."""
    held: Sums | None = None
    for line in records(data):
        if begins(line, inside=held is not None):
            if held is not None:
                yield held
            held = Sums(line.number)
        assert held is not None, "a statement has begun"
        held.add(line)
        if line.code == "9":
            yield held
            held = None
    if held is not None:
        yield held


def begins(line: Line, *, inside: bool) -> bool:
    """Tell whether a record begins a statement."""
    return line.code == "0" or not inside


def day(text: str) -> date | None:
    """Return the day of DDMMYY, None for zeros and for what is none."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year = int(found[3])
    try:
        return date((1900 if year >= _CENTURY_TURNS else 2000) + year, int(found[2]), int(found[1]))
    except ValueError:
        return None


def minor(thousandths: int, currency: str) -> int | None:
    """Return minor units, None where the amount has parts of one."""
    whole, rest = divmod(abs(thousandths) * 10 ** exponent(currency), 10**_DECIMALS)
    return None if rest else whole if thousandths >= 0 else -whole


def account(line: Line, first: int) -> tuple[str, str]:
    """Return account number and currency of the 37 columns from `first` (records 1, 8 and 2.3)."""
    currency = line.at(first + 34, first + 36)
    number = line.at(first, first + 33)
    head, _, behind = number.partition(" ")
    if not currency and behind.strip()[:3].isalpha():  # the old Belgian structure: 12 digits, a blank, the currency
        currency = behind.strip()[:3]
    return head, currency
