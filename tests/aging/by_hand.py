"""One amount split over weeks, as the forecast splits all of them in columns."""

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np

from aging.lateness import Lateness


def paying(days: Iterable[int], upto: Iterable[int]) -> Lateness:
    """Return how late somebody pays: the weight of what had come by each of some days."""
    return Lateness(np.array(list(days), np.int64), np.array(list(upto), np.int64))


def split(how: Lateness, minor: int, age: int, ends: Iterable[int]) -> list[int]:
    """Return how much of an amount comes by each end, given that it has not come `age` days after its due day.

    Ends are days after `age`, ascending; a last part is what comes later. The parts are whole minor units and sum
    to the amount. Nothing was ever paid so late: all of it comes later. Nothing is known: it comes when it is due.
    """
    ends = list(ends)
    if not how.whole:
        first = bisect_left(ends, max(-age, 0))
        return [minor if place == first else 0 for place in range(len(ends) + 1)]
    before, *upto = (int(weight) for weight in how.by(np.array([age - 1, *(age + end for end in ends)])))
    left = how.whole - before
    if not left:
        return [*([0] * len(ends)), minor]
    sums = [(2 * minor * (weight - before) + left) // (2 * left) for weight in upto]
    return [later - sooner for sooner, later in zip([0, *sums], [*sums, minor], strict=True)]
