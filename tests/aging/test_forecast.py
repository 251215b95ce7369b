"""The forecast: every cent is expected in one week, by due day and by how late its customer pays."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from aging.forecast import expected
from aging.lateness import ON_TIME, Lateness
from kit.days import monday
from tests.aging.by_hand import paying, split

DAY = date(2025, 3, 31)  # a Monday


def items(*rows: tuple[str, int, int]) -> pl.DataFrame:
    """Return open items: customer, days until they are due, amount."""
    due = [(who, "USD", DAY + timedelta(days=days), minor) for who, days, minor in rows]
    schema = {"customer_number": pl.String, "currency": pl.String, "due_date": pl.Date, "open": pl.Int64}
    return pl.DataFrame(due, schema, orient="row").with_columns(sure_on=pl.lit(None, pl.Date))


def weeks(table: pl.DataFrame) -> list[int]:
    """Return what is expected, week by week."""
    return table["minor"].to_list()


def on_time(_customer: str) -> Lateness:
    """Return that everybody pays on the day."""
    return ON_TIME


def late(days: int) -> Callable[[str], Lateness]:
    """Return that A pays so many days late, and all others on the day."""
    return lambda customer: paying([days if customer == "A" else 0], [1])


def one_by_one(
    rows: Sequence[tuple[str, int, int]], pays: Callable[[str], Lateness], on: date, count: int
) -> list[int]:
    """Return what is expected in each week, amount by amount: debits of a customer due on a day, and each credit."""
    debits: Counter[tuple[str, int]] = Counter()
    credited: Counter[tuple[str, int]] = Counter()
    for who, days, minor in rows:
        (debits if minor >= 0 else credited)[who, days] += minor
    ends = [7 * week + 6 - (on - monday(on)).days for week in range(count)]
    told = [
        split(how, minor, (on - DAY).days - days, ends)
        for amounts, way in ((debits, pays), (credited, on_time))
        for (who, days), minor in amounts.items()
        for how in [way(who)]
    ]
    return [sum(parts) for parts in zip(*told, strict=True)]


def test_overdue_comes_first_and_what_is_far_comes_last() -> None:
    found = expected(items(("A", -90, 5), ("A", 0, 7), ("A", 7, 11), ("A", 900, 13), ("A", 8, -1)), on_time, DAY, 2)

    assert weeks(found) == [12, 10, 13]
    assert found["week"].to_list() == [DAY, DAY + timedelta(days=7), DAY + timedelta(days=14)]


def test_a_customer_pays_as_late_as_he_did() -> None:
    assert weeks(expected(items(("A", 0, 100), ("B", 0, 10)), late(14), DAY, 3)) == [10, 0, 100, 0]


def test_what_is_promised_comes_on_its_day_and_a_credit_when_it_is_due() -> None:
    rows = items(("A", -5, 100), ("A", 7, -30))
    sure = rows.with_columns(sure_on=pl.Series([DAY + timedelta(days=15), None], dtype=pl.Date))
    assert weeks(expected(sure, late(400), DAY, 3)) == [0, -30, 100, 0]


@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "B"]), st.integers(-9, 30), st.integers(-(10**6), 10**9)),
        min_size=1,
        max_size=20,
    ),
    st.integers(0, 60),
    st.integers(1, 30),
)
def test_b04_the_weeks_sum_to_what_is_owed(rows: list[tuple[str, int, int]], days: int, count: int) -> None:
    found = expected(items(*rows), late(days), DAY + timedelta(days=2), count)

    assert weeks(found) == one_by_one(rows, late(days), DAY + timedelta(days=2), count)
    assert sum(weeks(found)) == sum(minor for *_, minor in rows)
    assert len(weeks(found)) == count + 1
    assert all(monday(week) == week for week in found["week"])
