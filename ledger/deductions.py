"""How a deduction ends: allowed (P13) or charged back to the customer (P14)."""

from collections.abc import Sequence

from ledger.book import Book
from ledger.records import Settlement


def allow(book: Book, rows: Sequence[Settlement]) -> None:
    """Allow deductions: allowances and, where said, sales tax are debited. Refused: UnknownItem, OverApplied."""
    raise NotImplementedError


def charge_back(book: Book, rows: Sequence[Settlement]) -> tuple[str, ...]:
    """Charge deductions back as debit memos that keep the invoice's reference and due day; return the new item ids."""
    raise NotImplementedError
