"""Code tables of ACH and X12: keyed as the rules write them, and whole."""

from parsers.codes.nacha_returns import CHANGES, RETURNS
from parsers.codes.nacha_sec import CLASSES, Layout
from parsers.codes.nacha_transactions import TRANSACTIONS, Action
from parsers.codes.x12_qualifiers import METHODS, NO_MONEY, QUALIFIERS


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


def test_qualifiers_of_x12_have_our_words() -> None:
    """Element 128 where a payer names documents: all that the notes list, and AZ of insurance plans."""
    named = {code for code in QUALIFIERS if code not in {"TXP", "DED"}}

    assert len(named) == 47
    assert {QUALIFIERS[code] for code in ("IV", "IK", "OI", "R7")} == {"invoice"}
    assert {code for code, word in QUALIFIERS.items() if word == "credit_memo"} == {"CM", "CL", "CD"}
    assert {"ACH", "CHK", "FWT", "BOP", "NON", "BKW", "CDA", "CCC", "DCC", "DZC", "DXC"} <= set(METHODS)
    assert {"I", "H", "P"} == NO_MONEY
