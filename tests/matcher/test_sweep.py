"""Searches met together are judged by the same searches one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.explanations import subsets, sweep
from matcher.explanations.sweep import Sought, Ways

Search = tuple[list[tuple[int, ...]], int]


def laid(searches: list[Search]) -> Sought:
    """Lay searches end to end."""
    classes = [each for choices, _ in searches for each in choices]
    return Sought(
        np.array([value for each in classes for value in each], dtype=np.int64),
        sweep.edges(np.array([len(each) for each in classes])),
        sweep.edges(np.array([len(choices) for choices, _ in searches])),
        np.array([target for _, target in searches], dtype=np.int64),
    )


def together(searches: list[Search]) -> dict[int, Ways]:
    sought = laid(searches)
    left = sweep.narrowed(sought)
    return sweep.among(sought, left, np.flatnonzero(left.possible))


def alone(search: Search) -> Ways | None:
    """Return what the search finds by itself; None where no sum can be the target."""
    if subsets.possible(*search) is None:
        return None
    found = subsets.among(*search)
    sparse = (tuple((place, choice) for place, choice in enumerate(pick) if choice) for pick in found.examples)
    return Ways(found.count, tuple(sparse), found.proven)


prices = st.lists(st.integers(-20, 300), min_size=1, max_size=3).map(lambda more: (0, *more))
books = st.lists(prices, min_size=1, max_size=9)
picked = st.tuples(books, st.lists(st.integers(0, 3), min_size=9, max_size=9)).map(
    lambda one: (one[0], sum(each[at % len(each)] for each, at in zip(one[0], one[1], strict=False)))
)
searches = st.lists(st.one_of(picked, st.tuples(books, st.integers(-10, 900))), min_size=1, max_size=6)


@given(searches)
def test_together_finds_what_each_finds_alone(asked: list[Search]) -> None:
    truth = {place: found for place, search in enumerate(asked) if (found := alone(search))}

    assert together(asked) == truth


@given(searches)
def test_arithmetic_leaves_of_each_search_what_it_leaves_of_it_alone(asked: list[Search]) -> None:
    left = sweep.narrowed(laid(asked))

    for place, (choices, target) in enumerate(asked):
        one = subsets.possible(choices, target)
        assert left.possible[place] == (one is not None)
        assert one is None or left.sizes[place] == one.size


@pytest.mark.parametrize(
    ("count", "values"),
    [(1, [70]), (0, [30, 41]), (1, [30, 40]), (2, [70, 30, 40]), (3, [10, 20, 40, 30, 60])],
)
def test_ways_are_counted(count: int, values: list[int]) -> None:
    search: Search = ([(0, value) for value in values], 70)

    found = together([search, ([(0, 5), (0, 6)], 5)])

    assert (found[0].count if 0 in found else 0) == count
    assert found[1] == Ways(1, (((0, 1),),), proven=True)


def test_large_books_and_huge_sums_are_searched_alone_and_say_the_same() -> None:
    large: Search = ([(0, 1_000 + 37 * place) for place in range(24)], 12_444)
    huge: Search = ([(0, 1 << 50), (0, 3)], (1 << 50) + 3)
    small: Search = ([(0, 5), (0, 7)], 12)

    found = together([large, huge, small])

    assert [found[place] for place in range(3)] == [alone(each) for each in (large, huge, small)]
    assert found[1].count == 1
