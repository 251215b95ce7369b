"""A morning's frames hold the world's money, and the judge agrees with the exports' judge."""

from functools import cache

from benchmarks.mornings import Morning, morning
from benchmarks.score import Outcome
from benchmarks.world.spec import Spec
from matcher.policy import Policy


@cache
def small() -> Morning:
    return morning(Spec(seed=11, receipts=120, items=900, customers=60))


def test_every_receipt_that_waits_is_a_payment_of_the_truth() -> None:
    assert len(small().truth) == small().asked.receipts.height > 100


def test_what_is_decided_is_judged() -> None:
    verdicts = small().judged(small().decided(Policy()))

    assert set(verdicts) == set(small().truth)
    outcomes = [verdict.outcome for verdict in verdicts.values()]
    assert outcomes.count(Outcome.RIGHT) > 70
    assert outcomes.count(Outcome.LOST) == 0
