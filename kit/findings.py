"""A finding is what is wrong with somebody's data: kept, counted and shown, never raised."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How far a finding reaches."""

    ERROR = "error"  # money, sign, identity or structure cannot be trusted: the unit is quarantined
    WARNING = "warning"  # repaired: what was assumed is said
    NOTE = "note"  # kept and worth knowing


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and what we did: `code` is stable and documented, `line` counts from 1 (0: the whole)."""

    line: int
    code: str
    message: str
    severity: Severity = Severity.ERROR
    raw: str = ""
