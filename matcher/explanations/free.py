"""Free subsets: any choice of a payer's items, each at its full price or less its earned discount, all counted."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from matcher.cases import Case
from matcher.explanations import differences, subsets
from matcher.explanations.beyond import Found
from matcher.explanations.pieces import Hypothesis, Piece
from matcher.policy import Policy
from matcher.shelf import Item
from matcher.weighing import coincidence

#: A book that holds no more open items costs next to nothing to search.
FEW = 8
#: So many combinations are counted without asking whether it can be worth it.
CHEAP = 1 << 14
#: Where chance alone explains an amount so often, no count could prove an answer.
HOPELESS = 100.0
#: Nobody searches larger books: there chance explains every amount.
CLASSES_MAX = 250
#: What is found where no sum can be the amount, and where nobody looked.
NONE, CUT = Found(0, (), proven=True), Found(0, (), proven=False)


class Group(NamedTuple):
    """Interchangeable items in the book's order, with what each choice takes: how many in full, how many discounted."""

    items: tuple[Item, ...]
    off: int
    takes: tuple[tuple[int, int], ...]
    sums: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """What was found in one part of the book: how many subsets explain the amount, None where that was not proven.

    `ways` are the first of them, `tried` how many subsets chance had to choose from for each.
    """

    count: int | None
    ways: tuple[tuple[Piece, ...], ...] = ()
    tried: tuple[float, ...] = ()


