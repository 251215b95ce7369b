"""What an explanation is made of: pieces, each one item with the cash and the named differences that settle it."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kit.lazy import lazy
from matcher.shelf import Item

#: Rules whose amount is not tied to the items to the cent.
LOOSE = frozenset({"named_short", "named_little", "named_unplaced", "named_part", "named_over", "near", "oldest_first"})
#: Differences that tie an amount to its item to the cent.
TIGHT = frozenset({"exact", "discount", "unearned_discount", "discount+unearned_discount", "deduction"})


class Piece(NamedTuple):
    """One item: cash, discount, write-off and deduction together leave it; what they do not cover stays open.

    A credit memo's cash is negative. `part` says that the rest stays open by the payer's own word.
    """

    item: Item
    cash: int
    discount: int = 0
    earned: bool = True
    write_off: int = 0
    kind: str = ""  # bank_fee or small_balance
    deduction: int = 0
    reason: str = ""
    part: bool = False

    @property
    def leaves(self) -> int:
        """Return what is taken off the item."""
        return self.cash + self.discount + self.write_off + self.deduction

    @property
    def difference(self) -> str:
        """Return the name of the difference between cash and item."""
        if not (self.discount or self.kind or self.deduction or self.part):
            return "exact"
        names = []
        if self.discount:
            names.append("discount" if self.earned else "unearned_discount")
        if self.kind:
            names.append(self.kind)
        if self.deduction:
            names.append("deduction" if self.reason != "unexplained" else "unexplained_deduction")
        if self.part:
            names.append("part_payment")
        return "+".join(names)

    @property
    def key(self) -> tuple[str, int, int, int, int]:
        """Return what a posting would say: two pieces of one key are one answer."""
        return (self.item.item_id, self.cash, self.discount, self.write_off, self.deduction)


@dataclass(frozen=True)
class Hypothesis:
    """One explanation of a receipt: pieces, money kept on account, money that waits for proof.

    `named` and `weak` are the items the payer's numbers point to, `tried` how many explanations of this family the
    book offered (what chance had to choose from), `swaps` how many equal choices interchangeable items give,
    `count` the exact subsets of all sizes, None where the search was cut.
    """

    rule: str
    pieces: tuple[Piece, ...]
    on_account: int = 0
    waiting: int = 0
    named: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()  # the payer set the same amount beside the number
    tried: float = 1.0
    count: int | None = None
    pool: frozenset[str] = field(default=frozenset(), compare=False)  # items interchangeable with unnamed pieces

    @lazy
    def items(self) -> frozenset[str]:
        """Return the ids of the items it takes."""
        return frozenset([piece.item.item_id for piece in self.pieces])

    @lazy
    def customers(self) -> frozenset[str]:
        """Return whose items it takes."""
        return frozenset([piece.item.customer for piece in self.pieces])

    @lazy
    def cash(self) -> int:
        """Return the cash it applies."""
        return sum([piece.cash for piece in self.pieces])

    @lazy
    def difference(self) -> str:
        """Return the names of its differences, sorted; `exact` where there is none."""
        differences = {piece.difference for piece in self.pieces} - {"exact"}
        names = {name for difference in differences for name in difference.split("+")}
        if self.on_account:
            names.add("on_account")
        return "+".join(sorted(names)) or "exact"

    @lazy
    def loose(self) -> bool:
        """Return whether some of the money or of an item is without a name to the cent."""
        return self.rule in LOOSE or self.on_account > 0 or "unexplained_deduction" in self.difference

    @lazy
    def key(self) -> tuple[object, ...]:
        """Return what would be posted; two explanations of one key are one answer."""
        return (tuple(sorted([piece.key for piece in self.pieces])), self.on_account, self.waiting)

    @lazy
    def written(self) -> str:
        """Return the key in letters, by which equals are put in order."""
        return str(self.key)

    @lazy
    def sums(self) -> tuple[object, ...]:
        """Return the sums of its pieces and of the rest, whatever items they pay: equal meanings have equal sums."""
        return (tuple(sorted([piece.key[1:] for piece in self.pieces])), self.on_account, self.waiting)

    @lazy
    def meaning(self) -> tuple[object, ...]:
        """Return the key with interchangeable items made one: equal meanings are a benign ambiguity."""
        pieces = sorted(
            (str(piece.item.sameness if piece.item.item_id not in self.named else piece.item.item_id), *piece.key[1:])
            for piece in self.pieces
        )
        return (tuple(pieces), self.on_account, self.waiting)

    def but(self, **changes: object) -> "Hypothesis":
        """Return a copy with other values."""
        return replace(self, **changes)  # type: ignore[arg-type]
