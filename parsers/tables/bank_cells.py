"""A day and an amount as banks write them in tables: a strict grammar, and what a cell proves about the whole file."""

import re
from datetime import date, timedelta
from functools import lru_cache

from kit.money import MINOR_MAX, exponent

#: How the numbers of a day follow one another; `serial`: days since 1899-12-30 as Excel counts them.
ORDERS = ("ymd", "dmy", "mdy", "serial")
_YEARS = (1000, 2100)
_CENTURY = 70  # two digits from here on are of the last century
_SERIALS = (20_000, 80_000)
_MONTHS: dict[str, int] = {}
_MONTHS.update(
    {
        name: number
        for number, names in enumerate(
            (
                "jan january januar janv janvier gen gennaio ene enero januari janeiro sty led ocak",
                "feb february februar fev fevr fevrier febbraio febrero februari fevereiro lut uno subat",
                "mar march marz maerz mars marzo maart mrt marco maa bre mart",
                "apr april avr avril aprile abr abril kwi dub nisan",
                "may mai mag maggio mayo mei maio maj kve mayis",
                "jun june juni juin giu giugno junio junho cze cvn haziran",
                "jul july juli juil juillet lug luglio julio julho lip cvc temmuz",
                "aug august aout ago agosto augustus sie srp agustos",
                "sep sept september septembre set settembre septiembre setembro wrz zar eylul",
                "oct october okt oktober octobre ott ottobre octubre oktober out outubro paz rij ekim",
                "nov november novembre noviembre novembro lis kasim",
                "dec december dez dezember decembre dic dicembre diciembre dezembro gru pro aralik des desember",
            ),
            start=1,
        )
        for name in names.split()
    }
)
#: What may follow a day: an hour, with what belongs to it.
_HOUR = r"(?:[T ,]+\(?[0-9]{1,2}[:.h][0-9]{2}[0-9:.,+\-Z ]*(?:[AaPp]\.?[Mm]\.?)? ?(?:[A-Z]{2,5})?\)?)?"
_PARTS = re.compile(
    r"([0-9]{1,4})\s?[-/. 年년]\s?([0-9]{1,2}|[A-Za-zÀ-ž]{3,10})\.?\s?[-/. 月월]\s?([0-9]{1,4})[.日일]?" + _HOUR
)
_WORD_FIRST = re.compile(r"([A-Za-zÀ-ž]{3,10})\.?\s([0-9]{1,2}),?\s([0-9]{4})" + _HOUR)
_SOLID = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})(?:[0-9]{6})?" + _HOUR)
_ISO = re.compile(r"([12][0-9]{3})-([0-9]{2})-([0-9]{2})" + _HOUR)
_NUMBER = re.compile(r"[0-9]{5}(?:\.[0-9]+)?", re.ASCII)
_ACCENTS = str.maketrans("éèûäçćźű", "eeuacczu")


@lru_cache(maxsize=4096)
def days(text: str) -> dict[str, date]:
    """Return what day a cell may be, by the order of its numbers; empty where it is none under any."""
    if found := _ISO.fullmatch(text) or _SOLID.fullmatch(text):
        return _one("ymd", found[1], found[2], found[3])
    if _NUMBER.fullmatch(text):
        serial = int(text[:5])
        inside = _SERIALS[0] <= serial <= _SERIALS[1]
        return {"serial": date(1899, 12, 30) + timedelta(days=serial)} if inside else {}
    if found := _WORD_FIRST.fullmatch(text):
        return _one("mdy", found[3], found[1], found[2])
    found = _PARTS.fullmatch(text)
    return _numbers(found) if found else {}


def _numbers(found: re.Match[str]) -> dict[str, date]:
    """Return the readings of three numbers, the second perhaps a month's name. Behind points the day comes first."""
    first, middle, last = found[1], found[2], found[3]
    if len(first) > 2:
        return _one("ymd", first, middle, last) if len(last) <= 2 else {}
    if not middle.isdigit():
        return _one("dmy", last, middle, first)
    if len(last) not in {2, 4}:
        return {}
    by_day = _one("dmy", last, middle, first)
    dots = found.string[found.end(1) : found.start(2)].strip() == "."
    return by_day if dots else by_day | _one("mdy", last, first, middle)


def _one(order: str, year: str, month: str, day: str) -> dict[str, date]:
    """Return the day under an order, nothing where there is no such day."""
    if not (year + day).isascii():
        return {}
    number = int(month) if month.isdigit() else _MONTHS.get(month.casefold().translate(_ACCENTS), 0)
    full = int(year) if len(year) > 2 else int(year) + (1900 if int(year) >= _CENTURY else 2000)
    if not _YEARS[0] <= full <= _YEARS[1]:
        return {}
    try:
        return {order: date(full, number, int(day))}
    except ValueError:
        return {}


def day(text: str, order: str) -> date | None:
    """Return the day of a cell. One that has a single reading is that day whatever the order of the others."""
    found = days(text)
    if len(found) == 1 and "serial" not in found and not ({"dmy", "mdy"} >= found.keys() and order in {"dmy", "mdy"}):
        return next(iter(found.values()))
    return found.get(order)


