"""Decimals as X12, Fedwire and XML write them to minor units; a point may come first, none is beyond reason."""

from functools import lru_cache

from kit.money import MINOR_MAX, exponent, parsed

#: An amount of so many digits is never beyond reason.
_DIGITS_SURE = len(str(MINOR_MAX)) - 1


def minor(text: str, currency: str) -> int | None:
    """Return the minor units of a decimal (`12.50`, `-.79`, `+3`), None where it is none or moves too much.

    Beyond `kit.money.parsed` only a number that starts with its point is taken (xs:decimal, X12 type R).
    """
    if text[-3:-2] == "." and exponent(currency) == 2:  # as nearly all are written
        digits = text[:-3] + text[-2:]
        if 2 < len(digits) <= _DIGITS_SURE and digits.isdecimal() and digits.isascii():
            return int(digits)
    sign, digits = (text[0], text[1:]) if text[:1] in {"+", "-"} else ("", text)
    size = parsed(sign + ("0" + digits if digits.startswith(".") and len(digits) > 1 else digits), currency)
    return size if size is not None and abs(size) <= MINOR_MAX else None


#: The same, kept for the next time: an amount is written several times in one payment.
again = lru_cache(maxsize=4096)(minor)
