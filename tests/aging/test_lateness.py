"""Lateness as a distribution: a customer's own history, drawn to its class; amounts are split without losing a cent."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aging.forecast import expected
from aging.lateness import DAYS, ENOUGH, ON_TIME, PULL, Lateness, Profiles, drawn
from tests.aging.by_hand import paying, split

MANY = [("B", "low", 0)] * 30 + [("C", "high", 40)] * 30


def test_b04_little_history_is_drawn_to_its_class_and_much_is_believed() -> None:
    """B04: predicted delay; one late invoice of ten that count moves the median of nobody."""
    two = Profiles([*MANY, ("A", "low", 60), ("A", "low", 60)])
    many = Profiles([*MANY, *[("A", "low", 60)] * 100])
    assert (two.of("A", "low").day(50), two.of("A", "low").own_percent) == (0, 100 * 2 // (2 + PULL))
    assert (many.of("A", "low").day(50), many.of("A", "low").own_percent) == (60, 90)
    assert two.of("new", "high").day(50) == 40, "who never paid pays as the class"
    assert two.of("new", "unheard").whole > 0


def test_shares_are_those_of_the_own_counts_and_ten_of_the_class() -> None:
    """Ten of the class, twelve of thirty-two in it late: shares by hand."""
    known = Profiles([("A", "", 10)] * 5 + [("B", "", 0)] * 20).of("A")
    # all: 20/25 on the day, 5/25 after ten; the class the same; A: 5 of its own and 10 of the class
    before, on_the_day, after = known.by(np.array([-1, 0, 10]))
    assert on_the_day * 15 == known.whole * 8
    assert (before, after) == (0, known.whole)


@pytest.mark.parametrize(
    ("age", "ends", "parts"),
    [
        (0, [6, 13], [50, 50, 0]),
        (1, [6, 13], [0, 100, 0]),
        (-3, [6, 13], [50, 50, 0]),
        (-7, [6, 13], [0, 50, 50]),
        (11, [6, 13], [0, 0, 100]),
    ],
)
def test_what_has_not_come_is_split_over_what_is_left(age: int, ends: list[int], parts: list[int]) -> None:
    assert split(paying([0, 10], [1, 2]), 100, age, ends) == parts


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("xy"), st.integers(-90, 300)), max_size=60),
    st.integers(1, 10**12),
    st.integers(-100, 300),
    st.integers(1, 20),
)
def test_b04_no_cent_is_lost(paid: list[tuple[str, str, int]], minor: int, age: int, weeks: int) -> None:
    parts = split(Profiles(paid).of("A", "x"), minor, age, range(3, 7 * weeks, 7))
    assert sum(parts) == minor
    assert min(parts) >= 0
    assert (len(paid) >= ENOUGH) == bool(Profiles(paid).of("A", "x").whole)


def test_weights_beyond_64_bits_are_whole_numbers_all_the_same() -> None:
    """A day's own counts are drawn to a class of so many that their product has 20 digits."""
    many = np.full(len(DAYS), 10**18)
    own, class_ = (drawn({0: 5}, weights) for weights in (many, np.ones(len(DAYS), np.int64)))
    assert own.dtype == object
    assert [int(weight) for weight in own] == [10**18 * int(weight) for weight in class_]


def simulated() -> list[tuple[str, str, int, int, int]]:
    """Return invoices of two years: customer, class, amount, the day they were due, and the day they were paid."""
    dice = random.Random(7)
    habits = {f"C{place}": (("good", 3), ("slow", 25))[place % 2] for place in range(40)}
    found = []
    for who, (kind, slow) in habits.items():
        own = max(dice.gauss(slow, 6), 0)
        for due in range(0, 700, dice.choice((7, 14, 30))):
            paid = due + max(round(dice.gauss(own, 5)), -5)
            found.append((who, kind, dice.randrange(10_000, 900_000), due, paid))
    return found


def _pays(known: Profiles, classes: dict[str, str], who: str) -> Lateness:
    """Return how late a customer pays."""
    return known.of(who, classes[who])


def test_b04_the_back_test_is_nearer_than_due_days() -> None:
    """B04: twelve weeks forecast from what was known before each, against what came, beside paying when due."""
    start = date(2024, 1, 1)
    rows = simulated()
    missed = {"predicted": 0, "by due day": 0}
    came_in_all = 0
    for today in range(560, 644, 7):
        known = Profiles((who, kind, paid - due) for who, kind, _, due, paid in rows if paid < today)
        classes = {who: kind for who, kind, *_ in rows}
        open_now = [
            (who, "USD", start + timedelta(due), minor)
            for who, _, minor, due, paid in rows
            if due < today + 30 and paid >= today
        ]
        items = pl.DataFrame(open_now, schema=["customer_number", "currency", "due_date", "open"], orient="row")
        items = items.with_columns(sure_on=pl.lit(None, pl.Date))
        came = sum(minor for *_, minor, due, paid in rows if due < today + 30 and today <= paid < today + 7)
        ways: dict[str, Callable[[str], Lateness]] = {
            "predicted": partial(_pays, known, classes),
            "by due day": lambda _: ON_TIME,
        }
        for name, pays in ways.items():
            missed[name] += abs(expected(items, pays, start + timedelta(today), 1)["minor"][0] - came)
        came_in_all += came
    assert 100 * missed["predicted"] < 15 * came_in_all
    assert 3 * missed["predicted"] < missed["by due day"]
