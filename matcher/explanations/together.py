"""Free subsets of many receipts at once: what `free.search` finds one by one, from the columns of the open items."""

from collections.abc import Iterator, Sequence

import numpy as np

from matcher.cases import Case
from matcher.explanations import footing, free, laid, sweep
from matcher.explanations.free import Searched
from matcher.explanations.laid import Asked, Parts
from matcher.explanations.pieces import Piece
from matcher.explanations.stock import Stock
from matcher.explanations.sweep import Flags, Floats, Ints, Left, Sought, Ways
from matcher.shelf import Item
from matcher.weighing import coincidence

#: At what prices a way takes its items: all in full, all less their discounts, or some of either.
FULL, LESS, EITHER = range(3)


def search(asked: Sequence[Asked], on: Stock | None = None) -> None:
    """Search the books of cases of one shelf; each keeps what was found, and which finders have nothing to find.

    `on` are the columns of the shelf, at least of these cases' families, where somebody has them already.
    """
    if not asked:
        return
    books = laid.laid(asked, on)
    parts = laid.parts(books)
    footing.rule_out(asked, books, parts)
    found: list[list[Searched]] = [[] for _ in asked]
    if len(parts.cases):
        for place, searched in zip(parts.cases.tolist(), _searched(asked, parts), strict=True):
            found[place].append(searched)
    for (case, _), mine in zip(asked, found, strict=True):
        if mine:
            case.cache["searched"] = mine


def _searched(asked: Sequence[Asked], parts: Parts) -> list[Searched]:
    """Return what is found in each part."""
    count = np.diff(parts.rows)
    total = np.add.reduceat((parts.on.price * parts.on.count)[parts.classes], parts.rows[:-1])
    below = parts.amounts <= total
    found = [Searched(None if under else 0) for under in below.tolist()]
    places = np.flatnonzero(below & (count <= free.CLASSES_MAX))
    some = parts.only(below & (count <= free.CLASSES_MAX))
    if not len(places):
        return found
    sought = _sought(some)
    left = sweep.narrowed(sought)
    for row in np.flatnonzero(~left.possible).tolist():
        found[places[row]] = Searched(0)
    ways = sweep.among(sought, left, np.flatnonzero(left.possible & ~_refused(some, left)))
    for row, answer in _told(asked, some, ways):
        found[places[row]] = answer
    return found


def _refused(parts: Parts, left: Left) -> Flags:
    """Return which parts have too many combinations left to be counted: a large book, or chance explains the amount."""
    many = left.sizes > free.CHEAP
    refused = many & (np.diff(parts.rows) > parts.most)
    doubted = many & left.possible & ~refused
    refused[doubted] = _expected(parts.only(doubted), EITHER) > free.HOPELESS
    return refused


def _sought(parts: Parts) -> Sought:
    """Return the choices of each class: so many of its items in full, so many less their discount."""
    count, off, price = parts.on.count[parts.classes], parts.off, parts.on.price[parts.classes]
    which = count * 2 + (off > 0)
    kinds = np.flatnonzero(np.bincount(which))
    kind = np.searchsorted(kinds, which)
    tables = [np.array(free.takes(each // 2, discounted=bool(each % 2)), dtype=np.int64) for each in kinds.tolist()]
    sizes = np.array([len(table) for table in tables])
    taken = np.concatenate(tables)[sweep.spans(sweep.edges(sizes)[:-1][kind], sizes[kind])]
    owner = np.repeat(np.arange(len(kind)), sizes[kind])
    values = taken.sum(axis=1) * price[owner] - taken[:, 1] * off[owner]
    return Sought(values, sweep.edges(sizes[kind]), parts.rows, parts.amounts)


def _expected(parts: Parts, kinds: Ints | int) -> Floats:
    """Return how many subsets chance alone would give where items are paid at such prices."""
    count, full = parts.on.count[parts.classes], parts.on.price[parts.classes]
    kind = np.repeat(np.broadcast_to(kinds, len(parts.amounts)), np.diff(parts.rows))
    less, twice = full - parts.off, (kind == EITHER) & (parts.off > 0)
    first, second = np.where(kind == FULL, full, less), np.where(twice, full, 0)
    prices, copies = np.stack([first, second], axis=1), np.stack([count, count], axis=1)
    some = prices > 0
    rows = sweep.edges(some.sum(axis=1))[parts.rows]
    return coincidence.expected_many(prices[some], copies[some], rows, parts.amounts)


def _told(asked: Sequence[Asked], parts: Parts, ways: dict[int, Ways]) -> Iterator[tuple[int, Searched]]:
    """Yield what was found in each part, with its pieces and with what chance had to choose from."""
    takes = {row: [_takes(parts, row, pick) for pick in found.picks] for row, found in ways.items()}
    kinds = {row: [_kind(parts, each) for each in mine] for row, mine in takes.items()}
    wanted = sorted({(row, kind) for row, mine in kinds.items() for kind in mine})
    expected = dict(zip(wanted, _chances(parts, wanted), strict=True))
    classes, amounts, cases = np.diff(parts.rows).tolist(), parts.amounts.tolist(), parts.cases.tolist()
    for row, found in ways.items():
        pieces = tuple(tuple(_pieces(asked[cases[row]][0], parts, each)) for each in takes[row])
        tried = (free.outnumbered(expected[row, kind], amounts[row], classes[row]) for kind in kinds[row])
        yield row, Searched(found.count if found.proven else None, pieces, tuple(tried))


def _chances(parts: Parts, wanted: Sequence[tuple[int, int]]) -> list[float]:
    """Return what chance alone gives in parts at prices."""
    rows, kinds = np.array(wanted, dtype=np.int64).reshape(-1, 2).T
    counts = np.diff(parts.rows)[rows]
    places = sweep.spans(parts.rows[rows], counts)
    limits = parts.cases[rows], parts.amounts[rows], parts.most[rows]
    each = Parts(*limits, sweep.edges(counts), parts.classes[places], parts.off[places], parts.on)
    found: list[float] = _expected(each, kinds).tolist()
    return found


#: How many items of the class at a place of the parts are taken, in full and less their discount.
Take = tuple[int, int, int]


def _takes(parts: Parts, row: int, pick: Sequence[tuple[int, int]]) -> list[Take]:
    """Return what a way takes."""
    places = [(int(parts.rows[row]) + place, choice) for place, choice in pick]
    counts = ((at, int(parts.on.count[parts.classes[at]]), choice) for at, choice in places)
    return [(at, *free.takes(count, discounted=bool(parts.off[at]))[choice]) for at, count, choice in counts]


def _kind(parts: Parts, takes: Sequence[Take]) -> int:
    """Return at what prices a way takes its items; what has no discount is taken at either."""
    if not any(less for _, _, less in takes):
        return FULL
    return EITHER if any(full and parts.off[at] for at, full, _ in takes) else LESS


def _pieces(case: Case, parts: Parts, takes: Sequence[Take]) -> Iterator[Piece]:
    """Yield the pieces of a way, the first of interchangeable items taken first."""
    for at, full, less in takes:
        begin = int(parts.on.begins[parts.classes[at]])
        for number in range(full + less):
            item = _item(case, parts.on.ids[begin + number])
            off = int(parts.off[at]) if number >= full else 0
            yield Piece(item, item.open - off, off)


def _item(case: Case, item_id: str) -> Item:
    """Return an item of the likeliest families, whose books are opened until it is found."""
    for root in case.families if item_id not in case.shelf.items else ():
        case.shelf.family(case.receipt, root)
    return case.shelf.items[item_id]
