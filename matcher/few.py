"""Small sets of a book that sum to an amount: every set of one size, with how many sets of that size there are."""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
import numpy.typing as npt

from matcher import coincidence

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
    values = np.array([prices[place] for place in able], dtype=np.int64)
    for size in range(1, SIZE_MAX + 1):
        tried = float(math.comb(len(able), size))
        if tried * coincidence.density(target) > CHANCE_MAX:
            return
        found = list(islice(_of_size(values, target, size), FOUND_MAX + 1))
        if len(found) > FOUND_MAX:
            return
        yield from ((tuple(able[place] for place in places), tried) for places in found)


def _of_size(values: Sums, target: int, size: int) -> Iterator[tuple[int, ...]]:
    """Yield the places of each set of this size, in rising order."""
    if size == 1:
        yield from ((int(place),) for place in np.flatnonzero(values == target))
        return
    first, second = _pairs(len(values))
    sums = values[first] + values[second]
    if size == 2:
        yield from ((int(first[at]), int(second[at])) for at in np.flatnonzero(sums == target))
        return
    order = np.argsort(sums, kind="stable")
    need = target - (values if size == 3 else sums)
    low, high = np.searchsorted(sums[order], need, "left"), np.searchsorted(sums[order], need, "right")
    for at in np.flatnonzero(high > low):
        head = (int(at),) if size == 3 else (int(first[at]), int(second[at]))
        pairs = ((int(first[pair]), int(second[pair])) for pair in order[low[at] : high[at]])
        yield from ((*head, one, other) for one, other in pairs if one > head[-1])


@lru_cache(maxsize=256)
def _pairs(count: int) -> tuple[Places, Places]:
    """Return the places of all pairs of so many."""
    first, second = np.triu_indices(count, 1)
    return first, second
