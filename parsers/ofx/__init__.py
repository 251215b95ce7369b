"""Read OFX 1 (SGML), OFX 2 (XML), QFX and QBO: bank and card statements (OFX 2.2, chapter 11)."""

from parsers.ofx.reader import knows, parse

__all__ = ["knows", "parse"]
