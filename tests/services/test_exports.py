"""Amounts go out as the one function for decimals writes them, whatever the currency."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kit.money import EXPONENTS, MINOR_MAX, decimal
from services.exports import decimals

CURRENCIES = sorted({"USD", "EUR", *EXPONENTS})
AMOUNTS = st.none() | st.integers(-200, 200) | st.integers(-MINOR_MAX, MINOR_MAX)


@given(st.lists(st.tuples(AMOUNTS, st.sampled_from(CURRENCIES))))
def test_a_column_of_decimals_is_each_amounts_own(rows: list[tuple[int | None, str]]) -> None:
    table = pl.DataFrame(rows, schema={"amount": pl.Int64, "currency": pl.String}, orient="row")

    expected = [None if minor is None else decimal(minor, currency) for minor, currency in rows]
    assert decimals(table, "amount").to_list() == expected
