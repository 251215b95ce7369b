"""A reason code or free words become one of the desk's deductions."""

import pytest

from parsers.codes.deductions import ISO_REASONS, Deduction
from parsers.codes.nacha_returns import CHANGES, RETURNS
from parsers.codes.nacha_sec import CLASSES, Layout
from parsers.codes.nacha_transactions import TRANSACTIONS, Action
from parsers.codes.reasons import deduction
from parsers.codes.x12_426 import DEDUCTIONS, REASONS
from parsers.codes.x12_qualifiers import METHODS, NO_MONEY, QUALIFIERS

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


#: deduction -> how many codes of X12 426 mean it, and two of them
COUNTS_OF_426: dict[Deduction, tuple[int, str]] = {
    Deduction.PRICING: (14, "01 XH"),
    Deduction.FREIGHT: (20, "21 TI"),
    Deduction.COMPLIANCE: (17, "70 SW"),
    Deduction.SHORTAGE: (12, "06 RD"),
    Deduction.DISCOUNT: (8, "24 SS"),
    Deduction.WITHHOLDING: (2, "E3 IR"),
    Deduction.RETURNED_PAYMENT: (2, "BL IF"),
    Deduction.DUPLICATE: (3, "19 H2"),
    Deduction.TERMS: (1, "09 09"),
}


@pytest.mark.parametrize("meant", COUNTS_OF_426, ids=str)
def test_the_list_of_x12_is_whole(meant: Deduction) -> None:
    count, some = COUNTS_OF_426[meant]

    assert len(DEDUCTIONS) == 223
    assert len(REASONS[meant]) == count
    assert {DEDUCTIONS[code] for code in some.split()} == {meant}


def test_qualifiers_of_x12_have_our_words() -> None:
    """Element 128 where a payer names documents: all that the notes list, and AZ of insurance plans."""
    named = {code for code in QUALIFIERS if code not in {"TXP", "DED"}}

    assert len(named) == 47
    assert {QUALIFIERS[code] for code in ("IV", "IK", "OI", "R7")} == {"invoice"}
    assert {code for code, word in QUALIFIERS.items() if word == "credit_memo"} == {"CM", "CL", "CD"}
    assert {"ACH", "CHK", "FWT", "BOP", "NON", "BKW", "CDA", "CCC", "DCC", "DZC", "DXC"} <= set(METHODS)
    assert {"I", "H", "P"} == NO_MONEY
