"""Nothing is used twice, and the day's evidence is largest: branch and bound, CP-SAT and trying everything agree."""

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from matcher.day import assignment, bids
from matcher.day.assignment import Option
from matcher.day.bids import Bid
from matcher.day.models import Model

ITEMS = ("a", "b", "c", "d")
options = st.lists(
    st.builds(
        Option,
        nats=st.sampled_from([-2, 0, 1, 2, 3, 5, 8, 12, 20, 30, 40]).map(float),
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


def best_with(morning: dict[str, list[Option]], receipt: str, place: int) -> int:
    """Try every choice that gives the receipt this option."""
    places = [[place] if each == receipt else [None, *range(len(mine))] for each, mine in morning.items()]
    every = (dict(zip(morning, pick, strict=True)) for pick in product(*places))
    return max([-(10**9), *(worth(morning, chosen) for chosen in every if allowed(morning, chosen))])


@given(mornings)
def test_branch_and_bound_finds_what_trying_everything_finds(morning: dict[str, list[Option]]) -> None:
    total, chosen = assignment.branched(morning, LEFT) or (0, {})

    assert best(morning) == total == worth(morning, chosen)
    assert allowed(morning, chosen)


@settings(max_examples=25, deadline=None)
@given(mornings)
def test_the_model_finds_what_trying_everything_finds(morning: dict[str, list[Option]]) -> None:
    found, work = assignment.modelled(morning, LEFT, assignment.SOLVE_MAX)
    total, chosen = found or (-1, {})

    assert best(morning) == total == worth(morning, chosen)
    assert allowed(morning, chosen)
    assert work > 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 10**15)), min_size=1, max_size=9), max_size=4))
def test_a_model_is_written_as_its_own_builder_writes_it(sums: list[list[tuple[int, int]]]) -> None:
    """What is built by hand is the same model to the letter, but for names: so it is solved in the same steps."""
    mine, theirs = Model(), cp_model.CpModel()
    choices = [theirs.new_bool_var("") for _ in range(10)]
    assert [mine.choice() for _ in choices] == [each.index for each in choices]
    mine.one_of([7, 3])
    theirs.add_at_most_one(choices[7], choices[3])
    for amounts in sums:
        mine.limited(amounts, 9)
        theirs.add(sum(choices[choice] * amount for choice, amount in amounts) <= 9)
    theirs.maximize(sum(choice * place for place, choice in enumerate(choices, 1)))
    mine.best(range(1, 11), 1.0)

    assert str(mine.words) == str(theirs.proto)


@given(mornings)
def test_what_is_cut_is_in_no_day_near_the_best(morning: dict[str, list[Option]]) -> None:
    """Every option that is cut costs, even in its best day, more than any margin we speak of."""
    kept = assignment.reduced(morning, LEFT)
    most = best(morning)

    for receipt, mine in morning.items():
        for place in set(range(len(mine))) - set(kept[receipt]):
            assert most - best_with(morning, receipt, place) > assignment.MARGIN_MAX * assignment.SCALE


@given(mornings)
def test_margins_are_what_trying_everything_says(morning: dict[str, list[Option]]) -> None:
    """The margin is what the day loses without the receipt's meaning, told up to a limit."""
    answer = assignment.assigned(morning, LEFT)

    assert best(morning) == worth(morning, {receipt: each.option for receipt, each in answer.items()})
    for receipt, each in answer.items():
        if each.option is None or each.margin == math.inf:
            continue
        meaning = morning[receipt][each.option].meaning
        rest = [option for option in morning[receipt] if option.meaning != meaning]
        loss = (best(morning) - best(morning | {receipt: rest})) / assignment.SCALE
        assert each.margin == min(assignment.MARGIN_MAX, loss)


@given(mornings)
def test_no_day_with_an_option_loses_less_than_prices_say(morning: dict[str, list[Option]]) -> None:
    most = best(morning)
    offers = {receipt: [Bid(option.weight, option.takes) for option in mine] for receipt, mine in morning.items()}
    lost = bids.losses(offers, LEFT, most)

    for receipt, mine in morning.items():
        for place in range(len(mine)):
            assert lost[receipt][place] <= most - best_with(morning, receipt, place)
        assert lost[receipt][-1] <= most - best(morning | {receipt: []})


@settings(max_examples=15, deadline=None)
@given(mornings)
def test_margins_by_prices_are_those_of_trying_everything(morning: dict[str, list[Option]]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        few = assignment.assigned(morning, LEFT)
        patched.setattr(assignment, "BRANCH_MAX", 0)
        many = assignment.assigned(morning, LEFT)

    assert worth(morning, {key: each.option for key, each in many.items()}) == best(morning)
    for key, each in many.items():
        if each.option == few[key].option:
            assert each.margin == few[key].margin


def test_prices_leave_most_margins_of_a_large_day_without_a_solving(monkeypatch: pytest.MonkeyPatch) -> None:
    """All want one item, each more than the one before, and have an item of their own as well."""
    morning = {
        f"r{at:02}": [Option(40.0 + 20 * at, (("all", 3),), "all"), Option(20.0, ((f"i{at:02}", 3),), "own")]
        for at in range(20)
    }
    solved: list[int] = []
    really = assignment.Solver.__call__

    def counted(solver: assignment.Solver, lists: dict[str, list[Option]]) -> assignment.Solution | None:
        solved.append(len(lists))
        return really(solver, lists)

    monkeypatch.setattr(assignment.Solver, "__call__", counted)
    answer = assignment.assigned(morning, {"all": 3} | {f"i{at:02}": 3 for at in range(20)})

    assert [each.option for each in answer.values()] == [1] * 19 + [0]
    assert {each.margin for each in answer.values()} == {assignment.MARGIN_MAX}
    assert solved == [20, 2]  # what the dearest two want of each other is all that prices leave open


def test_a_day_too_tangled_to_prove_asks_and_never_guesses() -> None:
    """Hundreds of equal claims on few items: where the work is spent, nobody gets a margin."""
    items = [f"i{at}" for at in range(12)]
    morning = {
        f"r{at:03}": [Option(9.0 + (at * place % 7) / 10, ((item, 2),), str(place)) for place, item in enumerate(items)]
        for at in range(60)
    }
    answer = assignment.assigned(morning, dict.fromkeys(items, 3))

    assert set(answer) == set(morning)
    assert all(each.option is None or each.margin < 7 for each in answer.values())


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


@settings(max_examples=20, deadline=None)
@given(mornings, mornings, st.integers(1, 3))
def test_a_contest_of_the_turn_before_is_solved_as_if_it_were_new(
    first: dict[str, list[Option]], then: dict[str, list[Option]], room: int
) -> None:
    """Some receipts are gone, some have other options, some items less left: what is as it was has its answer."""
    kept: dict[str, assignment.Contest] = {}
    assignment.assigned(first, LEFT, kept)
    for morning in (first | then, dict(list(first.items())[1:]), first):
        for left in (LEFT, LEFT | {"a": room}):
            assert assignment.assigned(morning, left, kept) == assignment.assigned(morning, left)


def test_a_contest_that_comes_again_is_not_solved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    morning = {f"r{at}": [Option(9.0, (("a", 3),), "x")] for at in range(3)}
    kept: dict[str, assignment.Contest] = {}
    first = assignment.assigned(morning, LEFT, kept)
    monkeypatch.setattr(assignment, "_solved", None)

    assert assignment.assigned(morning, LEFT, kept) == first
