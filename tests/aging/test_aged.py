"""Aging: due today is current, totals never change with the view, and the worked examples come out."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aging.aged import OPEN_ITEMS, Credits, aged, regrouped
from aging.buckets import BUCKETS, Bucket, bounded
from tests.aging import golden
from tests.aging.golden import AS_OF, standing

NAMES = [bucket.name for bucket in BUCKETS]
OPENED = [name for name in OPEN_ITEMS if name != "disputed"]


def example(as_of: date = AS_OF) -> pl.DataFrame:
    """Return what is open of the worked example on a day."""
    items, moves = golden.history()
    return standing(items, moves, as_of).select(*OPENED, disputed=pl.col("item_id").is_in(golden.disputed()))


def test_b10a_the_worked_example_comes_out() -> None:
    row = aged(example(), AS_OF).row(0, named=True)

    assert [row[name] for name in NAMES] == [1100000, 800000, 550000, 400000, 300000]
    assert (row["credits"], row["disputed"], row["past_due"], row["total"]) == (-210000, 250000, 2050000, 2940000)
    assert (row["unapplied"], row["collectible"]) == (-150000, 2050000 - 250000 - 210000)


def test_b10a_each_item_of_the_example_is_open_with_its_age_in_its_bucket() -> None:
    rows = golden.table("as_of").filter(pl.col("bucket").is_not_null())
    named = {"current": "current", "91+": "days_91_plus", "credits": "credits"}
    for row in rows.iter_rows(named=True):
        column = named.get(row["bucket"]) or f"days_{row['bucket'].replace('-', '_')}"
        item = example().filter(pl.col("due_date") == date.fromisoformat(row["due_date"]))
        found = aged(item, AS_OF).row(0, named=True)

        assert found[column] == found["total"] == golden.minor(row["open_as_of_2025_03_31"]), row["item"]
        assert (AS_OF - item["due_date"][0]).days == int(row["days_past_due"])


def test_a_payment_of_april_is_still_owed_in_march_and_gone_in_april() -> None:
    assert aged(example(), AS_OF)["days_61_90"].to_list() == [400000]
    assert aged(example(date(2025, 4, 2)), date(2025, 4, 2))["total"].to_list() == [2940000 + 900000 - 400000]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (Credits.APART, [1100000, 800000, 550000, 400000, 300000, -210000]),
        (Credits.DATED, [1100000, 800000 - 60000 - 150000, 550000, 400000, 300000, 0]),
        (Credits.NETTED, [1100000, 800000, 550000, 400000, 90000, 0]),
        (Credits.HIDDEN, [1100000, 800000, 550000, 400000, 300000, -210000]),
    ],
)
def test_credits_are_shown_four_ways_and_the_total_stays(how: Credits, expected: list[int]) -> None:
    row = aged(example(), AS_OF, credits_as=how).row(0, named=True)

    assert [row[name] for name in (*NAMES, "credits")] == expected
    assert row["total"] == 2940000


def test_by_issue_day_the_same_total_falls_elsewhere() -> None:
    row = aged(example(), AS_OF, basis="issue", buckets=bounded([30, 60, 90])).row(0, named=True)

    assert (row["total"], row["past_due"]) == (2940000, 2050000)
    assert row["days_0_30"] == 1000000 + 100000


def test_one_customers_credit_is_not_netted_against_anothers_debt() -> None:
    items = example().with_columns(
        customer_number=pl.when(pl.col("open") < 0).then(pl.lit("C2")).otherwise(pl.lit("C1"))
    )
    row = aged(items, AS_OF, by=("currency",), credits_as=Credits.NETTED).row(0, named=True)

    assert (row["days_91_plus"], row["credits"], row["collectible"]) == (300000, -210000, 2050000 - 250000)


def test_currencies_are_never_added() -> None:
    both = pl.concat([example(), example().with_columns(currency=pl.lit("EUR"))])

    assert aged(both, AS_OF).select("currency", "total").rows() == [("EUR", 2940000), ("USD", 2940000)]


@pytest.mark.parametrize("row", golden.table("month_ends").rows(named=True), ids=lambda row: row["as_of"])
def test_b10a_month_ends_of_a_real_book_are_the_sum_of_their_buckets(row: dict[str, Any]) -> None:
    """One made-up item a bucket, aged by us: the month-end's buckets and its total come out."""
    as_of = date.fromisoformat(row["as_of"])
    ages = {"current": -3, "1-30": 1, "31-60": 60, "61-90": 61, "91+": 91}
    wanted = [golden.minor(row[name]) for name in ages]
    items = pl.DataFrame(
        [
            ("C1", "invoice", "USD", as_of, as_of - timedelta(days=age), amount, False)
            for age, amount in zip(ages.values(), wanted, strict=True)
            if amount
        ],
        OPEN_ITEMS,
        orient="row",
    )
    found = aged(items, as_of).row(0, named=True)

    assert [found[name] for name in NAMES] == wanted
    assert found["total"] == golden.minor(row["ending_ar"])


