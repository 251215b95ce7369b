"""Days in a row are one business: customers stay, items are paid once, numbers are issued once."""

from collections import Counter

import pytest

from benchmarks import three_days
from benchmarks.mixes import mixed
from benchmarks.three_days import Day
from benchmarks.world import made
from benchmarks.world.days import after, days
from benchmarks.world.spec import Spec

SPEC = Spec(seed=5, receipts=60, items=700, customers=40)


def test_customers_stay_and_every_number_is_issued_once() -> None:
    worlds = list(days(SPEC, 3, 100))

    assert [world.spec.day.isoformat() for world, _ in worlds] == ["2026-11-19", "2026-11-20", "2026-11-23"]
    assert len({world.parties.customers for world, _ in worlds}) == 1
    numbers = [number for _, new in worlds for number in new]
    assert len(numbers) == len(set(numbers)) > 800
    last = worlds[-1][0]
    assert Counter(item.number for item in last.items) == Counter(numbers)


def test_what_was_paid_is_not_paid_again_by_anybody_who_owes_it() -> None:
    paid: Counter[str] = Counter()
    for world, _ in days(SPEC, 3, 100):
        still = {item.number: item.open for item in world.items}
        for payment in world.payments:
            for due in payment.dues:
                assert still[due.item.number] == due.item.open
                paid[due.item.number] += due.cash + due.discount + due.write_off + due.deduction
        left = {item.number: item.open for item in after(world)}
        assert all(abs(left[number]) <= abs(still[number]) for number in left)
    assert paid.total() != 0


def test_a_single_day_is_the_world_it_always_was() -> None:
    """The first of the days is made as the world of its spec is."""
    first, _ = next(days(SPEC, 1, 0))
    assert first.payments == made(SPEC).payments


def test_a_mix_is_of_its_seed() -> None:
    assert mixed(8001) == mixed(8001)
    assert len({str(mixed(seed)) for seed in range(30)}) == 30
    assert {mixed(seed).mix.amounts for seed in range(30)} == {"cents", "whole", "plans"}
    assert made(mixed(8001, receipts=50)).payments == made(mixed(8001, receipts=50)).payments


@pytest.mark.parametrize("learning", [True, False])
def test_the_table_adds_the_seeds_of_a_day(learning: bool) -> None:  # noqa: FBT001
    found = [Day(seed, "1", learning, 100, 0.9, 80 + seed, 1, 15) for seed in (1, 2)]

    assert f"| 1 | {'yes' if learning else 'no'} | 200 | 81.5% | 90.0% | 2 | 98.79% | 30 |" in three_days.table(found)
