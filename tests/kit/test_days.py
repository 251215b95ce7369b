"""Days: terms give due days by the worked examples, and business days count Mondays to Fridays."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.days import DueRule, Terms, business_days, iso, terms

EXAMPLES = list(csv.DictReader(Path("fixtures/terms/due_days.csv").read_text(encoding="utf-8").splitlines()))
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row['terms']} {row['issued_on']}")
def test_the_worked_examples_come_out(row: dict[str, str]) -> None:
    read, issued = terms(row["terms"]), iso(row["issued_on"])

    assert read is not None
    assert issued is not None
    assert read.due_on(issued) == iso(row["due_on"])
    assert read.discount_until(issued) == iso(row["discount_until"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2/10 NET30", Terms(DueRule.NET, 30, 200, 10)),
        ("2%10 NET 30", Terms(DueRule.NET, 30, 200, 10)),
        ("2% 10, net 30", Terms(DueRule.NET, 30, 200, 10)),
        ("1.5/15 N45", Terms(DueRule.NET, 45, 150, 15)),
        ("NET 60 DAYS", Terms(DueRule.NET, 60)),
        ("N30", Terms(DueRule.NET, 30)),
        ("net 30 eom", Terms(DueRule.EOM_THEN_DAYS, 30)),
        ("COD", Terms(DueRule.NET, 0)),
        ("NET 25TH PROX", Terms(DueRule.PROX, 25)),
    ],
)
def test_terms_are_read_as_the_trade_writes_them(text: str, expected: Terms) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize("text", ["", "SOON", "NET", "2/10", "NET THIRTY"])
def test_what_is_no_terms_is_none(text: str) -> None:
    assert terms(text) is None


@given(DAYS, st.integers(-40, 400))
def test_business_days_agree_with_counting_one_by_one(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    first, last = min(start, end), max(start, end)
    counted = sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, (last - first).days + 1))

    assert business_days(start, end) == (counted if end >= start else -counted)
