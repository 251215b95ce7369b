"""A plan: a receipt on its way to a decision, with all that decides it."""

from dataclasses import dataclass

from kit.lazy import lazy
from matcher.cases import Case
from matcher.day.assignment import Assigned
from matcher.explanations.pieces import Hypothesis
from matcher.policy import Policy
from matcher.weighing.calibration import Ranked
from matcher.weighing.weights import COMMITTED, Weights


@dataclass(frozen=True)
class Plan:
    """A receipt on its way to a decision: its case, its ranking, what the batch gave it, its stratum's record."""

    case: Case
    ranking: tuple[Ranked, ...]
    assigned: Assigned
    policy: Policy
    stratum: str = ""
    demoted: bool = False
    weights: Weights = COMMITTED

    @lazy
    def best(self) -> Hypothesis:
        """Return the hypothesis that would be posted."""
        return self.ranking[0].hypothesis

    @lazy
    def roots(self) -> frozenset[str]:
        """Return the families it takes items from."""
        return frozenset([self.case.shelf.root(customer) for customer in self.best.customers])


def plainly(best: Hypothesis) -> bool:
    """Return whether numbers name all that it takes, and it takes just what the items ask."""
    sure = best.items <= best.named and best.weak <= best.named
    return sure and best.difference == "exact" and not (best.loose or best.waiting)
