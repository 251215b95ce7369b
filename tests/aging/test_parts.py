"""Items due in parts: money pays the earliest part, and no cent is lost by cutting."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aging.parts import PARTS, parted

DAYS = [date(2025, month, 1) for month in (1, 2, 3)]


def cut(amount: int, left: int, parts: list[int]) -> list[tuple[date, int]]:
    """Return what is left of an item by due day."""
    items = pl.DataFrame({"item_id": ["i"], "amount": [amount], "open": [left], "due_date": [DAYS[-1]]})
    rows = [("i", seq, day, part) for seq, (day, part) in enumerate(zip(DAYS, parts, strict=False), start=1)]
    return parted(items, pl.DataFrame(rows, PARTS, orient="row")).select("due_date", "open").rows()


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (100, [(DAYS[0], 50), (DAYS[1], 30), (DAYS[2], 20)]),
        (70, [(DAYS[0], 20), (DAYS[1], 30), (DAYS[2], 20)]),
        (50, [(DAYS[1], 30), (DAYS[2], 20)]),
        (10, [(DAYS[2], 10)]),
    ],
)
def test_money_pays_the_earliest_part(left: int, expected: list[tuple[date, int]]) -> None:
    assert cut(100, left, [50, 30, 20]) == expected


def test_a_part_is_of_its_own_amount() -> None:
    """What was settled of each part is its amount less what is left: the parts sum up to the item."""
    items = pl.DataFrame({"item_id": ["i"], "amount": [100], "open": [40], "due_date": [DAYS[-1]]})
    parts = pl.DataFrame([("i", 1, DAYS[0], 50), ("i", 2, DAYS[1], 30), ("i", 3, DAYS[2], 20)], PARTS, orient="row")

    assert parted(items, parts).select("amount", "open").rows() == [(30, 20), (20, 20)]


def test_an_item_without_parts_stays_whole() -> None:
    items = pl.DataFrame({"item_id": ["j"], "amount": [9], "open": [9], "due_date": [DAYS[1]]})

    assert parted(items, pl.DataFrame(schema=PARTS)).equals(items)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=3), st.data())
def test_no_cent_is_lost_by_cutting(parts: list[int], data: st.DataObject) -> None:
    left = data.draw(st.integers(1, sum(parts)))

    assert sum(minor for _, minor in cut(sum(parts), left, parts)) == left
