"""From evidence to a probability: rivals share it, and a logistic layer says what such a share was worth."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

from matcher import evidence
from matcher.cases import Case
from matcher.evidence import Term
from matcher.pieces import Hypothesis
from matcher.weights import COMMITTED, Coefficients, Weights

LOGIT_MAX = 30.0
REFIT_STEPS = 50
RIDGE = 1e-3


@dataclass(frozen=True)
class Ranked:
    """A hypothesis with its evidence, its score in nats and its calibrated probability."""

    hypothesis: Hypothesis
    terms: tuple[Term, ...]
    score: float
    probability: float


def probability(coefficients: Coefficients, features: Sequence[float]) -> float:
    """Return the calibrated probability, never above the uncalibrated one's own logit."""
    weights = astuple(coefficients)
    total = sum(weight * value for weight, value in zip(weights, features, strict=True))
    return sigmoid(min(total, max(features[1], 0.0)))


def sigmoid(logit: float) -> float:
    """Return the probability of a logit."""
    return 1.0 / (1.0 + math.exp(-max(-LOGIT_MAX, min(LOGIT_MAX, logit))))


def features(case: Case, hypothesis: Hypothesis, logit: float) -> tuple[float, ...]:
    """Return what calibration sees of a hypothesis."""
    size = sum(len(book) for book in case.books.values())
    roots = {case.shelf.root(piece.item.customer) for piece in hypothesis.pieces}
    independent = bool(case.certain) and roots <= case.certain
    return (1.0, logit, math.log1p(size), math.log1p(len(hypothesis.pieces) - 1), float(independent))


def ranked(case: Case, found: Sequence[Hypothesis], by: Weights = COMMITTED) -> list[Ranked]:
    """Return the hypotheses by probability, best first; ties by what they would post.

    All listed share the probability with the null (weight one) and with equal subsets counted but not listed.
    """
    scored = evidence.weighed(case, found, by)
    weights = [evidence.score(terms) for _, terms in scored]
    top = max([0.0, *weights])
    mass = math.exp(-top) + sum(math.exp(weight - top) for weight in weights)
    mass += sum(_unlisted(each) * math.exp(weight - top) for (each, _), weight in zip(scored, weights, strict=True))
    answers = []
    for (each, terms), weight in zip(scored, weights, strict=True):
        rest = mass - math.exp(weight - top)
        logit = (weight - top) - math.log(max(rest, 1e-13))
        answers.append(Ranked(each, terms, weight, probability(by.calibration, features(case, each, logit))))
    return sorted(answers, key=lambda each: (-round(each.score, 9), str(each.hypothesis.key)))


def _unlisted(hypothesis: Hypothesis) -> float:
    """Return how many equal subsets were counted beyond the listed ones, spread over those listed."""
    if hypothesis.rule != "subset" or hypothesis.count is None:
        return 0.0
    return max(0.0, (hypothesis.count - 4) / 4)


def refitted(rows: Sequence[Sequence[float]], right: Sequence[bool]) -> Coefficients:
    """Fit the coefficients on reviewed answers: ridge logistic by Newton steps, the same bytes for the same rows."""
    design, labels = np.array(rows, dtype=np.float64), np.array(right, dtype=np.float64)
    weights = np.zeros(design.shape[1])
    for _ in range(REFIT_STEPS):
        guess = 1.0 / (1.0 + np.exp(-np.clip(design @ weights, -LOGIT_MAX, LOGIT_MAX)))
        slope = design.T @ (guess - labels) + RIDGE * weights
        bend = (design * (guess * (1 - guess))[:, None]).T @ design + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if float(np.abs(step).max()) < 1e-9:
            break
    return Coefficients(*(float(weight) for weight in weights))
