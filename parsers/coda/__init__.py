"""Read CODA, the coded statement of account of Belgian banks (Febelfin, version 2)."""

from parsers.coda.reader import knows, parse

__all__ = ["knows", "parse"]
