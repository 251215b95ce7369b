"""Tie-out: the general ledger's control balance against what is open, and the named items that explain the gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Why(StrEnum):
    """Why a general ledger and its subledger can differ (DOMAIN §7)."""

    MANUAL_JOURNAL = "manual_journal"
    NOT_TRANSFERRED = "not_transferred"
    NOT_POSTED = "not_posted"
    GL_DATE = "gl_date"
    OTHER_ACCOUNT = "other_account"
    FX_REVALUATION = "fx_revaluation"
    ROUNDING = "rounding"
    OPENING_BALANCE = "opening_balance"
    VOIDED_AFTER = "voided_after"


@dataclass(frozen=True, slots=True)
class Reconciling:
    """One item of the gap: `minor` is by how much it makes the general ledger larger than the subledger."""

    why: Why
    minor: int
    reason: str
    owner: str
    evidence: str
    expected_on: date

    def checked(self) -> "Reconciling":
        """Return the item. A ValueError refuses one that explains nothing, or that nobody answers for."""
        for name in ("reason", "owner", "evidence"):
            if not getattr(self, name).strip():
                raise ValueError(f"a reconciling item says its {name}")
        if not self.minor:
            raise ValueError("a reconciling item has an amount")
        return self


@dataclass(frozen=True, slots=True)
class Tie:
    """What a tie-out came to, in minor units of one currency."""

    currency: str
    gl: int
    subledger: int
    items: tuple[Reconciling, ...]

    @property
    def difference(self) -> int:
        """Return by how much the general ledger is larger."""
        return self.gl - self.subledger

    @property
    def explained(self) -> int:
        """Return what the items explain of it."""
        return sum(one.minor for one in self.items)

    @property
    def unexplained(self) -> int:
        """Return what nobody can explain: it blocks the close unless somebody answers for it."""
        return self.difference - self.explained


def tied(currency: str, gl: int, subledger: int, items: Sequence[Reconciling]) -> Tie:
    """Return a tie-out. A ValueError refuses a reconciling item that nobody answers for."""
    return Tie(currency, gl, subledger, tuple(one.checked() for one in items))
