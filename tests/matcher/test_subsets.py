"""The fast count is judged by the obvious one."""

import random
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.explanations import beyond, subsets

values = st.lists(st.integers(-50, 400), max_size=9)


def counted(amounts: list[int], target: int, copies: list[int] | None = None) -> set[tuple[int, ...]]:
    """Try every subset of every size."""
    ranges = [range(count + 1) for count in copies or [1] * len(amounts)]
    picks = product(*ranges)
    return {
        pick
        for pick in picks
        if any(pick) and sum(taken * value for taken, value in zip(pick, amounts, strict=True)) == target
    }


def picks(choices: list[tuple[int, ...]]) -> set[tuple[int, ...]]:
    return set(product(*(range(len(each)) for each in choices)))


def worth(choices: list[tuple[int, ...]], pick: tuple[int, ...]) -> int:
    return sum(each[choice] for each, choice in zip(choices, pick, strict=True))


def chosen(choices: list[tuple[int, ...]], target: int) -> set[tuple[int, ...]]:
    """Try every choice of every class but taking nothing."""
    return {pick for pick in picks(choices) if any(pick) and worth(choices, pick) == target}


@given(values, st.integers(-20, 900))
def test_every_subset_of_every_size_is_counted(amounts: list[int], target: int) -> None:
    truth = counted(amounts, target)

    found = subsets.exact(amounts, target)

    assert found.proven
    assert len(truth) == found.count
    assert set(found.examples) <= truth
    assert min(len(truth), beyond.EXAMPLES_MAX) == len(found.examples)


@given(st.lists(st.integers(-900, 900), max_size=60), st.lists(st.integers(-900, 900), max_size=60))
def test_a_sieve_keeps_every_sum_that_meets_one_of_the_other_half(low: list[int], need: list[int]) -> None:
    both = set(low) & set(need)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(subsets, "SIEVED_MIN", 1)
        lows, needs = subsets.sieved(np.array(low, dtype=np.int64), np.array(need, dtype=np.int64))

    assert {place for place, sum_ in enumerate(low) if sum_ in both} <= {*lows.tolist()}
    assert {place for place, sum_ in enumerate(need) if sum_ in both} <= {*needs.tolist()}


@pytest.mark.parametrize("seed", range(3))
def test_many_sums_are_counted_as_few_are(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)
    amounts = [dice.randint(1, 3_000) for _ in range(22)]  # halves of 2,048 sums: they are sieved
    target = sum(dice.sample(amounts, 9))
    found = subsets.exact(amounts, target)

    monkeypatch.setattr(subsets, "SIEVED_MIN", 1 << 20)

    assert found == subsets.exact(amounts, target)
    assert found.count > 1


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 4)), max_size=5), st.integers(1, 300))
def test_taking_any_of_equal_items_is_one_subset(classes: list[tuple[int, int]], target: int) -> None:
    amounts = [value for value, _ in classes]
    copies = [count for _, count in classes]

    assert len(counted(amounts, target, copies)) == subsets.exact(amounts, target, copies).count


@given(
    st.lists(st.lists(st.integers(-60, 300), max_size=2).map(lambda more: (0, *more)), max_size=6),
    st.integers(-90, 600),
)
def test_a_choice_of_prices_an_item_is_counted_completely(choices: list[tuple[int, ...]], target: int) -> None:
    truth = chosen(choices, target)

    found = subsets.among(choices, target)

    assert (len(truth), True) == (found.count, found.proven)
    assert set(found.examples) <= truth


@given(st.lists(st.lists(st.integers(0, 90), min_size=1, max_size=3).map(tuple), max_size=6), st.integers(0, 300))
def test_the_bitset_counts_what_trying_everything_counts(choices: list[tuple[int, ...]], target: int) -> None:
    truth = {pick for pick in picks(choices) if worth(choices, pick) == target}

    found = beyond.by_bitset(choices, target)

    assert min(len(truth), beyond.MANY) == found.count
    assert found.proven == (len(truth) < beyond.MANY)
    assert set(found.examples) <= truth
    assert min(len(truth), beyond.EXAMPLES_MAX + 1) == len(found.examples)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 90), min_size=1, max_size=3).map(tuple), max_size=5), st.integers(0, 200))
def test_the_model_finds_the_ways_and_says_when_it_saw_them_all(choices: list[tuple[int, ...]], target: int) -> None:
    truth = {pick for pick in picks(choices) if worth(choices, pick) == target}

    found = beyond.by_model(choices, target)

    assert set(found.examples) <= truth
    assert found.proven == (len(truth) <= beyond.EXAMPLES_MAX)
    assert not found.proven or len(truth) == found.count


@pytest.mark.parametrize(
    ("values", "target", "count", "proven"),
    [
        (list(range(1, 60)), 100, 100, False),  # bitset: more ways than anybody counts
        ([7 * value for value in range(1, 60)], 100, 0, True),  # off the grid
        ([10_000_000 + 3 * place for place in range(60)], 20_000_003, 1, True),  # only two fit, one pair foots
        ([2 * 10**9 + 2 * place for place in range(90)], 10**11 + 1, 0, True),  # odd, and all are even
    ],
)
def test_more_than_forty_items_are_counted_or_the_answer_says_that_it_was_cut(
    values: list[int], target: int, count: int, *, proven: bool
) -> None:
    found = subsets.exact(values, target)

    assert (count, proven) == (found.count, found.proven)


def test_what_needs_more_work_than_the_limit_is_cut_and_says_so() -> None:
    dice = random.Random(5)
    values = [dice.randrange(10**12, 10**13) for _ in range(70)]

    found = subsets.exact(values, sum(dice.sample(values, 35)) + 1)

    assert not found.proven


def test_arithmetic_decides_first() -> None:
    """What is larger than the sum is out, and what the sum cannot do without is in; forty items become two."""
    left = subsets.possible([(0, value) for value in [5, 7, *[1_000] * 38]], 12)

    assert left is not None
    assert (left.size, left.fixed) == (1, 12)


def test_forty_items_are_counted_completely() -> None:
    found = subsets.exact([1 << place for place in range(40)], (1 << 40) - 1)

    assert (found.count, found.proven) == (1, True)


@given(values, st.integers(-20, 900))
def test_runs_and_pairs_agree_with_trying_all(amounts: list[int], target: int) -> None:
    ends = combinations(range(len(amounts) + 1), 2)
    expected = [(start, end) for start, end in ends if end - start > 1 and sum(amounts[start:end]) == target]
    twos = [two for two in combinations(range(len(amounts)), 2) if amounts[two[0]] + amounts[two[1]] == target]

    assert expected == subsets.runs(amounts, target)
    assert twos == subsets.pairs(amounts, target)


@pytest.mark.parametrize("size", [0, 1])
def test_small_books_need_no_special_case(size: int) -> None:
    assert size == subsets.exact([5] * size, 5).count
