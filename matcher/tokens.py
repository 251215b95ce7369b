"""A text is read once, from left to right, into numbers, amounts and words that keep their place in it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kit.money import exponent
from matcher import labels

_DASHES = {ord(mark): "-" for mark in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe63\uff0d"}

#: What a text is made of, first alternative first. A number with separators stays one chunk; a list breaks at its
#: blanks and commas.
_PIECES = re.compile(
    r"""
    (?P<amount> (?<![A-Z0-9./-]) -?
        (?: [$]\s?\d[\d,]*(?:\.\d{1,2})?(?!\d)
          | \d{1,3}(?:,\d{3})+\.\d{2}(?![\d.])
          | \d+\.\d{2}(?![A-Z0-9./-]|\.\d) )
        -? )
  | (?P<time>   (?<![\d:]) \d{1,2}:\d{2}(?::\d{2})?(?![\d:]) )
  | (?P<phone>  (?<![A-Z0-9-]) (?:1[-. ])? (?: \(\d{3}\)\s? | \d{3}[-.] ) \d{3}[-.]\d{4}(?![A-Z0-9]) )
  | (?P<date>   (?<![A-Z0-9/-])
        (?: \d{1,2}(?P<mark>[/-])\d{1,2}(?P=mark)(?:\d{4}|\d{2}) | \d{4}-\d{2}-\d{2} )
        (?![A-Z0-9/-]) )
  | (?P<chunk>  [A-Z0-9]+(?:[-./_][A-Z0-9]+)* )
    """,
    re.VERBOSE | re.ASCII,
)
_DIGIT = re.compile(r"\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a text: `sort` is number, word, amount, date, phone or time; `role` is what its label says."""

    start: int
    end: int
    text: str  # as levelled: capitals, ASCII, one character for each of the raw text
    sort: str
    role: str
    gap: str  # what stands between the token before and this one


def levelled(text: str) -> str:
    """Return the text in ASCII capitals, every character in its place: accents off, dashes plain, the rest blank."""
    if text.isascii():
        return text.upper()
    return "".join(map(_level, text.translate(_DASHES)))


def _level(letter: str) -> str:
    """Return one capital ASCII character for one of any script."""
    plain = unicodedata.normalize("NFKD", letter).upper().encode("ascii", "ignore").decode()
    return plain if len(plain) == 1 else (plain[:1] or " ")


def tokens(text: str) -> list[Token]:
    """Return the pieces of a text, line ends read as blanks, each number with the role its label gives."""
    return list(_roles(list(_raw(levelled(text)))))


def _raw(level: str) -> Iterator[Token]:
    """Cut a levelled text into pieces without roles; what looks like a date but is none is a number."""
    before = 0
    for found in _PIECES.finditer(level):
        sort = found.lastgroup or "chunk"
        text = found[0]
        if sort == "date" and not calendar(text):
            sort = "chunk"
        if sort == "chunk":
            sort = "number" if _DIGIT.search(text) else "word"
        yield Token(found.start(), found.end(), text, sort, "", level[before : found.start()])
        before = found.end()


def _roles(pieces: list[Token]) -> Iterator[Token]:
    """Hand each number the role of the label before it; a label ends where other words begin."""
    role = ""
    words: list[str] = []
    gaps = [*(piece.gap.strip() for piece in pieces[1:]), ""]
    for piece, after in zip(pieces, gaps, strict=False):
        if piece.sort == "word":
            cut = words[-1] + piece.text if words and piece.gap == "\n" else ""  # a label that a line end cuts
            words = [*words[-2:], cut if cut in labels.WORDS else piece.text]
            role = _after_word(role, words, after)
            yield piece
            continue
        zipped = len(words) > 1 and words[-1] in labels.STATES and len(piece.text) in {5, 10} and not piece.gap.strip()
        yield replace(piece, role="noise" if zipped else role)
        if piece.sort == "number":
            words = []
            single = role in labels.SINGLE and len(piece.text) > 1  # `TRN*1*` counts, it names nothing
            role = "" if single else role


def _after_word(role: str, words: list[str], after: str) -> str:
    """Return the role that holds behind a word: its own, that of the words it ends, or the one before.

    A name begins with a colon behind its label, and only a label with a mark of its own ends it: names hold any word.
    """
    marked = after[:1] in {":", "=", "#", "*"} and bool(after)
    for count in (3, 2, 1):
        named = labels.WORDS.get(" ".join(words[-count:])) if count <= len(words) else None
        if named == "name":
            return "name" if after[:1] in {":", "="} and after else role
        if named and (role != "name" or marked or count > 1):
            return named
    if role == "name" or words[-1] in labels.CONNECTIVES or words[-1] in labels.PART_WORDS:
        return role
    return ""


def calendar(text: str) -> date | None:
    """Return the day that digits with or without separators write, month first or year first, or None."""
    parts = [int(part) for part in re.split(r"[/-]", text)] if not text.isdigit() else _packed(text)
    if len(parts) != 3:
        return None
    year, month, day = parts if parts[0] > 31 else (parts[2], parts[0], parts[1])
    return _day(year, month, day) or _day(year, day, month)


def _packed(text: str) -> list[int]:
    """Return the three numbers of an unseparated date: YYYYMMDD, MMDDYYYY or MMDDYY."""
    if len(text) == 8 and text[:2] in {"19", "20"}:
        return [int(text[:4]), int(text[4:6]), int(text[6:])]
    return [int(text[:2]), int(text[2:4]), int(text[4:])] if len(text) in {6, 8} else []


def _day(year: int, month: int, day: int) -> date | None:
    """Return the day, two-digit years in this century, or None where the calendar has none."""
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def minor(text: str, currency: str) -> int | None:
    """Return the minor units of an amount as people write it (`$1,250.00`), or None."""
    digits = exponent(currency)
    sign = -1 if text.startswith("-") or text.endswith("-") else 1
    whole, _, part = text.strip("$ -").replace(",", "").partition(".")
    if not whole.isdigit() or len(part) > digits:
        return None
    return sign * int(whole + part.ljust(digits, "0"))
