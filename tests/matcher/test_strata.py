"""The bound is judged by the binomial itself."""

import math

import pytest

from matcher.policy import Policy
from matcher.posting import strata
from matcher.posting.strata import Track


@pytest.mark.parametrize(("reviewed", "wrong"), [(1, 0), (50, 0), (3000, 0), (200, 1), (1000, 7), (20, 19)])
def test_at_the_bound_so_few_errors_are_seen_in_five_percent(reviewed: int, wrong: int) -> None:
    rate = strata.upper_bound(reviewed, wrong)
    chance = sum(math.comb(reviewed, k) * rate**k * (1 - rate) ** (reviewed - k) for k in range(wrong + 1))

    assert math.isclose(0.05, chance, rel_tol=1e-6)


def test_the_rule_of_three() -> None:
    """Three thousand clean answers certify one in a thousand."""
    assert 0.000998 < strata.upper_bound(3000, 0) < 0.001
    assert 1.0 == strata.upper_bound(0, 0) == strata.upper_bound(4, 4)


@pytest.mark.parametrize(
    ("track", "demoted"),
    [(Track(10, 0), False), (Track(200, 1), True), (Track(10_000, 1), False), (Track(10_000, 9), True)],
)
def test_an_error_demotes_until_its_bound_is_small_again(track: Track, demoted: bool) -> None:  # noqa: FBT001
    assert demoted == strata.demoted("s", {"s": track}, Policy())
    assert not strata.demoted("other", {"s": track}, Policy())
