"""B7b: parts of a plan, and how it is kept: cash fills the oldest part first, one missed part and its grace end it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning.arrangements import Due, PlanState, Terms, judged, performance, schedule
from dunning.cash import Cash
from kit.refusals import Invalid

DAY = date(2026, 11, 20)


def on(days: int) -> date:
    """Return a day so many days later."""
    return DAY + timedelta(days=days)


def came(*rows: tuple[int, int]) -> list[Cash]:
    """Return cash by days after DAY."""
    return [Cash(on(days), on(days), on(days), minor, 1) for days, minor in rows]


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        (
            (100_000, date(2027, 1, 31), 3, "month"),
            [("2027-01-31", 33_334), ("2027-02-28", 33_333), ("2027-03-31", 33_333)],
        ),
        ((100_000, DAY, 3, "week", 40_000), [("2026-11-20", 40_000), ("2026-11-27", 30_000), ("2026-12-04", 30_000)]),
        ((5, DAY, 1, "fortnight"), [("2026-11-20", 5)]),
        ((5, DAY, 1, "month", 5), [("2026-11-20", 5)]),
    ],
)
def test_parts(given: tuple[int, date, int, str], parts: list[tuple[str, int]]) -> None:
    assert [(due.due_on.isoformat(), due.minor) for due in schedule(*given)] == parts


@pytest.mark.parametrize(
    "given", [(5, DAY, 0), (5, DAY, 6), (5, DAY, 2, "year"), (5, DAY, 2, "week", 5), (5, DAY, 1, "week", 4)]
)
def test_what_is_no_schedule(given: tuple[int, date, int]) -> None:
    with pytest.raises(Invalid, match="no schedule"):
        schedule(*given)


@given(st.integers(1, 10**9), st.integers(1, 40), st.integers(0, 10**9))
def test_parts_come_to_the_whole(minor: int, count: int, first: int) -> None:
    try:
        dues = schedule(minor, DAY, count, "week", first)
    except Invalid:
        return
    assert sum(due.minor for due in dues) == minor
    assert all(due.minor > 0 for due in dues)


#: Three parts of 100 on days 10, 20, 30, five days of grace: cash, owed, the day -> state, missed, paid, needed.
KEPT = [
    ([], 300, 10, PlanState.PERFORMING, 0, 0, 100),
    ([], 300, 15, PlanState.PERFORMING, 0, 0, 100),
    ([], 300, 16, PlanState.DEFAULTED, 1, 0, 100),
    ([(10, 100)], 300, 19, PlanState.PERFORMING, 0, 100, 100),
    ([(15, 100)], 300, 19, PlanState.PERFORMING, 0, 100, 100),
    ([(16, 100)], 300, 19, PlanState.DEFAULTED, 1, 100, 100),
    ([(15, 99)], 300, 16, PlanState.DEFAULTED, 1, 99, 100),
    ([(1, 250)], 300, 29, PlanState.PERFORMING, 0, 250, 200),
    ([(1, 250)], 300, 36, PlanState.DEFAULTED, 1, 250, 300),
    ([(1, 250)], 250, 36, PlanState.KEPT, 0, 250, 250),
    ([(1, 300)], 300, 5, PlanState.KEPT, 0, 300, 0),
    ([(-1, 300)], 300, 16, PlanState.DEFAULTED, 1, 0, 100),
    ([(5, 100), (40, 500)], 300, 50, PlanState.DEFAULTED, 2, 600, 300),
]


@pytest.mark.parametrize(("cash", "owed", "days", "state", "missed", "paid", "needed"), KEPT)
def test_how_it_is_kept(
    cash: list[tuple[int, int]], owed: int, days: int, state: PlanState, missed: int, paid: int, needed: int
) -> None:
    terms = Terms(DAY, tuple(Due(on(place), 100) for place in (10, 20, 30)), grace=5)
    kept = performance(terms, came(*cash), owed, on(days))
    assert (judged(kept, None), kept.missed, kept.paid, kept.needed) == (state, missed, paid, needed)
    assert judged(kept, "cancelled") is PlanState.CANCELLED


def test_two_missed_parts_may_be_allowed() -> None:
    terms = Terms(DAY, tuple(Due(on(place), 100) for place in (10, 20, 30)), grace=0, misses=2)
    assert performance(terms, [], 300, on(12)).defaulted_on is None
    assert performance(terms, [], 300, on(22)).defaulted_on == on(21)
    assert performance(terms, came((12, 100)), 300, on(12)).next_due == Due(on(20), 100)


def test_what_bounced_was_never_paid() -> None:
    terms = Terms(DAY, (Due(on(10), 100), Due(on(20), 100)))
    bounced = [Cash(on(9), on(9), on(9), 100, 1), Cash(on(9), on(9), on(17), -100, 1)]
    assert judged(performance(terms, bounced, 200, on(16)), None) is PlanState.PERFORMING
    assert judged(performance(terms, bounced, 200, on(17)), None) is PlanState.DEFAULTED
