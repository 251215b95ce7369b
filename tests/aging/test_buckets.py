"""Buckets are data: bounds make them, every day falls into one, and what cannot be is refused."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aging.buckets import BUCKETS, Bucket, bounded, days, position, spelled, validated

AS_OF = date(2025, 3, 31)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("0,30,60,90", ["current", "days_1_30", "days_31_60", "days_61_90", "days_91_plus"]),
        ("30, 60", ["days_0_30", "days_31_60", "days_61_plus"]),
        ("0", ["current", "days_1_plus"]),
        ("0,7,14", ["current", "days_1_7", "days_8_14", "days_15_plus"]),
    ],
)
def test_bounds_make_the_buckets(text: str, names: list[str]) -> None:
    assert [bucket.name for bucket in spelled(text)] == names


def test_the_usual_buckets_are_those_of_the_trade() -> None:
    assert spelled("0,30,60,90") == BUCKETS


@pytest.mark.parametrize("text", ["", "30,30", "60,30", "-1,30", "a", "0,30,", "0;30", "1e2", "99999", "²"])
def test_bounds_that_make_no_table_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="bound"):
        spelled(text)


def test_more_bounds_than_a_page_holds_are_refused() -> None:
    with pytest.raises(ValueError, match="24"):
        bounded(range(25))


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=8, unique=True),
    st.lists(st.integers(-500, 500), min_size=1, max_size=20),
)
def test_every_day_falls_into_the_bucket_that_holds_it(bounds: list[int], ages: list[int]) -> None:
    buckets = bounded(sorted(bounds))
    frame = pl.DataFrame({"day": [AS_OF - timedelta(days=age) for age in ages]})
    found = frame.select(position(pl.col("day"), buckets, AS_OF)).to_series().to_list()

    for age, number in zip(ages, found, strict=True):
        holding = [
            n
            for n, one in enumerate(buckets)
            if (one.first is None or age >= one.first) and (one.last is None or age <= one.last)
        ]
        assert holding == [number]
    assert days(buckets, AS_OF) == [AS_OF - timedelta(days=bound) for bound in sorted(bounds)]


@pytest.mark.parametrize(
    "buckets",
    [
        [],
        [Bucket("a", 0, None)],
        [Bucket("a", None, 0), Bucket("b", 2, None)],
        [Bucket("a", None, 5), Bucket("b", 5, None)],
    ],
)
def test_a_gap_or_an_overlap_is_refused(buckets: list[Bucket]) -> None:
    with pytest.raises(ValueError, match=r"bucket|start"):
        validated(buckets)
