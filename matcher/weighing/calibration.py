"""From evidence to a probability: rivals share it, and a logistic layer says what such a share was worth."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from operator import mul

import numpy as np

from matcher.cases import Case
from matcher.explanations.pieces import Hypothesis
from matcher.weighing import evidence
from matcher.weighing.evidence import Term
from matcher.weighing.newton import Floats, climbed
from matcher.weighing.weights import COMMITTED, Coefficients, Weights

LOGIT_MAX = 30.0
#: What calibration sees, as Coefficients names it.
FEATURES = tuple(field.name for field in fields(Coefficients) if field.name != "raised")
#: The ridge that holds refitted coefficients to those before.
HELD = 1.0
#: On which side of zero each feature's coefficient stays, in the order of Coefficients.
LOW = (-math.inf, 0.0, 0.0, -math.inf, -math.inf, 0.0, 0.0, -math.inf)
HIGH = (math.inf, math.inf, math.inf, 0.0, 0.0, math.inf, math.inf, 0.0)


@dataclass(frozen=True)
class Ranked:
    """A hypothesis with its evidence, its score in nats, its calibrated probability and what calibration saw of it."""

    hypothesis: Hypothesis
    terms: tuple[Term, ...]
    score: float
    probability: float
    features: tuple[float, ...] = ()


def probability(coefficients: Coefficients, features: Sequence[float]) -> float:
    """Return the calibrated probability: it never turns the odds, and is raised by no more than is allowed.

    Of two explanations that share evenly neither becomes likelier than not.
    """
    total = math.fsum(map(mul, coefficients.each, features))  # `raised` is last and has no feature
    logit = features[1]
    return sigmoid(min(total, logit + min(coefficients.raised, max(0.0, logit))))


def sigmoid(logit: float) -> float:
    """Return the probability of a logit."""
    return 1.0 / (1.0 + math.exp(-max(-LOGIT_MAX, min(LOGIT_MAX, logit))))


def features(case: Case, hypothesis: Hypothesis, logit: float, gap: float) -> tuple[float, ...]:
    """Return what calibration sees of a hypothesis, in the order of Coefficients."""
    independent = bool(case.certain) and not evidence.not_his_account(case, hypothesis)
    named = hypothesis.items <= hypothesis.named | hypothesis.weak
    marks = (float(independent), float(named), float(hypothesis.loose))
    return (1.0, logit, min(gap, LOGIT_MAX), math.log1p(case.size), math.log1p(len(hypothesis.pieces) - 1), *marks)


def ranked(case: Case, found: Sequence[Hypothesis], by: Weights = COMMITTED) -> list[Ranked]:
    """Return the hypotheses by probability, best first; ties by what they would post.

    All listed share the probability with the null (weight one) and with equal subsets counted but not listed.
    """
    scored = evidence.weighed(case, found, by)
    weights = [evidence.score(terms) for _, terms in scored]
    top = max([0.0, *weights])
    shares = [math.exp(weight - top) for weight in weights]
    unlisted = [_unlisted(each) * share for (each, _), share in zip(scored, shares, strict=True)]
    mass = math.fsum([math.exp(-top), *shares, *unlisted])
    first, second = sorted((-math.inf, 0.0, *weights), reverse=True)[:2]
    answers = []
    for (each, terms), weight, share in zip(scored, weights, shares, strict=True):
        rest = mass - share
        logit = (weight - top) - math.log(max(rest, 1e-13))
        sees = features(case, each, logit, weight - (first if weight < first else second))
        answers.append(Ranked(each, terms, weight, probability(by.calibration, sees), sees))
    if len(answers) <= 1:
        return answers
    if len({round(each.score, 9) for each in answers}) < len(answers):
        answers.sort(key=lambda each: each.hypothesis.written)
    return sorted(answers, key=lambda each: -round(each.score, 9))


def _unlisted(hypothesis: Hypothesis) -> float:
    """Return how many equal subsets were counted beyond the listed ones, spread over those listed."""
    if hypothesis.rule != "subset" or hypothesis.count is None:
        return 0.0
    return max(0.0, (hypothesis.count - 4) / 4)


def refitted(
    rows: Sequence[Sequence[float]], right: Sequence[bool], base: Coefficients, *, held: float = HELD
) -> Coefficients:
    """Fit the coefficients on reviewed answers: ridge logistic by Newton steps, the same bytes for the same rows.

    A ridge of `held` keeps them near the base's, and each stays on its side of zero: a larger book never makes surer.
    """
    design, labels = np.array(rows, dtype=np.float64), np.array(right, dtype=np.float64)
    start = np.array(astuple(base)[: design.shape[1]])

    def likelihood(weights: Floats) -> tuple[float, Floats, Floats]:
        nats = np.clip(design @ weights, -LOGIT_MAX, LOGIT_MAX)
        guess = 1.0 / (1.0 + np.exp(-nats))
        value = float((labels * nats - np.logaddexp(0.0, nats)).sum())
        return value, design.T @ (labels - guess), (design * (guess * (1 - guess))[:, None]).T @ design

    weights = climbed(start, likelihood, held=held, low=np.array(LOW), high=np.array(HIGH))
    return replace(base, **dict(zip(FEATURES, weights.tolist(), strict=True)))


def rounded(coefficients: Coefficients, *, digits: int = 3) -> Coefficients:
    """Return the coefficients as every machine writes them."""
    return Coefficients(*(round(value, digits) + 0.0 for value in astuple(coefficients)))
