"""Applications: what a receipt settles of an item, and taking that back (P08 to P12, P15, P26 to P28)."""

from collections.abc import Sequence

from ledger.book import Book
from ledger.records import NewApplication, Undo


def apply(book: Book, rows: Sequence[NewApplication]) -> tuple[str, ...]:
    """Apply receipts to items; return the application ids in the order of the rows.

    Receipts must be identified first. Refused: UnknownReceipt, UnknownItem, Stale, Invalid (unidentified, currencies,
    signs, credit memos beyond the invoices of their receipt), OverApplied (more than is left of receipt or item).
    """
    raise NotImplementedError


def unapply(book: Book, rows: Sequence[Undo]) -> None:
    """Take applications back by reversing entries (P11); rows of one netting go together. Refused: UnknownApplication."""
    raise NotImplementedError
