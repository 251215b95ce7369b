"""From evidence to a probability: rivals share it, and a logistic layer says what such a share was worth."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher import evidence
from matcher.cases import Case
from matcher.evidence import Term
from matcher.pieces import Hypothesis

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


@dataclass(frozen=True)
class Coefficients:
    """A logistic over one, the logit of the posterior, log of the open items, log of the items taken, bank-known payer.

    The committed values only discount: a posterior of 0.9995 in a book of 40 items without bank data becomes 0.999.
    They are to be refitted on reviewers' answers (`refitted`) and never make a posterior stronger than it was.
    """

    constant: float = 0.0
    logit: float = 0.97
    book: float = -0.05
    taken: float = -0.05
    independent: float = 0.10

    def probability(self, features: Sequence[float]) -> float:
        """Return the calibrated probability, never above the uncalibrated one's own logit."""
        weights = (self.constant, self.logit, self.book, self.taken, self.independent)
        total = sum(weight * value for weight, value in zip(weights, features, strict=True))
        return sigmoid(min(total, max(features[1], 0.0)))


COMMITTED = Coefficients()


def sigmoid(logit: float) -> float:
    """Return the probability of a logit."""
    return 1.0 / (1.0 + math.exp(-max(-LOGIT_MAX, min(LOGIT_MAX, logit))))


def features(case: Case, hypothesis: Hypothesis, logit: float) -> tuple[float, ...]:
    """Return what calibration sees of a hypothesis."""
    size = sum(len(book) for book in case.books.values())
    roots = {case.shelf.root(piece.item.customer) for piece in hypothesis.pieces}
    independent = bool(case.certain) and roots <= case.certain
    return (1.0, logit, math.log1p(size), math.log1p(len(hypothesis.pieces) - 1), float(independent))


def ranked(case: Case, found: Sequence[Hypothesis], coefficients: Coefficients = COMMITTED) -> list[Ranked]:
    """Return the hypotheses by probability, best first; ties by what they would post.

    All listed share the probability with the null (weight one) and with equal subsets counted but not listed.
    """
    scored = evidence.weighed(case, found)
    weights = [evidence.score(terms) for _, terms in scored]
    top = max([0.0, *weights])
    mass = math.exp(-top) + sum(math.exp(weight - top) for weight in weights)
    mass += sum(_unlisted(each) * math.exp(weight - top) for (each, _), weight in zip(scored, weights, strict=True))
    answers = []
    for (each, terms), weight in zip(scored, weights, strict=True):
        rest = mass - math.exp(weight - top)
        logit = (weight - top) - math.log(max(rest, 1e-13))
        answers.append(Ranked(each, terms, weight, coefficients.probability(features(case, each, logit))))
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