_SIGNS = r"+\-−–"
_MINUS = frozenset("-−–")
_GAP = " \u00a0\u202f\u2009'’"
_SYMBOL = r"(?:[A-Z]{3}|[$€£¥₩₹₽₺₪฿]|US\$|R\$|C\$|A\$|HK\$|kr|Kč|zł|Ft|Fr\.?|円|元|원)"
_SHAPE = re.compile(
    rf"(?P<lead>[{_SIGNS}(]?)\s*(?:{_SYMBOL})?\s*(?P<inner>[{_SIGNS}]?)\s*(?P<number>[0-9.,{_GAP}]*[0-9][.,]?)"
    rf"\s*(?P<close>\)?)(?P<trail>[{_SIGNS}]?)\s*(?:{_SYMBOL})?\s*(?P<side>CR|DR|C|D|Cr|Dr)?"
)
_POINT = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,6})?", re.ASCII)
_CODES = re.compile(r"\b([A-Z]{3})\b")
_SIGNS_OF = {"€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR", "₽": "RUB", "₺": "TRY", "₪": "ILS", "฿": "THB"}
_SIGNS_OF |= {"US$": "USD", "R$": "BRL", "C$": "CAD", "A$": "AUD", "HK$": "HKD", "Kč": "CZK", "zł": "PLN", "Ft": "HUF"}
_GROUPS = {
    mark: re.compile(rf"[0-9]{{1,3}}(?:([{re.escape(other + _GAP)}])[0-9]{{3}})(?:\1[0-9]{{3}})*|[0-9]+")
    for mark, other in ((".", ","), (",", "."))
}
_LAKHS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}", re.ASCII)


def marks(text: str) -> str:
    """Return which decimal mark a cell proves: `.` or `,`; `?` where it may be either, empty where none stands."""
    found = _SHAPE.fullmatch(text.lstrip("'"))
    if found is None:
        return ""
    number = "".join(letter for letter in found["number"] if letter not in _GAP)
    kinds = [mark for mark in ".," if mark in number]
    if not kinds:
        return ""
    last = max(kinds, key=number.rfind)
    if len(kinds) > 1:
        return last
    if number.count(last) > 1:
        return "," if last == "." else "."
    before, _, after = number.partition(last)
    return "?" if len(after) == 3 and 0 < len(before) <= 3 and before != "0" else last


def amount(text: str, mark: str, currency: str) -> int | None:
    """Return the signed minor units of a cell under a decimal mark, None where it is no amount or too exact.

    Groups of three (or of India's two) by the other mark, a blank or an apostrophe; a sign before, behind or as
    brackets; a currency before or behind; `CR` and `DR` behind. Digits are ASCII; nothing may be left over.
    """
    if mark == "." and _POINT.fullmatch(text):
        whole, _, part = text.lstrip("+-").partition(".")
        return _minor((whole, "", part), currency, negative=text[0] == "-")
    found = _SHAPE.fullmatch(text.removeprefix("'"))
    if found is None or (found["lead"] == "(") != (found["close"] == ")"):
        return None
    signs = [sign for sign in (found["lead"].strip("("), found["inner"], found["trail"]) if sign]
    if len(signs) + (found["lead"] == "(") > 1:
        return None
    negative = found["lead"] == "(" or any(sign in _MINUS for sign in signs)
    if found["side"]:
        negative = negative or found["side"][0] == "D"
    number = found["number"].strip(_GAP)
    if not mark:
        if not exponent(currency) and any(groups.fullmatch(number) for groups in _GROUPS.values()):
            number = "".join(filter(str.isdigit, number))  # a currency without cents has marks of thousands only
        return _minor((number, "", ""), currency, negative=negative) if number.isascii() and number.isdigit() else None
    whole, point, part = number.rpartition(mark) if mark in number else (number, "", "")
    whole = whole or "0"
    if not _GROUPS[mark].fullmatch(whole) and not (mark == "." and _LAKHS.fullmatch(whole)):
        return None
    digits = "".join(letter for letter in whole if letter in "0123456789")
    return _minor((digits, point, part), currency, negative=negative)


def _minor(parts: tuple[str, str, str], currency: str, *, negative: bool) -> int | None:
    """Return minor units; None where digits beyond the currency's are not zero, or the amount is beyond reason."""
    whole, _, part = parts
    digits = exponent(currency)
    if part[digits:].strip("0") or (part and not (part.isascii() and part.isdigit())):
        return None
    minor = int(whole + part[:digits].ljust(digits, "0"))
    if minor > MINOR_MAX:
        return None
    return -minor if negative else minor


def currency(text: str) -> str:
    """Return the currency that an amount's own cell says, else empty; a dollar sign alone says none."""
    if code := _CODES.search(text):
        return code[1]
    return next((code for sign, code in _SIGNS_OF.items() if sign in text), "")


def below(text: str) -> bool:
    """Whether an amount is written below zero."""
    return (
        text[0] in "-−–(" or text[-1] in "-−–)D" or text.endswith(("DR", "Dr")) or any(sign in text for sign in "-−–")
    )
