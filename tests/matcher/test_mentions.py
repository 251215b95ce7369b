"""Every string that may name something is found, once, in its place, and what names nothing is not."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.frames import MENTIONS
from matcher.remittance import mentions
from matcher.remittance.grammar import learned
from tests.matcher.build import closed, item, items, line, paid_item, receipt, receipts, remittances

ITEMS = items(
    *[item(f"INV-{number}", po_number=f"PO-{47000 + number % 7}") for number in range(1001200, 1001300)],
    *[item(f"RE-2026-0{number}") for number in range(471, 475)],
    item("CM-2001", -500),
    item("SI 7788"),
)
GRAMMAR = learned(ITEMS, closed(paid_item("INV-1001199")))


def found(text: str = "", lines: list[dict[str, Any]] | None = None, **given_: Any) -> pl.DataFrame:
    return mentions.found(receipts(receipt(text=text, **given_)), remittances(*(lines or [])), GRAMMAR)


def numbers(text: str, **given_: Any) -> list[tuple[str, str]]:
    return [tuple(row) for row in found(text, **given_).select("normal", "kind").iter_rows()]


NAMED = [
    ("INV-1001210", [("INV1001210", "number")]),
    ("STATEMENT LESS DISP INV-1001210", []),
    ("BILL 1001210 & 1001211 AND NO 20999\n37", [("1001210", "number"), ("1001211", "number"), ("2099937", "number")]),
    ("BILL 1001210 & 1001211 NO 20999\n37", [("1001210", "number"), ("1001211", "number"), ("20999", "number")]),
    ("INV 1001210 NOT 1001211", [("INV1001210", "number")]),
    ("INV 1001210 HOLD 1001211 PENDING CREDIT", [("INV1001210", "number")]),
    ("INV 1001210, 1001211 TO FOLLOW", [("INV1001210", "number")]),
    ("INV 1001210, 1001211 IN DISPUTE, 1001212", [("INV1001210", "number"), ("1001212", "bare")]),
    ("INVOICE NO. 1001210", [("1001210", "number")]),
    ("Invoices 1001210 and 1001211", [("1001210", "number"), ("1001211", "number")]),
    ("INV\u20111001210", [("INV1001210", "number")]),
    ("PAYMENT 1001210 THANKS", [("1001210", "bare")]),
    ("INV 0001001210", [("INV0001001210", "number")]),
    ("INV#100-1210", [("INV1001210", "number")]),
    ("SI 7788", [("SI7788", "number")]),
    ("INV1001210INV1001211", [("INV1001210", "glued_member"), ("INV1001211", "glued_member")]),
    ("INV 1001210THRU1001212", [("1001210THRU1001212", "number")]),
    ("INV 1001210-1001212", [("1001210", "range_member"), ("1001211", "range_member"), ("1001212", "range_member")]),
    ("INV 1001210 THRU 1001211", [("INV1001210", "range_member"), ("INV1001211", "range_member")]),
    ("INV 1001210 TO 211", [("INV1001210", "range_member"), ("INV1001211", "range_member")]),
    ("INV 1001210/11/31", [("1001210", "number"), ("1001211", "stem_member"), ("1001231", "stem_member")]),
    ("INV 1001240/11/31", [("1001240", "number"), ("1001211", "stem_doubtful"), ("1001231", "stem_member")]),
    (
        "INV 1001240/211",
        [("1001240", "number"), ("1001211", "stem_doubtful")],
    ),  # three digits are no year and no branch
    ("INV 1001240/26", [("100124026", "number")]),
    ("INV 1001240, 211", [("INV1001240", "number"), ("INV1001211", "stem_doubtful")]),
    ("ON ACCOUNT OF 1001210 1ST INSTALLMENT", [("1001210", "number")]),
    ("INV 1001210, 11 & 31", [("INV1001210", "number"), ("INV1001211", "stem_member"), ("INV1001231", "stem_member")]),
    ("INV 1001210 u. 11", [("INV1001210", "number"), ("INV1001211", "stem_member")]),
    ("RE-2026-0471 e 0472", [("RE20260471", "number"), ("RE20260472", "stem_member")]),
    (
        "INV 1001210, 2\n11, 31",
        [("INV1001210", "number"), ("INV1001211", "stem_doubtful"), ("INV1001231", "stem_member")],
    ),
    ("INV 1001210, 1\n1", [("INV1001210", "number"), ("INV1001211", "stem_doubtful")]),
    ("INV 1001210, 21\n1", [("INV1001210", "number"), ("INV1001221", "stem_member")]),
    ("INV 1001210, 2\nPO 11", [("INV1001210", "number")]),
    ("INV 1001210, 1231", [("INV1001210", "number"), ("INV1001231", "stem_doubtful")]),
    ("INV 1001210, 2011", [("INV1001210", "number"), ("2011", "number")]),
    ("RE-2026-0471, 0473", [("RE20260471", "number"), ("RE20260473", "stem_member")]),
    ("RE-2026-0471, 0472, 0474", [("RE20260471", "number"), *((f"RE2026047{at}", "stem_member") for at in (2, 4))]),
    ("RE-2026-0471 UND 0472", [("RE20260471", "number"), ("RE20260472", "stem_member")]),
    ("FACT RE-2026-0471 et 0472", [("RE20260471", "number"), ("RE20260472", "stem_member")]),
    ("RE-2026-0471, -472", [("RE20260471", "number"), ("RE20260472", "stem_member")]),
    ("RE-2026-0471 - 0473", [(f"RE2026047{at}", "range_member") for at in (1, 2, 3)]),
    ("1001210 PARTIAL", [("1001210", "partial")]),
    ("INV 1001210-A", [("1001210A", "number")]),
    ("INV 10012\n10", [("1001210", "split")]),
    ("INV-10012\n10, INV-1001211", [("INV1001210", "split"), ("INV1001211", "number")]),
    ("INV 1001210 1001\n211", [("INV1001210", "number"), ("1001211", "split")]),
    ("INV 100 1210", [("1001210", "number")]),
    ("INVOICE 1001210-2026\n1001211-2026", [("10012102026", "number"), ("10012112026", "number")]),
    ("PO 47003", [("47003", "purchase_order")]),
    ("PO#47003-B", [("47003B", "purchase_order")]),
    ("CM 2001", [("CM2001", "credit_memo")]),
    ("CK 1001210 INV 1001211", [("1001210", "payer_document"), ("INV1001211", "number")]),
    ("RMR*IV*1001210**500.00*510.00\\RMR*IV*1001211**1.00\\", [("1001210", "number"), ("1001211", "number")]),
    ("ACCT 555123", [("555123", "account")]),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_a_text_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "THANK YOU",
        "NOTPROVIDED",
        "TRACE#:1001210",
        "TRN*1*1001210\\",
        "IMAD: 1001210",
        "DATE 03/16/2026 TIME 12:30",
        "CALL 800-555-1212",
        "ABA: 1001210 ORIG ID: 1001211",
        "ORIG CO NAME:STUDIO 1001210 ORIG ID:5",
        "$1,001,210.00",
        "PAYMENT 20260316",
        "VENDORPMT\n260316",  # the day of an ACH entry, year first
        "INVOICE\n260316",  # the same, behind the entry's description
        "TEL. 1001210",
        "TEL 1001210",
        "TE\nL 1001210",  # a wire's line of 35 ends anywhere
        "FAX: 1001210",
        "PHO\nNE 1001210",
    ],
)
def test_bank_words_dates_and_amounts_name_nothing(text: str) -> None:
    assert numbers(text) == []


def test_the_receipts_own_numbers_are_not_mentions() -> None:
    own = {"bank_reference": "1001210", "company_id": "1001211", "payer_account": "1001212", "account": "1001213"}
    assert numbers("INV 1001210 1001211 1001212 1001213 1001214", **own) == [("1001214", "number")]


def test_what_the_text_calls_the_banks_own_is_so_in_a_reference_field() -> None:
    assert numbers("SRF# 1001210 RFB# 1001211", references=["1001210", "1001211"]) == [("1001211", "bare")]


def test_digits_that_are_the_receipts_amount_are_doubtful() -> None:
    assert numbers("1001210", amount=1001210) == [("1001210", "doubtful")]
    assert numbers("INVOICE 1001210", amount=1001210) == [("1001210", "number")]


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("INV1001210 $500.00 INV1001211 $250.00", [50000, 25000]),
        ("INV1001210 500.00, INV1001211 250.00", [50000, 25000]),
        ("$500.00 INV1001210 $250.00 INV1001211", [50000, 25000]),
        ("INV1001210 INV1001211 TOTAL $750.00", [None, None]),
        ("RMR*IV*1001210**500.00*510.00\\RMR*IV*1001211**250.00\\", [50000, 25000]),
        ("INV1001210 CM2001 -5.00", [None, -500]),
    ],
)
def test_an_amount_beside_a_number_is_paid_on_it(text: str, paid: list[int | None]) -> None:
    assert found(text, amount=75000)["paid"].to_list() == paid


def test_a_structured_line_comes_first_and_text_does_not_double_it() -> None:
    lines = [line("INV-1001211", 1, paid=7), line("1001210", 0, paid=5, also=["PO-47003"])]
    frame = found("PAID INV-1001211 AND 1001212", lines, references=["1001213"])
    expected = [
        ("remittance", 0, "1001210", "number", 5),
        ("remittance", 0, "PO47003", "also", 5),
        ("remittance", 1, "INV1001211", "number", 7),
        ("reference", -1, "1001213", "bare", None),
        ("text", -1, "1001212", "bare", None),
    ]
    assert frame.select("source", "position", "normal", "kind", "paid").rows() == expected
    assert frame.filter(pl.col("position") == 1)["start"].to_list() == [5]


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (line("INV1001210 INV1001211", paid=9), [("INV1001210", None), ("INV1001211", None)]),
        (line("1001210-1001212", paid=9), [("1001210", None), ("1001211", None), ("1001212", None)]),
        (line("ZZ-99", paid=9), [("ZZ99", 9)]),
        (line("NOTPROVIDED", paid=9), []),
        (line("", paid=9, text="our inv 1001210"), [("INV1001210", 9)]),
        (line("0000000", paid=9), []),
        (line("INV 1001210 PARTIAL", paid=9), [("INV1001210", 9)]),
    ],
)
def test_a_line_names(given_: dict[str, Any], expected: list[tuple[str, int | None]]) -> None:
    """A line's amount belongs to its one number; several numbers share it, and nobody knows how."""
    assert found("", [given_]).select("normal", "paid").rows() == expected


