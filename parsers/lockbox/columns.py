"""Where one column of a check ends and the next begins, told by what varies from check to check."""

from parsers.lockbox.fields import deposit_day
from parsers.lockbox.layout import LockboxLayout

_SCALE = 100
_MANY = 10  # distinct characters of a column that could not be more


def boundary(checks: list[str], layout: LockboxLayout) -> int | None:
    """Return how well the columns of a layout end where the content does, or None where serials are no numbers.

    A number is padded in front, so its last column varies from check to check and the column after it, the pad of the
    next number, does not. Each boundary counts for the share of checks that have a pad there and for the drop of what
    varies; the free part begins with nothing, a blank, a letter or a day.
    """
    account = 7 + layout.amount + layout.routing
    serial, rest = account + layout.account, layout.rest
    serials = [text[serial:rest].strip() for text in checks]
    odd = sum(bool(one) and not (one.isascii() and one.isdigit()) for one in serials)
    if odd * 5 > len(checks):
        return None
    padded = sum(text[serial : serial + 1] in {"0", " ", ""} for text in checks)
    sensible = sum(_sensible(text[rest:].rstrip()) for text in checks)
    ended = sum(text[serial - 1 : serial].isalnum() for text in checks)
    worth = _SCALE * (padded + sensible + ended) // len(checks)
    return worth + _drop(checks, account) + 2 * _drop(checks, serial) + 2 * _drop(checks, rest)


def _drop(checks: list[str], at: int) -> int:
    """Return how much less the column at a boundary varies than the one before it."""
    before = len({text[at - 1 : at] for text in checks})
    after = len({text[at : at + 1] for text in checks})
    return _SCALE * (before - after) // min(len(checks), _MANY)


def _sensible(rest: str) -> bool:
    """Tell whether what follows the serial begins where the serial ends: nothing, a day, or a word."""
    return not rest or rest[0] == " " or rest[:1].isalpha() or deposit_day(rest[:6]) is not None
