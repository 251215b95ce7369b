"""Small sets are found as the obvious search finds them."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.explanations import few

#: Sums with odd cents, so that no size is left out for what chance would find.
PRICES = st.lists(st.integers(-2, 9).map(lambda each: each * 100_003), max_size=9)


@given(PRICES, st.integers(1, 30).map(lambda each: each * 100_003))
@settings(max_examples=200, deadline=None)
def test_every_small_set_is_found_once(prices: list[int], target: int) -> None:
    able = [place for place, price in enumerate(prices) if price > 0]
    expected = []
    for size in range(1, few.SIZE_MAX + 1):
        found = [places for places in combinations(able, size) if sum(prices[place] for place in places) == target]
        if len(found) > few.FOUND_MAX:
            break
        expected += found

    assert sorted(places for places, _ in few.sets(prices, target)) == sorted(expected)


def test_the_smallest_come_first_with_what_chance_had_to_choose_from() -> None:
    prices = [100_003, 200_006, 300_009, 400_012]

    assert [*few.sets(prices, 500_015)] == [((0, 3), 6.0), ((1, 2), 6.0)]


def test_where_chance_finds_many_nothing_is_said() -> None:
    assert [*few.sets([100] * 30, 200)] == []
    assert [*few.sets([100_003] * (few.BOOK_MAX + 1), 100_003)] == []
