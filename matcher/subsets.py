"""Which items of a book sum to an amount: all subset sizes by meet in the middle, and the shapes payers really use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

import numpy as np
import numpy.typing as npt

Sums = npt.NDArray[np.int64]

#: Sums kept of either half: 2^20 of them, that is 40 items, take 16 MB and half a second.
HALF_MAX = 1 << 20
EXAMPLES_MAX = 4
#: No sum may come near the end of 64 bits.
SUM_MAX = 1 << 60


@dataclass(frozen=True, slots=True)
class Found:
    """How many subsets hit the target, the first few (copies taken of each class), and whether all were counted."""

    count: int
    examples: tuple[tuple[int, ...], ...]
    proven: bool


def exact(
    values: Sequence[int], target: int, copies: Sequence[int] | None = None, *, half_max: int = HALF_MAX
) -> Found:
    """Count the non-empty subsets of all sizes whose values sum to the target.

    `copies` says how many interchangeable items stand behind each value: taking any two of five is one subset.
    A book too large for the halves is not searched and says so (`proven` False).
    """
    bases = [1 + count for count in (copies or [1] * len(values))]
    cut = _middle(bases)
    left, right = bases[:cut], bases[cut:]
    if _size(left) > half_max or _size(right) > half_max or sum(map(abs, values)) * max(bases, default=1) > SUM_MAX:
        return Found(0, (), proven=False)
    low, high = _sums(values[:cut], left), _sums(values[cut:], right)
    order = np.argsort(low, kind="stable")
    ranked = low[order]
    first = np.searchsorted(ranked, target - high, side="left")
    last = np.searchsorted(ranked, target - high, side="right")
    empty = int(target == 0)
    count = int((last - first).sum()) - empty
    hits = islice(_hits(order, first, last), EXAMPLES_MAX + empty)
    picked = [(*_digits(low_index, left), *_digits(high_index, right)) for low_index, high_index in hits]
    return Found(count, tuple(pick for pick in picked if any(pick))[:EXAMPLES_MAX], proven=True)


def _middle(bases: Sequence[int]) -> int:
    """Return where to cut so that both halves have about as many sums."""
    total = _size(bases)
    for cut, reached in enumerate(accumulate(bases, lambda one, two: one * two), start=1):
        if reached * reached >= total:
            return cut
    return len(bases)


def _size(bases: Sequence[int]) -> int:
    """Return how many subsets the classes have."""
    size = 1
    for base in bases:
        size *= base
    return size


def _sums(values: Sequence[int], bases: Sequence[int]) -> Sums:
    """Return the sum of every subset; the index is the subset in mixed radix, the first class turning fastest."""
    sums = np.zeros(1, dtype=np.int64)
    for value, base in zip(values, bases, strict=True):
        sums = (np.arange(base, dtype=np.int64)[:, None] * value + sums[None, :]).ravel()
    return sums


def _hits(order: Sums, first: Sums, last: Sums) -> Iterator[tuple[int, int]]:
    """Yield the index of either half of each hit."""
    for position in np.flatnonzero(last > first):
        for rank in range(int(first[position]), int(last[position])):
            yield int(order[rank]), int(position)


def _digits(index: int, bases: Sequence[int]) -> Iterator[int]:
    """Yield how many of each class a subset's index takes."""
    for base in bases:
        index, digit = divmod(index, base)
        yield digit


def runs(values: Sequence[int], target: int) -> list[tuple[int, int]]:
    """Return the contiguous runs [start, end) of two or more values that sum to the target; prefixes are among them."""
    reached: dict[int, list[int]] = {0: [0]}
    found = []
    for end, total in enumerate(accumulate(values), start=1):
        found += [(start, end) for start in reached.get(total - target, ()) if end - start > 1]
        reached.setdefault(total, []).append(end)
    return sorted(found)


def pairs(values: Sequence[int], target: int) -> list[tuple[int, int]]:
    """Return the pairs of positions whose values sum to the target."""
    places: dict[int, list[int]] = {}
    found = []
    for second, value in enumerate(values):
        found += [(first, second) for first in places.get(target - value, ())]
        places.setdefault(value, []).append(second)
    return sorted(found)
