"""BAI lockbox: fixed-column lists of the checks a bank opened for us, with the invoices their stubs named."""

from parsers.lockbox.reader import knows, parse

__all__ = ["knows", "parse"]
