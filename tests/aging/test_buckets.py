"""Aging: due today is current, totals never change with the view, and the worked example comes out."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aging.buckets import BUCKETS, Bucket, aged, validated
from kit.money import parsed

AS_OF = date(2025, 3, 31)
NAMES = [bucket.name for bucket in BUCKETS]


def example() -> pl.DataFrame:
    """Return the worked example as open items of one customer."""
    frame = pl.read_csv(Path("fixtures/aging/example.csv"), try_parse_dates=True, schema_overrides={"open": pl.String})
    minor = [parsed(text, "USD") for text in frame["open"]]
    return frame.with_columns(
        open=pl.Series(minor, dtype=pl.Int64), customer_number=pl.lit("C1"), currency=pl.lit("USD")
    )


def test_the_worked_example_comes_out() -> None:
    row = aged(example(), AS_OF).row(0, named=True)

    assert [row[name] for name in NAMES] == [1100000, 800000, 550000, 400000, 300000]
    assert (row["credits"], row["disputed"], row["past_due"], row["total"]) == (-210000, 250000, 2050000, 2940000)


def test_by_issue_day_the_same_total_falls_elsewhere() -> None:
    row = aged(example(), AS_OF, basis="issue").row(0, named=True)

    assert row["total"] == 2940000
    assert row["current"] == 0


@given(st.lists(st.tuples(st.integers(-300, 300), st.integers(-(10**9), 10**9), st.booleans()), max_size=40))
def test_every_cent_is_in_one_column(rows: list[tuple[int, int, bool]]) -> None:
    items = pl.DataFrame(
        {
            "customer_number": ["C1"] * len(rows),
            "document_type": ["invoice"] * len(rows),
            "currency": ["USD"] * len(rows),
            "issue_date": [AS_OF] * len(rows),
            "due_date": [date.fromordinal(AS_OF.toordinal() - days) for days, _, _ in rows],
            "open": [minor for _, minor, _ in rows],
            "disputed": [flag for _, _, flag in rows],
        },
        schema_overrides={"open": pl.Int64, "due_date": pl.Date, "issue_date": pl.Date, "disputed": pl.Boolean},
    )
    sums = aged(items, AS_OF).select(pl.col("total", "credits", *NAMES).sum()).row(0, named=True)

    assert sums["total"] == sum(minor for _, minor, _ in rows)
    assert sums["total"] == sums["credits"] + sum(sums[name] for name in NAMES)


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