def test_only_the_last_number_of_a_cut_line_is_cut() -> None:
    frame = found("", [line("INV1001210 INV1001211", truncated=True)])
    assert frame["truncated"].to_list() == [False, True]


def test_a_number_split_where_its_part_is_a_number_too_is_doubtful() -> None:
    grammar = learned(items(item("55512"), item("5551234")), closed())
    frame = mentions.found(receipts(receipt(text="INV 55512\n34")), remittances(), grammar)
    assert frame.select("normal", "kind").rows() == [("5551234", "doubtful"), ("55512", "doubtful")]


def test_a_label_does_not_take_the_first_half_of_a_split_number() -> None:
    grammar = learned(items(item("INV-55512"), item("INV-5551234")), closed())
    frame = mentions.found(receipts(receipt(text="INV 55512\n34")), remittances(), grammar)
    assert frame["kind"].to_list() == ["doubtful", "doubtful"]


WORDS = st.sampled_from(
    [
        *(text for text, _ in NAMED),
        "\n",
        " ",
        ",",
        "-",
        "$5.00",
        "TRACE#",
        "é",
        "10012",
        "10",
        "THRU",
        "\u2013",
        "*",
        "１００",
        "İ",
    ]
)


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=8).map("".join), st.text(max_size=30))
def test_nothing_raises_and_every_span_points_at_its_words(text: str, other: str) -> None:
    frame = mentions.found(receipts(receipt(text=text + other, references=[other])), remittances(line(other)), GRAMMAR)
    assert dict(frame.schema) == {
        name: kind if isinstance(kind, pl.DataType) else kind() for name, kind in MENTIONS.items()
    }
    for start, end, raw in frame.select("start", "end", "raw").iter_rows():
        assert start < 0 or (text + other)[start:end] == raw
    assert frame["mention"].to_list() == list(range(frame.height))


