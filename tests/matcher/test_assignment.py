"""Nothing is used twice, and the day's evidence is largest: branch and bound, CP-SAT and trying everything agree."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import assignment
from matcher.assignment import Option

ITEMS = ("a", "b", "c", "d")
options = st.lists(
    st.builds(
        Option,
        nats=st.integers(-2, 12).map(float),
        takes=st.lists(
            st.tuples(st.sampled_from(ITEMS), st.integers(1, 3)), min_size=1, max_size=3, unique_by=lambda t: t[0]
        ).map(lambda takes: tuple(sorted(takes))),
        meaning=st.sampled_from("xyz"),
    ),
    max_size=3,
)
mornings = st.lists(options, min_size=1, max_size=5).map(
    lambda lists: {f"r{at}": each for at, each in enumerate(lists)}
)
LEFT = dict.fromkeys(ITEMS, 3)


def allowed(morning: dict[str, list[Option]], chosen: dict[str, int | None]) -> bool:
    used = dict.fromkeys(ITEMS, 0)
    for receipt, place in chosen.items():
        for item, amount in morning[receipt][place].takes if place is not None else ():
            used[item] += amount
    return all(used[item] <= LEFT[item] for item in ITEMS)


def worth(morning: dict[str, list[Option]], chosen: dict[str, int | None]) -> int:
    return sum(morning[receipt][place].weight for receipt, place in chosen.items() if place is not None)


def best(morning: dict[str, list[Option]]) -> int:
    """Try every choice."""
    places = [[None, *range(len(each))] for each in morning.values()]
    every = (dict(zip(morning, pick, strict=True)) for pick in product(*places))
    return max(worth(morning, chosen) for chosen in every if allowed(morning, chosen))


@given(mornings)
def test_branch_and_bound_finds_what_trying_everything_finds(morning: dict[str, list[Option]]) -> None:
    total, chosen = assignment.branched(morning, LEFT) or (0, {})

    assert best(morning) == total == worth(morning, chosen)
    assert allowed(morning, chosen)


@settings(max_examples=25, deadline=None)
@given(mornings)
def test_the_model_finds_what_trying_everything_finds(morning: dict[str, list[Option]]) -> None:
    total, chosen = assignment.modelled(morning, LEFT) or (-1, {})

    assert best(morning) == total == worth(morning, chosen)
    assert allowed(morning, chosen)


@given(mornings)
def test_no_item_is_used_beyond_what_is_left(morning: dict[str, list[Option]]) -> None:
    answer = assignment.assigned(morning, LEFT)

    assert set(morning) == set(answer)
    assert allowed(morning, {receipt: each.option for receipt, each in answer.items()})


@given(mornings, st.randoms())
def test_the_order_of_receipts_changes_nothing(morning: dict[str, list[Option]], dice: object) -> None:
    names = list(morning)
    dice.shuffle(names)  # type: ignore[attr-defined]

    assert assignment.assigned(morning, LEFT) == assignment.assigned({name: morning[name] for name in names}, LEFT)


@pytest.mark.parametrize("size", [2, 8])
def test_an_equal_rival_leaves_no_margin(size: int) -> None:
    """Equal claims on one item: whoever gets it has it by nothing. Eight of them go to CP-SAT."""
    morning = {f"r{at}": [Option(9.0, (("a", 3),), "x")] for at in range(size)}
    answer = assignment.assigned(morning, LEFT)

    assert sum(each.option is not None for each in answer.values()) == 1
    assert {0.0} == {each.margin for each in answer.values()}


def test_equal_swaps_are_no_rivals() -> None:
    """Options of one meaning only choose among interchangeable items."""
    swaps = [Option(9.0, (("a", 3),), "x"), Option(9.0, (("b", 3),), "x")]
    answer = assignment.assigned({"r0": swaps, "r1": swaps}, LEFT)

    assert [answer["r0"].option, answer["r1"].option] == [0, 1]
    assert all(each.margin == 9.0 for each in answer.values())
