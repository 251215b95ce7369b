"""How a list that names only part of what was paid may go on: what a reviewer is shown first, never posted."""

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import accumulate
from typing import NamedTuple

from matcher.cases import Case
from matcher.explanations import differences, few, subsets
from matcher.explanations.pieces import Hypothesis, Piece
from matcher.policy import Policy
from matcher.shelf import Hit, Item, solid

#: How often people pay so, where a list goes on: all their items of neighbouring due days, the items that follow by
#: number, a few others, a few others less one credit memo, any others. Measured on made-up lists that were cut.
WINDOW, FOLLOWING, FEW, MEMO, ANY = 0.4, 0.2, 0.3, 0.05, 0.05
#: One of neighbouring items is left out so many times more seldom than none.
GAP = 2.0
#: So many of them are left out at most; the narrowest windows that hold too much are looked into.
GAPS_MAX, WINDOWS_MAX = 3, 24
#: So many ways are kept.
SHOWN = 4
#: Any set is looked for among so many combinations at most.
COMBINATIONS_MAX = 1 << 22
#: A piece of a number with fewer digits says too little of which it is.
DIGITS_MIN = 3
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: What may stand between the last number that was read and the piece of the next one: its sum, and separators.
_BETWEEN = re.compile(r"^(?:\s*(?:[,;:/&+]|AND\b|-?\$?\d[\d,]*\.\d{0,2}(?![\dA-Z])))*\s*", re.IGNORECASE)
_PIECE = re.compile(r"[A-Z#]{0,8}[-. ]?[A-Z\d./_-]*", re.IGNORECASE)
_LABEL = re.compile(r"^(?:INVOICES?|INVS?|IN|I|IV|NO|#)[-. #]*", re.IGNORECASE)


class Way(NamedTuple):
    """One way a list may go on: the items, with what each is paid, and the log of its share among all such ways."""

    items: tuple[Item, ...]
    nats: float


class Book(NamedTuple):
    """What the payer may have meant beside what he named: debts in order of due day, with what each would be paid."""

    named: tuple[Item, ...]
    owed: tuple[Item, ...]
    prices: dict[str, int]
    rest: int
    last: str  # the last number named, where the list is in the order of its numbers
    piece: str  # what can be read of the next number


def ways(case: Case, policy: Policy) -> list[Hypothesis]:
    """Return how the items named and others of the payer's foot to the receipt, the likeliest ways first."""
    found: dict[frozenset[str], tuple[float, Hypothesis]] = {}
    for book in _books(case, policy):
        for way in _of(book):
            told = _told(case, book, way, policy)
            if told.items not in found or way.nats > found[told.items][0]:
                found[told.items] = (way.nats, told)
    ranked = sorted(found.values(), key=lambda each: (-round(each[0], 9), str(each[1].key)))
    return [told for _, told in ranked[:SHOWN]]


def _books(case: Case, policy: Policy) -> Iterator[Book]:
    """Yield the books the list may go on in: the customer's whose items are named, and his family's; at each price."""
    named = tuple(case.shelf.items[key] for key in sorted(case.named) if key in case.shelf.items)
    roots = {case.shelf.root(item.customer) for item in named}
    if len(roots) != 1 or any(item.open < 0 for item in named):
        return
    if case.receipt.amount <= sum(differences.timely(named, case.receipt, policy)):
        return
    root, customers = next(iter(roots)), {item.customer for item in named}
    parts = [case.shelf.owed(case.receipt, root, next(iter(customers)))] if len(customers) == 1 else []
    parts.append(case.shelf.owed(case.receipt, root))
    seen: set[tuple[int, int]] = set()
    for owed in parts:
        items = (*owed, *named)
        for asked in reversed(differences.price_lists(items, case.receipt, policy)):
            prices = {item.item_id: price for item, price in zip(items, asked, strict=True)}
            rest = case.receipt.amount - sum(prices[item.item_id] for item in named)
            key = (len(owed), sum(prices.values()))
            if rest > 0 and key not in seen:
                seen.add(key)
                yield Book(named, owed, prices, rest, _last(case), piece(case))


def _last(case: Case) -> str:
    """Return the last number named where the payer lists them in the order of their numbers, else nothing."""
    hits = sorted(case.named.values(), key=lambda hit: (hit.position, hit.start, hit.mention))
    numbers = [hit.document_number for hit in hits]
    return numbers[-1] if numbers == sorted(numbers) else ""


def piece(case: Case) -> str:
    """Return what can be read of the number behind the last one that was read whole, without its label."""
    return behind(case, case.named)


def torn(case: Case, named: Collection[str]) -> str:
    """Return what can be read of the number behind the last of these items' numbers, however surely they were read."""
    return behind(case, {hit.item_id: hit for hit in case.open_hits if hit.item_id in named})


def behind(case: Case, hits: Mapping[str, Hit]) -> str:
    """Return what can be read of the number behind the last of these readings, without its label."""
    if case.lines:
        known = {hit.position for hit in hits.values()}
        rest = [line.reference for line in case.lines if line.position > max(known, default=-1)]
        return solid(_LABEL.sub("", rest[0])) if rest and not rest[0].isspace() else ""
    end = max((hit.end for hit in hits.values() if hit.start >= 0), default=-1)
    if end < 0:
        return ""
    text = case.receipt.text[end:].replace("\n", "")
    found = _PIECE.match(text, len((_BETWEEN.match(text) or text)[0]))
    return solid(_LABEL.sub("", found[0])) if found else ""


def begun(item: Item, piece: str) -> bool:
    """Return whether a piece with digits enough to say something begins the item's number, or what its letters lead."""
    if sum(map(str.isdigit, piece)) < DIGITS_MIN:
        return False
    written, whole = piece.lstrip(_LETTERS), solid(item.document_number)
    return _begins(item, piece) or (written == piece and whole.lstrip(_LETTERS).startswith(written))


