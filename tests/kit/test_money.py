"""Money: whole minor units, exact to the cent, refused where it is not plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.money import FINEST, Money, decimal, exponent, grouped, parsed, share, typed

AMOUNTS = st.integers(-(10**13), 10**13)
CURRENCIES = st.sampled_from(["USD", "JPY", "KWD", "CLF", "EUR"])


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1250.00", "USD", 125000),
        ("-0.05", "USD", -5),
        ("+7", "EUR", 700),
        ("1.5", "KWD", 1500),
        ("150000", "JPY", 150000),
        ("12.500", "USD", 1250),
        (" 10. ", "USD", 1000),
        (".5", "USD", 50),
        ("-.05", "USD", -5),
    ],
)
def test_a_plain_decimal_is_read(text: str, currency: str, minor: int) -> None:
    assert parsed(text, currency) == minor


@pytest.mark.parametrize(
    "text",
    ["", "1,250.00", "1e3", "NaN", "1.234", "\uff11\uff12", "1_000", "--1", "0x10", "1.2.3", "inf", ".", "-", "+."],
)
def test_what_is_no_plain_amount_is_none(text: str) -> None:
    assert parsed(text, "USD") is None


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("$149,434.23", 14_943_423),
        ("149.434,23 USD", 14_943_423),
        ("USD 149434.23", 14_943_423),
        ("149 434,23 \N{EURO SIGN}", 14_943_423),
        ("149\N{NARROW NO-BREAK SPACE}434,23", 14_943_423),
        ("USD 149'434.23", 14_943_423),
        ("1,250", 125_000),
        ("1.250.000", 125_000_000),
        ("1,234,567", 123_456_700),
        ("1250,5", 125_050),
        ("-1,250.00", -125_000),
        ("1.25", 125),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, minor: int) -> None:
    assert typed(text, "USD") == minor


@pytest.mark.parametrize(
    "text",
    ["", "$", "12,50.00", "1.234,567.00", "1,23,456", "1 25", "much", "5 USD EUR", "1,2345", "EUR 100", "7.00 CHF"],
)
def test_what_could_be_two_amounts_or_is_another_currencys_is_none(text: str) -> None:
    assert typed(text, "USD") is None


def test_where_any_currency_is_meant_its_code_is_passed_over() -> None:
    assert typed("EUR 1.250,00", FINEST) == 12_500_000


@given(AMOUNTS, CURRENCIES)
def test_an_amount_as_we_write_it_is_read_as_typed(minor: int, currency: str) -> None:
    assert typed(f"{grouped(minor, currency)} {currency}", currency) == minor


@given(AMOUNTS, CURRENCIES)
def test_writing_and_reading_is_the_same_amount(minor: int, currency: str) -> None:
    assert parsed(decimal(minor, currency), currency) == minor


@given(AMOUNTS, CURRENCIES)
def test_grouping_only_adds_thousands_marks(minor: int, currency: str) -> None:
    assert grouped(minor, currency).replace(",", "") == decimal(minor, currency)


@given(AMOUNTS, st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_share_is_never_half_a_unit_off(minor: int, numerator: int, denominator: int) -> None:
    assert abs(share(minor, numerator, denominator) * denominator - minor * numerator) * 2 <= denominator


def test_half_a_unit_is_rounded_away_from_zero() -> None:
    assert share(25, 1, 10) == 3
    assert share(-25, 1, 10) == -3


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(AssertionError):
        Money(1, "USD") + Money(1, "EUR")


def test_an_amount_reads_as_people_write_it() -> None:
    assert str(Money(-123456789, "USD")) == "-1,234,567.89 USD"
    assert exponent("XYZ") == 2
