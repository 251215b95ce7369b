"""The books: open items, receipts, applications and postings that balance and are never edited."""
