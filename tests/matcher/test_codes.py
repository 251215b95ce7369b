"""What a payer's code for paying less means: one of the reasons by which cases are routed, in every list he may use."""

import pytest

from dunning.cases import DEPARTMENTS
from matcher.explanations import reasons
from matcher.explanations.codes import CODES, EDIFACT, X12
from parsers.codes.edifact import adjustment_code

MEANT = {
    ("01", ""): "price",
    ("001", ""): "price",  # as lockboxes write it
    (" 06 ", ""): "quantity",
    ("1", ""): "price",
    ("A4", ""): "quantity",
    ("a2", ""): "wrong_item",
    ("RB", ""): "freight",
    ("GE", ""): "promotion",
    ("09", ""): "price",
    ("99", ""): "late_delivery",
    ("e3", ""): "withholding",
    ("CM", ""): "prior_credit",
    ("FA", ""): "discount",
    ("4465-4", ""): "quantity",
    ("4465-40", ""): "freight",
    ("4465-53", ""): "duplicate",
    ("53", ""): "prior_credit",  # X12's list has other meanings
    ("SHRT", ""): "quantity",
    ("RETN", ""): "return",
    ("DUPL", ""): "duplicate",
    ("ZZ", "FREIGHT"): "freight",
    ("06", "PRICE"): "quantity",
    ("ZZ", ""): "other",
    ("A7", ""): "other",  # on account
    ("4465-ZZZ", ""): "other",
    ("", ""): "unexplained",
}


@pytest.mark.parametrize(("written", "meant"), MEANT.items(), ids=[" ".join(key) for key in MEANT])
def test_the_code_decides_and_words_help_where_it_says_nothing(written: tuple[str, str], meant: str) -> None:
    assert reasons.of(*written) == meant


def test_a_code_means_one_thing() -> None:
    count = sum(map(len, X12.values())) + sum(len(codes.split()) for codes in EDIFACT.values())
    assert len(CODES) == count
    assert set(CODES).isdisjoint(reasons.LETTERS)


def test_whatever_a_payer_names_is_a_reason_that_cases_know() -> None:
    named = {*CODES.values(), *reasons.LETTERS.values(), *(reason for reason, _ in reasons.WORDS)}
    assert named <= set(DEPARTMENTS)


def test_each_code_of_edifact_is_one_that_the_reader_tells_with_its_list() -> None:
    codes = [code for row in EDIFACT.values() for code in row.split()]
    assert [adjustment_code(code) for code in codes] == [f"4465-{code}" for code in codes]
