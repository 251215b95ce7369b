"""Amounts and days as payers write them: what is not clearly one is text, and a whole paper decides its conventions."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kit.money import exponent
from parsers import decimals

#: What no paper says is taken from here, and the assumption is said.
USUAL_CURRENCY = "USD"
_SIGNS = {
    **dict.fromkeys(("US$", "$"), "USD"),
    **dict.fromkeys(("CA$", "C$"), "CAD"),
    **dict.fromkeys(("AU$", "A$"), "AUD"),
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
}
_POINTED = {"USD", "GBP", "CAD", "AUD", "BHD", "JOD", "KWD", "OMR"}  # currencies whose countries write a decimal point
CODES = frozenset(
    (
        *("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON"),
        *(
            "SGD",
            "HKD",
            "CNY",
            "INR",
            "MXN",
            "BRL",
            "ZAR",
            "AED",
            "SAR",
            "KWD",
            "BHD",
            "JOD",
            "TND",
            "OMR",
            "KRW",
            "THB",
        ),
        *("ILS", "TRY", "CLP", "COP", "PEN", "ISK", "TWD", "PHP", "MYR", "IDR"),
    )
)
_CODE = r"(?:US\$|CA\$|AU\$|C\$|A\$|[$€£¥]|(?:" + "|".join(sorted(CODES)) + r")\b)"
_NUMBER = (
    r"(?:[0-9]{1,3}(?P<group>[.,'’\u00a0\u202f ])[0-9]{3}(?:(?P=group)[0-9]{3})*(?:[.,][0-9]{1,3})?"
    r"|[0-9]{1,15}(?:[.,][0-9]{1,3})?)"
)
_AMOUNT = re.compile(
    rf"(?P<bracket>\()?\s*(?P<sign>[-+])?\s*(?P<mark>{_CODE})?\s*(?P<inner>[-+])?\s*(?P<number>{_NUMBER})\s*"
    rf"(?P<behind>-|CR\b|DR\b)?\s*(?P<after>{_CODE})?\s*(?P<close>\))?\s*(?P<last>CR|DR)?"
)
#: An amount inside running text: a currency or two digits after the point, nothing glued to it.
WRITTEN = re.compile(
    rf"(?<![\w.,/-])(?:{_CODE}\s?-?(?:[0-9]{{1,3}}(?:[.,'’][0-9]{{3}})*(?:[.,][0-9]{{2}})?|[0-9]+[.,][0-9]{{2}})(?:-(?!\w))?"
    rf"|-?(?:[0-9]{{1,3}}(?:[.,'’][0-9]{{3}})+|[0-9]+)[.,][0-9]{{2}}(?:\s?{_CODE})?)(?![\w/]|[.,-][0-9])"
)
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-"})
_MARKED = re.compile(_CODE)
_DECIMAL_TAIL = re.compile(
    r"(?<![0-9/.,-])[(-]?(?:[0-9]{1,3}(?:[.,'’][0-9]{3})*|[0-9]+)([.,])[0-9]{2}\)?-?(?![0-9.,/])"
)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero januari ene",
            "feb february februar fevrier février febrero februari",
            "mar march märz marz mars marzo maart mrz mär",
            "apr april avril abril avr",
            "may mai mayo mei",
            "jun june juni juin junio",
            "jul july juli juillet julio",
            "aug august août aout agosto augustus",
            "sep sept september septembre septiembre",
            "oct october oktober octobre octubre okt",
            "nov november novembre noviembre",
            "dec december dezember décembre decembre diciembre dez",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.Z+-]*)?")
_COMPACT = re.compile(r"(20[0-9]{2})([01][0-9])([0-3][0-9])")
_TRIPLE = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2((?:[0-9]{2}){1,2})")
_TRIPLES = re.compile(rf"(?<![0-9A-Za-z/.-]){_TRIPLE.pattern}(?![0-9A-Za-z/-])")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]{1,2}(?:of )?([^\W\d]{3,10})\.?[ ,-]{1,2}([0-9]{4}|[0-9]{2})")
_NAME_FIRST = re.compile(r"([^\W\d]{3,10})\.?[ -]([0-9]{1,2})(?:st|nd|rd|th)?,?[ -]([0-9]{4}|[0-9]{2})")
_PIVOT = 80
#: Words that belong to a document's number as payers write it.
_NOUNS = frozenset(
    ("", "inv", "invoice", "no", "nr", "number", "credit", "debit", "memo", "note", "cm", "dm", "cr", "po", "bill")
)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ", re.IGNORECASE)
#: A day inside running text.
DAY = re.compile(
    rf"(?<![\w/.-])(?:{_ISO.pattern}|{_YEAR_FIRST.pattern}|"
    + _TRIPLE.pattern.replace(r"\2", "[/.-]")
    + rf"|{_NAMED.pattern}|{_NAME_FIRST.pattern})(?![\w/])"
)


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a paper writes. `point` is its decimal mark, empty where it shows none; `day_first` None: undecided."""

    currency: str = USUAL_CURRENCY
    stated: bool = False  # the paper names its currency
    several: bool = False  # it names more than one
    point: str = ""
    day_first: bool | None = None

    def amount(self, text: str) -> int | None:
        """Return minor units, None where the text is no amount without doubt."""
        return _amount(text, self.currency, self.point)

    def day(self, text: str) -> date | None:
        """Return the day, None where the text is none or day and month may be changed."""
        return _day(text.strip(), day_first=self.day_first)


