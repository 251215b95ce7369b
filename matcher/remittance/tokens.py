"""A text is read once, from left to right, into numbers, amounts and words that keep their place in it."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from kit import mod97
from kit.money import exponent
from kit.remembering import remembered
from matcher.remittance import labels

_DASHES = {ord(mark): "-" for mark in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe63\uff0d"}

#: What a text is made of, first alternative first. A number with separators stays one chunk; a list breaks at its
#: blanks and commas. A comma before two digits marks decimals behind points of thousands, beside a currency, or behind
#: three digits at most: `10023,24` is a list.
_PIECES = re.compile(
    r"""
    (?P<word>   [A-Z]++ (?! [0-9] | [-./_][A-Z0-9] ) )
  | (?P<amount> (?<![A-Z0-9./-]) -?
        (?: [$]\s?\d[\d,]*(?:\.\d{1,2})?(?!\d)
          | \d{1,3}(?:,\d{3})+\.\d{2}(?![\d.])
          | \d+\.\d{2}(?![A-Z0-9./-]|\.\d)
          | (?:CURRENCY)?\d{1,3}(?:\.\d{3})+,\d{2}(?![\d,])
          | \d{1,3}(?:'\d{3})+\.\d{2}(?!\d)
          | (?:CURRENCY|(?<=(?:CURRENCY)\s))\d+,\d{2}(?![\d,]) | \d+,\d{2}(?=\s?(?:CURRENCY)\b)
          | (?<!,)\d{1,3},\d{2}(?![A-Z0-9,./-]) )
        -? )
  | (?P<time>   (?<![\d:]) \d{1,2}:\d{2}(?::\d{2})?(?![\d:]) )
  | (?P<phone>  (?<![A-Z0-9-]) (?:1[-. ])? (?: \(\d{3}\)\s? | \d{3}[-.] ) \d{3}[-.]\d{4}(?![A-Z0-9]) )
  | (?P<date>   (?<![A-Z0-9/-])
        (?: \d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d{2}) | \d{4}-\d{2}-\d{2} )
        (?![A-Z0-9/-]|\.\d) )
  | (?P<chunk>  [A-Z0-9]+(?:[-./_][A-Z0-9]+)* )
    """.replace("CURRENCY", "EUR|CHF|GBP|USD|SEK|NOK|DKK|PLN|CZK|HUF|RON|ISK"),
    re.VERBOSE | re.ASCII,
)
#: Points for commas and commas for points.
_TURNED = str.maketrans(",.", ".,")
_SEPARATORS = re.compile("[^A-Z0-9]+")
#: A short `und` glued between numbers (`10023u.24`).
_GLUED_AND = re.compile(r"(?<=\d)U\.(?=\s?\d)")
_DIGIT = re.compile(r"\d", re.ASCII)
#: So much of a piece is read: no number is as long, and who sends one without end shall hold up nobody else's payments.
LETTERS_MAX = 1_000
#: What looks like one sort and may be another.
_DOUBTED = frozenset({"chunk", "date"})
#: A creditor reference (ISO 11649): behind two check digits stands the number that we gave.
_CREDITORS = re.compile("RF[0-9]{2}0*[A-Z1-9][A-Z0-9]{0,20}")


#: The last words of labels that have several.
_LAST_WORDS = frozenset(label.rpartition(" ")[2] for label in labels.WORDS if " " in label)
#: Words behind which a role goes on.
_CARRYING = labels.CONNECTIVES | labels.PART_WORDS
#: What may change the role, alone or as the end of a label.
_SPEAKING = _CARRYING | _LAST_WORDS | labels.WORDS.keys()
_NO_WORDS = ("", "", "")
_MARKS = frozenset(":=#*")
#: Marks that make any word a label, which ends a name before it.
_ENDING = frozenset(":=")


class Token(NamedTuple):
    """One piece of a text: `sort` is number, word, amount, date, phone or time; `role` is what its label says."""

    start: int
    end: int
    text: str  # as levelled: capitals, ASCII, one character for each of the raw text
    sort: str
    role: str
    gap: str  # what stands between the token before and this one
    whole: str  # letters and digits only; a word as it is


def levelled(text: str) -> str:
    """Return the text in ASCII capitals, every character in its place: accents off, dashes plain, the rest blank."""
    level = text.upper() if text.isascii() else "".join(map(_level, text.translate(_DASHES)))
    return _GLUED_AND.sub(", ", level) if "U." in level else level


def _level(letter: str) -> str:
    """Return one capital ASCII character for one of any script."""
    plain = unicodedata.normalize("NFKD", letter).upper().encode("ascii", "ignore").decode()
    return plain if len(plain) == 1 else (plain[:1] or " ")


def tokens(text: str) -> list[Token]:
    """Return the pieces of a text, line ends read as blanks, each number with the role its label gives.

    A label ends where other words begin; a role that holds for one number ends behind it.
    """
    return cut(levelled(text))


def cut(level: str) -> list[Token]:
    """Return the pieces of a levelled text."""
    pieces: list[Token] = []
    role, words = "", _NO_WORDS
    before = 0
    for one in _PIECES.finditer(level):
        start, end = one.span()
        piece, gap = level[start:end], level[before:start]
        before = end
        piece = piece[:LETTERS_MAX]
        group = one.lastgroup or "word"
        sort = _sort(group, piece) if group in _DOUBTED else group
        if sort == "word":
            cut_label = gap == "\n" and words[2] + piece in labels.WORDS
            words = (words[1], words[2], words[2] + piece if cut_label else piece)
            if words[2] in _SPEAKING:
                role = _after_word(role, words, level, end)
            elif role != "name" or level[end : end + 1] in _ENDING:
                role = ""
            pieces.append(Token(start, end, piece, sort, "", gap, piece))
            continue
        if piece[:2] == "RF" and _CREDITORS.fullmatch(piece) and mod97.holds(piece):
            own = piece[4:].lstrip("0")
            pieces.append(Token(end - len(own), end, own, "number", "invoice", gap + piece[: -len(own)], own))
            words, role = _NO_WORDS, ""
            continue
        zipped = words[2] in labels.STATES and words[1] and len(piece) in {5, 10} and not gap.strip()
        whole = piece if piece.isalnum() else _SEPARATORS.sub("", piece)
        pieces.append(Token(start, end, piece, sort, "noise" if zipped else role, gap, whole))
        if sort == "number":
            words = _NO_WORDS
            role = "" if role in labels.SINGLE and len(piece) > 1 else role  # `TRN*1*` counts, it names nothing
    return pieces


def _sort(group: str, text: str) -> str:
    """Return what a chunk is, or what looks like a date: where it is none, it is a number."""
    if group == "chunk" or not calendar(text):
        return "number" if _DIGIT.search(text) else "word"
    return group


def _after_word(role: str, words: tuple[str, str, str], level: str, end: int) -> str:
    """Return the role that holds behind a word: its own, that of the words it ends, or the one before.

    A name begins with a colon behind its label, and only a label with a mark of its own ends it: names hold any word.
    """
    mark = ""
    for count in (3, 2, 1) if words[2] in _LAST_WORDS else (1,):
        named = labels.WORDS.get(" ".join(words[3 - count :]))
        if named and not mark:
            mark = level[end:].lstrip()[:1]
        if named == "name":
            return "name" if mark in {":", "="} else role
        if named == "invoice" and role == "excluded":
            return role  # `EXCEPT INV 10023`
        if named and (role != "name" or mark in _MARKS or count > 1):
            return named
    return role if role == "name" or words[2] in _CARRYING else ""


@remembered(10_000)
def calendar(text: str) -> date | None:
    """Return the day that digits with or without separators write, month first or year first, or None."""
    parts = [int(part) for part in re.split("[/.-]", text)] if not text.isdigit() else _packed(text)
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
    """Return the minor units of an amount as people write it (`$1,250.00`, `1.250,00`), or None."""
    digits = exponent(currency)
    sign = -1 if text.startswith("-") or text.endswith("-") else 1
    plain = text.strip("$ -ABCDEFGHIJKLMNOPQRSTUVWXYZ").replace("'", "")
    if plain[-3:-2] == ",":
        plain = plain.translate(_TURNED)
    whole, _, part = plain.replace(",", "").partition(".")
    if not whole.isdigit() or len(part) > digits:
        return None
    return sign * int(whole + part.ljust(digits, "0"))
