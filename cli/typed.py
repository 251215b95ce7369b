"""Amounts, days, percentages and files as people name them, read in one way by every command."""

from datetime import date
from pathlib import Path

from kit.days import iso
from kit.money import FINEST, parsed
from kit.refusals import Invalid


def amount(text: str, currency: str) -> int:
    """Return the minor units of a plain amount (`1250.00`). Refused: Invalid."""
    minor = parsed(text, currency)
    if minor is None:
        raise Invalid(f"{text!r} is no plain amount{'' if currency == FINEST else f' in {currency}'}")
    return minor


def day(option: str, text: str) -> date | None:
    """Return the day that an option names (`2026-11-24`), None where nothing was typed. Refused: Invalid."""
    found = iso(text) if text else None
    if text and found is None:
        raise Invalid(f"{option} is a day like 2026-11-24: not {text!r}")
    return found


def content(path: Path) -> bytes:
    """Return a file. Refused: Invalid."""
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise Invalid(f"{path}: {wrong.strerror}") from wrong


def percent(text: str) -> int:
    """Return basis points of a percentage (`1.5` or `1.5%`). Refused: Invalid."""
    points = parsed(text.removesuffix("%").strip(), "USD")  # a percent has two digits of basis points, as cents have
    if points is None:
        raise Invalid(f"{text!r} is no percentage")
    return points


def text(path: Path | None) -> str:
    """Return the text of a file, nothing where none was given. Refused: Invalid."""
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Invalid(f"{path}: {wrong}") from wrong