def conventions(texts: Iterable[str]) -> Conventions:
    """Return how a paper writes, from all of its texts: what two of them contradict is undecided."""
    points: Counter[str] = Counter()
    orders: set[bool] = set()
    codes: Counter[str] = Counter()
    signs: Counter[str] = Counter()
    for text in texts:
        points.update(found[1] for found in _DECIMAL_TAIL.finditer(text))
        orders.update(_orders(text))
        for found in _MARKED.finditer(text):
            (codes if found[0] in CODES else signs)[_SIGNS.get(found[0], found[0])] += 1
    named = codes or signs
    currency = named.most_common(1)[0][0] if named else USUAL_CURRENCY
    point = next(iter(points)) if len(points) == 1 else ""
    if not points and named and currency in _POINTED:
        point = "."
    order = next(iter(orders)) if len(orders) == 1 else None
    return Conventions(currency, bool(named), len(named) > 1, point, order)


def _orders(text: str) -> Iterable[bool]:
    """Yield what the days of a text say: True where only the first number can be the day, False the second."""
    for found in _TRIPLES.finditer(text):
        first, second = int(found[1]), int(found[3])
        if found[2] != "." and max(first, second) <= 31 and (first > 12) != (second > 12):
            yield first > 12


@lru_cache(maxsize=4096)
def _amount(text: str, currency: str, point: str) -> int | None:
    """Read an amount in a currency under a decimal mark."""
    found = _AMOUNT.fullmatch(text.strip().translate(_DASHES)) if len(text) <= 40 else None
    if found is None or bool(found["bracket"]) != bool(found["close"]):
        return None
    marks = {_SIGNS.get(mark, mark) for mark in (found["mark"], found["after"]) if mark}
    if any(mark != currency and not _dollars(mark, currency) for mark in marks):
        return None
    less = [bool(found["bracket"]), found["sign"] == "-", found["inner"] == "-", found["behind"] in {"-", "CR"}]
    less.append(found["last"] == "CR")
    if sum(less) > 1:
        return None
    plain = _plain(found["number"], point or ("." if marks and currency in _POINTED else ""), currency)
    minor = decimals.minor(plain, currency) if plain else None
    return -minor if minor is not None and any(less) else minor


def _dollars(mark: str, currency: str) -> bool:
    """Whether a plain dollar sign may stand for the currency."""
    return mark == "USD" and currency in {"CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "USD"}


def _plain(number: str, point: str, currency: str) -> str:
    """Return a number as a plain decimal, empty where its marks may mean two things."""
    marks = [mark for mark in number if not mark.isdigit()]
    if not marks:
        return number
    last, kinds = marks[-1], set(marks)
    if len(kinds) == 2:
        decimal = last in {".", ","} and last == (point or last) and marks.count(last) == 1
        return number.replace(next(iter(kinds - {last})), "").replace(last, ".") if decimal else ""
    if last not in {".", ","} or len(marks) > 1:
        whole = last != point and all(len(part) == 3 for part in number.split(last)[1:])
        return number.replace(last, "") if whole else ""
    return _single(number, last, point, exponent(currency))


def _single(number: str, mark: str, point: str, digits: int) -> str:
    """Return a number of one mark, a point or a comma: its decimal mark, or the one of its thousands."""
    after = len(number) - number.index(mark) - 1
    if after <= (digits if point == mark else min(digits, 2)) and point in {"", mark}:
        return number.replace(mark, ".")
    return number.replace(mark, "") if after == 3 and ((point and point != mark) or digits == 0) else ""


@lru_cache(maxsize=4096)
def _day(text: str, *, day_first: bool | None) -> date | None:
    """Read a day in any of the ways above."""
    text = _WEEKDAY.sub("", text)
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _valid(found[1], int(found[2]), int(found[3]))
    if found := _TRIPLE.fullmatch(text):
        return _ordered(int(found[1]), int(found[3]), found[4], day_first=True if found[2] == "." else day_first)
    if found := _NAMED.fullmatch(text):
        return _valid(found[3], _MONTHS.get(found[2].casefold(), 0), int(found[1]))
    if found := _NAME_FIRST.fullmatch(text):
        return _valid(found[3], _MONTHS.get(found[1].casefold(), 0), int(found[2]))
    return None


def _ordered(first: int, second: int, year: str, *, day_first: bool | None) -> date | None:
    """Return the day of two numbers of which the order may be unknown."""
    if day_first is None and first != second and max(first, second) <= 12:
        return None
    if day_first or (day_first is None and first > 12):
        return _valid(year, second, first)
    return _valid(year, first, second)


def _valid(year: str, month: int, number: int) -> date | None:
    """Return a day of the calendar; two digits of a year are of this century below 80."""
    whole = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= _PIVOT else 2000)
    try:
        return date(whole, month, number)
    except ValueError:
        return None


def undecided(text: str) -> bool:
    """Whether a text is a day of which day and month may be changed."""
    found = _TRIPLE.fullmatch(text.strip())
    return bool(found) and _day(text.strip(), day_first=True) is not None and _day(text.strip(), day_first=None) is None


def is_number(text: str) -> bool:
    """Whether a text may be a document's number: up to three words, each with a digit, a short prefix or a noun."""
    parts = text.split()
    plain = 0 < len(text) <= 40 and len(parts) <= 3 and any(mark in "0123456789" for mark in text)
    return plain and all(any(map(str.isdigit, part)) or _prefixes(part) for part in parts)


def _prefixes(word: str) -> bool:
    """Whether a word may stand before a document's digits."""
    return (word.isupper() and len(word) <= 5) or word.casefold().strip(".:#-") in _NOUNS
