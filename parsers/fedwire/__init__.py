"""Read Fedwire messages in the tag format (FAIM 3.0.6 and 3.0.7, used until 11 July 2025 and in advices since)."""

from parsers.fedwire.reader import knows, parse

__all__ = ["knows", "parse"]