# --- laws

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["C1", "C2", ""]),
        st.sampled_from(["invoice", "credit_memo", "receipt", "deduction"]),
        st.sampled_from(["USD", "EUR"]),
        st.integers(-400, 400),
        st.integers(1, 10**9),
        st.booleans(),
    ),
    max_size=30,
)
BOUNDS = st.lists(st.integers(0, 300), min_size=1, max_size=6, unique=True).map(lambda given: bounded(sorted(given)))


def owed(rows: list[tuple[str, str, str, int, int, bool]]) -> pl.DataFrame:
    """Return rows as open items, due some days before the day."""
    signed = [
        (
            who,
            kind,
            money,
            AS_OF,
            AS_OF - timedelta(days=age),
            amount if kind in {"invoice", "deduction"} else -amount,
            flag,
        )
        for who, kind, money, age, amount, flag in rows
    ]
    return pl.DataFrame(signed, OPEN_ITEMS, orient="row")


def slowly(items: pl.DataFrame, buckets: tuple[Bucket, ...]) -> dict[tuple[str, str], dict[str, int]]:
    """Return the table the obvious way: item by item."""
    table: dict[tuple[str, str], dict[str, int]] = {}
    names = [bucket.name for bucket in buckets]
    for item in items.iter_rows(named=True):
        row = table.setdefault(
            (item["customer_number"], item["currency"]),
            dict.fromkeys((*names, "credits", "unapplied", "disputed", "past_due", "collectible", "total"), 0),
        )
        days, amount = (AS_OF - item["due_date"]).days, item["open"]
        row["total"] += amount
        if amount < 0:
            row["credits"] += amount
            row["unapplied"] += amount if item["document_type"] == "receipt" else 0
            row["collectible"] += amount
            continue
        for bucket in buckets:
            if (bucket.first is None or days >= bucket.first) and (bucket.last is None or days <= bucket.last):
                row[bucket.name] += amount
        row["disputed"] += amount if item["disputed"] else 0
        row["past_due"] += amount if days > 0 else 0
        row["collectible"] += amount if days > 0 and not item["disputed"] else 0
    for row in table.values():
        row["collectible"] = max(row["collectible"], 0)
    return table


@given(ROWS, BOUNDS)
def test_the_table_is_what_counting_item_by_item_gives(
    rows: list[tuple[str, str, str, int, int, bool]], buckets: tuple[Bucket, ...]
) -> None:
    items = owed(rows)
    table = {
        (row.pop("customer_number"), row.pop("currency")): row
        for row in aged(items, AS_OF, buckets=buckets).rows(named=True)
    }

    assert table == slowly(items, buckets)


@given(ROWS, BOUNDS, st.sampled_from(Credits), st.sampled_from(["due", "issue"]))
def test_every_cent_is_in_one_column_whatever_the_view(
    rows: list[tuple[str, str, str, int, int, bool]], buckets: tuple[Bucket, ...], how: Credits, basis: str
) -> None:
    items = owed(rows)
    table = aged(items, AS_OF, buckets=buckets, credits_as=how, basis=basis)
    within = table.select(pl.sum_horizontal([bucket.name for bucket in buckets] + ["credits"])).to_series()

    assert within.to_list() == table["total"].to_list()
    assert table["total"].sum() == items["open"].sum()
    assert regrouped(table, ("currency",))["total"].sum() == items["open"].sum()
