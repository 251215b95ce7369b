"""A rate as people type it: percent with at most four digits after the point, kept as whole millionths."""

from aging.provision import MILLION
from kit.refusals import Invalid

PERCENT_DIGITS = 4


def millionths(percent: str) -> int:
    """Return a rate of percent with at most four digits after the point in millionths. Refused: Invalid."""
    sign = -1 if percent.startswith("-") else 1
    whole, _, part = percent.removeprefix("-").partition(".")
    if not (whole + part).isdecimal() or not (whole + part).isascii() or len(part) > PERCENT_DIGITS:
        raise Invalid(f"{percent!r} is no percentage like 0.33")
    return sign * (int(whole or "0") * (MILLION // 100) + int(part.ljust(PERCENT_DIGITS, "0")))


def percent(rate: int) -> str:
    """Return millionths as percent of four digits."""
    return f"{rate // 10_000}.{rate % 10_000:04d}"
