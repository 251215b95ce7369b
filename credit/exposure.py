"""Exposure: what a customer owes, will owe and has ordered, less what covers it; in minor units of one currency."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Exposure:
    """The parts of an exposure (DOMAIN section 8.4); those of `COVERS` count against the others. None is negative."""

    open_items: int = 0
    late_charges: int = 0
    shipped_not_billed: int = 0
    open_orders: int = 0
    this_order: int = 0
    unapplied_cash: int = 0
    credit_memos: int = 0
    card_authorised: int = 0

    @property
    def total(self) -> int:
        """Return what is at risk."""
        return sum((-1 if name in COVERS else 1) * minor for name, minor in self.parts().items())

    def parts(self) -> dict[str, int]:
        """Return the parts by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def __add__(self, other: "Exposure") -> "Exposure":
        """Return what both are together: a family is the sum of its customers."""
        mine, theirs = self.parts(), other.parts()
        return Exposure(**{name: mine[name] + theirs[name] for name in mine})


#: Parts that take away from an exposure.
COVERS = frozenset({"unapplied_cash", "credit_memos", "card_authorised"})
assert {one.name for one in fields(Exposure)} > COVERS


def remainder(minor: int, shipped: int, billed: int) -> tuple[int, int]:
    """Return what of an order is shipped and not billed, and what is neither: nothing is counted twice.

    What is billed is in the items, even where it was billed before it was shipped.
    """
    return max(shipped - billed, 0), minor - max(shipped, billed)
