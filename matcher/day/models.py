"""Yes or no of each choice under limits, the most worth: a model as CP-SAT itself reads it, one worker and no clock.

OR-Tools' own builder writes the same words, but brings pandas with it: five times as long to import as to solve a day.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ortools.sat.python import cp_model_helper as sat

#: What a sum without a lower limit begins at.
LEAST = -(1 << 63)
#: The least work that one solving counts for, in CP-SAT's own measure.
WORK_LEAST = 0.01


class Model:
    """Choices are whole numbers from 0, in the order in which they are made."""

    def __init__(self) -> None:
        self.words: Any = sat.CpModelProto()
        self.choices = 0

    def choice(self) -> int:
        """Return another choice."""
        self.words.variables.add().domain.extend([0, 1])
        self.choices += 1
        return self.choices - 1

    def one_of(self, choices: Iterable[int]) -> None:
        """Let no more than one of the choices be made."""
        self.words.constraints.add().at_most_one.literals.extend(list(choices))

    def limited(self, amounts: Iterable[tuple[int, int]], most: int) -> None:
        """Let the amounts of the choices that are made come to no more than so much, in whole minor units."""
        total: defaultdict[int, int] = defaultdict(int)
        for choice, amount in amounts:
            total[choice] += amount
        sums = self.words.constraints.add().linear
        sums.vars.extend(sorted(total))
        sums.coeffs.extend([total[choice] for choice in sorted(total)])
        sums.domain.extend([LEAST, most])

    def best(self, worth: Sequence[int], limit: float) -> tuple[list[bool] | None, float]:
        """Return which choices are worth most together, and the work it took; `worth` has a number a choice.

        None where that was not proven within the limit, in CP-SAT's measure of work: a good answer is no proof.
        """
        aim = self.words.objective
        aim.vars.extend(range(len(worth)))
        aim.coeffs.extend([-each for each in worth])
        aim.scaling_factor = -1.0
        parameters = sat.SatParameters()
        parameters.num_workers = parameters.random_seed = 1
        parameters.max_deterministic_time = limit
        solver: Any = sat.SolveWrapper()
        solver.set_parameters(parameters)
        found = solver.solve(self.words)
        proven = found.status == sat.CpSolverStatus.OPTIMAL
        made = [value == 1 for value in found.solution] if proven else None
        return made, max(WORK_LEAST, float(found.deterministic_time))
