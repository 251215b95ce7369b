"""The days of a QIF file: month first or day first is nowhere said, so the whole file decides, or nobody."""

import re
from collections.abc import Callable, Iterable
from datetime import date

_PARTS = re.compile(r"\s*(\d{1,4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-']\s*(\d{1,4})\s*", re.ASCII)
_CENTURY_TURNS = 70  # years 70 to 99 are of the last century
_LAST_YEAR = 2150
_SHORT = 100

_COMPACT = re.compile(r"\s*((?:19|20)\d{2})([01]\d)([0-3]\d)\s*", re.ASCII)
_SPELT = re.compile(r"\s*(\d{1,2})[ .\-/]*([A-Za-z]{3})[a-z]*[ .,\-/']*(\d{4}|\d{2})\s*", re.ASCII)
_SPELT_FIRST = re.compile(r"\s*([A-Za-z]{3})[a-z]*[ .\-/]*(\d{1,2})[ .,\-/']+(\d{4}|\d{2})\s*", re.ASCII)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

Reader = Callable[[str], date | None]


def _month_first(text: str) -> date | None:
    """Read M/D/Y, as QIF was made."""
    return _read(text, (2, 0, 1)) or _plain(text)


def _day_first(text: str) -> date | None:
    """Read D/M/Y, as programs outside the United States write it."""
    return _read(text, (2, 1, 0)) or _plain(text)


def _year_first(text: str) -> date | None:
    """Read Y-M-D."""
    return (_read(text, (0, 1, 2)) if re.match(r"\s*\d{4}", text, re.ASCII) else None) or _plain(text)


def _plain(text: str) -> date | None:
    """Read a day that no order can change: YYYYMMDD, or one whose month is a word."""
    if found := _COMPACT.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    spelt = _SPELT.fullmatch(text)
    first = _SPELT_FIRST.fullmatch(text)
    day, word, year = spelt.groups() if spelt else (first[2], first[1], first[3]) if first else ("", "", "")
    return _day(int(year), _MONTHS.index(word.lower()) + 1, int(day)) if word.lower() in _MONTHS else None


def _read(text: str, order: tuple[int, int, int]) -> date | None:
    """Return the day whose year, month and day stand at these places, or None."""
    found = _PARTS.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(found[place + 1]) for place in order)
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    """Return a day whose year may lack its century, None where there is none."""
    if year < _SHORT:
        year += 1900 if year >= _CENTURY_TURNS else 2000
    try:
        return date(year, month, day) if _SHORT < year <= _LAST_YEAR else None
    except ValueError:
        return None


_READERS: tuple[Reader, ...] = (_year_first, _month_first, _day_first)


def reader(written: Iterable[str]) -> Reader | None:
    """Return the one way to read days by which every day of a file is one; None where several are, or none is.

    Where two ways give the same days (`1/1/26`, `2/2/26`), either is right.
    """
    left = list(_READERS)
    differing = False
    for text in written:
        days = {read: one for read in _READERS if (one := read(text)) is not None}
        if days:  # what is a day by no order decides nothing
            left = [read for read in left if read in days]
            differing |= len({days[read] for read in left}) > 1
    return left[0] if len(left) == 1 or (left and not differing) else None
