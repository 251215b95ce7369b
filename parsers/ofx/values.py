"""The values of OFX: dates as written, amounts by a strict grammar, text with its entities read once."""

import html
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kit.money import MINOR_MAX, exponent, share

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)
_NO_DAY = "00000000"
_FIRST_YEAR, _LAST_YEAR = 1950, 2150
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8}[1-4]?);")
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
#: The plain form: what nearly every amount looks like.
_PLAIN = re.compile(r"([+-]?)([0-9]{1,15})(?:\.([0-9]{1,2}))?", re.ASCII)
_WRITTEN = re.compile(r"([+-]?)([0-9][0-9.,' ]*|[.,][0-9]+)([+-]?)", re.ASCII)
_ONE_MARK = re.compile(r"([0-9]*)([.,])([0-9]*)", re.ASCII)
_GROUPS = re.compile(r"[0-9]{1,3}(?:([.,' ])[0-9]{2,3})*(?:[.,' ][0-9]{3})", re.ASCII)
#: Signs of currencies that banks put before or behind a number; the currency itself is CURDEF's.
_SIGNS = re.compile(r"^([+-]?)\s*(?:[A-Z]{0,2}[$€£¥]|[A-Z]{3}\s)\s*|\s*[$€£¥]$", re.ASCII)
#: An amount in brackets is negative, as accountants write it.
_BRACKETS = re.compile(r"\(([^()+-]+)\)")
_SPACES = re.compile(r"[\u00a0\u2007\u2009\u202f]")
_NULL = frozenset({"null", "-null"})
_DIGITS_MAX = 15
_PART_MAX = 20


class Amount(NamedTuple):
    """An amount in minor units with its sign; `odd` is a code that says how it deviated, empty where it did not."""

    minor: int
    odd: str = ""


def text(value: str) -> str:
    """Return a value for reading: control characters dropped, entities decoded in one pass, ends trimmed."""
    if "&" in value:
        value = _ENTITY.sub(lambda found: _character(found[0]), value)
    value = value.strip()
    return value if value.isprintable() else value.translate(_CONTROLS).replace("\u00a0", " ").strip()


@lru_cache(maxsize=1024)
def _character(entity: str) -> str:
    """Return what an entity stands for, itself where it stands for nothing."""
    return html.unescape(entity)


def words(value: str) -> str:
    """Return a value on one line: breaks and indents inside it were the writer's."""
    plain = value.strip()
    if "&" not in plain and "  " not in plain and plain.isprintable():  # nearly every value
        return plain
    return " ".join(text(plain).split())


@lru_cache(maxsize=1024)
def day(value: str) -> date | None:
    """Return the calendar day as written: the first eight digits, or ISO. Time and offset never move it (0.4)."""
    found = _DAY.match(value.strip())
    if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def no_day(value: str) -> bool:
    """Tell whether a date says that there is none: empty, or eight zeros."""
    plain = value.strip()
    return not plain or plain.startswith(_NO_DAY)


def amount(value: str, currency: str, mark: str) -> Amount | None:
    """Return an amount, or None where it is none or cannot be told.

    `mark` is the decimal mark the rest of the file proves, empty where it proves none: `1,000` is then refused.
    Groups of thousands, a trailing sign, a currency sign and more digits than the currency has are said in `odd`.
    Refused: NaN, exponents, digits of other scripts, letters, groups that are none, more than money can be.
    """
    plain = value.strip()
    found = _PLAIN.fullmatch(plain)
    if found and exponent(currency) == 2:
        minor = int(found[2]) * 100 + int((found[3] or "0").ljust(2, "0"))
        return _bounded(-minor if found[1] == "-" else minor, "")
    return Amount(0, "amount_null") if plain.lower() in _NULL else _loose(plain, currency, mark)


def _loose(plain: str, currency: str, mark: str) -> Amount | None:
    """Return an amount that is not written plainly."""
    bare = _SPACES.sub(" ", text(plain))
    unsigned = _SIGNS.sub(r"\1", _BRACKETS.sub(r"-\1", bare)).strip()
    written = _WRITTEN.fullmatch(unsigned)
    if written is None or (written[1] and written[3]):
        return None
    split = _split(written[2].strip(), mark)
    if split is None:
        return None
    odd = "amount_written_loosely" if written[3] or unsigned != bare or split[2] else ""
    return _scaled("-" in {written[1], written[3]}, split[0], split[1], currency, odd)


def _scaled(negative: bool, whole: str, part: str, currency: str, odd: str) -> Amount | None:  # noqa: FBT001 - asked of every amount, by place
    """Return minor units; parts of a minor unit are rounded and said, for nobody can book them."""
    whole = whole.lstrip("0")
    if len(whole) > _DIGITS_MAX or len(part) > _PART_MAX:
        return None
    digits = exponent(currency)
    if part[digits:].strip("0"):
        minor, odd = share(int((whole or "0") + part), 10**digits, 10 ** len(part)), "amount_not_whole"
    else:
        minor = int((whole or "0") + part[:digits].ljust(digits, "0"))
    return _bounded(-minor if negative else minor, odd)


def _bounded(minor: int, odd: str) -> Amount | None:
    """Refuse what moves more than any posting may."""
    return Amount(minor, odd) if abs(minor) <= MINOR_MAX else None


def _split(number: str, mark: str) -> tuple[str, str, bool] | None:
    """Return whole digits, digits behind the mark, and whether thousands were grouped; None where it is no number."""
    if single := _ONE_MARK.fullmatch(number):
        whole, found, part = single[1], single[2], single[3]
        if not _ambiguous(whole, part):
            return whole, part, False
        return None if not mark else (whole, part, False) if found == mark else (whole + part, "", True)
    last = max(number.rfind("."), number.rfind(","))
    whole, part = (number, "") if last < 0 or number.count(number[last]) > 1 else (number[:last], number[last + 1 :])
    marks = set(whole) - set("0123456789")
    if part.strip("0123456789"):
        return None  # groups are in front of the mark, never behind it
    if not marks:
        return whole, part, False
    sound = _all_groups(whole) and (part == "" or number[last] not in whole)
    return (re.sub(r"[^0-9]", "", whole), part, True) if sound else None


def _ambiguous(whole: str, part: str) -> bool:
    """Tell whether one mark could be of thousands as well: three digits behind it, one to three before."""
    return len(part) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")


def _all_groups(number: str) -> bool:
    """Tell whether a number is groups of thousands alone, of one mark."""
    return _GROUPS.fullmatch(number) is not None and len(set(number) - set("0123456789")) == 1


def proven_mark(value: str) -> str:
    """Return the decimal mark one amount proves, empty where it proves none (7.4)."""
    number = _SPACES.sub(" ", value.strip()).lstrip("+-").rstrip("+-")
    single = _ONE_MARK.fullmatch(number)
    if single:
        return "" if _ambiguous(single[1], single[3]) or not single[3] else single[2]
    marks = [one for one in number if one in ".,"]
    if len(marks) < 2:
        return ""
    if len(set(marks)) == 2:
        return marks[-1]
    return "," if marks[0] == "." else "."
