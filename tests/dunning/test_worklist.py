"""A29: the worked list of DOMAIN section 9.2: Alder has 100 points, Birch 68; B8b: who had three contacts waits."""

from dataclasses import replace

import pytest

from dunning.worklist import Facts, Strategy, points, ranked

STRATEGY = Strategy(floor=10_000)
ALDER = Facts(
    "A1",
    "Alder",
    "USD",
    past_due=4_200_000,
    collectible=4_200_000,
    oldest=64,
    broken_days=12,
    held_ships_in=2,
    contact_days=3,
    risk_class="High",
)
BIRCH = Facts(
    "B1",
    "Birch",
    "USD",
    past_due=12_000_000,
    collectible=12_000_000,
    oldest=18,
    returned_days=20,
    letter_days=16,
    contact_days=3,
    predicted_late=1_000_001,
)


def test_the_worked_list() -> None:
    called = ranked([BIRCH, ALDER], STRATEGY)
    assert [(one.facts.name, one.score) for one in called] == [("Alder", 100), ("Birch", 68)]
    assert [[one.points for one in who.points] for who in called] == [[15, 30, 25, 20, 10], [25, 10, 20, 8, 5]]
    assert called[0].points[0].says == "42,000.00 USD past due"


@pytest.mark.parametrize(
    ("change", "given"),
    [
        ({"past_due": 99_999}, []),
        ({"past_due": 100_000}, [5]),
        ({"past_due": 5_000_000}, [25]),
        ({"oldest": 15}, [5]),
        ({"oldest": 16}, [10]),
        ({"oldest": 60}, [20]),
        ({"oldest": 61}, [30]),
        ({"oldest": 91}, [40]),
        ({"broken_days": 30}, [25]),
        ({"broken_days": 31}, []),
        ({"promise_today": True}, [15]),
        ({"held_ships_in": 3}, []),
        ({"over_limit": True}, [10]),
        ({"returned_days": 60}, [20]),
        ({"contact_days": 13}, []),
        ({"contact_days": 14}, [10]),
        ({"contact_days": None}, [10]),
        ({"letter_days": 4}, []),
        ({"letter_days": 5}, [2]),
        ({"letter_days": 10}, [4]),
        ({"letter_days": 15}, [8]),
        ({"predicted_late": 1_000_000}, []),
    ],
)
def test_each_rule_begins_where_it_says(change: dict[str, int | bool | None], given: list[int]) -> None:
    facts = replace(Facts("C1", "One", "USD", contact_days=1), **change)  # type: ignore[arg-type]
    assert [one.points for one in points(facts, STRATEGY)] == given


def test_below_the_floor_nobody_is_called_and_who_is_left_alone_stands_below() -> None:
    small = replace(ALDER, collectible=9_999)
    alone = replace(ALDER, customer_number="A2", collectible=0, suppressed=("promised",))
    same = replace(BIRCH, customer_number="B0")
    called = ranked([alone, small, BIRCH, same], STRATEGY)
    assert [one.facts.customer_number for one in called] == ["B0", "B1", "A2"]
