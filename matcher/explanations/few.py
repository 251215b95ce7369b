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

    @lazy
    def order(self) -> Places:
        """Return the pairs by their sums, those of one sum in their own order."""
        return np.argsort(self.sums, kind="stable")

    @lazy
    def ranked(self) -> Sums:
        """Return the sums in rising order."""
        return self.sums[self.order]


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
    for at in _met(book, need) if size == 3 else np.sort(book.order[::-1][_met(book, target - book.ranked[::-1])]):
        head = (int(at),) if size == 3 else (int(first[at]), int(second[at]))
        low, high = (np.searchsorted(book.ranked, need[at], side=side) for side in ("left", "right"))
        pairs = ((int(first[pair]), int(second[pair])) for pair in book.order[low:high])
        yield from ((*head, one, other) for one, other in pairs if one > head[-1])


def _met(book: Book, need: Sums) -> Places:
    """Return the places of what some pair sums to; it is found sooner where it is asked for in rising order."""
    some = np.minimum(np.searchsorted(book.ranked, need), len(book.ranked) - 1)
    return np.flatnonzero(book.ranked[some] == need) if len(some) and len(book.ranked) else some[:0]


@lru_cache(maxsize=256)
def _pairs(count: int) -> tuple[Places, Places]:
    """Return the places of all pairs of so many."""
    first, second = np.triu_indices(count, 1)
    return first, second
