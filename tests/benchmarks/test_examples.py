"""What estimation counts is what evidence weighs: two ways to one sum."""

from collections.abc import Sequence

import numpy as np
import pytest

from matcher.day.planning import Answer
from matcher.policy import Policy
from matcher.weighing import examples
from matcher.weighing.weights import COMMITTED, Weights
from tests.benchmarks.test_mornings import small


def seen(weights: Weights) -> Sequence[Answer]:
    answers: list[Answer] = []
    small().decided(Policy(), weights, witness=answers.extend)
    return answers


@pytest.mark.parametrize("shift", [0.0, 0.4, -0.6])
def test_counts_times_weights_are_the_evidence(shift: float) -> None:
    """Every sign moved by the same, so that no sign can be left out on both sides."""
    vector = examples.flat(COMMITTED)
    moved = examples.unflat(vector + shift * np.sign(vector) * (np.arange(len(vector)) % 7), COMMITTED, digits=9)
    exact = examples.flat(moved)
    compared = 0
    for answer in seen(moved):
        if (one := examples.of(answer, lambda _: False)) is not None:
            found, _ = examples.scores(one.counts, one.fixed, one.rivals, exact, moved.caps)
            compared += len(found)
            assert np.allclose(found, [each.score for each in answer.plan.ranking], atol=1e-6)
    assert compared > 100


def test_weights_survive_being_a_vector() -> None:
    assert examples.unflat(examples.flat(COMMITTED), COMMITTED, digits=9) == COMMITTED
