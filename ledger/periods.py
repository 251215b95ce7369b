"""Months, open or closed; nothing is posted into a closed one (DOMAIN section 3, rules)."""

from collections.abc import Iterable
from datetime import date

from ledger.book import Book


def ensure(book: Book, days: Iterable[date]) -> None:
    """Create the missing months of the days, open; a month before a closed one stays missing and counts as closed."""
    raise NotImplementedError


def close(book: Book, month: str) -> None:
    """Close a month (`2026-11`); closing it again changes nothing."""
    raise NotImplementedError


def reopen(book: Book, month: str) -> None:
    """Open a closed month again. Refused: NotFound where there is no such month."""
    raise NotImplementedError


def gl_days(book: Book, wished: Iterable[date]) -> dict[date, date]:
    """Return for each wished day itself where its month is open, else the first day of the next open month."""
    raise NotImplementedError
