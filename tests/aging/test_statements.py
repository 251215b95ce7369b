"""Statements close on what is open, and a customer's own list is compared line by line."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aging.statements import ACTIVITY, carried, compared, open_lines, wanted

DAY = date(2025, 3, 31)


def listed(*rows: tuple[str, int]) -> pl.DataFrame:
    """Return a list of numbers with what is open."""
    return pl.DataFrame(rows, {"document_number": pl.String, "open": pl.Int64}, orient="row")


@pytest.mark.parametrize(
    ("ours", "theirs", "states"),
    [
        ([("INV-001", 5)], [("inv 1", 5)], {("matched", 0)}),
        ([("INV-1", 5)], [("INV-1", 7)], {("amount_differs", 2)}),
        ([("INV-1", 5)], [], {("ours_only", -5)}),
        ([], [("INV-1", 5)], {("theirs_only", 5)}),
        ([("7", 5), ("7", 9)], [("0007", 9), ("7", 4)], {("matched", 0), ("amount_differs", -1)}),
        ([("A1", 5), ("B1", 5)], [("B1", 5)], {("ours_only", -5), ("matched", 0)}),
        ([("100", 5)], [("1", 5)], {("ours_only", -5), ("theirs_only", 5)}),
    ],
)
def test_a64_lines_are_told_apart(
    ours: list[tuple[str, int]], theirs: list[tuple[str, int]], states: set[tuple[str, int]]
) -> None:
    assert set(compared(listed(*ours), listed(*theirs)).select("state", "difference").rows()) == states


LISTS = st.lists(st.tuples(st.sampled_from(["1", "01", "INV-1", "inv1", "2", ""]), st.integers(-50, 50)), max_size=8)


@given(LISTS, LISTS)
def test_a64_the_sum_of_differences_explains_the_gap(
    ours: list[tuple[str, int]], theirs: list[tuple[str, int]]
) -> None:
    table = compared(listed(*ours), listed(*theirs))

    assert table["difference"].sum() == sum(minor for _, minor in theirs) - sum(minor for _, minor in ours)
    assert table["ours"].drop_nulls().len() == len(ours)
    assert table["theirs"].drop_nulls().len() == len(theirs)
    assert compared(listed(*reversed(ours)), listed(*theirs)).equals(table)


def test_a_list_compared_with_itself_is_matched() -> None:
    rows = listed(("A-1", 5), ("A-1", 5), ("B-2", -3))

    assert compared(rows, rows)["state"].to_list() == ["matched"] * 3


def test_a_balance_is_carried_from_movement_to_movement() -> None:
    opening = pl.DataFrame({"customer_number": ["C1"], "currency": ["USD"], "minor": [100]})
    rows = [
        ("C1", "USD", date(2025, 3, 9), 4, "received", "R1", -120),
        ("C1", "USD", date(2025, 3, 2), 7, "invoiced", "I1", 50),
        ("C2", "USD", date(2025, 3, 2), 8, "invoiced", "I2", 9),
    ]
    found = carried(opening, pl.DataFrame(rows, ACTIVITY, orient="row"))

    assert found.select("customer_number", "kind", "balance").rows() == [
        ("C1", "previous_balance", 100),
        ("C1", "invoiced", 150),
        ("C1", "received", 30),
        ("C2", "invoiced", 9),
    ]


def test_a_line_says_what_was_applied_and_how_late_it_is() -> None:
    facts = {"customer_number": "C1", "currency": "USD", "issue_date": DAY, "po_number": "", "document_number": "I"}
    items = pl.DataFrame(
        [
            {**facts, "document_type": kind, "due_date": due, "amount": amount, "open": left}
            for kind, due, amount, left in (
                ("invoice", date(2025, 2, 19), 500, 300),
                ("invoice", DAY, 100, 100),
                ("credit_memo", date(2025, 1, 1), -60, -60),
                ("deduction", date(2025, 3, 30), 25, 25),
            )
        ]
    )
    rows = open_lines(items, DAY).select("applied", "days_late", "disputed").rows()

    assert sorted(rows, key=str) == sorted(
        [(200, 40, False), (0, None, False), (0, None, False), (0, 1, True)], key=str
    )


@pytest.mark.parametrize(
    ("owed", "total", "credit_only", "skipped"),
    [
        (0, 0, False, "zero"),
        (0, -5, False, "credit_only"),
        (0, -5, True, ""),
        (50, 50, False, "below_minimum"),
        (500, 400, False, ""),
    ],
)
def test_who_gets_no_statement_is_told_why(owed: int, total: int, credit_only: bool, skipped: str) -> None:  # noqa: FBT001
    totals = pl.DataFrame({"customer_number": ["C1"], "currency": ["USD"], "owed": [owed], "total": [total]})

    assert wanted(totals, floor=100, credit_only=credit_only)["skipped"].to_list() == [skipped]
