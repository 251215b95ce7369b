"""Receipts: money that reached us, from the bank entry to a home (P05 to P07, P10, P19a, P35)."""

from collections.abc import Sequence

from ledger.book import Book
from ledger.records import Disposal, Identification, NewReceipt


def receive(book: Book, rows: Sequence[NewReceipt]) -> int:
    """Book receipts: debit bank, credit unidentified or, with a customer, unapplied. A receipt already booked is skipped.

    Returns how many were new. Refused: UnknownCustomer.
    """
    raise NotImplementedError


def identify(book: Book, rows: Sequence[Identification]) -> None:
    """Say who paid: unidentified to unapplied, or from one customer to another (P35); the same customer again is a no-op."""
    raise NotImplementedError


def place_on_account(book: Book, rows: Sequence[Disposal]) -> None:
    """Hold what is left of the receipts for their customers (P10). Refused: Invalid while the payer is unknown."""
    raise NotImplementedError


def not_ar(book: Book, rows: Sequence[Disposal]) -> None:
    """Book the receipts out of receivables. Refused: Invalid where something of it is applied."""
    raise NotImplementedError


def reverse(book: Book, rows: Sequence[Disposal]) -> None:
    """Reverse the receipts: their applications first, then the money (P19a). Items re-open with their due days."""
    raise NotImplementedError
