"""Codes in the words of a payment become references and documents; what only looks so stays words."""

import pytest

from parsers.coded_words import coded


@pytest.mark.parametrize(
    ("references", "documents", "text"),
    [
        ([], ["48901"], "/INV/48901"),
        ([], ["SDF-96", "1234-234"], "/INV/SDF-96//1234-234"),
        ([("end_to_end", "98I U87")], ["A"], "/INV/A///ROC/98I U87"),
        ([("beneficiary", "R77")], ["123"], "/INV/123 of May/RFB/R77"),
        ([("end_to_end", "E-1"), ("mandate", "M-2")], [], "EREF+E-1 MREF: M-2 SVWZ+RENT"),
        ([("end_to_end", "E-1")], [], "EREF: E-1"),
        ([], [], "EREF+NOTPROVIDED /ROC/NOTPROVIDED"),
        ([], [], "paid on 10/INV"),
        ([], [], "THEREF+1"),
        ([], [], "a/b/c"),
    ],
)
def test_codes(references: list[tuple[str, str]], documents: list[str], text: str) -> None:
    found, lines = coded(text, 7)

    assert [(one.kind.value, one.value) for one in found] == references
    assert [line.reference for line in lines] == documents
    assert {line.line for line in lines} <= {7}
