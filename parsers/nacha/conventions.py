"""Banking conventions in a single ACH addenda: tax payments (TXP, TPP) and child support (DED), amounts in cents."""

import re
from collections.abc import Iterator

from parsers.nacha.told import Told
from parsers.records import Remittance
from parsers.x12.set_820 import day

_OPENING = re.compile(r"(?i)^\s*(?:TXP|DED|TPP)([^A-Z0-9\s])")
_ENDINGS = re.compile(r"[\\~\x85]")
_CENTS = re.compile(r"[0-9]{1,10}", re.ASCII)
#: TXP: taxpayer, tax, end of period, then up to three pairs of amount type and amount.
_TAX_PAIRS = (3, 5, 7)


def conventional(piece: str, number: int, minor: int | None) -> Told | None:
    """Return what an addenda of a convention says, None where it follows none.

    Where the first amount of a tax is the entry's, the amounts behind it are its parts and pay nothing on their own.
    """
    opening = _OPENING.match(piece)
    if opening is None:
        return None
    lines: list[Remittance] = []
    for segment in _ENDINGS.split(piece.strip()):
        tag, *elements = [element.strip() for element in segment.split(opening[1])]
        if handler := _HANDLERS.get(tag.upper()):
            lines += handler([*elements, *[""] * 10], number)
    if len(lines) > 1 and minor is not None and lines[0].paid == minor:
        del lines[1:]
    return Told(tuple(lines), text=(piece.strip(),))


def _tax(elements: list[str], number: int) -> Iterator[Remittance]:
    """Yield one line an amount of a tax payment: of which taxpayer, which tax, which period."""
    taxpayer, tax, period = elements[:3]
    pairs = [(elements[at], _cents(elements[at + 1])) for at in _TAX_PAIRS]
    said = [(kind, minor) for kind, minor in pairs if minor]
    for kind, minor in said:
        words = f"TAX {tax} PERIOD {period} TYPE {kind}".rstrip()
        yield Remittance(number, "account", taxpayer, paid=minor, issued_on=day(period), text=words)
    if taxpayer and not said:
        yield Remittance(number, "account", taxpayer, issued_on=day(period), text=f"TAX {tax} PERIOD {period}")


def _support(elements: list[str], number: int) -> Iterator[Remittance]:
    """Yield the one case a deduction is paid for."""
    application, case, paid_on, minor = elements[:4]
    if case:
        words = " ".join(part for part in (application, elements[6]) if part)
        yield Remittance(number, "account", case, paid=_cents(minor), issued_on=day(paid_on), text=words)


def _third_party(elements: list[str], number: int) -> Iterator[Remittance]:
    """Yield for whom a third party pays; how the rest is laid out its own guide says, so it stays text."""
    if elements[0]:
        yield Remittance(number, "account", elements[0])


_HANDLERS = {"TXP": _tax, "DED": _support, "TPP": _third_party}


def _cents(text: str) -> int | None:
    """Return whole cents, None where there are none; a convention writes no point."""
    return int(text) if _CENTS.fullmatch(text) else None
