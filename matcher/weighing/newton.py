"""The top of a likelihood whose weights are held to a start and each to a side: Newton's steps that never go down."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
#: Of weights: the log likelihood, its gradient, and a curvature that is nowhere negative.
Likelihood = Callable[[Floats], tuple[float, Floats, Floats]]

STEPS, HALVINGS, STILL = 100, 20, 1e-7


def climbed(start: Floats, likelihood: Likelihood, *, held: float, low: Floats, high: Floats) -> Floats:
    """Return the weights with the greatest likelihood less `held`/2 times their squared distance from the start.

    A weight at its bound whose gradient points outward rests there. The same input gives the same weights.
    """
    weights = start
    value, slope, bend = _ridged(weights, start, likelihood, held)
    for _ in range(STEPS):
        free = ~(((weights <= low) & (slope < 0)) | ((weights >= high) & (slope > 0)))
        step = np.zeros(len(weights))
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        for halving in range(HALVINGS):
            fresh = np.clip(weights + step / 2**halving, low, high)
            found = _ridged(fresh, start, likelihood, held)
            if found[0] > value:
                break
        else:
            return weights
        moved = float(np.abs(fresh - weights).max())
        weights, (value, slope, bend) = fresh, found
        if moved < STILL:
            break
    return weights


def _ridged(weights: Floats, start: Floats, likelihood: Likelihood, held: float) -> tuple[float, Floats, Floats]:
    """Return the likelihood with the ridge's part."""
    value, slope, bend = likelihood(weights)
    away = weights - start
    return value - held / 2 * float(away @ away), slope - held * away, bend + held * np.eye(len(weights))
