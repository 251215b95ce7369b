"""Payment references with check digits: the creditor's own number, put so that payers cannot mistype it."""

import re

_SWISS = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)
_RF = re.compile(r"RF\d{2}[A-Z0-9]{1,21}")
_QR = re.compile(r"\d{27}")
_BELGIAN = re.compile(r"[+*]{3}(\d{3})/(\d{4})/(\d{5})[+*]{3}")


def canonical(text: str) -> str | None:
    """Return the one way to write a reference whose check digits hold, None for any other text.

    Known: ISO 11649 (`RF…`, mod 97), the Swiss QR and ISR reference (27 digits, recursive mod 10), the Belgian
    structured message (`+++ddd/dddd/ddddd+++`, mod 97).
    """
    plain = "".join(text.split()).upper()
    if _RF.fullmatch(plain):
        return plain if _mod97(plain[4:] + plain[:4]) == 1 else None
    if _QR.fullmatch(plain) and plain.isascii():
        return plain if _swiss(plain) else None
    if found := _BELGIAN.fullmatch(plain):
        digits = "".join(found.groups())
        return digits if int(digits[:10]) % 97 == int(digits[10:]) % 97 else None
    return None


def _mod97(text: str) -> int:
    """Return the remainder of a text whose letters count 10 to 35."""
    return int("".join(str(int(mark, 36)) for mark in text)) % 97


def _swiss(digits: str) -> bool:
    """Tell whether the last of 27 digits is the recursive check of the others."""
    carry = 0
    for digit in digits[:-1]:
        carry = _SWISS[(carry + int(digit)) % 10]
    return (10 - carry) % 10 == int(digits[-1])
