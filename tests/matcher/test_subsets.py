"""The fast count is judged by the obvious one."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import subsets

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


@given(values, st.integers(-20, 900))
def test_every_subset_of_every_size_is_counted(amounts: list[int], target: int) -> None:
    truth = counted(amounts, target)

    found = subsets.exact(amounts, target)

    assert found.proven
    assert len(truth) == found.count
    assert set(found.examples) <= truth
    assert min(len(truth), subsets.EXAMPLES_MAX) == len(found.examples)


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 4)), max_size=5), st.integers(1, 300))
def test_taking_any_of_equal_items_is_one_subset(classes: list[tuple[int, int]], target: int) -> None:
    amounts = [value for value, _ in classes]
    copies = [count for _, count in classes]

    assert len(counted(amounts, target, copies)) == subsets.exact(amounts, target, copies).count


def test_a_book_too_large_is_not_proven() -> None:
    """Better an open question than half an answer."""
    found = subsets.exact(list(range(1, 60)), 100)

    assert not found.proven
    assert found.count == 0


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
