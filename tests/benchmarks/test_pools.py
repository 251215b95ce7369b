"""The simulated houses of `make pools`: clean ones go on posting, those far over the limit are stopped."""

import numpy as np
import pytest

from benchmarks import pools


@pytest.mark.parametrize(
    ("rate", "answers", "least", "most"),
    [(0.0, 300, 1.0, 1.0), (0.0, 6_000, 1.0, 1.0), (0.0003, 1_500, 0.8, 1.0), (0.05, 6_000, 0.0, 0.01)],
)
def test_what_goes_out_falls_with_the_rate_of_errors(rate: float, answers: int, least: float, most: float) -> None:
    found = pools.passed(np.full(pools.STRATA, rate), answers, draws=6)

    assert least <= found.posts <= most
    assert found.wrong == pytest.approx(rate if found.posts else 0.0)
    assert found == pools.passed(np.full(pools.STRATA, rate), answers, draws=6)


def test_one_that_is_mostly_wrong_stops_no_other() -> None:
    rates = np.zeros(pools.STRATA)
    rates[pools.ODD_ONE] = 0.5
    found = pools.passed(rates, 6_000, draws=6)

    assert found.posts == pytest.approx(1 - pools.sizes()[pools.ODD_ONE], abs=0.02)
    assert found.wrong < 0.005
