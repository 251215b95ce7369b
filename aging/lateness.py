"""How late customers pay, as a distribution of days: each one's own history, drawn to its class, the class to all.

`PULL` invoices of the class count beside a customer's own, so that who has paid two invoices is not believed to pay
like those two, and who has paid two hundred is. Weights are whole numbers: nothing is rounded before the last step.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: So many invoices of the class count beside a customer's own, and so many of all beside the class's.
PULL = 10
#: What was paid earlier or later than this counts as if on that day.
EARLIEST, LATEST = -60, 180
#: With fewer paid invoices in all, everybody is expected to pay on the due day.
ENOUGH = 20

Weights = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Lateness:
    """Days after the due day on which money came, ascending, and the weight of what had come by each of them."""

    days: tuple[int, ...]
    upto: tuple[int, ...]
    invoices: int = 0  # of its own

    @property
    def own_percent(self) -> int:
        """Return how much of the prediction is the customer's own history."""
        return 100 * self.invoices // (self.invoices + PULL)

    def by(self, days: int) -> int:
        """Return the weight of what had come that many days after the due day."""
        place = bisect_right(self.days, days)
        return self.upto[place - 1] if place else 0

    def came(self, days: NDArray[np.int64]) -> NDArray[Any]:
        """Return `by` of many days."""
        return np.array([0, *self.upto])[np.searchsorted(np.array(self.days, np.int64), days, side="right")]

    def day(self, percent: int) -> int:
        """Return the day by which so many percent had come; 0 where nothing is known."""
        told = zip(self.days, self.upto, strict=True)
        return next((day for day, weight in told if 100 * weight >= percent * self.whole), 0)

    @property
    def whole(self) -> int:
        """Return the weight of all."""
        return self.upto[-1] if self.upto else 0

    def split(self, minor: int, age: int, ends: Iterable[int]) -> list[int]:
        """Return how much of an amount comes by each end, given that it has not come `age` days after its due day.

        Ends are days after `age`, ascending; a last part is what comes later. The parts are whole minor units and sum
        to the amount. Nothing was ever paid so late: all of it comes later. Nothing is known: it comes when it is due.
        """
        ends = list(ends)
        if not self.whole:
            first = bisect_left(ends, max(-age, 0))
            return [minor if place == first else 0 for place in range(len(ends) + 1)]
        before = self.by(age - 1)
        left = self.whole - before
        if not left:
            return [*([0] * len(ends)), minor]
        sums = [(2 * minor * (self.by(age + end) - before) + left) // (2 * left) for end in ends]
        return [later - sooner for sooner, later in zip([0, *sums], [*sums, minor], strict=True)]


class Profiles:
    """The lateness of every customer, from paid invoices: (customer, class, days late)."""

    def __init__(self, paid: Iterable[tuple[str, str, int]]) -> None:
        own: defaultdict[str, Counter[int]] = defaultdict(Counter)
        classes: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for customer, kind, late in paid:
            day = min(max(late, EARLIEST), LATEST)
            own[customer][day] += 1
            classes[kind][day] += 1
        everybody = sum(classes.values(), Counter())
        self._own = own
        self._all: Weights = everybody if everybody.total() >= ENOUGH else {}
        self._classes = {kind: _drawn(counts, self._all) for kind, counts in classes.items()}
        self._known: dict[tuple[str, str], Lateness] = {}

    def of(self, customer: str, kind: str = "") -> Lateness:
        """Return how late a customer of a class pays."""
        key = (customer if customer in self._own else "", kind)
        if key not in self._known:
            counts = self._own.get(key[0], Counter())
            weights = _drawn(counts, self._classes.get(kind, self._all)) if self._all else {}
            days = tuple(sorted(weights))
            self._known[key] = Lateness(days, tuple(accumulate(weights[day] for day in days)), counts.total())
        return self._known[key]


def _drawn(counts: Mapping[int, int], towards: Weights) -> Weights:
    """Return counts with PULL invoices that are spread as those they are drawn to."""
    whole = sum(towards.values())
    days = {*counts, *towards}
    return {day: counts.get(day, 0) * whole + PULL * towards.get(day, 0) for day in days}