def subset(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """Any subset of the payer's book, all sizes and discounts counted; interchangeable items count once."""
    for searched in search(case, policy):
        for pieces, tried in zip(searched.ways, searched.tried, strict=True):
            if len(pieces) > 1:
                yield _spoken(case, pieces, tried, searched.count)


def counted(case: Case, policy: Policy, *, cheaply: bool = False) -> int | None:
    """Return how many subsets of all sizes of the likeliest book explain the amount, None where it was not proven.

    `cheaply` counts only where it costs next to nothing: what numbers prove does not rest on the count.
    """
    if not cheaply or "searched" in case.cache:
        first = next(iter(search(case, policy)), None)
        return first.count if first else 0
    if case.size > FEW:
        return None
    part = next(iter(parts(case)), None)
    return _count(_among(case, part, policy)[1]) if part else 0


def search(case: Case, policy: Policy) -> list[Searched]:
    """Return the ways in which each part of the book explains the amount; a case is searched once."""
    if not (found := case.cache.get("searched")):
        found = [_search(case, part, policy) for part in parts(case)]
        if found:
            case.cache["searched"] = found
    searched: list[Searched] = found
    return searched


def parts(case: Case) -> list[tuple[Item, ...]]:
    """Return the undisputed debts of the likeliest families, and of their likeliest members alone."""
    found = (case.shelf.owed(case.receipt, root, customer) for root in case.families for customer in ("", *case.likely))
    return [part for part in {id(part): part for part in found}.values() if part]


def _search(case: Case, part: tuple[Item, ...], policy: Policy) -> Searched:
    groups, found = _among(case, part, policy)
    ways = tuple(_pieces(groups, pick) for pick in found.examples)
    tried = tuple(_tried(case, groups, pieces) for pieces in ways)
    return Searched(_count(found), ways, tried)


def _count(found: Found) -> int | None:
    """Return how many were found, None where that was not proven."""
    return found.count if found.proven else None


def _among(case: Case, part: tuple[Item, ...], policy: Policy) -> tuple[tuple[Group, ...], Found]:
    """Return the groups of a part of the book and which of their choices make the amount."""
    amount = case.receipt.amount
    if amount > sum(item.open for item in part):
        return (), NONE
    groups = _groups(case, part, policy)
    choices = [group.sums for group in groups]
    if len(choices) > CLASSES_MAX:
        return groups, CUT
    left = subsets.possible(choices, amount)
    if left is None:
        return groups, NONE
    if left.size > CHEAP and (len(groups) > policy.free_subset_items_max or _hopeless(groups, amount)):
        return groups, CUT
    return groups, subsets.within(choices, left, amount)


def _hopeless(groups: Sequence[Group], amount: int) -> bool:
    """Return whether chance alone explains the amount too often for any count to prove an answer."""
    return coincidence.expected_subsets(_prices(groups, "full", "less"), amount) > HOPELESS


def _pieces(groups: Sequence[Group], pick: Sequence[int]) -> tuple[Piece, ...]:
    """Return the pieces of a way."""
    return tuple(piece for group, choice in zip(groups, pick, strict=True) for piece in _paid(group, choice))


def _tried(case: Case, groups: Sequence[Group], pieces: Sequence[Piece]) -> float:
    """Return how many subsets chance has to choose from: at full prices, all discounted, or a choice of both."""
    kinds = {"less" if piece.discount else "full" for piece in pieces}
    owed = ["less"] if "less" in kinds and all(piece.discount or not _off(groups, piece) for piece in pieces) else kinds
    expected = coincidence.expected_subsets(_prices(groups, *owed), case.receipt.amount)
    return outnumbered(expected, case.receipt.amount, len(groups))


def outnumbered(expected: float, amount: int, classes: int) -> float:
    """Return how many subsets chance has to choose from, by how many it is expected to give of just this amount."""
    return max(expected / coincidence.density(amount), 2.0**classes / 16, 1.0)


def _groups(case: Case, part: Sequence[Item], policy: Policy) -> tuple[Group, ...]:
    """Return the interchangeable items together, in the book's order."""
    alike: defaultdict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in part:
        alike[item.sameness].append(item)
    return tuple(_group(tuple(items), case, policy) for items in alike.values())


def _group(items: tuple[Item, ...], case: Case, policy: Policy) -> Group:
    """Return a group: its items are paid in full or, while the discount is earned, less the discount."""
    first = items[0]
    off = differences.discount_of(first) if differences.earned(first, case.receipt, policy) else 0
    chosen = takes(len(items), discounted=bool(off))
    return Group(items, off, chosen, tuple((full + less) * first.open - less * off for full, less in chosen))


@lru_cache(maxsize=1 << 10)
def takes(count: int, *, discounted: bool) -> tuple[tuple[int, int], ...]:
    """Return the choices there are of so many interchangeable items: how many in full, how many less a discount."""
    return tuple((full, less) for full in range(count + 1) for less in range(count + 1 - full if discounted else 1))


def _prices(groups: Sequence[Group], *kinds: str) -> list[int]:
    """Return what each item may be paid at, in full or less its discount: what chance has to choose from."""
    found = []
    for group in groups:
        full, less = group.items[0].open, group.items[0].open - group.off
        prices = {"full": full, "less": less}
        found += sorted({prices[kind] for kind in kinds}) * len(group.items)
    return found


def _off(groups: Sequence[Group], piece: Piece) -> int:
    """Return the discount that the piece's item could have taken."""
    return next(group.off for group in groups if piece.item in group.items)


def _paid(group: Group, choice: int) -> Iterator[Piece]:
    """Yield the pieces of a choice, the first of interchangeable items taken first."""
    full, less = group.takes[choice]
    for place, item in enumerate(group.items[: full + less]):
        off = 0 if place < full else group.off
        yield Piece(item, item.open - off, off)


def _spoken(case: Case, pieces: tuple[Piece, ...], tried: float, count: int | None) -> Hypothesis:
    """Return the hypothesis with what of it the payer named."""
    ids = frozenset(piece.item.item_id for piece in pieces)
    named = frozenset(hit.item_id for hit in case.open_hits if hit.strong)
    weak = case.weakly(piece.item for piece in pieces)
    ordered = tuple(
        sorted(pieces, key=lambda piece: (piece.item.due_on, piece.item.document_number, piece.item.item_id))
    )
    return Hypothesis("subset", ordered, named=ids & named, weak=ids & weak - named, tried=tried, count=count)
