"""ACH files as the receiving company gets them: batches to statements, entries to receipts, returns and notices."""

from parsers.nacha.reader import knows, parse

__all__ = ["knows", "parse"]
