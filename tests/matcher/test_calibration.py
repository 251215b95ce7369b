"""Evidence becomes a probability that rivals share and calibration only discounts."""

import math
import random

from matcher import calibration, cases, hypotheses
from matcher import shelf as shelves
from matcher.calibration import probability, refitted, sigmoid
from matcher.policy import Policy
from matcher.shelf import Payer, Receipt
from matcher.weights import COMMITTED
from tests.matcher import build
from tests.matcher.build import item
from tests.matcher.hand import payer


def case(amount: int, *items: dict[str, object]) -> cases.Case:
    shelf = shelves.shelf(build.items(*items), build.customers(build.customer()))
    receipt = Receipt(*build.receipts(build.receipt(amount=amount)).row(0))
    who = Payer(*(payer()[name] for name in Payer._fields))
    return cases.Case(receipt, shelf, payers=(who,))


def test_two_equal_explanations_share_the_probability() -> None:
    both = case(12_345, item("S1", 12_345), item("S2", 12_345, due_on=build.TODAY))
    ranked = calibration.ranked(both, hypotheses.listed(both, Policy()))

    assert all(each.probability <= 0.5 for each in ranked)
    assert math.isclose(ranked[0].probability, ranked[1].probability)


def test_committed_coefficients_never_make_a_posterior_stronger() -> None:
    for logit in (0.0, 2.0, 7.0, 20.0):
        for book in (0.0, 3.0, 6.0):
            assert probability(COMMITTED.calibration, (1.0, logit, book, 1.0, 1.0)) <= sigmoid(logit)


def test_a_refit_finds_the_coefficients_answers_were_drawn_with() -> None:
    dice = random.Random(3)
    truth = (-1.0, 1.5, -0.5, 0.3, 0.8)
    rows = [
        (1.0, dice.gauss(1, 2), dice.random() * 4, dice.random() * 2, float(dice.random() < 0.5)) for _ in range(6000)
    ]
    right = [dice.random() < sigmoid(sum(one * two for one, two in zip(truth, row, strict=True))) for row in rows]
    fit = refitted(rows, right)
    found = (fit.constant, fit.logit, fit.book, fit.taken, fit.independent)

    assert all(abs(one - two) < 0.25 for one, two in zip(truth, found, strict=True))
    assert fit == refitted(rows, right)