def test_the_order_of_rows_does_not_matter() -> None:
    rows = receipts(*[receipt(f"r{count}", text=text) for count, (text, _) in enumerate(NAMED)])
    lines = remittances(*[line(text, position, "r3") for position, (text, _) in enumerate(NAMED)])
    forward = mentions.found(rows, lines, GRAMMAR)
    assert mentions.found(rows.reverse(), lines.reverse(), GRAMMAR).equals(forward)


def test_the_end_of_a_number_behind_a_whole_one_is_no_purchase_order() -> None:
    """POs are as short as the ends of numbers: behind a number of ours in a list, the end is meant."""
    ours = items(*[item(f"INV-{number:06}", po_number="00380") for number in (6167, 6380, 6640)])
    said = mentions.found(receipts(receipt(text="INV INV-006167,380,640")), remittances(), learned(ours, closed()))
    assert said["normal"].to_list() == ["INV006167", "INV006380", "INV006640"]


@pytest.mark.parametrize("account", ["AC-000000007781", "AC-00000\n0007781", "AC-0000000077\n81"])
def test_our_own_account_masked_in_a_wire_is_no_purchase_order(account: str) -> None:
    """Banks break lines at so many signs, inside the account too: what is left of it names nothing either."""
    ours = items(item("INV-100123", po_number="07781"))
    text = f"BNF=CALDER RIDGE SUPPLY CO/{account} OBI=INV-100123"
    said = mentions.found(receipts(receipt(text=text, account="4410097781")), remittances(), learned(ours, closed()))
    assert said["normal"].to_list() == ["INV100123"]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("VCH981383", "payer_document"),
        ("CHEQ-981383", "payer_document"),
        ("981383", "number"),
        ("INU981383", "number"),  # our letters misspelled
        ("1NV981383", "number"),
        ("DOC 981383", "number"),
        ("AB981383", "number"),
    ],
)
def test_letters_that_lead_none_of_our_numbers_are_the_payers_own(written: str, kind: str) -> None:
    assert found(lines=[line(written, paid=100_00)])["kind"].to_list() == [kind]
