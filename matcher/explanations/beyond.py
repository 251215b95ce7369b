"""Books too large for meet in the middle: a bitset of reachable sums while it is small, else CP-SAT with a limit."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

#: One class of interchangeable items: what each choice adds to the sum.
Choices = tuple[int, ...]
Ways = npt.NDArray[np.uint8]

EXAMPLES_MAX = 4
#: Sums × choices that the bitset may visit: a third of a second, and 40 MB for the way back.
WORK_MAX = 300_000_000
#: From so many ways on nobody counts on.
MANY = 100
#: CP-SAT's own measure of work, the same on every machine; about a second.
DETERMINISTIC_TIME = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """How many ways hit the target, the first few (which choice of each class), and whether all were counted."""

    count: int
    examples: tuple[tuple[int, ...], ...]
    proven: bool


def searched(values: Sequence[Choices], target: int) -> Found:
    """Count the ways to make one choice of each class that sum to the target, as far as the limits allow."""
    least = [min(each) for each in values]
    raised = [tuple(value - low for value in each) for each, low in zip(values, least, strict=True)]
    rest = target - sum(least)
    grid = math.gcd(*(value for each in raised for value in each)) or 1
    if rest < 0 or rest % grid:
        return Found(0, (), proven=True)
    scaled = [tuple(value // grid for value in each) for each in raised]
    if (rest // grid + 1) * sum(map(len, scaled)) <= WORK_MAX:
        return by_bitset(scaled, rest // grid)
    return by_model(scaled, rest // grid)


def by_bitset(values: Sequence[Choices], target: int) -> Found:
    """Count the ways, none of the values negative, by the sums that can be reached; `MANY` or more are not counted."""
    ways: Ways = np.zeros(target + 1, dtype=np.uint8)
    ways[0] = 1
    layers = [np.packbits(ways > 0)]
    for each in values:
        ways = _with(ways, each)
        layers.append(np.packbits(ways > 0))
    count = int(ways[target])
    picks = _back(layers, values, target, len(values)) if count else iter(())
    return Found(count, tuple(islice(picks, EXAMPLES_MAX + 1)), proven=count < MANY)


def _with(ways: Ways, choices: Choices) -> Ways:
    """Return the ways after one more class."""
    more = np.zeros_like(ways)
    for value in choices:
        if value < len(ways):
            more[value:] += ways[: len(ways) - value]
            np.minimum(more, MANY, out=more)
    return more


def _back(layers: Sequence[Ways], values: Sequence[Choices], target: int, depth: int) -> Iterator[tuple[int, ...]]:
    """Yield the picks that reach the target with the first `depth` classes, from the layers of reachable sums."""
    if depth == 0:
        yield ()
        return
    for choice, value in enumerate(values[depth - 1]):
        rest = target - value
        if rest >= 0 and (layers[depth - 1][rest >> 3] >> (7 - (rest & 7))) & 1:
            for pick in _back(layers, values, rest, depth - 1):
                yield (*pick, choice)


def by_model(values: Sequence[Choices], target: int) -> Found:
    """Look for the ways with CP-SAT: one worker, a limit that no clock sets; proven only where it saw them all."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - a second to import, needed for few receipts

    class Seen(cp_model.CpSolverSolutionCallback):
        """Keeps each way that is found, and stops at one more than are shown."""

        def __init__(self) -> None:
            super().__init__()
            self.picks: list[tuple[int, ...]] = []

        def on_solution_callback(self) -> None:
            """Keep this way."""
            self.picks.append(tuple(_chosen(self.boolean_value, each) for each in taken))
            if len(self.picks) > EXAMPLES_MAX:
                self.stop_search()

    model = cp_model.CpModel()
    taken = [[model.new_bool_var(f"{at}:{choice}") for choice in range(len(each))] for at, each in enumerate(values)]
    for mine in taken:
        model.add_exactly_one(mine)
    weighed = (
        (one, value) for mine, each in zip(taken, values, strict=True) for one, value in zip(mine, each, strict=True)
    )
    model.add(sum(one * value for one, value in weighed) == target)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.enumerate_all_solutions = True
    solver.parameters.max_deterministic_time = DETERMINISTIC_TIME
    seen = Seen()
    status = solver.solve(model, seen)
    proven = status in {cp_model.OPTIMAL, cp_model.INFEASIBLE} and len(seen.picks) <= EXAMPLES_MAX
    return Found(len(seen.picks), tuple(sorted(seen.picks)), proven)


def _chosen(holds: Any, mine: Sequence[Any]) -> int:
    """Return which of a class's choices a solution makes."""
    return next(choice for choice, variable in enumerate(mine) if holds(variable))
