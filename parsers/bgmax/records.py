"""The 80 column records of BgMax, and what one deposit's records sum to before its payments are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from parsers.lines import sliced

WIDTH = 80
_BEGINS = re.compile(r"0[15]|15|2[0-9]|70")
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1990, 2150  # the format is of 2004
FRAME = frozenset({"01", "70"})
PAYMENTS = frozenset({"20", "21"})


@dataclass(frozen=True, slots=True)
class Line:
    """One record: its number in the file, its code, and its text; columns are counted from 1 as the manual does."""

    number: int
    code: str
    raw: str

    def at(self, first: int, last: int) -> str:
        """Return columns first to last, blanks trimmed; a line whose trailing blanks were lost has them."""
        return self.raw[first - 1 : last].strip()

    def whole(self, first: int, last: int) -> int | None:
        """Return columns as a whole number, None where they hold anything but digits."""
        text = self.raw[first - 1 : last]
        return int(text) if len(text) == last - first + 1 and _DIGITS.fullmatch(text) else None


@dataclass(slots=True)
class Deposit:
    """One section (05 to 15): what its payments sum to, and what its deposit record says."""

    line: int = 0
    currency: str = ""
    minor: int = 0
    count: int = 0
    readable: bool = True  # every amount of it
    closing: Line | None = None

    def add(self, line: Line) -> None:
        """Count one record towards the deposit."""
        if line.code == "05":
            self.currency = line.at(23, 25)
        elif line.code in PAYMENTS:
            amount = line.whole(38, 55)
            self.readable &= amount is not None
            self.minor += (amount or 0) if line.code == "20" else -(amount or 0)
            self.count += 1
        elif line.code == "15":
            self.closing = line

    @property
    def stated(self) -> tuple[int | None, int | None]:
        """Return amount and count of the deposit record."""
        return (self.closing.whole(51, 68), self.closing.whole(72, 79)) if self.closing else (None, None)

    @property
    def on(self) -> date | None:
        """Return the day the money was paid in."""
        return day(self.closing.at(38, 45)) if self.closing else None

    @property
    def proven(self) -> bool:
        """Tell whether the deposit record agrees with the payments, in amount, count and currency."""
        agreed = self.closing is not None and self.closing.at(69, 71) == self.currency
        return agreed and self.readable and self.stated == (self.minor, self.count) and self.on is not None


def records(data: bytes) -> Iterator[Line]:
    """Yield the records of a file."""
    for number, text in sliced(data, WIDTH, _BEGINS):
        yield Line(number, text[:2], text)


def deposits(data: bytes) -> Iterator[Deposit]:
    """Yield the sections of a file in order: one begins at an 05, or at a payment that stands in none."""
    held: Deposit | None = None
    for line in records(data):
        if begins(line, inside=held is not None):
            if held is not None:
                yield held
            held = Deposit(line.number)
        elif line.code in FRAME and held is not None:
            yield held
            held = None
        if held is not None:
            held.add(line)
            if line.code == "15":
                yield held
                held = None
    if held is not None:
        yield held


def begins(line: Line, *, inside: bool) -> bool:
    """Tell whether a record begins a section."""
    return line.code == "05" or (not inside and line.code in PAYMENTS)


def day(text: str) -> date | None:
    """Return the day of eight digits, or None."""
    found = _DAY.fullmatch(text)
    if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def currency(text: str) -> str:
    """Return a currency code, empty where it is none."""
    return text if _CURRENCY.fullmatch(text) else ""
