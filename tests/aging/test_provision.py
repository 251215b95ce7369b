"""Reserves come out as the worked case has them; roll rates give theirs; what cannot be is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aging.provision import MILLION, Specific, back_tested, matrix, provided, required
from aging.roll_rates import losses, rolled
from tests.aging import golden
from tests.aging.golden import ILLUSTRATION

NAMES = ["current", "1-30", "31-60", "61-90", "91+"]
TABLE = {row["bucket"]: row for row in golden.table("reserve").iter_rows(named=True)}
BALANCES = {name: golden.minor(TABLE[name]["balance"]) for name in NAMES}
BANKRUPT = Specific("C9", "91+", 3_000_000, reason="bankrupt")


def test_a54_the_worked_reserve_comes_out() -> None:
    rows = matrix(BALANCES, ILLUSTRATION, 100_000, [BANKRUPT])

    for row in rows:
        expected = TABLE[row.bucket]
        assert row.pooled == golden.minor(expected["pooled_balance"])
        assert row.loss == golden.minor(expected["expected_loss"])
        assert f"{row.historical / 10_000:g}" == expected["historical_loss_pct"]
        assert row.adjusted == round(float(expected["adjusted_loss_pct"]) * 10_000)
    allowance = required(rows, [BANKRUPT])
    assert allowance == golden.minor(TABLE["required_allowance"]["expected_loss"]) == 11_412_250
    provision = provided(allowance, opening=9_500_000, write_offs=1_200_000, recoveries=200_000)
    assert provision == golden.minor(TABLE["provision"]["expected_loss"]) == 2_912_250


def test_a54_roll_rates_give_their_losses_and_their_reserve() -> None:
    shares = [200_000, 350_000, 500_000, 600_000]
    found = losses(shares, 700_000)

    assert found == [14_700, 73_500, 210_000, 420_000, 700_000]
    assert required(matrix(BALANCES, found, 0)) == 9_707_250


def test_shares_are_seen_between_month_ends() -> None:
    months = [[1_000, 100, 40], [1_000, 200, 50], [900, 300, 60]]

    assert rolled(months) == [500 * MILLION // 2_000, round(110 * MILLION / 300)]


def test_a54_last_years_reserve_is_tested_against_what_was_lost() -> None:
    assert back_tested(11_412_250, 10_000_000) == (1_412_250, 876_251)
    assert back_tested(0, 5) == (-5, None)


@pytest.mark.parametrize(
    ("rates", "specifics", "said"),
    [
        (ILLUSTRATION[:4], [], "5 buckets and 4 rates"),
        ((0, 0, 0, 0, MILLION), [], "from nothing to all"),
        (ILLUSTRATION, [Specific("C1", "moon", 1)], "no bucket moon: there is current, "),
        (ILLUSTRATION, [Specific("C1", "91+", 4_500_001)], "more than its balance"),
    ],
)
def test_what_makes_no_reserve_is_refused(rates: tuple[int, ...], specifics: list[Specific], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        matrix(BALANCES, rates, 100_000, specifics)


@pytest.mark.parametrize("months", [[], [[1, 2]], [[1, 2], [1, 2, 3]]])
def test_a_share_needs_two_month_ends_of_the_same_buckets(months: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="month-end"):
        rolled(months)


@given(st.lists(st.integers(0, MILLION), min_size=1, max_size=6), st.integers(0, MILLION))
def test_later_buckets_lose_no_less(shares: list[int], last: int) -> None:
    found = losses(shares, last)

    assert found == sorted(found)
    assert found[-1] == last


@given(
    st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, MILLION)), min_size=1, max_size=6),
    st.integers(0, 10**12),
    st.integers(0, 10**9),
    st.integers(0, 10**9),
)
def test_the_allowance_rolls_forward(rows: list[tuple[int, int]], opening: int, lost: int, back: int) -> None:
    balances = {str(place): balance for place, (balance, _) in enumerate(rows)}
    allowance = required(matrix(balances, [rate for _, rate in rows], 0))

    assert 0 <= allowance <= sum(balances.values())
    assert opening - lost + back + provided(allowance, opening, lost, back) == allowance
