"""Free subsets: any choice of a payer's items, each at its full price or less its earned discount, all counted."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from matcher import coincidence, differences, subsets
from matcher.beyond import Found
from matcher.cases import Case
from matcher.pieces import Hypothesis, Piece
from matcher.policy import Policy
from matcher.shelf import Item

#: A book that holds no more open items costs next to nothing to search.
FEW = 8
#: So many combinations are counted without asking whether it can be worth it.
CHEAP = 1 << 14
#: Where chance alone explains an amount so often, no count could prove an answer.
HOPELESS = 100.0
#: Nobody searches larger books: there chance explains every amount.
CLASSES_MAX = 250


class Group(NamedTuple):
    """Interchangeable items in the book's order, with what each choice takes: how many in full, how many discounted."""

    items: tuple[Item, ...]
    off: int
    takes: tuple[tuple[int, int], ...]
    sums: tuple[int, ...]


class Searched(NamedTuple):
    """One part of the book and what was found in it."""

    groups: tuple[Group, ...]
    found: Found


def subset(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """Any subset of the payer's book, all sizes and discounts counted; interchangeable items count once."""
    for part in parts(case):
        searched = search(case, part, policy)
        for pick in searched.found.examples:
            pieces = tuple(
                piece for group, choice in zip(searched.groups, pick, strict=True) for piece in _paid(group, choice)
            )
            if len(pieces) > 1:
                yield _spoken(case, pieces, searched)


def counted(case: Case, policy: Policy, *, cheaply: bool = False) -> int | None:
    """Return how many subsets of all sizes of the likeliest book explain the amount, None where it was not proven.

    `cheaply` counts only where it costs next to nothing: what numbers prove does not rest on the count.
    """
    if cheaply and "searched" not in case.cache and case.size > FEW:
        return None
    found = search(case, next(iter(parts(case)), ()), policy).found
    return found.count if found.proven else None


def parts(case: Case) -> list[tuple[Item, ...]]:
    """Return the undisputed debts of the likeliest families, and of their likeliest members alone."""
    if "parts" not in case.cache:
        found = (
            case.shelf.owed(case.receipt, root, customer) for root in case.families for customer in ("", *case.likely)
        )
        case.cache["parts"] = [part for part in {id(part): part for part in found}.values() if part]
    cached: list[tuple[Item, ...]] = case.cache["parts"]
    return cached


def search(case: Case, part: tuple[Item, ...], policy: Policy) -> Searched:
    """Return the ways in which a part of the book explains the amount; each part is searched once."""
    done: dict[int, Searched] = case.cache.setdefault("searched", {})
    if id(part) not in done:
        done[id(part)] = _search(case, part, policy)
    return done[id(part)]


def _search(case: Case, part: tuple[Item, ...], policy: Policy) -> Searched:
    amount, kept = case.receipt.amount, case.shelf.kept(part)
    if "total" not in kept:
        kept["total"] = sum(item.open for item in part)
    if amount > kept["total"]:
        return Searched((), Found(0, (), proven=True))
    groups = _groups(case, part, policy)
    choices = [group.sums for group in groups]
    if len(choices) > CLASSES_MAX:
        return Searched(groups, Found(0, (), proven=False))
    left = subsets.possible(choices, amount)
    if left is None:
        return Searched(groups, Found(0, (), proven=True))
    if left.size > CHEAP:
        hopeless = coincidence.expected_subsets(_prices(groups, "full", "less"), amount) > HOPELESS
        if hopeless or len(groups) > policy.free_subset_items_max:
            return Searched(groups, Found(0, (), proven=False))
    return Searched(groups, subsets.among(choices, amount))


def _tried(case: Case, groups: Sequence[Group], pieces: Sequence[Piece]) -> float:
    """Return how many subsets chance has to choose from: at full prices, all discounted, or a choice of both."""
    kinds = {"less" if piece.discount else "full" for piece in pieces}
    owed = ["less"] if "less" in kinds and all(piece.discount or not _off(groups, piece) for piece in pieces) else kinds
    expected = coincidence.expected_subsets(_prices(groups, *owed), case.receipt.amount)
    return max(expected / coincidence.density(case.receipt.amount), 2.0 ** len(groups) / 16, 1.0)


def _groups(case: Case, part: Sequence[Item], policy: Policy) -> tuple[Group, ...]:
    """Return the interchangeable items together, in the book's order; worked out once a day of receipt."""
    kept = case.shelf.kept(part)
    key = (case.receipt.received_on, policy.discount_grace_days)
    if key not in kept:
        kept[key] = _grouped(case, part, policy)
    found: tuple[Group, ...] = kept[key]
    return found


def _grouped(case: Case, part: Sequence[Item], policy: Policy) -> tuple[Group, ...]:
    alike: defaultdict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in part:
        alike[item.sameness].append(item)
    return tuple(_group(tuple(items), case, policy) for items in alike.values())


def _group(items: tuple[Item, ...], case: Case, policy: Policy) -> Group:
    """Return a group: its items are paid in full or, while the discount is earned, less the discount."""
    first, count = items[0], len(items)
    off = differences.discount_of(first) if differences.earned(first, case.receipt, policy) else 0
    takes = [(full, less) for full in range(count + 1) for less in range(count + 1 - full if off else 1)]
    return Group(items, off, tuple(takes), tuple((full + less) * first.open - less * off for full, less in takes))


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


def _spoken(case: Case, pieces: tuple[Piece, ...], searched: Searched) -> Hypothesis:
    """Return the hypothesis with what of it the payer named."""
    ids = frozenset(piece.item.item_id for piece in pieces)
    named = frozenset(hit.item_id for hit in case.open_hits if hit.strong)
    weak = case.weakly(piece.item for piece in pieces)
    ordered = tuple(
        sorted(pieces, key=lambda piece: (piece.item.due_on, piece.item.document_number, piece.item.item_id))
    )
    count = searched.found.count if searched.found.proven else None
    return Hypothesis(
        "subset",
        ordered,
        named=ids & named,
        weak=ids & weak - named,
        tried=_tried(case, searched.groups, pieces),
        count=count,
    )
