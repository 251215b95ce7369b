"""A reason code or free words become one of the desk's deductions."""

import pytest

from parsers.codes.deductions import ISO_REASONS, Deduction
from parsers.codes.nacha_returns import CHANGES, RETURNS
from parsers.codes.nacha_sec import CLASSES, Layout
from parsers.codes.nacha_transactions import TRANSACTIONS, Action
from parsers.codes.reasons import deduction
from parsers.codes.x12_426 import DEDUCTIONS, REASONS

MEANT = {
    ("01", ""): Deduction.PRICING,
    ("001", ""): Deduction.PRICING,
    (" 06 ", ""): Deduction.SHORTAGE,
    ("1", ""): Deduction.PRICING,
    ("e3", ""): Deduction.WITHHOLDING,
    ("CM", ""): Deduction.CREDIT,
    ("SHRT", ""): Deduction.SHORTAGE,
    ("ZZ", "late shipment fine"): Deduction.COMPLIANCE,
    ("ZZ", ""): Deduction.OTHER,
    ("", "TWO CARTONS SHORT"): Deduction.SHORTAGE,
    ("", "freight charge back"): Deduction.FREIGHT,
    ("", "2% cash discount taken"): Deduction.DISCOUNT,
    ("", "goods returned RMA 7"): Deduction.RETURN,
    ("", "nothing we know"): Deduction.OTHER,
    ("06", "price"): Deduction.SHORTAGE,
}


@pytest.mark.parametrize(("written", "meant"), MEANT.items(), ids=[" ".join(key) for key in MEANT])
def test_the_code_decides_and_words_help_where_it_says_nothing(written: tuple[str, str], meant: Deduction) -> None:
    assert deduction(*written) is meant


def test_a_code_means_one_thing() -> None:
    codes = [code for group in REASONS.values() for code in group]

    assert len(codes) == len(set(codes)) == len(DEDUCTIONS)
    assert set(DEDUCTIONS).isdisjoint(ISO_REASONS)


def test_every_deduction_can_be_meant() -> None:
    assert {*DEDUCTIONS.values(), *ISO_REASONS.values()} == set(Deduction)


def test_only_live_codes_move_money_and_55_is_the_debit_among_loans() -> None:
    live = {code: credit for code, (credit, action) in TRANSACTIONS.items() if action is Action.LIVE}

    assert [code for code, credit in live.items() if credit] == ["22", "32", "42", "52"]
    assert [code for code, credit in live.items() if not credit] == ["27", "37", "47", "55"]


def test_tables_of_ach_are_keyed_by_the_codes_of_the_rules() -> None:
    assert all(code[0] == "R" and len(code) == 3 for code in RETURNS)
    assert all(code[0] == "C" and len(code) == 3 for code in CHANGES)
    assert {shape.layout for shape in CLASSES.values()} == set(Layout)


def test_tables_of_ach_are_whole() -> None:
    """Every class, code and reason of the rules as we know them; one that is lost would be read as something else."""
    assert (len(CLASSES), len(TRANSACTIONS), len(RETURNS), len(CHANGES)) == (25, 40, 75, 23)
    assert {shape for shape, known in CLASSES.items() if not known.moves} == {"ACK", "ATX", "COR", "DNE", "ENR"}
    assert {f"R{number}" for number in range(61, 78)} <= set(RETURNS)
    assert {f"C{number}" for number in range(61, 70)} <= set(CHANGES)
