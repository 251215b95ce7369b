"""Read QIF, the register file of Quicken: bank, cash and card accounts."""

from parsers.qif.reader import knows, parse

__all__ = ["knows", "parse"]
