"""Documents that open items: invoices, memos, charges, deductions."""

from collections.abc import Sequence

from ledger.book import Book
from ledger.records import Issued, NewItem


def issue(book: Book, rows: Sequence[NewItem]) -> Issued:
    """Book the documents (P01 to P04, opening balances); a document already booked is left as it is and told.

    Refused: UnknownCustomer; Invalid where sign, open amount, tax, freight or discount cannot be.
    """
    raise NotImplementedError
