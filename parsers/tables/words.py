"""A column's name as everybody writes it, made plain: lower case, one blank between words, no accents and signs."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

#: What parts the cells of a text table.
DELIMITERS = (",", ";", "\t", "|")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GAP = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "№": " no ", "#": " no "})
_NAME_MAX = 200  # a cell longer than this names no column


def listed(text: str) -> tuple[str, ...]:
    """Return names written one after the other with commas."""
    return tuple(name for part in text.split(",") if (name := " ".join(part.split())))


@lru_cache(maxsize=8192)
def plain(cell: str) -> str:
    """Return a column's name in its plain form: `Libellé d'Op.` is `libelle d op`, `CheckNumber` is `check number`."""
    if len(cell) > _NAME_MAX:
        return ""
    spaced = _HUMP.sub(" ", cell).casefold().translate(_LETTERS)
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(letter))
    return _GAP.sub(" ", unicodedata.normalize("NFC", bare)).strip()


def heads(cells: Sequence[str], groups: Iterable[frozenset[str]]) -> bool:
    """Whether a row has a column of every group."""
    names = {plain(cell) for cell in cells}
    return all(names & group for group in groups)