def _of(book: Book) -> Iterator[Way]:
    """Yield the ways a list may go on in a book."""
    named = {item.item_id for item in book.named}
    others = [item for item in book.owed if item.item_id not in named]
    later = [item for item in others if item.document_number > book.last] if book.last else others
    torn = {item.item_id for item in later if book.piece and _begins(item, book.piece)}
    yield from _windows(book, {item.item_id for item in later})
    yield from _following(book, later)
    yield from _few(book, later, book.rest, torn, FEW)
    yield from _any(book, later)
    if len(later) < len(others):
        yield from _few(book, others, book.rest, set(), FEW / 10)


def _begins(item: Item, piece: str) -> bool:
    """Return whether the item's number, with or without its letters and zeros, begins with the piece."""
    whole = solid(item.document_number)
    return whole.startswith(piece) or whole.lstrip("0").startswith(piece.lstrip("0") or "?")


def _windows(book: Book, later: set[str]) -> Iterator[Way]:
    """Yield the neighbours by due day that hold all that is named and sum to the whole amount, or all but a few.

    In a list in order, what stands before its last number and is not named is known to be left out.
    """
    named = {item.item_id for item in book.named}
    able = [item for item in book.owed if item.item_id in named or item.item_id in later]
    held = [place for place, item in enumerate(able) if item.item_id in named]
    if len(held) < len(named):
        return
    first, last = min(held), max(held)
    prices = [book.prices[item.item_id] for item in able]
    totals = list(accumulate(prices, initial=0))
    amount = book.rest + sum(prices[place] for place in held)
    ends = {total: end for end, total in enumerate(totals) if end > last}
    tried = float((first + 1) * len(ends))
    for start in range(first + 1):
        if end := ends.get(totals[start] + amount):
            yield Way(_unnamed(able[start:end], named), math.log(WINDOW / tried))
    yield from _gapped(able, named, totals, amount)


def _gapped(able: Sequence[Item], named: set[str], totals: Sequence[int], amount: int) -> Iterator[Way]:
    """Yield the neighbours by due day that hold all that is named and of which a few between others are left out."""
    held = [place for place, item in enumerate(able) if item.item_id in named]
    ends = range(max(held) + 1, len(able) + 1)
    over = [(totals[end] - totals[start] - amount, start, end) for start in range(min(held) + 1) for end in ends]
    wide = [(end - start, (excess, start, end)) for excess, start, end in over if excess > 0]
    for _, (excess, start, end) in nsmallest(WINDOWS_MAX, wide):
        inner = [place for place in range(start + 1, end - 1) if able[place].item_id not in named]
        for out, tried in few.sets([totals[place + 1] - totals[place] for place in inner], excess):
            left = {able[inner[place]].item_id for place in out}
            rest = tuple(item for item in _unnamed(able[start:end], named) if item.item_id not in left)
            if rest and len(left) <= GAPS_MAX:
                yield Way(rest, math.log(WINDOW / GAP ** len(left) / (len(wide) * tried)))


def _unnamed(items: Sequence[Item], named: set[str]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.item_id not in named)


def _following(book: Book, later: Sequence[Item]) -> Iterator[Way]:
    """Yield the items that follow by number."""
    listed = sorted(later, key=lambda item: (item.document_number, item.item_id))
    for start, end in subsets.runs([book.prices[item.item_id] for item in listed], book.rest)[:SHOWN]:
        tried = len(listed) if start == 0 else len(listed) ** 2
        yield Way(tuple(listed[start:end]), math.log(FOLLOWING / max(1, tried)))


def _few(book: Book, items: Sequence[Item], rest: int, torn: set[str], share: float) -> Iterator[Way]:
    """Yield one to four items; a piece that was read of the next number must be the first one's."""
    for places, tried in few.sets([book.prices[item.item_id] for item in items], rest):
        extra = tuple(items[place] for place in places)
        head = min(extra, key=lambda item: (item.document_number, item.item_id))
        less = len(torn) * len(places) / len(items) if head.item_id in torn else 1.0
        doubt = 0.05 if torn and head.item_id not in torn else 1.0
        yield Way(extra, math.log(share * doubt / (tried * less) / len(places)) - _away(book, extra))


def _away(book: Book, extra: Sequence[Item]) -> float:
    """Return what the days between the items named and the others take off: people pay what is due together."""
    days = [item.due_on.toordinal() for item in book.named]
    gaps = [max(min(days) - day, day - max(days), 0) for day in (item.due_on.toordinal() for item in extra)]
    return math.log1p(max(gaps) / 7) / 2


def _any(book: Book, items: Sequence[Item]) -> Iterator[Way]:
    """Yield any items that foot, where there are so few such sets that each can be shown."""
    choices = [(0, book.prices[item.item_id]) for item in items]
    left = subsets.possible(choices, book.rest)
    if left is None or left.size > COMBINATIONS_MAX:
        return
    found = subsets.within(choices, left, book.rest)
    if found.count <= len(found.examples):
        for pick in found.examples:
            extra = tuple(item for item, take in zip(items, pick, strict=True) if take)
            yield Way(extra, math.log(ANY) - math.log(2) * len(items))


def _told(case: Case, book: Book, way: Way, policy: Policy) -> Hypothesis:
    """Return a way as a hypothesis."""
    pieces = []
    for item in (*book.named, *way.items):
        off = item.open - book.prices[item.item_id]
        pieces.append(
            Piece(item, item.open - off, off, differences.earned(item, case.receipt, policy) if off else True)
        )
    ids = frozenset(item.item_id for item in book.named)
    return Hypothesis("named_completed", tuple(pieces), named=ids, tried=math.exp(-way.nats))
