"""Which items of a book sum to an amount: all subset sizes by meet in the middle, and the shapes payers really use."""

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.explanations import beyond
from matcher.explanations.beyond import EXAMPLES_MAX, Choices, Found

Sums = npt.NDArray[np.int64]

#: Sums kept of either half: 2^20 of them, that is 40 items of which none can be left out, take 16 MB each.
HALF_MAX = 1 << 20
#: No sum may come near the end of 64 bits.
SUM_MAX = 1 << 60
#: From so many sums on, those that meet nothing are dropped before anything is sorted, by tables of so many bits a sum.
SIEVED_MIN, SIEVE_BITS = 1 << 10, 4
SIEVES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)


class Left(NamedTuple):
    """What can still be chosen: of each class the places of its possible choices; `fixed` is what must be taken."""

    places: tuple[tuple[int, ...], ...]
    fixed: int
    size: int  # how many combinations are left


def exact(
    values: Sequence[int], target: int, copies: Sequence[int] | None = None, *, half_max: int = HALF_MAX
) -> Found:
    """Count the non-empty subsets of all sizes whose values sum to the target.

    `copies` says how many interchangeable items stand behind each value: taking any two of five is one subset.
    """
    counts = copies or [1] * len(values)
    choices = [tuple(value * taken for taken in range(count + 1)) for value, count in zip(values, counts, strict=True)]
    return among(choices, target, half_max=half_max)


def among(choices: Sequence[Choices], target: int, *, half_max: int = HALF_MAX) -> Found:
    """Count the ways to make one choice of each class so that all sum to the target; taking nothing is no way.

    Choice 0 of a class takes none of it and is worth 0. What no sum can hold, or none can miss, is decided first; up
    to 40 open questions are then counted exactly, more by bitset or CP-SAT, `proven` False where that was cut.
    """
    left = possible(choices, target)
    return Found(0, (), proven=True) if left is None else within(choices, left, target, half_max=half_max)


def within(choices: Sequence[Choices], left: Left, target: int, *, half_max: int = HALF_MAX) -> Found:
    """Count the ways as `among` does, where what `possible` leaves open is known."""
    empty = int(target == 0)
    free = [place for place, places in enumerate(left.places) if len(places) > 1]
    values = [tuple(choices[place][choice] for choice in left.places[place]) for place in free]
    found = _met(values, target - left.fixed, half_max, EXAMPLES_MAX + empty)
    whole = (_whole(pick, left, free) for pick in found.examples)
    examples = tuple(pick for pick in whole if any(pick))[:EXAMPLES_MAX]
    return Found(found.count - empty, examples, found.proven)


def possible(choices: Sequence[Choices], target: int) -> Left | None:
    """Return what arithmetic leaves open, or None where no sum can be the target.

    A choice falls when even the least of all others is too much with it, or even the most of all others too little.
    """
    places = [tuple(range(len(each))) for each in choices]
    values: list[Sequence[int]] = list(choices)
    lows, highs = list(map(min, values)), list(map(max, values))
    while True:
        over, under = sum(highs) - target, target - sum(lows)
        if over < 0 or under < 0:
            return None
        room = min(over, under)
        wide = [at for at, (low, high) in enumerate(zip(lows, highs, strict=True)) if high - low > room]
        changes = [(at, _kept(values[at], highs[at] - over, lows[at] + under)) for at in wide]
        if not changes:
            fixed = sum(each[0] for each in values if len(each) == 1)
            return Left(tuple(places), fixed, math.prod(map(len, values)))
        for at, kept in changes:
            if not kept:
                return None
            places[at], values[at] = tuple(places[at][one] for one in kept), [values[at][one] for one in kept]
            lows[at], highs[at] = min(values[at]), max(values[at])


def _kept(values: Sequence[int], low: int, high: int) -> list[int]:
    """Return the places of the values that are not too small and not too large."""
    return [place for place, value in enumerate(values) if low <= value <= high]


def _whole(pick: Sequence[int], left: Left, free: Sequence[int]) -> tuple[int, ...]:
    """Return a pick among the open classes as a choice of every class."""
    chosen = [places[0] for places in left.places]
    for place, choice in zip(free, pick, strict=True):
        chosen[place] = left.places[place][choice]
    return tuple(chosen)


def _met(values: Sequence[Choices], target: int, half_max: int, few: int) -> Found:
    """Count the ways among classes that are all open; where there is none, nothing is left to choose."""
    if not values:
        return Found(int(target == 0), ((),) if target == 0 else (), proven=True)
    bases = [len(each) for each in values]
    cut = _middle(bases)
    if max(math.prod(bases[:cut]), math.prod(bases[cut:])) > half_max:
        return beyond.searched(values, target)
    if sum(max(map(abs, each)) for each in values) > SUM_MAX:
        return Found(0, (), proven=False)
    low, need = _sums(values[:cut]), target - _sums(values[cut:])
    lows, needs = sieved(low, need)
    ranked, wanted = np.sort(low[lows]), need[needs]
    first = np.searchsorted(ranked, wanted)
    met = np.append(ranked, SUM_MAX)[first] == wanted
    many = np.searchsorted(ranked, wanted[met], side="right") - first[met]
    hits = islice(_hits(low, need, needs[met]), few)
    examples = tuple((*digits(one, bases[:cut]), *digits(other, bases[cut:])) for one, other in hits)
    return Found(int(many.sum()), examples, proven=True)


def _middle(bases: Sequence[int]) -> int:
    """Return where to cut so that both halves have about as many sums."""
    total = math.prod(bases)
    for cut, reached in enumerate(accumulate(bases, lambda one, two: one * two), start=1):
        if reached * reached >= total:
            return cut
    return len(bases)


def _sums(values: Sequence[Choices]) -> Sums:
    """Return the sum of every combination; the index is the pick in mixed radix, the first class turning fastest."""
    sums = np.zeros(1, dtype=np.int64)
    for each in values:
        sums = np.add.outer(each, sums).ravel()
    return sums


def sieved(low: Sums, need: Sums) -> tuple[Sums, Sums]:
    """Return the places of sums that may meet one of the other half; those dropped certainly do not."""
    lows = np.flatnonzero((low >= need.min(initial=SUM_MAX)) & (low <= need.max(initial=-SUM_MAX)))
    needs = np.flatnonzero((need >= low.min(initial=SUM_MAX)) & (need <= low.max(initial=-SUM_MAX)))
    for factor in SIEVES:
        if min(len(lows), len(needs)) < SIEVED_MIN:
            break
        bits = max(len(lows), len(needs)).bit_length() + SIEVE_BITS
        one, other = _hashed(low[lows], factor, bits), _hashed(need[needs], factor, bits)
        met = _among(other, one, bits)
        needs, lows = needs[met], lows[_among(one, other[met], bits)]
    return lows, needs


def _hashed(values: Sums, factor: int, bits: int) -> Sums:
    """Return a hash of so many bits of each value."""
    return ((values.view(np.uint64) * np.uint64(factor)) >> np.uint64(64 - bits)).view(np.int64)


def _among(one: Sums, other: Sums, bits: int) -> npt.NDArray[np.bool_]:
    """Return which of the hashes occur among the others."""
    table = np.zeros(1 << bits, dtype=np.bool_)
    table[other] = True
    return table[one]


def _hits(low: Sums, need: Sums, places: Sums) -> Iterator[tuple[int, int]]:
    """Yield the index of either half of each hit."""
    for place in places:
        for index in np.flatnonzero(low == need[place]):
            yield int(index), int(place)


def digits(index: int, bases: Sequence[int]) -> Iterator[int]:
    """Yield which choice of each class an index stands for."""
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
