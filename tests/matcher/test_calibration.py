"""Evidence becomes a probability that rivals share and calibration only discounts."""

import math
import random
from dataclasses import astuple, replace

import pytest

from matcher import cases
from matcher import shelf as shelves
from matcher.explanations import hypotheses
from matcher.frames import HITS, empty
from matcher.policy import Policy
from matcher.shelf import Payer, Receipt
from matcher.weighing import calibration, evidence
from matcher.weighing.calibration import probability, refitted, sigmoid
from matcher.weighing.weights import COMMITTED
from tests.matcher import build
from tests.matcher.build import item
from tests.matcher.hand import payer


def case(amount: int, *items: dict[str, object]) -> cases.Case:
    asked = build.receipts(build.receipt(amount=amount))
    shelf = shelves.shelf(build.items(*items), build.customers(build.customer()), asked, empty(HITS))
    receipt = Receipt(*asked.row(0))
    who = Payer(*(payer()[name] for name in Payer._fields))
    return cases.Case(receipt, shelf, payers=(who,))


def test_two_equal_explanations_share_the_probability() -> None:
    both = case(12_345, item("S1", 12_345), item("S2", 12_345, due_on=build.TODAY))
    ranked = calibration.ranked(both, hypotheses.searched(both, Policy()))

    assert all(each.probability <= 0.5 for each in ranked)
    assert math.isclose(ranked[0].probability, ranked[1].probability)


@pytest.mark.parametrize("raised", [0.0, 1.5])
def test_calibration_raises_no_more_than_is_allowed(raised: float) -> None:
    strong = replace(COMMITTED.calibration, logit=3.0, gap=3.0, named=9.0, raised=raised)
    for logit in (0.0, 2.0, 7.0, 20.0):
        for book in (0.0, 3.0, 6.0):
            found = probability(strong, (1.0, logit, logit, book, 1.0, 1.0, 1.0, 0.0))
            assert found <= sigmoid(logit + raised)


def test_a_refit_finds_the_coefficients_answers_were_drawn_with() -> None:
    dice = random.Random(3)
    truth = (-1.0, 1.5, 0.3, -0.5, -0.3, 0.8, 0.5, -0.7)
    rows = [
        (1.0, *(dice.gauss(1, 2) for _ in range(2)), *(dice.random() * 3 for _ in range(2)), *_marks(dice, 3))
        for _ in range(12_000)
    ]
    right = [dice.random() < sigmoid(sum(one * two for one, two in zip(truth, row, strict=True))) for row in rows]
    fit = refitted(rows, right, COMMITTED.calibration, held=0.01)

    assert all(abs(one - two) < 0.25 for one, two in zip(truth, astuple(fit)[:-1], strict=True))
    assert fit == refitted(rows, right, COMMITTED.calibration, held=0.01)


def test_a_refit_without_answers_changes_nothing_and_signs_are_kept() -> None:
    """Answers that were all wrong with bank data behind them do not make bank data speak against an answer."""
    base = replace(COMMITTED.calibration, named=0.0)
    assert refitted([(0.0,) * 8], [True], base) == base
    fit = refitted([(1.0, 5.0, 5.0, 2.0, 0.0, 1.0, 1.0, 0.0)] * 50, [False] * 50, base)
    assert fit.named == 0.0 <= fit.independent <= base.independent
    assert 0.0 <= fit.logit < base.logit


def _marks(dice: random.Random, count: int) -> tuple[float, ...]:
    return tuple(float(dice.random() < 0.5) for _ in range(count))


def test_evidence_adds_up_the_same_on_every_python() -> None:
    """The built-in sum rounds at each step up to Python 3.11 and otherwise from 3.12 on."""
    tenths = tuple(evidence.Term("payer", 0.1) for _ in range(10))

    assert evidence.score(tenths) == 1.0
