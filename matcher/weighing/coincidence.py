"""How many explanations chance alone would give: what a found sum has to beat before it means anything."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kit.remembering import remembered

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: Units people round to, in minor units; an amount on such a grid is matched by chance that much more often.
LATTICES = (100_000, 10_000, 1_000, 500, 100)
NEWTON_STEPS = 60
#: Steps end where the tilt has so many digits.
NEAR = 1e-13
#: Beyond this the saddlepoint has left the book: the target is nearly nothing or nearly everything.
TILT_MAX = 700.0


def lattice(amount: int) -> int:
    """Return the largest unit of rounding the amount lies on; 1 for one with odd cents."""
    return 1 if amount % LATTICES[-1] else next(unit for unit in LATTICES if amount % unit == 0)


@remembered(1 << 16)
def density(amount: int) -> float:
    """Return the chance that an unrelated payment of this size has exactly this amount.

    Amounts spread over about their own size, so one grid point holds unit ÷ amount.
    """
    return min(1.0, lattice(amount) / max(1, abs(amount)))


def expected_subsets(values: Sequence[int], target: int, copies: Sequence[int] | None = None) -> float:
    """Return the expected number of subsets of all sizes that hit the target by chance (saddlepoint).

    N(T) ≈ M · exp(Σ log(1+e^{λaᵢ}) − λT) / √(2πV), with λ solving Σ aᵢ/(1+e^{−λaᵢ}) = T and M the common grid of the
    amounts. Values are positive; 0 where the target is out of reach or off the grid.
    `copies` says how many times each value is there: then taking any two of five is one subset, and 1+e^{λaᵢ} becomes
    the sum over how many of them are taken.
    """
    if copies is not None:
        values, copies = _positive(values, copies)
        if max(copies, default=1) > 1:
            return _expected_choices(values, copies, target)
    amounts = np.array([value for value in values if value > 0], dtype=np.float64)
    total = float(amounts.sum())
    if not len(amounts) or not 0 < target <= total:
        return 0.0
    grid = math.gcd(*[int(value) for value in amounts])
    if target % grid:
        return 0.0
    if target >= total - float(amounts.min()) / 2 or target <= float(amounts.min()) / 2:
        return 1.0
    tilt, share = _tilt(amounts, float(target))
    spread = float((amounts * amounts * share * (1.0 - share)).sum())
    if spread <= 0:
        return 1.0
    log_mass = float(np.logaddexp(0.0, tilt * amounts).sum()) - tilt * target
    return float(grid * math.exp(min(600.0, log_mass)) / math.sqrt(2.0 * math.pi * spread))


def expected_many(values: Ints, copies: Ints, rows: Ints, targets: Ints) -> Floats:
    """Return what `expected_subsets` returns for many books at once, without their copies made one choice.

    `rows` says where each book's values begin, and ends with their number; every book has one, all are positive.
    """
    firsts, counts = rows[:-1], np.diff(rows)
    if not len(counts):
        return np.zeros(0)
    least, grid = np.minimum.reduceat(values, firsts), np.gcd.reduceat(values, firsts)
    total = np.add.reduceat(values * copies, firsts)
    found = np.where((targets > 0) & (targets <= total) & (targets % grid == 0), 1.0, 0.0)
    inside = (found > 0) & (targets < total - least / 2) & (targets > least / 2)
    mine = np.repeat(inside, counts)
    if inside.any():
        books = Books.of(values[mine], copies[mine], counts[inside], targets[inside])
        tilt, spread = _tilts(books)
        log_mass = books.sums(np.logaddexp(0.0, books.each(tilt) * books.values)) - tilt * books.targets
        with np.errstate(divide="ignore"):
            many = grid[inside] * np.exp(np.minimum(600.0, log_mass)) / np.sqrt(2.0 * np.pi * spread)
        found[inside] = np.where(spread <= 0, 1.0, many)
    return found


class Books(NamedTuple):
    """The values of several books end to end, with how often each is there, and what each book is to sum to."""

    values: Floats
    copies: Floats
    firsts: Ints
    counts: Ints
    targets: Floats

    @staticmethod
    def of(values: Ints, copies: Ints, counts: Ints, targets: Ints) -> "Books":
        """Return the books whose values are so many each."""
        firsts = np.cumsum(counts) - counts
        return Books(values.astype(np.float64), copies.astype(np.float64), firsts, counts, targets.astype(np.float64))

    def each(self, of_books: Floats) -> Floats:
        """Return what is of a book beside each of its values."""
        return np.repeat(of_books, self.counts)

    def sums(self, of_values: Floats) -> Floats:
        """Return the sum over each book's values and their copies."""
        return np.add.reduceat(of_values * self.copies, self.firsts)

    def only(self, some: Flags) -> "Books":
        """Return some of the books."""
        mine, counts = np.repeat(some, self.counts), self.counts[some]
        return Books(self.values[mine], self.copies[mine], np.cumsum(counts) - counts, counts, self.targets[some])


