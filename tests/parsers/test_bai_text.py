"""The text of a bank line says who paid and what for, in the words of each bank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.bai.labels import labelled
from parsers.bai.text import facts, glued
from parsers.records import Adjustment, Ref

JPM = (
    "ORIG CO NAME:BRACKEN TOOL CO ORIG ID:1402233445 DESC DATE:1119 CO ENTRY DESCR:PAYMENT SEC:CCD "
    "TRACE#:021000021234567 EED:261119 IND ID:CUST-77 IND NAME:CALDER RIDGE TRN:2341234567TC"
)
WIRE = (
    "FEDWIRE CREDIT VIA: OLD POST BANK/071000013 B/O: HOLLIS MARINE SUPPLY INC 1180 COMMERCE DR DULUTH MN "
    "REF: CHGO/CTR/BNF=CALDER RIDGE RFB=PO 4471 OGB=OLD POST BANK OBI=INVOICE 20013 IMAD: 20261119QMGFT001001302"
)


def wrapped(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


@pytest.mark.parametrize(
    ("text", "name", "account", "routing", "company"),
    [
        (JPM, "BRACKEN TOOL CO", "", "", "1402233445"),
        ("ORIG CO NAME=ACME INC;ORIG ID=1159829000;TRACE NO=1", "ACME INC", "", "", "1159829000"),
        (
            "NORTHGATE MILLS DES:PAYMENTS   ID:77120 INDN:US CO ID:9876543210 CCD",
            "NORTHGATE MILLS",
            "",
            "",
            "9876543210",
        ),
        ("CO:NORTHFIELD AUTO ID:1987654321 ENTRY:PAYABLES ADDENDA:INV 7", "NORTHFIELD AUTO", "", "", "1987654321"),
        ("ACH CREDIT CO:NORTHFIELD AUTO ENTRY:PAYABLES", "NORTHFIELD AUTO", "", "", ""),
        ("B/O: PELLAM & CO: INV 7", "PELLAM & CO: INV 7", "", "", ""),
        ("CO:PELLAM INV 7", "", "", "", ""),
        ("COMPANY NAME: ACME COMPANY ID: 1234567890", "ACME", "", "", "1234567890"),
        (WIRE, "HOLLIS MARINE SUPPLY INC", "", "", ""),
        ("ORG=PELLAM &amp; SONS OBI=&quot;INV 7&quot;", "PELLAM & SONS", "", "", ""),
        ("ORG=PELLAM &amp;amp; SONS", "PELLAM &amp", "", "", ""),
        ("B/O: ACME CO 12 OAK ST RENO NV ORG=/5544332211 ACME CO OGB=BANK", "ACME CO", "5544332211", "", ""),
        ("WIRE TYPE:WIRE IN ORIG:PELLAM CO ID:99898 SND BK:VALLEY ID:108778807", "PELLAM CO", "99898", "108778807", ""),
        ("WT FED#01379 OLD POST BANK /ORG=DUNLEY PAPER LTD SRF# 2026 TRN#5 RFB# 7", "DUNLEY PAPER LTD", "", "", ""),
        ("SENDER BNK:=ETRADE SENDER ID:=056073573 ORG:=OPTIONS LINK BNF ID:=33", "OPTIONS LINK", "", "056073573", ""),
        ("DBNM: ACME INC DACT: 0212 DABA: 000000010 CRNM: US", "ACME INC", "0212", "000000010", ""),
        ("Wire,From: ACME INC, Remittance Info: X", "ACME INC", "", "", ""),
        (
            "ACH CREDIT DUNLEY PAPER CO CO ID 1266251320 DES:PAYABLES INDN:US CCD PMT INFO:INV 7",
            "DUNLEY PAPER CO",
            "",
            "",
            "1266251320",
        ),
        ("FEDWIRE IN BNK:015238210 ORIG:DUNLEY PAPER LTD SENDER REF 703632 OBI:INV 7", "DUNLEY PAPER LTD", "", "", ""),
        (
            "FEDWIRE IN BNK:015238210 ORIG:DUNLEY PAPER LTD SENDER \n REF 703632 OBI:INV 7",
            "DUNLEY PAPER LTD",
            "",
            "",
            "",
        ),
        ("RTP CREDIT FROM:VESTAL CORP MEMO:INV 1", "VESTAL CORP", "", "", ""),
        ("SENDER NAME: VESTAL CORP\nPAYMENT DETAILS: INV 1", "VESTAL CORP", "", "", ""),
        ("REMITTER=VESTAL CORP PURPOSE=INV 1", "VESTAL CORP", "", "", ""),
        ("FR: VESTAL CORP ENDT: US OB: INV 1", "VESTAL CORP", "", "", ""),
        ("ORG=3M COMPANY OBI=X", "3M COMPANY", "", "", ""),
        ("BRACKEN PAYMENT", "", "", "", ""),
    ],
)
def test_the_payer_in_each_bank_s_words(text: str, name: str, account: str, routing: str, company: str) -> None:
    payer = facts([text], [text], "USD", 1).payer

    assert (payer.name, payer.account, payer.routing, payer.company_id) == (name, account, routing, company)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (JPM, {(Ref.TRACE, "021000021234567"), (Ref.IDENTIFICATION, "CUST-77"), (Ref.BANK, "2341234567TC")}),
        (WIRE, {(Ref.BENEFICIARY, "PO 4471"), (Ref.IMAD, "20261119QMGFT001001302")}),
        ("X DES:PAY ID:77120 INDN:US", {(Ref.IDENTIFICATION, "77120")}),
        ("EREF: E2E-1 CREF: C-2 CHKN: 0009", {(Ref.END_TO_END, "E2E-1"), (Ref.CUSTOMER, "C-2"), (Ref.CHECK, "0009")}),
        (
            "IMAD 20261119QMGFT001001302 OMAD: 20261119AB",
            {(Ref.IMAD, "20261119QMGFT001001302"), (Ref.OMAD, "20261119AB")},
        ),
        ("UETR 7D1A3F0E-4A55-4C1B-9F57-6A1D5D7A1C11", {(Ref.UETR, "7d1a3f0e-4a55-4c1b-9f57-6a1d5d7a1c11")}),
        ("TRACE NO:021000021234567 PPD ACME", {(Ref.TRACE, "021000021234567")}),
        ("RFB=O/B OLD POST BAN IND ID:NONE TRN:0000", set()),
        ("TRN*1*5512*1159829000\\", {(Ref.TRN, "5512")}),
        ("TRN1*5512*1159829000\\", {(Ref.TRN, "5512")}),
        ("TRN*1*TRN*1*5512*1159829000~", {(Ref.TRN, "5512")}),
        ("TRN02 = 5512 RMR*IV*INV9**7.00~", {(Ref.TRN, "5512")}),
        ("PATTERN1*5512", set()),
        ("/ROC/E2E-99///URI/INV 1001", {(Ref.END_TO_END, "E2E-99")}),
        ("OBI=/ROC/NOTPROVIDED///URI/INV 1001", set()),
    ],
)
def test_references_in_each_bank_s_words(text: str, expected: set[tuple[Ref, str]]) -> None:
    assert {(reference.kind, reference.value) for reference in facts([text], [text], "USD", 1).references} == expected


@pytest.mark.parametrize("separator", ["*", "|", "^"])
@pytest.mark.parametrize("terminator", ["\\", "~", "'"])
def test_edi_segments_with_any_separator(separator: str, terminator: str) -> None:
    segments = [
        "RMR*IV*INV-1**900.00*1000.00*20.00",
        "ADX*-80*01",
        "DTM*003*20261101",
        "REF*PO*4500",
        "RMR*CM*CM-9**-50",
    ]
    text = "PMT INFO:" + "".join(segment.replace("*", separator) + terminator for segment in segments)

    first, second = facts([text], [text], "USD", 85000).remittance

    assert (first.qualifier, first.reference, first.paid, first.gross, first.discount) == (
        "invoice",
        "INV-1",
        90000,
        100000,
        2000,
    )
    assert first.adjustments == (Adjustment(-8000, "01"),)
    assert str(first.issued_on) == "2026-11-01"
    assert first.also == (("purchase_order", "4500"),)
    assert (second.qualifier, second.reference, second.paid) == ("credit_memo", "CM-9", -5000)


def test_one_segment_cut_by_a_wrap_is_whole_where_that_makes_the_amounts_add_up() -> None:
    text = ["PMT INFO:RMR*IV*INV-10", "01**900.00\\RMR*IV*INV-1002**600.00\\"]

    assert [line.reference for line in facts(text, text, "USD", 150000).remittance] == ["INV-1001", "INV-1002"]


@pytest.mark.parametrize("width", [77, 70, 65, 61])
def test_a_text_wrapped_at_a_column_is_glued(width: int) -> None:
    lines = wrapped(WIRE, width)

    assert glued(lines, lines) == WIRE
    assert facts(lines, lines, "USD", 1) == facts([WIRE], [WIRE], "USD", 1)


def test_lines_of_one_datum_each_stay_apart() -> None:
    lines = ["ORG:=OPTIONS LINK", "ORG ADDRESS:=1995 SE. 57TH ST. NY", "OBI:=INVOICE 123456"]

    assert glued(lines, lines) is None
    assert facts(lines, lines, "USD", 1).payer.name == "OPTIONS LINK"


@given(
    name=st.from_regex(r"[A-Z]{4,9}( [A-Z]{4,9}){0,2}", fullmatch=True),
    trace=st.from_regex(r"[0-9]{15}", fullmatch=True).filter(lambda trace: trace.strip("0") != ""),
    width=st.integers(61, 79),
)
def test_facts_do_not_depend_on_where_the_wrap_falls(name: str, trace: str, width: int) -> None:
    head = f"ORIG CO NAME:{name} ORIG ID:1402233445 DESC DATE:1119 CO ENTRY DESCR:PAYMENT SEC:CCD "
    text = f"{head}TRACE#:{trace} EED:261119 {'X' * 70}"
    lines = wrapped(text, width)

    found = facts(lines, lines, "USD", 1)

    assert found.payer.name == name
    assert (Ref.TRACE, trace) in {(reference.kind, reference.value) for reference in found.references}


@pytest.mark.parametrize("at", range(1, len("IMAD: 20260210MMQFMP11000020")))
def test_a_wire_number_is_whole_wherever_a_line_ends(at: int) -> None:
    number = "IMAD: 20260210MMQFMP11000020"
    lines = [f"FEDWIRE CREDIT B/O: HOLLIS VALLEY HARDWARE OBI=DN 81248193 {number[:at]}", number[at:]]

    found = facts(lines, lines, "USD", 1)

    assert [one.value for one in found.references if one.kind is Ref.IMAD] == ["20260210MMQFMP11000020"]


@given(lines=st.lists(st.text(max_size=90), max_size=5), minor=st.integers(0, 10**9))
def test_no_text_makes_it_raise(lines: list[str], minor: int) -> None:
    facts(lines, lines, "USD", minor)


def test_where_labels_stand_is_remembered_but_not_for_the_label_that_has_a_digit() -> None:
    assert [labelled(f"BO{digit}: A TRN: {digit}7")[1] for digit in "212"] == [
        ["BO2: A ", "27"],
        ["", "A ", "17"],
        ["BO2: A ", "27"],
    ]


@given(
    pieces=st.lists(
        st.sampled_from(["BO1", "ORIG", "CO ID", "É/TRN", ":", " :", "=#", " ", "12", "\n", "x"]), max_size=12
    )
)
def test_values_stand_in_the_text_one_behind_the_other(pieces: list[str]) -> None:
    text = "".join(pieces)

    at = 0
    for value in labelled(text)[1]:
        at = text.find(value, at)
        assert at >= 0
        at += len(value)
    assert text.endswith(value)
