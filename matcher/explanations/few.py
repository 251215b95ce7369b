"""Small sets of a book that sum to an amount: every set of one size, with how many sets of that size there are."""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
import numpy.typing as npt

from kit.lazy import lazy
from matcher.weighing import coincidence

Sums = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]

#: The largest sets looked for, in books of so many items at most.
SIZE_MAX, BOOK_MAX = 4, 160
#: A size of which chance alone would give so many sets says nothing any more, nor does one with so many found.
CHANCE_MAX, FOUND_MAX = 40.0, 100
#: By so many of their last bits sums are sought before they are sorted.
LAST_BITS = (1 << 16) - 1


def sets(prices: Sequence[int], target: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Yield the places of one to four prices that sum to the target (minor units), the smallest sets first.

    With each comes how many sets of its size there are: what chance had to choose from.
    """
    able = [place for place, price in enumerate(prices) if 0 < price <= target]
    if target <= 0 or not able or len(able) > BOOK_MAX:
        return
    ranked = sorted([prices[place] for place in able])
    if sum(ranked[-SIZE_MAX:]) < target:
        return
    book = Book(np.array([prices[place] for place in able], dtype=np.int64))
    for size in range(1, SIZE_MAX + 1):
        tried = float(math.comb(len(able), size))
        if tried * coincidence.density(target) > CHANCE_MAX:
            return
        if not sum(ranked[:size]) <= target <= sum(ranked[-size:]):
            continue
        found = list(islice(_of_size(book, target, size), FOUND_MAX + 1))
        if len(found) > FOUND_MAX:
            return
        yield from ((tuple(able[place] for place in places), tried) for places in found)


class Book:
    """Prices with what any two of them sum to: worked out when a size first asks for it."""

    def __init__(self, prices: Sums) -> None:
        self.prices = prices
        self.first, self.second = _pairs(len(prices))

    @lazy
    def sums(self) -> Sums:
        """Return the sums of all pairs."""
        return self.prices[self.first] + self.prices[self.second]


def _of_size(book: Book, target: int, size: int) -> Iterator[tuple[int, ...]]:
    """Yield the places of each set of this size, in rising order."""
    if size == 1:
        yield from ((int(place),) for place in np.flatnonzero(book.prices == target))
        return
    first, second = book.first, book.second
    if size == 2:
        yield from ((int(first[at]), int(second[at])) for at in np.flatnonzero(book.sums == target))
        return
    need = target - (book.prices if size == 3 else book.sums)
    able = _able(book.sums, need)
    order = able[np.argsort(book.sums[able], kind="stable")]
    ranked = book.sums[order]
    heads = np.arange(len(need)) if size == 3 else able
    lows, highs = (np.searchsorted(ranked, need[heads], side=side) for side in ("left", "right"))
    for place in np.flatnonzero(lows < highs):
        at = heads[place]
        head = (int(at),) if size == 3 else (int(first[at]), int(second[at]))
        pairs = ((int(first[pair]), int(second[pair])) for pair in order[lows[place] : highs[place]])
        yield from ((*head, one, other) for one, other in pairs if one > head[-1])


def _able(sums: Sums, need: Sums) -> Places:
    """Return the places of sums that may be needed; those left out certainly are not: their last bits are no need's."""
    table = np.zeros(LAST_BITS + 1, dtype=np.bool_)
    table[need & LAST_BITS] = True
    return np.flatnonzero(table[sums & LAST_BITS])


@lru_cache(maxsize=256)
def _pairs(count: int) -> tuple[Places, Places]:
    """Return the places of all pairs of so many."""
    first, second = np.triu_indices(count, 1)
    return first, second