def _tilts(books: Books) -> tuple[Floats, Floats]:
    """Solve for each book's tilt as `_tilt` does; return it with the variance of the sum."""
    total, least = books.sums(books.values), np.minimum.reduceat(books.values, books.firsts)
    high = TILT_MAX / least
    low, size = -high, books.sums(np.ones(len(books.values)))
    with np.errstate(divide="ignore"):
        tilt = np.where(books.targets < total, np.log(books.targets / (total - books.targets)) * size / total, high)
    tilts, spreads, going = tilt.copy(), np.zeros(len(tilt)), np.arange(len(tilt))
    for _ in range(NEWTON_STEPS):
        share = 0.5 + 0.5 * np.tanh(books.each(tilt) * (books.values / 2.0))
        held = books.values * share
        over, slope = books.sums(held) - books.targets, books.sums(books.values * held * (1.0 - share))
        low, high = np.where(over < 0, tilt, low), np.where(over < 0, high, tilt)
        step = np.where(slope > 0, tilt - over / np.where(slope > 0, slope, 1.0), low)
        step = np.where((low < step) & (step < high), step, (low + high) / 2.0)
        tilts[going], spreads[going] = tilt, slope
        moved = np.abs(step - tilt) > NEAR * np.abs(step)
        if not moved.any():
            break
        books, going, tilt = books.only(moved), going[moved], step[moved]
        low, high = low[moved], high[moved]
    return tilts, spreads


def _positive(values: Sequence[int], copies: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return equal values as one, with the sum of their copies; what is not positive is left out."""
    found: dict[int, int] = {}
    for value, count in zip(values, copies, strict=True):
        if value > 0 and count > 0:
            found[value] = found.get(value, 0) + count
    return list(found), list(found.values())


def _expected_choices(values: Sequence[int], copies: Sequence[int], target: int) -> float:
    """Return the expected number of choices of how many of each value to take."""
    amounts, most = np.array(values, dtype=np.float64), np.array(copies)
    total, grid = int(sum(value * count for value, count in zip(values, copies, strict=True))), math.gcd(*values)
    if not 0 < target <= total or target % grid:
        return 0.0
    if target >= total - min(values) / 2 or target <= min(values) / 2:
        return 1.0
    taken = np.arange(int(most.max()) + 1, dtype=np.float64)
    barred = np.where(taken[None, :] <= most[:, None], 0.0, -np.inf)
    high = TILT_MAX / float(amounts.min())
    low = -high
    for _ in range(NEWTON_STEPS * 2):
        middle = (low + high) / 2.0
        mass, mean, spread = _moments(amounts, taken, barred, middle)
        low, high = (middle, high) if mean < target else (low, middle)
    if spread <= 0:
        return 1.0
    return float(grid * math.exp(min(600.0, mass - middle * target)) / math.sqrt(2.0 * math.pi * spread))


def _moments(amounts: Floats, taken: Floats, barred: Floats, tilt: float) -> tuple[float, float, float]:
    """Return the log of the tilted number of choices, and the mean and variance of their sum."""
    nats = tilt * amounts[:, None] * taken[None, :] + barred
    top = nats.max(axis=1, keepdims=True)
    weight = np.exp(nats - top)
    whole = weight.sum(axis=1, keepdims=True)
    share = weight / whole
    mean = (share * taken).sum(axis=1)
    square = (share * taken * taken).sum(axis=1)
    mass = float((top + np.log(whole)).sum())
    return mass, float((amounts * mean).sum()), float((amounts * amounts * (square - mean * mean)).sum())


def _tilt(amounts: Floats, target: float) -> tuple[float, Floats]:
    """Solve for the tilt by Newton steps from what equal amounts would need; a step too far halves the bracket."""
    high, total = TILT_MAX / float(amounts.min()), float(amounts.sum())
    low, half = -high, amounts / 2.0
    tilt = math.log(target / (total - target)) * len(amounts) / total if target < total else high
    for _ in range(NEWTON_STEPS):
        share = 0.5 + 0.5 * np.tanh(tilt * half)
        held = amounts * share
        over = float(held.sum()) - target
        low, high = (tilt, high) if over < 0 else (low, tilt)
        slope = float((amounts * held * (1.0 - share)).sum())
        step = tilt - over / slope if slope > 0 else low
        step = step if low < step < high else (low + high) / 2.0
        if abs(step - tilt) <= NEAR * abs(step):
            break
        tilt = step
    return tilt, share
