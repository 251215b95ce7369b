"""The roll-forward: every movement has its line, and what the lines do not come to is shown."""

from collections.abc import Mapping

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aging.roll_forward import CASH_ACCOUNTS, LINES, lined, rolled
from ledger.kinds import CONTROL, SIDES, Kind
from tests.aging import golden

FLOW = {
    **dict.fromkeys(("currency", "account", "kind"), pl.String),
    "reversal": pl.Boolean,
    "minor": pl.Int64,
}


def flows(*rows: tuple[str, str, bool, int]) -> pl.DataFrame:
    """Return movements in dollars: account, kind, whether it is a reversal, and how much."""
    return pl.DataFrame([("USD", *row) for row in rows], FLOW, orient="row")


def balance(minor: int) -> pl.DataFrame:
    """Return a balance in dollars."""
    return pl.DataFrame({"currency": ["USD"], "minor": [minor]})


#: The worked quarter's lines, as postings would make them: receipts of 2,530,000 of which 2,475,000 was applied and
#: 5,000 came back from the bank.
QUARTER = flows(
    ("ar_trade", "invoiced", False, 269_500_000),
    ("ar_trade", "debited", False, 400_000),
    ("ar_trade", "finance_charged", False, 100_000),
    ("ar_trade", "credited", False, -5_000_000),
    ("ar_trade", "applied", False, -247_500_000),
    ("unapplied", "applied", False, 247_500_000),
    ("ar_trade", "applied", True, 500_000),
    ("unapplied", "applied", True, -500_000),
    ("unapplied", "received", False, -253_000_000),
    ("unapplied", "received", True, 500_000),
    ("ar_trade", "discount_earned", False, -1_700_000),
    ("ar_trade", "discount_unearned", False, -100_000),
    ("ar_trade", "small_balance", False, -200_000),
    ("ar_trade", "bad_debt", False, -1_200_000),
    ("on_account", "refund_approved", False, 800_000),
    ("ar_trade", "fx_lost", False, -60_000),
    ("ar_revaluation", "revalued_down", False, -40_000),
)


def ended(lines: Mapping[str, int]) -> int:
    """Return the ending that a beginning and its lines come to."""
    return sum(minor for line, minor in lines.items() if line != "ending")


def test_the_worked_quarter_comes_out_line_by_line() -> None:
    expected = {row["line"]: golden.minor(row["amount"]) for row in golden.table("roll_forward").iter_rows(named=True)}
    table = rolled(balance(140_000_000), QUARTER, balance(150_000_000))
    found = dict(table.select("line", "minor").rows())

    assert found.pop("unexplained") == 0
    assert found == expected
    assert list(found) == list(expected)
    assert ended(expected) == expected["ending"] == 150_000_000


def test_a_movement_of_no_known_kind_is_shown_not_lost() -> None:
    table = rolled(balance(0), flows(("ar_trade", "moon", False, 7)), balance(9))

    assert table.select("line", "minor").rows() == [("beginning", 0), ("other", 7), ("ending", 9), ("unexplained", 2)]


#: Accounts of what is owed: a movement between two of them adds to nothing.
OWED = CONTROL - set(CASH_ACCOUNTS)
MOVING = [kind for kind, sides in SIDES.items() if set(sides) & CONTROL and not set(sides) <= OWED]


@pytest.mark.parametrize("kind", MOVING)
def test_every_kind_that_moves_receivables_has_its_line(kind: Kind) -> None:
    (line,) = lined(flows(("ar_trade", kind, False, 1)))["line"].to_list()

    assert line in LINES


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(CONTROL)),
            st.sampled_from(sorted({*Kind, "moon"})),
            st.booleans(),
            st.integers(-(10**9), 10**9),
        ),
        max_size=20,
    ),
    st.integers(-(10**9), 10**9),
)
def test_whatever_moves_the_lines_come_to_the_ending(rows: list[tuple[str, str, bool, int]], begun: int) -> None:
    end = begun + sum(minor for *_, minor in rows)
    table = rolled(balance(begun), flows(*rows), balance(end))
    lines = dict(table.select("line", "minor").rows())

    assert lines.pop("unexplained") == 0
    assert ended(lines) == lines["ending"] == end


def test_the_accounts_of_cash_are_accounts_of_control() -> None:
    assert set(CASH_ACCOUNTS) < set(CONTROL)
