"""The books: open items, receipts, applications and postings that balance and are never edited.

The door. One command is one `book(...)`: one transaction, one row in `batch`, hash-chained to the one before.
Verbs stand in `customers`, `items`, `receipts`, `applications`, `deductions`, `periods` and `evidence`; each takes the
Book and records, in bulk. `reads` (what goes out) and `worklists` (what the matcher is given) hand out frames; `checks`
proves it all.
"""

from ledger import (
    accounts,
    adjustments,
    applications,
    automatic,
    checks,
    customers,
    deductions,
    entities,
    evidence,
    general,
    items,
    periods,
    reads,
    receipts,
    terms,
    worklists,
)
from ledger.book import Book, book
from ledger.records import (
    Adjust,
    Adjustment,
    Disposal,
    Identification,
    Into,
    Issued,
    ItemType,
    Movement,
    NewApplication,
    NewCustomer,
    NewItem,
    NewReceipt,
    Settlement,
    Undo,
    WriteOff,
    item_id,
    receipt_id,
)

__all__ = [
    "Adjust",
    "Adjustment",
    "Book",
    "Disposal",
    "Identification",
    "Into",
    "Issued",
    "ItemType",
    "Movement",
    "NewApplication",
    "NewCustomer",
    "NewItem",
    "NewReceipt",
    "Settlement",
    "Undo",
    "WriteOff",
    "accounts",
    "adjustments",
    "applications",
    "automatic",
    "book",
    "checks",
    "customers",
    "deductions",
    "entities",
    "evidence",
    "general",
    "item_id",
    "items",
    "periods",
    "reads",
    "receipt_id",
    "receipts",
    "terms",
    "worklists",
]
