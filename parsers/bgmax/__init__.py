"""Read BgMax, the file of payments to a bankgiro number (Bankgirot's manual, version 01)."""

from parsers.bgmax.reader import knows, parse

__all__ = ["knows", "parse"]
