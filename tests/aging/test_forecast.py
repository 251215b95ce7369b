"""The forecast: every cent is expected in one week, by due day and by how late its customer pays."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aging.forecast import ENOUGH, errors, expected, lateness
from kit.days import monday

DAY = date(2025, 3, 31)  # a Monday
NOBODY = pl.DataFrame(schema={"customer_number": pl.String, "late": pl.Int64})


def items(*rows: tuple[str, int, int]) -> pl.DataFrame:
    """Return open items: customer, days until they are due, amount."""
    due = [(who, "USD", DAY + timedelta(days=days), minor) for who, days, minor in rows]
    schema = {"customer_number": pl.String, "currency": pl.String, "due_date": pl.Date, "open": pl.Int64}
    return pl.DataFrame(due, schema, orient="row")


def paid(*rows: tuple[str, int, int]) -> pl.DataFrame:
    """Return paid invoices: customer, days late, amount."""
    closed = [(who, minor, DAY, DAY + timedelta(days=late)) for who, late, minor in rows]
    schema = {"customer_number": pl.String, "amount": pl.Int64, "due_on": pl.Date, "closed_on": pl.Date}
    return pl.DataFrame(closed, schema, orient="row")


def weeks(table: pl.DataFrame) -> list[int]:
    """Return what is expected, week by week."""
    return table["minor"].to_list()


def test_overdue_comes_first_and_what_is_far_comes_last() -> None:
    found = expected(items(("A", -90, 5), ("A", 0, 7), ("A", 7, 11), ("A", 900, 13), ("A", 8, -1)), NOBODY, 0, DAY, 2)

    assert weeks(found) == [12, 10, 13]
    assert found["week"].to_list() == [DAY, DAY + timedelta(days=7), DAY + timedelta(days=14)]


def test_a_customer_pays_as_late_as_he_did() -> None:
    known, otherwise = lateness(paid(*[("A", 14, 100)] * ENOUGH, ("B", 0, 500)))

    assert (known.rows(), otherwise) == ([("A", 14)], 7)
    assert weeks(expected(items(("A", 0, 100), ("B", 0, 10)), known, otherwise, DAY, 3)) == [0, 10, 100, 0]


def test_early_payers_are_not_expected_before_the_due_day() -> None:
    assert lateness(paid(*[("A", -9, 100)] * ENOUGH))[0].rows() == [("A", 0)]
    assert lateness(paid())[1] == 0


@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "B"]), st.integers(-99, 400), st.integers(-(10**6), 10**9)),
        min_size=1,
        max_size=20,
    ),
    st.integers(0, 60),
    st.integers(1, 30),
)
def test_b04_the_weeks_sum_to_what_is_owed(rows: list[tuple[str, int, int]], late: int, count: int) -> None:
    found = expected(items(*rows), NOBODY, late, DAY + timedelta(days=2), count)

    assert sum(weeks(found)) == sum(minor for *_, minor in rows)
    assert len(weeks(found)) == count + 1
    assert all(monday(week) == week for week in found["week"])


@pytest.mark.parametrize(("wanted", "came", "missed"), [([5, 5], [3, 9], (6, -2)), ([], [], (0, 0))])
def test_b04_what_was_missed_is_told(wanted: list[int], came: list[int], missed: tuple[int, int]) -> None:
    assert errors(wanted, came) == missed
