"""The month a payer names, as in `RENT NOVEMBER`: of items that are alike otherwise, that month's comes first."""

import re

from kit.remembering import remembered
from matcher.explanations.pieces import Hypothesis

#: Names of the months, January first, in the languages payers write.
NAMES = (
    ("JAN", "JANUARY", "JANUAR", "JÄNNER", "JANVIER", "ENERO", "GENNAIO", "JANUARI"),
    ("FEB", "FEBRUARY", "FEBRUAR", "FEVRIER", "FÉVRIER", "FEBRERO", "FEBBRAIO", "FEBRUARI"),
    ("MAR", "MARCH", "MÄRZ", "MAERZ", "MARS", "MARZO", "MAART"),
    ("APR", "APRIL", "AVRIL", "ABRIL", "APRILE"),
    ("MAY", "MAI", "MAYO", "MAGGIO", "MEI"),
    ("JUN", "JUNE", "JUNI", "JUIN", "JUNIO", "GIUGNO"),
    ("JUL", "JULY", "JULI", "JUILLET", "JULIO", "LUGLIO"),
    ("AUG", "AUGUST", "AOUT", "AOÛT", "AGOSTO", "AUGUSTUS"),
    ("SEP", "SEPT", "SEPTEMBER", "SEPTEMBRE", "SEPTIEMBRE", "SETTEMBRE"),
    ("OCT", "OCTOBER", "OKT", "OKTOBER", "OCTOBRE", "OCTUBRE", "OTTOBRE"),
    ("NOV", "NOVEMBER", "NOVEMBRE", "NOVIEMBRE"),
    ("DEC", "DECEMBER", "DEZ", "DEZEMBER", "DECEMBRE", "DÉCEMBRE", "DICIEMBRE", "DICEMBRE"),
)
#: Who names a month pays what was issued in it; now and then what is due in it; seldom something else.
DUE, OTHER = 0.5, 0.1
_NUMBERS = {name: number for number, names in enumerate(NAMES, start=1) for name in names}
_NAMED = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?![^\W\d_])")


@remembered(1 << 10)
def said(words: str) -> frozenset[int]:
    """Return the months, 1 to 12, that words in capitals name."""
    return frozenset(_NUMBERS[name] for name in _NAMED.findall(words))


def share(hypothesis: Hypothesis, months: frozenset[int]) -> float:
    """Return how much of its likelihood is left beside the months that are named; all where none is."""
    if not months or all(piece.item.issued_on.month in months for piece in hypothesis.pieces):
        return 1.0
    return DUE if all(piece.item.due_on.month in months for piece in hypothesis.pieces) else OTHER
