"""A text is cut into pieces that stay in their place, and labels say what a number is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.remittance.tokens import levelled, minor, tokens


def roles(text: str) -> list[tuple[str, str]]:
    return [(piece.text, piece.role) for piece in tokens(text) if piece.sort == "number"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INV 100, 101 AND 102", [("100", "invoice"), ("101", "invoice"), ("102", "invoice")]),
        ("PO#4500 INV:12", [("4500", "purchase_order"), ("12", "invoice")]),
        ("CK 10023 10024", [("10023", "payer"), ("10024", "")]),
        ("TRACE NO=021000021234567", [("021000021234567", "noise")]),
        ("ORIG ID:1234567890 IND ID:77", [("1234567890", "noise"), ("77", "reference")]),
        ("ORIG CO NAME:AREA 51 FOODS 99 ORIG ID:5", [("51", "name"), ("99", "name"), ("5", "noise")]),
        ("IMAD: 20260316B1Q8153C000123", [("20260316B1Q8153C000123", "noise")]),
        ("ABA 021000021 ACCT 10023", [("021000021", "noise"), ("10023", "account")]),
        ("SPRINGFIELD MASON MO 65801", [("65801", "noise")]),
        ("DELIVERY NOTE 88 CREDIT MEMO 9", [("88", "delivery"), ("9", "credit_memo")]),
        ("INV 100 THANK YOU 200", [("100", "invoice"), ("200", "")]),
        ("VENDOR NO 10023", [("10023", "payer")]),
        ("FROM:AREA 51 FOODS MEMO:10023, 10024", [("51", "name"), ("10023", "reference"), ("10024", "reference")]),
        ("ORG=AREA 51 FOODS XYZ:10023", [("51", "name"), ("10023", "")]),
        (
            "ALL OPEN EXCEPT INV 10023, 10024 PO 7",
            [("10023", "excluded"), ("10024", "excluded"), ("7", "purchase_order")],
        ),
        ("10023 REPLACES 10024", [("10023", ""), ("10024", "excluded")]),
        ("AMT 1500 TOTAL 2500", [("1500", "amount"), ("2500", "amount")]),
    ],
)
def test_a_label_gives_its_numbers_a_role(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("$1,250.00", "amount"),
        ("1250.00", "amount"),
        ("12,500.00-", "amount"),
        ("-500.00", "amount"),
        ("1.250,00", "amount"),
        ("EUR15,00", "amount"),
        ("97,72", "amount"),
        ("CHF1234,50", "amount"),
        ("1'234.50", "amount"),
        ("01.10.26", "date"),
        ("31.12.2026", "date"),
        ("32.13.2026", "number"),
        ("03/16/2026", "date"),
        ("2026-03-16", "date"),
        ("3-16-26", "date"),
        ("13/32/2026", "number"),
        ("800-555-1212", "phone"),
        ("(800) 555-1212", "phone"),
        ("12:30", "time"),
        ("INV-2024-0015", "number"),
        ("1001/1002", "number"),
    ],
)
def test_a_piece_is_sorted_by_its_looks(text: str, sort: str) -> None:
    assert tokens(text)[0].sort == sort


@given(st.text(max_size=60))
def test_every_piece_stands_where_it_says(text: str) -> None:
    level = levelled(text)
    assert len(level) == len(text)
    assert level.isascii()
    for piece in tokens(text):
        assert level[piece.start : piece.end] == piece.text


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [
        ("$1,250.00", "USD", 125000),
        ("500.5", "USD", 50050),
        ("500", "JPY", 500),
        ("500.00-", "USD", -50000),
        ("-1.25", "USD", -125),
        ("1.234", "USD", None),
        ("1.234", "KWD", 1234),
    ],
)
def test_an_amount_is_whole_minor_units(text: str, currency: str, expected: int | None) -> None:
    assert minor(text, currency) == expected


def test_a_comma_marks_decimals_only_where_it_cannot_part_a_list() -> None:
    assert [piece.text for piece in tokens("RE 10023,24 UND EUR 2345,67 22,00 11,12,13")] == [
        *("RE", "10023", "24", "UND", "EUR", "2345,67", "22,00", "11", "12", "13")
    ]
    assert [minor(text, "EUR") for text in ("1.250,00", "EUR15,00", "-97,72", "$1,250.00")] == [
        125000,
        1500,
        -9772,
        125000,
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("RF02202635655", ("202635655", "invoice")),
        ("RF38R121946", ("R121946", "invoice")),
        ("RF03202635655", ("RF03202635655", "")),  # mistyped: its check digits fail
    ],
)
def test_a_creditor_reference_is_the_number_within_it(text: str, number: tuple[str, str]) -> None:
    assert roles(f"SVWZ+{text}") == [number]
