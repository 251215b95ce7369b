"""How late customers pay, as a distribution of days: each one's own history, drawn to its class, the class to all.

`PULL` invoices of the class count beside a customer's own, so that who has paid two invoices is not believed to pay
like those two, and who has paid two hundred is. Weights are whole numbers: nothing is rounded before the last step.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: So many invoices of the class count beside a customer's own, and so many of all beside the class's.
PULL = 10
#: What was paid earlier or later than this counts as if on that day.
EARLIEST, LATEST = -60, 180
#: With fewer paid invoices in all, everybody is expected to pay on the due day.
ENOUGH = 20

#: The days that are told apart.
DAYS = np.arange(EARLIEST, LATEST + 1)
#: More than this no whole number of 64 bits holds; then Python's own are taken, which are slower.
_MOST = 2**62

Weights = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Lateness:
    """Days after the due day on which money came, ascending, and the weight of what had come by each of them."""

    days: NDArray[np.int64]
    upto: Weights
    invoices: int = 0  # of its own

    @property
    def own_percent(self) -> int:
        """Return how much of the prediction is the customer's own history."""
        return 100 * self.invoices // (self.invoices + PULL)

    def by(self, days: NDArray[np.int64]) -> Weights:
        """Return the weight of what had come by each of some days after the due day."""
        upto: Weights = np.concatenate([np.zeros(1, self.upto.dtype), self.upto])
        found: Weights = upto[np.searchsorted(self.days, days, side="right")]
        return found

    def day(self, percent: int) -> int:
        """Return the day by which so many percent had come; 0 where nothing is known."""
        least = -(-percent * self.whole // 100)
        return int(self.days[np.searchsorted(self.upto, least)]) if self.whole else 0

    @property
    def whole(self) -> int:
        """Return the weight of all."""
        return int(self.upto[-1]) if len(self.upto) else 0


#: Everybody pays on the day.
ON_TIME = Lateness(DAYS[:0], DAYS[:0])


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
        self._all = _upto(everybody)
        self._known_enough = everybody.total() >= ENOUGH
        self._classes = {kind: drawn(counts, self._all) for kind, counts in classes.items()}
        self._known: dict[tuple[str, str], Lateness] = {}

    def of(self, customer: str, kind: str = "") -> Lateness:
        """Return how late a customer of a class pays."""
        if not self._known_enough:
            return replace(ON_TIME, invoices=self._own[customer].total() if customer in self._own else 0)
        key = (customer if customer in self._own else "", kind)
        if key not in self._known:
            counts = self._own.get(key[0], Counter())
            upto = drawn(counts, self._classes.get(kind, self._all))
            self._known[key] = Lateness(DAYS, upto, counts.total())
        return self._known[key]


def _upto(counts: Mapping[int, int]) -> Weights:
    """Return how many there were by each of DAYS."""
    found = np.zeros(len(DAYS), np.int64)
    found[np.array(list(counts), np.int64) - EARLIEST] = list(counts.values())
    return found.cumsum()


def drawn(counts: Mapping[int, int], towards: Weights) -> Weights:
    """Return counts with PULL invoices that are spread as those they are drawn to."""
    whole, own = int(towards[-1]), _upto(counts)
    if (int(own[-1]) + PULL) * whole > _MOST:
        own, towards = own.astype(object), towards.astype(object)
    drawn: Weights = own * whole + PULL * towards
    return drawn
