"""Customers: a number that never changes and facts of which the newest count."""

from collections.abc import Sequence

from ledger.book import Book
from ledger.records import NewCustomer


def upsert(book: Book, rows: Sequence[NewCustomer]) -> int:
    """Write the customers that are new or whose facts differ from the newest; return how many that were."""
    raise NotImplementedError
