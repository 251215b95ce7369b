"""Amounts and days as SWIFT MT fields write them: a comma for the decimals, six digits for a day."""

import calendar
import re
from datetime import date
from functools import lru_cache

from kit.money import EXPONENTS, MINOR_MAX, parsed

#: Two digits of a year from here on are of the last century (SWIFT leaves it open; the pivot of US bank files).
PIVOT = 80
_COMMA = re.compile(r"[0-9]{0,15},[0-9]{0,6}|[0-9]{1,15}", re.ASCII)
_POINT = re.compile(r"[0-9]{1,15}\.[0-9]{0,2}", re.ASCII)
_DATE = re.compile(r"[0-9]{6}", re.ASCII)


def minor(text: str, currency: str) -> int | None:
    """Return the minor units of `1234,5`, `,50` or `10,`; None for anything else and for more than a posting moves.

    Without a comma only whole digits count; thousands marks, signs and exponents are refused: nothing is read in part.
    """
    if not _COMMA.fullmatch(text) or text == ",":
        return None
    whole, _, part = text.partition(",")
    return minor_of(whole, part, currency)


def minor_of(whole: str, part: str, currency: str) -> int | None:
    """Return the minor units of ASCII digits before and behind the comma, None beyond the currency or any posting."""
    if len(part) == 2 and currency not in EXPONENTS:
        size = int(whole + part)
        return size if size <= MINOR_MAX else None
    found = parsed(f"{whole or '0'}.{part}", currency) if whole or part else None
    return found if found is not None and found <= MINOR_MAX else None


def pointed(text: str, currency: str) -> int | None:
    """Return the minor units of an amount with a point for its decimals (`300.00`, old Dutch files), else None."""
    return minor(text.replace(".", ","), currency) if _POINT.fullmatch(text) else None


@lru_cache(maxsize=4096)
def day(text: str) -> tuple[date | None, bool]:
    """Return the day of YYMMDD and whether it stands in the calendar; 30 February is the month's last day."""
    if not _DATE.fullmatch(text):
        return None, False
    year, month, number = (int(text[at : at + 2]) for at in (0, 2, 4))
    year += 1900 if year >= PIVOT else 2000
    if not (1 <= month <= 12 and 1 <= number <= 31):
        return None, False
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(number, last)), number <= last


@lru_cache(maxsize=4096)
def days(value: str, entry: str) -> tuple[date | None, date | None, bool]:
    """Return value day, entry day of MMDD and whether both stand in the calendar; the year nearest to the value day."""
    valued, good = day(value)
    if not entry.strip() or valued is None:
        return valued, None, good
    years = (valued.year - 1, valued.year, valued.year + 1)
    found = [one for year in years if (one := _dated(year, entry)) is not None]
    entered = min(found, key=lambda one: abs((one - valued).days), default=None)
    return valued, entered, good and entered is not None


def _dated(year: int, entry: str) -> date | None:
    """Return the day of MMDD in a year, None where that year has no such day."""
    month, number = int(entry[:2]), int(entry[2:])
    if not (1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, number)
