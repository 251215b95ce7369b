"""Days: business days count Mondays to Fridays, and a day that is none rolls to one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.days import business_days, is_business_day, iso, rolled

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@given(DAYS, st.integers(-40, 400))
def test_business_days_agree_with_counting_one_by_one(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    first, last = min(start, end), max(start, end)
    counted = sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, (last - first).days + 1))

    assert business_days(start, end) == (counted if end >= start else -counted)


@given(DAYS, st.sets(DAYS, max_size=5), st.sampled_from(["following", "preceding"]))
def test_a_rolled_day_is_the_nearest_business_day(day: date, holidays: set[date], roll: str) -> None:
    """DOMAIN §15, 6: a roll stays on a business day; between it and the day there is none."""
    found = rolled(day, roll, holidays)
    between = [min(day, found) + timedelta(days=n) for n in range(abs((found - day).days) + 1)]

    assert is_business_day(found, holidays)
    assert (found >= day) if roll == "following" else (found <= day)
    assert [one for one in between if is_business_day(one, holidays)] == [found]


@given(DAYS)
def test_no_roll_moves_nothing(day: date) -> None:
    assert rolled(day, "none", {day}) == day


@pytest.mark.parametrize("text", ["0999-12-31", "9000-01-01", "9999-12-31", "0001-01-01", "2026-02-30", "20261120x"])
def test_a_day_leaves_room_to_count_from_it(text: str) -> None:
    assert iso(text) is None


def test_the_first_and_last_day_that_are_named() -> None:
    assert (iso("1000-01-01"), iso(" 8999-12-31 ")) == (date(1000, 1, 1), date(8999, 12, 31))
