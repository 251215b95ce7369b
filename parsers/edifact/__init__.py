"""Read EDIFACT REMADV remittance advices and CREMUL or DEBMUL bookings that come as files (`remadv`, `cremul`)."""

from parsers.edifact.reader import knows_cremul, knows_remadv, other, outline, parse

__all__ = ["knows_cremul", "knows_remadv", "other", "outline", "parse"]
