"""How sure and how right: probabilities of decided receipts against what was true, in bins, with what they miss by."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from matcher.day.planning import Answer
from matcher.explanations.pieces import Hypothesis
from matcher.posting import refusals

#: Refusals that are about the probability itself, and no refusal at all.
DOUBTS = frozenset({"", "ambiguous", "chance_explains", "not_proven", "contested_item", "stratum_demoted"})
#: Where the bins of a table begin; the last one ends at one.
EDGES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999)
SURE_MAX = 1.0 - 1e-9


@dataclass(frozen=True)
class Seen:
    """The best explanation of one receipt: what calibration sees of it, its probability, and whether it was right."""

    features: tuple[float, ...]
    probability: float
    right: bool


@dataclass(frozen=True)
class Bin:
    """Explanations of about one probability: its mean, the share that was right, and how many they are."""

    low: float
    high: float
    predicted: float
    actual: float
    count: int


def seen(answers: Iterable[Answer], right: Callable[[str], Callable[[Hypothesis], bool]]) -> list[Seen]:
    """Return the best explanations of receipts that nothing but doubt holds back; `right` is asked by receipt id."""
    return [
        Seen(best.features, best.probability, right(answer.plan.case.receipt.receipt_id)(best.hypothesis))
        for answer in answers
        if answer.plan.ranking and refusals.first(answer.plan) in DOUBTS
        for best in answer.plan.ranking[:1]
    ]


def binned(found: Sequence[Seen]) -> list[Bin]:
    """Return the bins that hold anything."""
    bins = []
    for low, high in zip(EDGES, (*EDGES[1:], math.inf), strict=True):
        held = [one for one in found if low <= one.probability < high]
        if held:
            predicted = math.fsum(one.probability for one in held) / len(held)
            bins.append(Bin(low, min(high, 1.0), predicted, sum(one.right for one in held) / len(held), len(held)))
    return bins


def calibration_error(found: Sequence[Seen]) -> float:
    """Return the expected calibration error: how far bins are off, weighed by how much they hold."""
    return sum(abs(one.predicted - one.actual) * one.count for one in binned(found)) / max(1, len(found))


def log_loss(found: Sequence[Seen]) -> float:
    """Return the mean of −ln of the probability given to what came true."""
    given = (one.probability if one.right else 1.0 - min(one.probability, SURE_MAX) for one in found)
    return math.fsum(-math.log(max(each, 1e-12)) for each in given) / max(1, len(found))


def table(found: Sequence[Seen]) -> list[str]:
    """Return the lines of a Markdown table of the bins."""
    lines = ["| probability | said | was right | receipts |", "|---|---|---|---|"]
    return lines + [
        f"| {one.low:g} to {one.high:g} | {one.predicted:.4f} | {one.actual:.4f} | {one.count:,} |"
        for one in binned(found)
    ]
