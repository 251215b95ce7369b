"""The tie-out's worked case: 3,200.00 between the ledgers, all of it explained."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from aging.tie_out import Reconciling, Why, tied

DUE = date(2025, 4, 10)
ITEMS = (
    Reconciling(Why.MANUAL_JOURNAL, 250_000, "accrual on the control account", "controller", "JE-118", DUE),
    Reconciling(Why.NOT_TRANSFERRED, 120_000, "batch 77 not transferred", "ar", "feed 4711", DUE),
    Reconciling(Why.GL_DATE, -50_000, "posted next month", "ar", "JE-131", DUE),
)


def test_a22_the_worked_gap_is_explained() -> None:
    tie = tied("USD", 150_320_000, 150_000_000, ITEMS)

    assert (tie.difference, tie.explained, tie.unexplained) == (320_000, 320_000, 0)


def test_a22_what_nobody_explains_is_left() -> None:
    assert tied("USD", 150_320_000, 150_000_000, ITEMS[:2]).unexplained == -50_000


@pytest.mark.parametrize("name", ["reason", "owner", "evidence"])
def test_an_item_nobody_answers_for_is_refused(name: str) -> None:
    empty: dict[str, Any] = {name: " "}
    with pytest.raises(ValueError, match=name):
        tied("USD", 1, 0, [replace(ITEMS[0], **empty)])


def test_an_item_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="amount"):
        tied("USD", 1, 0, [replace(ITEMS[0], minor=0)])
