"""How many explanations chance alone would give: what a found sum has to beat before it means anything."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: Units people round to, in minor units; an amount on such a grid is matched by chance that much more often.
LATTICES = (100_000, 10_000, 1_000, 500, 100)
NEWTON_STEPS = 60
#: Steps end where the tilt has so many digits.
NEAR = 1e-13
#: Beyond this the saddlepoint has left the book: the target is nearly nothing or nearly everything.
TILT_MAX = 700.0


def lattice(amount: int) -> int:
    """Return the largest unit of rounding the amount lies on; 1 for one with odd cents."""
    return next((unit for unit in LATTICES if amount % unit == 0), 1)


def density(amount: int) -> float:
    """Return the chance that an unrelated payment of this size has exactly this amount.

    Amounts spread over about their own size, so one grid point holds unit ÷ amount.
    """
    return min(1.0, lattice(amount) / max(1, abs(amount)))


def expected_subsets(values: Sequence[int], target: int, copies: Sequence[int] | None = None) -> float:
    """Return the expected number of subsets of all sizes that hit the target by chance (saddlepoint).

    N(T) ≈ M · exp(Σ log(1+e^{λaᵢ}) − λT) / √(2πV), with λ solving Σ aᵢ/(1+e^{−λaᵢ}) = T and M the common grid of the
    amounts (MATCHING_FACTS §2d). Values are positive; 0 where the target is out of reach or off the grid.
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
