"""One question for every format: which deduction does this reason code, or these words, mean?"""

from parsers.codes import edifact
from parsers.codes.deductions import ISO_REASONS, Deduction, from_words
from parsers.codes.x12_426 import DEDUCTIONS

_WIDTH = 2


def deduction(code: str, words: str = "") -> Deduction:
    """Return the deduction a payer means: by its code (X12, Fedwire, ISO 20022, lockbox, EDIFACT), else by its words.

    Lockbox reasons are three wide and mostly X12's with a zero in front; Fedwire {8600} uses a part of X12's list.
    EDIFACT's list 4465 has other numbers and is told apart by its name (`4465-53`).
    A code that says nothing of its own (`ZZ`, `CS`, `L7`) leaves it to the words. What neither knows is OTHER.
    """
    plain = code.strip().upper()
    found = (
        edifact.DEDUCTIONS.get(plain)
        or ISO_REASONS.get(plain)
        or DEDUCTIONS.get(plain)
        or DEDUCTIONS.get(plain.lstrip("0").rjust(_WIDTH, "0"))
    )
    if found is None or found is Deduction.OTHER:
        return from_words(words) or from_words(code) or Deduction.OTHER
    return found
