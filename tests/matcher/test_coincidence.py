"""The formula is judged by counting."""

import math
import random

import numpy as np
import pytest

from matcher.explanations import subsets
from matcher.weighing import coincidence


def counted(amounts: list[int], target: int, window: int) -> float:
    """Return the mean number of subsets over a window of targets around this one."""
    return sum(subsets.exact(amounts, target + step).count for step in range(-window, window + 1)) / (2 * window + 1)


@pytest.mark.parametrize("size", [20, 22, 24])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_saddlepoint_agrees_with_counting(size: int, seed: int) -> None:
    """Within a factor of 1.3 where enough subsets exist to count."""
    dice = random.Random(seed)
    amounts = [dice.randint(500, 9000) for _ in range(size)]
    target = sum(dice.sample(amounts, size // 3))

    truth = counted(amounts, target, 60)
    formula = coincidence.expected_subsets(amounts, target)

    assert abs(math.log(formula / truth)) < math.log(1.3)


def test_a_common_grid_multiplies_what_chance_gives() -> None:
    """Whole dollars meet a hundred times as often as cents."""
    dice = random.Random(5)
    amounts = [dice.randint(5, 90) * 100 for _ in range(20)]
    target = sum(amounts[:7])

    truth = sum(subsets.exact(amounts, target + step * 100).count for step in range(-10, 11)) / 21
    formula = coincidence.expected_subsets(amounts, target)

    assert abs(math.log(formula / truth)) < math.log(1.3)


@pytest.mark.parametrize(
    ("amounts", "target"),
    [([], 100), ([100, 200], 301), ([100, 200], -5), ([100, 200], 150)],
)
def test_what_is_out_of_reach_is_not_expected(amounts: list[int], target: int) -> None:
    assert coincidence.expected_subsets(amounts, target) == 0


@pytest.mark.parametrize(("amount", "unit"), [(123_457, 1), (123_400, 100), (123_500, 500), (300_000, 100_000)])
def test_round_amounts_lie_on_a_grid(amount: int, unit: int) -> None:
    assert unit == coincidence.lattice(amount)
    assert math.isclose(unit / amount, coincidence.density(amount))


def test_many_books_are_expected_to_give_what_each_gives_alone() -> None:
    dice = random.Random(5)
    books = [
        [dice.randint(1, 90_000) * (100 if at % 3 == 0 else 1) for _ in range(dice.randint(1, 40))] for at in range(60)
    ]
    copies = [[dice.randint(1, 3) for _ in book] for book in books]
    whole = [
        [value for value, many in zip(*each, strict=True) for _ in range(many)]
        for each in zip(books, copies, strict=True)
    ]
    targets = [dice.choice([sum(dice.sample(book, 1 + len(book) // 3)), sum(book), sum(book) + 1, 1]) for book in whole]

    def many(places: list[int]) -> list[float]:
        values = np.array([value for at in places for value in books[at]])
        counts = np.array([count for at in places for count in copies[at]])
        edges = np.cumsum([0, *(len(books[at]) for at in places)])
        sums = np.array([targets[at] for at in places])
        found: list[float] = coincidence.expected_many(values, counts, edges, sums).tolist()
        return found

    together = many(list(range(60)))

    truth = [coincidence.expected_subsets(book, target) for book, target in zip(whole, targets, strict=True)]
    assert together == pytest.approx(truth, rel=1e-9)
    assert together == [many([at])[0] for at in range(60)]
    assert sum(value not in {0.0, 1.0} for value in together) > 5
