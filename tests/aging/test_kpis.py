"""Key figures come out as the worked quarter has them, each variant by its own name."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aging.kpis import COUNTED, KPIS, WEIGHTED, Inputs, Kpi, Month, counted_back, paid, simple, written
from kit.days import end_of_month
from tests.aging import golden

#: The golden table's name -> ours.
NAMES = {
    "dso_simple_quarter": "dso_simple",
    "dso_countback": "dso_countback",
    "bpdso": "dso_best_possible",
    "add_dso_minus_bpdso": "days_delinquent",
    "cei_crf_quarter": "cei_crf",
    "cei_full_period": "cei_whole_period",
    "cei_march_month": "cei_last_month",
    "turnover_annualised_crf": "turnover_annualised",
    "turnover_avg_ar_quarter": "turnover_average",
    "pct_current": "current_share",
    "pct_over_90": "over_90_share",
    "bad_debt_gross_pct": "bad_debt_gross",
    "bad_debt_net_pct": "bad_debt_net",
    "dilution_pct": "dilution",
    "agency_recovery_pct": "agency_recovery",
    "post_writeoff_recovery_pct": "write_off_recovery",
    "promise_kept_count_pct": "promises_kept",
    "promise_kept_amount_pct": "promised_kept",
    "unapplied_pct_of_receipts": "unapplied_of_receipts",
    "unapplied_pct_of_ar": "unapplied_of_closing",
    "auto_match_items_pct": "match_items",
    "auto_match_receipts_pct": "match_receipts",
    "auto_match_value_pct": "match_value",
    "ddo_dollar": "deduction_days",
    "deduction_recovery_pct": "deduction_recovery",
    "adtp_simple": "days_to_pay",
    "adtp_weighted": "days_to_pay_weighted",
    "invoice_add_weighted_signed": "days_late",
    "invoice_add_weighted_late_only_floor0": "days_late_floored",
    "true_dso_three_open_invoices": "dso_true",
}
#: Sales of January to March with the days of each, in cents.
MONTHS = ((31, 90_000_000), (28, 80_000_000), (31, 100_000_000))
#: Four paid invoices: amount, days to pay, days late; three open ones: age in days, open amount.
PAID = [(100_000, 30, -5), (200_000, 38, 0), (300_000, 44, 11), (400_000, 60, 15)]
OPEN = [(10, 40_000_000), (20, 15_000_000), (5, 25_400_000)]
BY_NAME = {kpi.name: kpi for kpi in KPIS}


def quarter() -> Inputs:
    """Return the worked quarter's inputs."""
    told = {row["input"]: int(row["value"]) for row in golden.table("kpi_inputs").iter_rows(named=True)}
    sales: dict[str, int | tuple[Month, ...]] = {
        "sales": sum(sales for _, sales in MONTHS),
        "sales_last": MONTHS[-1][1],
        "months": MONTHS,
    }
    cycle = {"order_days": 9, "orders": 3, "terms_days": 90, "overdue_days": 30, "waiting_days": 6, "payments": 3}
    return {**told, **sales, **paid(PAID), **cycle, "age_open": sum(age * minor for age, minor in OPEN)}


@pytest.mark.parametrize("row", golden.table("kpis").rows(named=True), ids=lambda row: row["kpi"])
def test_b10c_a47_a08_every_figure_of_the_worked_quarter_comes_out(row: dict[str, str]) -> None:
    kpi = BY_NAME[NAMES[row["kpi"]]]
    value = kpi.value(quarter())

    assert value is not None
    assert written(value, kpi.digits) == row["expected"]


def test_all_thirty_figures_are_told() -> None:
    assert len(NAMES) == golden.table("kpis").height == 30
    more = {kpi.name for kpi in KPIS} - set(NAMES.values())
    assert {name for name in more if not name.startswith("o2c")} == {"cost_of_carry"}


