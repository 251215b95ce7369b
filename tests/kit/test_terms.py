"""Terms give due days by the worked examples, divide amounts to the cent, and refuse what cannot be."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.days import end_of_month, iso
from kit.terms import Basis, Due, Line, Roll, Rule, Terms, Tier, WrongTermsError, due, from_body, read, simple, tiers

FOLDER = Path("fixtures/terms")
WORDS = list(csv.DictReader((FOLDER / "due_days.csv").read_text(encoding="utf-8").splitlines()))
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
DUES = st.one_of(
    st.builds(Due, st.just(Rule.NET), st.integers(0, 400)),
    st.builds(Due, st.just(Rule.EOM_THEN_DAYS), st.integers(0, 90)),
    st.builds(Due, st.just(Rule.DAYS_THEN_EOM), st.integers(0, 90)),
    st.builds(Due, st.just(Rule.PROX), st.integers(1, 31), st.integers(1, 3), st.integers(0, 31)),
)


@pytest.mark.parametrize("row", WORDS, ids=lambda row: f"{row['terms']} {row['issued_on']}")
def test_words_of_the_trade_give_these_days(row: dict[str, str]) -> None:
    terms, issued = read(row["terms"]), iso(row["issued_on"])

    assert terms is not None
    assert issued is not None
    assert terms.due_on(issued) == iso(row["due_on"])
    assert terms.discount_until(issued) == iso(row["discount_until"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2/10 NET30", simple(due("net(30)"), "2", due("net(10)"))),
        ("2%10 NET 30", simple(due("net(30)"), "2", due("net(10)"))),
        ("2% 10, net 30", simple(due("net(30)"), "2", due("net(10)"))),
        ("1.5/15 N45", simple(due("net(45)"), "1.5", due("net(15)"))),
        ("NET 60 DAYS", simple(due("net(60)"))),
        ("N30", simple(due("net(30)"))),
        ("net 30 eom", simple(due("eom_then_days(30)"))),
        ("COD", simple(due("net(0)"))),
        ("NET 25TH PROX", simple(due("prox(25)"))),
    ],
)
def test_terms_are_read_as_the_trade_writes_them(text: str, expected: Terms) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", ["", "SOON", "NET", "2/10", "NET THIRTY", "30 days end of month", "NET 40 PROX"])
def test_what_is_no_terms_or_may_mean_two_is_none(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("net 30", "is no rule"),
        ("later(3)", "is no rule"),
        ("net(x)", "says no number of days"),
        ("net(30, months=1)", "prox alone takes"),
        ("prox(32)", "a day of the month is from 1 to 31"),
        ("prox(10, months=0)", "within the same month"),
        ("prox(10, months=99)", "months are from 0 to 24"),
        ("fixed(12/01/2025)", "a fixed day is a day"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(text: str, said: str) -> None:
    with pytest.raises(WrongTermsError, match=said):
        due(text)


@given(DUES)
def test_a_rule_is_read_back_as_it_is_written(one: Due) -> None:
    assert due(str(one)) == one


@given(DUES, DAYS)
def test_a_due_day_is_never_before_the_document(one: Due, start: date) -> None:
    """DOMAIN §15, 6; the end of the month is the oracle for what is clamped."""
    day = one.after(start)

    assert day >= start
    if one.rule is Rule.PROX:
        assert day.day == min(one.number, end_of_month(day).day)
    if one.rule is Rule.DAYS_THEN_EOM:
        assert day == end_of_month(day)


def test_a_january_31_plus_a_month_is_the_last_of_february() -> None:
    """Month arithmetic that keeps the day's number is a known fault of others (ERPNext #22201, Odoo #166560)."""
    assert due("days_then_eom(30)").after(date(2025, 6, 30)) == date(2025, 7, 31)
    assert due("prox(31)").after(date(2024, 1, 31)) == date(2024, 2, 29)


def test_tiers_are_several() -> None:
    terms = Terms((Line(due("net(60)"), tiers=tiers("3% net(10); 1.25% net(30)")),))
    (whole,) = terms.instalments(date(2026, 1, 1), 100_000, "USD")

    assert whole.offers == ((date(2026, 1, 11), 3_000), (date(2026, 1, 31), 1_250))
    assert str(Tier(125, due("net(30)"))) == "1.25% net(30)"


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (simple(due("net(30)"), "2", due("net(10)")), "net(30), 2% net(10)"),
        (
            Terms((Line(due("net(0)"), 3_333), Line(due("net(9)"), fixed="5.00"), Line(due("prox(31)")))),
            "33.33% net(0) and 5 net(9) and prox(31)",
        ),
        (
            Terms((Line(due("net(30)")),), Basis.SHIP, Roll.FOLLOWING, 3),
            "net(30); from ship; roll following; 3 days of grace",
        ),
    ],
)
def test_terms_are_told_with_all_that_differs(terms: Terms, said: str) -> None:
    """Who approves a change sees grace and roll too, not the days alone."""
    assert str(terms) == said


SHARES = st.lists(st.integers(100, 3_000), min_size=1, max_size=3)


@given(SHARES, DAYS, st.integers(100, 10**9))
def test_instalments_are_the_whole_to_the_cent(shares: list[int], start: date, minor: int) -> None:
    lines = [Line(due(f"net({30 * place})"), points) for place, points in enumerate(shares)]
    terms = Terms((*lines, Line(due("net(120)"))))
    parts = terms.instalments(start, minor, "USD")

    assert sum(part.minor for part in parts) == minor
    assert all(earlier.due_on <= later.due_on for earlier, later in pairwise(parts))
    assert terms.due_on(start) == parts[-1].due_on
    assert from_body(terms.body()) == terms


def test_a_fixed_share_is_in_the_documents_currency() -> None:
    terms = Terms((Line(due("net(0)"), fixed="250.00"), Line(due("net(30)"))), roll=Roll.FOLLOWING)

    assert [part.minor for part in terms.instalments(date(2026, 1, 5), 100_000, "USD")] == [25_000, 75_000]
    with pytest.raises(WrongTermsError, match="a line is left without money"):
        terms.instalments(date(2026, 1, 5), 25_000, "USD")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((Line(due("net(1)"), 5_000),), "exactly one line takes the remainder"),
        ((Line(due("net(1)")), Line(due("net(2)"))), "exactly one line takes the remainder"),
        ((Line(due("net(1)"), 9_000), Line(due("net(1)"), 2_000), Line(due("net(2)"))), "more than the whole"),
        ((Line(due("net(1)"), tiers=(Tier(10_000, due("net(1)")),)),), "between nothing and all"),
    ],
)
def test_terms_that_divide_nothing_are_refused(lines: tuple[Line, ...], said: str) -> None:
    with pytest.raises(WrongTermsError, match=said):
        Terms(lines)