def test_a47_order_to_cash_is_its_stages_together() -> None:
    """A47: 3 + 30 + 10 + 2 days."""
    stages = [kpi for kpi in KPIS if kpi.name.startswith("o2c")]
    assert [written(kpi.value(quarter()) or Fraction(0), 0) for kpi in stages] == ["3", "30", "10", "2", "45"]


def test_b10b_what_is_past_due_costs_money() -> None:
    """375,000.00 past due at 9 % for 30 days costs 2,773.97."""
    assert written(BY_NAME["cost_of_carry"].value(quarter()) or Fraction(0), 0) == "277397"


def test_b8a_days_to_pay_are_weighted_by_amount() -> None:
    assert written(BY_NAME["days_to_pay_weighted"].value(quarter()) or Fraction(0), 2) == "47.80"


@pytest.mark.parametrize("row", golden.table("month_ends").rows(named=True), ids=lambda row: row["as_of"])
def test_b10a_month_ends_of_a_real_book_have_their_figures(row: dict[str, Any]) -> None:
    """DSO, best possible and CEI of 24 months, and the count-back over the months so far."""
    rows = golden.table("month_ends").rows(named=True)
    place = rows.index(row)
    months = tuple((date.fromisoformat(one["as_of"]).day, golden.minor(one["sales"])) for one in rows[: place + 1])
    opening = golden.minor(rows[place - 1]["ending_ar"]) if place else 0
    inputs: Inputs = {
        "closing": golden.minor(row["ending_ar"]),
        "current": golden.minor(row["current"]),
        "sales": months[-1][1],
        "days": months[-1][0],
        "months": months,
        "opening_last": opening,
        "sales_last": months[-1][1],
    }
    assert end_of_month(date.fromisoformat(row["as_of"])).day == months[-1][0]
    for column, name in (
        ("dso_month", "dso_simple"),
        ("dso_countback", "dso_countback"),
        ("bpdso_month", "dso_best_possible"),
        ("cei_month", "cei_last_month"),
    ):
        value = BY_NAME[name].value(inputs)
        assert value is not None
        assert written(value, 2) == row[column], name
    assert opening + golden.minor(row["sales"]) - golden.minor(row["collections"]) == golden.minor(row["ending_ar"])


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.name)
def test_what_is_not_known_is_not_told(kpi: Kpi) -> None:
    inputs = dict(quarter())
    assert kpi.value(inputs) is not None
    for name in kpi.needs:
        assert kpi.value({other: value for other, value in inputs.items() if other != name}) is None
    nothing: dict[str, Any] = dict.fromkeys(inputs, 0) | {"months": ((31, 0),)}
    assert kpi.value(nothing) in {None, Fraction(0)}


def test_what_is_counted_or_weighted_is_an_input() -> None:
    """A name that no figure needs would let an amount be told as a count."""
    assert {name for kpi in KPIS for name in kpi.needs} >= COUNTED | WEIGHTED
    assert not COUNTED & WEIGHTED


@pytest.mark.parametrize("closing", [0, -500])
def test_where_nothing_is_owed_no_day_is_counted_back(closing: int) -> None:
    """Not even that of a newest month without sales."""
    assert counted_back(closing, [(31, 10_000), (29, 0)]) == 0


@given(st.integers(0, 10**9), st.lists(st.tuples(st.integers(28, 31), st.integers(1, 10**8)), min_size=1, max_size=6))
def test_counting_back_over_even_sales_is_the_simple_figure(closing: int, months: list[tuple[int, int]]) -> None:
    even = [(30, 10**6) for _ in months]
    assert counted_back(closing, even) == simple(closing, 10**6, 30)
    assert counted_back(closing, months) >= 0
    assert counted_back(closing + 1, months) >= counted_back(closing, months)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (Fraction(485, 10), 2, "48.50"),
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(-5, 1000), 2, "-0.01"),
        (Fraction(-4, 1000), 2, "0.00"),
        (Fraction(7, 2), 0, "4"),
    ],
)
def test_a_figure_is_rounded_half_away_from_zero(value: Fraction, digits: int, text: str) -> None:
    assert written(value, digits) == text
