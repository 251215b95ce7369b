"""BAI2 is read strictly about money and mildly about form."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.findings import Finding
from parsers.bai.bai2 import parse
from parsers.bai.fields import amount, day
from parsers.codes.bai2_types import TYPES, type_code
from parsers.records import Control, Entry, Kind, Method, Proof, Record, Ref, Reference, Statement
from tests.parsers.bai2_files import GROUP, HEADER, bai2
from tests.parsers.golden import ROOT

FILES = sorted(path for path in (ROOT / "bai2").iterdir() if path.suffix == ".bai")
LINES = [line for path in FILES for line in path.read_bytes().splitlines(keepends=True) if len(line) < 200]


#: How many codes the list has by sign and level.
COUNTS = {
    ("none", "status"): 54,
    ("credit", "summary"): 81,
    ("credit", "detail"): 136,
    ("debit", "summary"): 76,
    ("debit", "detail"): 125,
    ("none", "detail"): 1,
}


def entries(data: bytes) -> list[Entry]:
    return [record for record in parse(data) if isinstance(record, Entry)]


def codes(data: bytes) -> set[str]:
    return {record.code for record in parse(data) if isinstance(record, Finding)}


def sole(line: str, total: int = 100, *more: str) -> Entry:
    (entry,) = entries(bai2([line, *more], total))
    return entry


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [
        ("150000", "USD", (150000, "")),
        ("+0000150000", "USD", (150000, "")),
        ("-1", "USD", (-1, "")),
        ("123-", "USD", (-123, "amount_form")),
        ("1234.56", "USD", (123456, "amount_form")),
        ("1234.5", "USD", (123450, "amount_form")),
        ("1234.00", "JPY", (1234, "amount_form")),
        ("1 234", "USD", (1234, "amount_form")),
        ("", "USD", (None, "")),
        ("   ", "USD", (None, "")),
        ("1234.567", "USD", (None, "amount_not_numeric")),
        ("1,5", "USD", (None, "amount_not_numeric")),
        ("1A", "USD", (None, "amount_not_numeric")),
        ("-5-", "USD", (None, "amount_not_numeric")),
        ("²", "USD", (None, "amount_not_numeric")),
        ("٣", "USD", (None, "amount_not_numeric")),
        ("9" * 19, "USD", (None, "amount_not_numeric")),
    ],
)
def test_an_amount_is_exact_or_it_is_none(text: str, currency: str, expected: tuple[int | None, str]) -> None:
    assert amount(text, currency) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("261119", "2026-11-19"), ("20261119", "2026-11-19"), ("800101", "1980-01-01"), ("790101", "2079-01-01")]
    + [(text, "None") for text in ("", "000000", "999999", "261319", "26111", "2611１9")],
)
def test_a_day_is_a_day_or_absent(text: str, expected: str) -> None:
    assert str(day(text)) == expected


@pytest.mark.parametrize(
    ("line", "kind", "method", "credit"),
    [
        ("16,115,100,,R,0068751,LOCKBOX", Kind.TOTAL, Method.CHECK, True),
        ("16,110,100,,R,0068751,", Kind.TOTAL, Method.CHECK, True),
        ("16,165,100,,R,,ORIG CO NAME:ACME TRACE#:021000021234567", Kind.RECEIPT, Method.ACH, True),
        ("16,142,100,,R,,ACME PPD", Kind.RECEIPT, Method.ACH, True),
        ("16,142,100,,R,,ACH SETTLEMENT 4 BATCHES", Kind.TOTAL, Method.ACH, True),
        ("16,142,100,,R,,YORK TIRE BATCH 4410 INVOICE 7119906", Kind.RECEIPT, Method.ACH, True),
        ("16,142,100,,R,,ACH CREDIT BATCH 4410", Kind.TOTAL, Method.ACH, True),
        ("16,142,100,,R,,ACH CREDIT YORK BATCH 4410 IN\n88,VS 7119906", Kind.RECEIPT, Method.ACH, True),
        ("16,142,100,,R,,ACH CREDIT ADDENDA:BATCH 4410", Kind.RECEIPT, Method.ACH, True),
        (
            "16,142,100,,R,,CO:NORTHFIELD AUTO ID:1987654321 ENTRY:PAYABLES ADDENDA:BATCH 4",
            Kind.RECEIPT,
            Method.ACH,
            True,
        ),
        ("16,142,100,,R,,ACH CREDIT BATCH 4410 ADDENDA:9 ITEMS", Kind.TOTAL, Method.ACH, True),
        ("16,169,100,,R,,", Kind.TOTAL, Method.ACH, True),
        ("16,166,100,,R,,ORIG CO NAME:ACME", Kind.RECEIPT, Method.ACH, True),
        ("16,195,100,,R,,", Kind.RECEIPT, Method.WIRE, True),
        ("16,208,100,,R,,", Kind.RECEIPT, Method.WIRE, True),
        ("16,206,100,,R,,", Kind.RECEIPT, Method.WIRE, True),
        ("16,158,100,,R,,", Kind.RECEIPT, Method.INSTANT, True),
        ("16,301,100,,R,,", Kind.RECEIPT, Method.CHECK, True),
        ("16,366,100,,R,,", Kind.RECEIPT, Method.CASH, True),
        ("16,147,100,,R,5436789,", Kind.TOTAL, Method.CARD, True),
        ("16,257,100,,R,,", Kind.RETURN, Method.ACH, True),
        ("16,555,100,,R,7370,", Kind.RETURN, Method.CHECK, False),
        ("16,557,100,,R,,", Kind.RETURN, Method.ACH, False),
        ("16,354,100,,R,,", Kind.OTHER, Method.OTHER, True),
        ("16,275,100,,R,,", Kind.OTHER, Method.OTHER, True),
        ("16,206,100,,R,,BOOK TRANSFER CREDIT CASH CONCENTRATION SWEEP", Kind.OTHER, Method.WIRE, True),
        ("16,399,100,,R,,INTEREST PAID OCT", Kind.OTHER, Method.OTHER, True),
        ("16,206,100,,R,,ORG=SWEEP SERVICES INC OBI=INV 1", Kind.RECEIPT, Method.WIRE, True),
        ("16,475,100,,R,77,", Kind.OTHER, Method.CHECK, False),
        ("16,698,100,,R,,", Kind.OTHER, Method.OTHER, False),
        ("16,925,100,,R,,", Kind.RECEIPT, Method.OTHER, True),
        ("16,975,100,,R,,", Kind.OTHER, Method.OTHER, False),
    ],
)
def test_what_an_entry_is_follows_from_its_code_and_text(
    line: str, kind: Kind, method: Method, *, credit: bool
) -> None:
    entry = sole(line)

    assert (entry.kind, entry.method, entry.credit, entry.minor) == (kind, method, credit, 100)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("16,115,100,,R,0068751,LOCKBOX DEPOSIT", ("lockbox", "68751")),
        ("16,115,100,,R,,LOCKBOX NO: 0068751 12 ITEMS", ("lockbox", "68751")),
        ("16,115,100,,0068751,,DEPOSIT", ("lockbox", "68751")),
        ("16,115,100,,R,,DEPOSIT", ("lockbox", "")),
        ("16,142,100,,R,,ACH SETTLEMENT CO ID:9876543210", ("ach", "9876543210")),
        ("16,142,100,,R,,ACH SETTLEMENT TRACE NO:021000021234567", ("ach", "021000021234567")),
        ("16,142,100,,R,,ACH SETTLEMENT", ("ach", "2026-11-19")),
        ("16,147,100,,R,5436789,", ("card", "5436789")),
    ],
)
def test_a_total_says_what_it_sums(line: str, expected: tuple[str, str]) -> None:
    assert sole(line).total_of == expected


@pytest.mark.parametrize("reference", ["", "0", "0000", "NONREF", "n/a", "NOTPROVIDED", "4400123"])
def test_a_placeholder_is_no_reference(reference: str) -> None:
    entry = sole(f"16,195,100,0,{reference},{reference},")

    assert (entry.bank_reference, entry.references) == ("", ())


@pytest.mark.parametrize(
    ("lines", "bank", "customer", "text"),
    [
        (["16,195,100,0,R,C,ONE", "88,TWO"], "R", "C", ("ONE", "TWO")),
        (["16,195,100,0,R,C/", "88,ONE"], "R", "C", ("ONE",)),
        (["16,195/", "88,100,0,R,C,ONE"], "R", "C", ("ONE",)),
        (["16,195,100,V/", "88,261119,0900/", "88,R,C/", "88,ONE"], "R", "C", ("ONE",)),
        (["16,195,100,V,261119,,R,C,ONE"], "R", "C", ("ONE",)),
        (["16,195,100,S,1,2,3,R,C,ONE"], "R", "C", ("ONE",)),
        (["16,195,100,D,2,0,40,1,60,R,C,ONE"], "R", "C", ("ONE",)),
        (["16,195,100,D/", "88,1,0,100,R,C,ONE"], "R", "C", ("ONE",)),
        (["16,195,100,,R,,/"], "R", "", ()),
        (["16,195,100,,,,/", "88,ONE"], "", "", ("ONE",)),
        (["16,195,100,0,R,C,A,B/C,", "88,D"], "R", "C", ("A,B/C,", "D")),
        (["16,195,100,0,R,C,SEE HTTP://A/16,195,5", "88,B/"], "R", "C", ("SEE HTTP://A/16,195,5", "B")),
    ],
)
def test_a_record_may_be_broken_anywhere(lines: list[str], bank: str, customer: str, text: tuple[str, ...]) -> None:
    (entry,) = entries(bai2(lines, 100))

    assert entry.bank_reference == bank
    assert [reference.value for reference in entry.references] == [value for value in (bank, customer) if value]
    assert entry.text == text
    assert entry.trusted


def test_lines_of_text_without_a_code_count_as_no_record() -> None:
    data = bai2(["16,195,100,0,R,,ONE", "TWO AT HTTP://A/16,195,5 WITHOUT A CODE"], 100).replace(
        b"49,100,4/", b"49,100,3/"
    )

    (entry,) = entries(data)

    assert entry.text == ("ONE", "TWO AT HTTP://A/16,195,5 WITHOUT A CODE")
    assert entry.trusted


@pytest.mark.parametrize(
    ("total", "count", "trusted"),
    [
        ("100", "3", True),
        ("101", "3", False),
        ("100", "4", False),
        ("", "3", False),
        ("+0100", "03", True),
        ("1O0", "3", False),
    ],
)
def test_only_an_account_that_its_trailer_proves_is_trusted(total: str, count: str, *, trusted: bool) -> None:
    data = f"{HEADER}\n{GROUP}\n03,1,,,,,/\n16,195,100,0,R,,X\n49,{total},{count}/\n98,100,1,5/\n99,100,1,7/\n"

    (entry,) = entries(data.encode())

    assert entry.trusted is trusted


def test_one_bad_account_leaves_the_other_trusted() -> None:
    account = ["03,{0},,,,,/", "16,195,100,0,R{0},,X"]
    rows = [
        HEADER,
        GROUP,
        *(line.format(1) for line in account),
        "49,999,3/",
        *(line.format(2) for line in account),
        "49,100,3/",
    ]

    found = entries("\n".join([*rows, "98,1099,2,8/", "99,1099,1,10/"]).encode())

    assert [entry.trusted for entry in found] == [False, True]


@pytest.mark.parametrize(
    ("status", "modifier", "kind", "trusted"),
    [
        ("1", "2", Kind.RECEIPT, True),
        ("1", "1", Kind.RECEIPT, True),
        ("1", "", Kind.RECEIPT, True),
        ("1", "3", Kind.NOTICE, True),
        ("1", "4", Kind.NOTICE, True),
        ("2", "2", Kind.NOTICE, True),
        ("4", "2", Kind.NOTICE, True),
        ("3", "2", Kind.RECEIPT, True),
    ],
)
def test_group_status_decides_what_counts(status: str, modifier: str, kind: Kind, *, trusted: bool) -> None:
    data = bai2(["16,195,100,0,R,,X"], 100, group=f"02,A,B,{status},261119,,USD,{modifier}/")

    (entry,) = entries(data)

    assert (entry.kind, entry.trusted) == (kind, trusted)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("16,195,1A0,0,R,,X", "entry_unreadable"),
        ("16,195,,0,R,,X", "amount_missing"),
        ("16,ABC,100,0,R,,X", "entry_unreadable"),
        ("16,015,100,0,R,,X", "entry_without_direction"),
        ("16,890,,,,,HELLO", "message"),
    ],
)
def test_what_cannot_be_an_entry_is_a_finding_and_the_rest_loads(line: str, code: str) -> None:
    data = bai2([line, "16,195,100,0,R,,GOOD"], 100)

    assert [entry.text for entry in entries(data)] == [("GOOD",)]
    assert code in codes(data)


def test_a_negative_credit_is_money_going_back() -> None:
    entry = sole("16,195,-100,0,R,C,X", -100)

    assert (entry.kind, entry.credit, entry.minor) == (Kind.RETURN, False, 100)
    assert Reference(Ref.ORIGINAL, "C") in entry.references


def test_sums_read_by_line_are_proven_by_the_trailer() -> None:
    account = "03,1,USD,010,500,,,015,600,,,/\n88,040,700,,,/\n88,100,100,1,,/"
    data = bai2(["16,195,100,0,R,,X"], 100, account=account).replace(b"49,100,3/", b"49,2000,5/")

    (statement,) = [record for record in parse(data) if isinstance(record, Statement)]

    assert [(balance.code, balance.minor) for balance in statement.balances] == [
        ("010", 500),
        ("015", 600),
        ("040", 700),
    ]
    assert entries(data)[0].trusted


@pytest.mark.parametrize(
    ("sums", "balances"),
    [
        ("100,1000,V,261118,,015,5000,,", [("015", 5000)]),  # the count and its comma are missing
        ("100,1000,0,015,5000,,", [("015", 5000)]),
        ("015,5000,,,100,1000,S,1,2,997", [("015", 5000)]),
    ],
)
def test_sums_whose_count_was_left_out_are_proven_by_the_trailer(sums: str, balances: list[tuple[str, int]]) -> None:
    data = bai2(["16,195,100,0,R,,X"], 6100, account=f"03,1,USD,{sums}/")

    records = list(parse(data))
    (statement,) = [record for record in records if isinstance(record, Statement)]
    (reading,) = [record for record in records if isinstance(record, Finding)]

    assert [(balance.code, balance.minor) for balance in statement.balances] == balances
    assert (reading.code, "uncounted" in reading.message) == ("account_reading", True)
    assert entries(data)[0].trusted


def test_a_blank_before_the_slash_is_no_funds_type() -> None:
    data = bai2(["16,195,100,0,R,,X"], 600, account="03,1,USD,010,500,, /")

    assert [record for record in parse(data) if isinstance(record, Finding)] == []


def test_a_trailer_that_stands_twice_counts_once() -> None:
    data = bai2(["16,195,100,0,R,,X"], 100)
    last = data.splitlines(keepends=True)[-1]

    records = list(parse(data + last))

    assert [record.code for record in records if isinstance(record, Finding)] == ["trailer_repeated"]
    assert {record.proof for record in records if isinstance(record, Control)} == {Proof.MATCHED}
    assert Proof.MISMATCHED in {one.proof for one in parse(data + b"16,195,1,,,,\n" + last) if isinstance(one, Control)}


@pytest.mark.parametrize(("version", "proof"), [("3", Proof.MATCHED), ("2", Proof.MISMATCHED)])
def test_records_that_only_a_draft_of_version_3_had_are_counted(version: str, proof: Proof) -> None:
    data = bai2(["16,158,100,0,R,,X", "89,ABC,1/", "90,DEF/"], 100, account="03,1,USD,,,,/")
    data = data.replace(b",2/\n02", f",{version}/\n02".encode())

    counts = [one for one in parse(data) if isinstance(one, Control) and one.name.endswith("_records")]

    assert [one.proof for one in counts] == [proof] * 3
    assert entries(data)[0].text == ("X", "89,ABC,1", "90,DEF")  # every record ends in a slash: it is none of the text


def test_a_table_row_for_every_code_and_a_range_for_the_rest() -> None:
    assert len(TYPES) > 450
    assert all((kind.sign, kind.level) != ("", "") for kind in TYPES.values())
    assert [type_code(code) is None for code in ("1", "ABC", "000", "800", "1000", "²²²")] == [True] * 6


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_transaction_is_in_the_record_it_became(path: Path) -> None:
    """Nothing is lost: each line of a 16 stands in an entry or a finding."""
    data = path.read_bytes()

    assert lost(data, list(parse(data))) == []


@given(order=st.lists(st.sampled_from(LINES), min_size=1, max_size=15))
def test_nothing_of_a_file_in_disorder_is_lost(order: list[bytes]) -> None:
    data = b"".join(order)

    assert lost(data, list(parse(data))) == []


def lost(data: bytes, records: list[Record]) -> list[str]:
    """Return the transactions of a file that stand in no entry and no finding, by a slow and simple search.

    A file of one line is cut behind its slashes: what stood in one line then stands in records one after another.
    """
    raw = [record.raw for record in records if isinstance(record, Entry | Finding)]
    kept = "\n".join([*raw, "".join(raw)])
    text = data.decode("utf-8-sig", errors="replace").replace("\r", "\n")
    return [
        line
        for line in text.split("\n")
        if line.strip().startswith("16,") and "\ufffd" not in line and "/ 16" not in line and line.strip() not in kept
    ]


@given(
    amounts=st.lists(st.integers(0, 10**12), max_size=30),
    summary=st.integers(-(10**12), 10**12),
    direction=st.sampled_from(["195", "495"]),
)
def test_a_right_file_is_always_proven(amounts: list[int], summary: int, direction: str) -> None:
    """Totals add what is written, whatever the direction: the law of 1.8."""
    lines = [f"16,{direction},{minor},0,R{index},,X" for index, minor in enumerate(amounts, start=1)]
    data = bai2(lines, summary + sum(amounts), account=f"03,1,,015,{summary},,/")

    records = list(parse(data))

    assert all(record.proof is Proof.MATCHED for record in records if isinstance(record, Control))
    assert [record.minor for record in records if isinstance(record, Entry)] == amounts
    assert all(record.trusted for record in records if isinstance(record, Entry))


def read(name: str) -> bytes:
    return (ROOT / name).read_bytes()


def test_all_473_codes_are_there_by_sign_and_level() -> None:
    counts = Counter((kind.sign, kind.level) for kind in TYPES.values())

    assert len(TYPES) == 473
    assert counts == COUNTS


@pytest.mark.parametrize(
    ("code", "credit", "kind"),
    [
        ("555", False, Kind.RETURN),
        ("557", False, Kind.RETURN),
        ("558", False, Kind.RETURN),
        ("566", False, Kind.RETURN),
        ("468", False, Kind.RETURN),
        ("415", False, Kind.RETURN),
        ("257", True, Kind.RETURN),
        ("258", True, Kind.RETURN),
        ("168", True, Kind.RETURN),
        ("395", True, Kind.RETURN),
        ("567", False, Kind.OTHER),
        ("158", True, Kind.RECEIPT),
        ("458", False, Kind.OTHER),
        ("354", True, Kind.OTHER),
        ("940", True, Kind.RECEIPT),
        ("970", False, Kind.OTHER),
    ],
)
def test_a_code_says_direction_and_kind(code: str, kind: Kind, *, credit: bool) -> None:
    entry = sole(f"16,{code},100,0,BANKREF1,CUSTREF1,WORDS", 100)

    assert (entry.credit, entry.kind) == (credit, kind)


@pytest.mark.parametrize(
    ("line", "original"),
    [
        ("16,555,100,0,R1,0000004471,DEPOSITED ITEM RETURNED NSF", "0000004471"),
        ("16,557,100,0,R1,C77,RETURN TRACE#:021000021234567 REASON:R01", "021000021234567"),
        ("16,557,100,0,R1,C77,RETURN R01", "C77"),
        ("16,255,100,,SC1,,CHECK RETURN\n88,CHKN: 0009000000", "0009000000"),
        ("16,566,100,0,R1,,RETURN CHECK NO: 4471", "4471"),
        ("16,555,100,0,R1,,RETURNED ITEM NSF CK 5196", "5196"),
        ("16,555,100,0,R1,,CHARGEBACK CK#7825", "7825"),
        ("16,555,100,0,R1,,RETURNED CHECK NO 4456 REASON NSF", "4456"),
        ("16,555,100,0,R1,,DEP ITEM RETURNED SER NO 0004456", "0004456"),
    ],
)
def test_a_return_names_what_it_takes_back(line: str, original: str) -> None:
    data = bai2([line], 100).replace(b"49,100,3/", b"49,100,4/") if "\n" in line else bai2([line], 100)

    (entry,) = entries(data)

    assert Reference(Ref.ORIGINAL, original) in entry.references


def test_of_two_checks_that_words_name_none_is_taken_back() -> None:
    (entry,) = entries(bai2(["16,555,100,0,R1,,RETURNED CK 5196 OR CK 5197"], 100))

    assert [one for one in entry.references if one.kind in {Ref.ORIGINAL, Ref.CHECK}] == []


@pytest.mark.parametrize(
    ("version", "account", "currency", "trusted"),
    [
        ("3", "03,1,CAD,,,,/", "CAD", True),  # BTR3
        ("2", "03,1,CAD,,,,/", "CAD", True),  # BTR3 content stamped 2: the group names no currency
        ("3", "03,1,,,,,/", "USD", False),  # BAI2 content stamped 3: its default currency is not proven
        ("2", "03,1,,,,,/", "USD", True),
    ],
)
def test_a_file_stamped_with_the_other_version_is_read(
    version: str, account: str, currency: str, *, trusted: bool
) -> None:
    data = bai2(["16,195,100,0,R,,X"], 100, group="02,,B,1,261119,,,2/", account=account)
    data = data.replace(b",,,2/\n02", f",,,{version}/\n02".encode(), 1)

    (entry,) = entries(data)

    assert (entry.currency, entry.trusted) == (currency, trusted)


@pytest.mark.parametrize("currency", ["KRW", "CLP", "VND", "ISK"])
def test_a_currency_that_the_manual_and_iso_count_otherwise_is_doubted_once(currency: str) -> None:
    data = bai2(["16,195,100,0,R,,X"], 100, account=f"03,1,{currency},,,,/")

    assert [one.code for one in parse(data) if isinstance(one, Finding)].count("exponent_doubtful") == 1


def test_a_deletion_and_a_correction_name_account_and_day() -> None:
    found = [one for one in parse(read("bai2/group-statuses.bai")) if isinstance(one, Finding)]
    said = {one.code: one.message for one in found}

    assert "account 4400123 on 2026-11-19" in said["account_deleted"]
    assert "account 4400123 on 2026-11-19" in said["account_corrected"]


def test_one_file_twice_in_a_transmission_is_said_and_the_key_is_handed_on() -> None:
    data = bai2(["16,195,100,0,R,,X"], 100)
    statement = next(one for one in parse(data) if isinstance(one, Statement))

    assert "file_repeated" not in codes(data)
    assert "file_repeated" in codes(data + data)
    assert "file_repeated" not in codes(data + data.replace(HEADER.encode(), HEADER.encode().replace(b",1,,", b",2,,")))
    assert statement.labels["file_key"].count("/") == 3


def test_availability_by_days_is_said_and_counts_in_no_total() -> None:
    found = {one.line: one.message for one in parse(read("bai2/funds-types.bai")) if isinstance(one, Finding)}

    assert found[4] == "Available by days after the report: 0: 100000, 1: 50000."
    assert all(one.proof is Proof.MATCHED for one in parse(read("bai2/funds-types.bai")) if isinstance(one, Control))


PLAIN = bai2(
    [
        "16,195,100,0,BANK1,CUST1,ORIG CO NAME:ACME CO TRACE#:021000021234567",
        "88,MORE TEXT",
        "16,142,200,V,261120,,B2,C2,ACH PAYMENT",
        "16,475,300,,,0000001234,",
        "16,475,300,,,0000001234,/",
        "16,555,400,Z,R,4471,NSF",
        "16,115,500,1,,68751,LOCKBOX 68751",
        "16,108,600,2,0,NONREF,SWEEP",
    ],
    2400,
)


@pytest.mark.parametrize(
    "odd",
    [b"16,195,100,0,BANK1", b"16,142,200,V", b"16,475,300,,,0000001234,\n", b"16,555,400", b"16,108,600"],
)
def test_a_plain_transaction_reads_the_same_as_one_that_must_be_looked_at(odd: bytes) -> None:
    """The shortest way and the careful one agree: a blank before a record code sends a record the careful way."""
    careful = PLAIN.replace(b"\n" + odd, b"\n " + odd, 1)
    assert careful != PLAIN

    plain_ones, careful_ones = entries(PLAIN), entries(careful)

    assert [replace(one, raw="") for one in plain_ones] == [replace(one, raw="") for one in careful_ones]


@pytest.mark.parametrize("size", [200, 600, 5000])
def test_where_a_piece_ends_makes_no_difference(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {path.name: list(parse(path.read_bytes())) for path in FILES}
    monkeypatch.setattr("parsers.bai.chunks._SIZE", size)

    for path in FILES:
        assert list(parse(path.read_bytes())) == whole[path.name], path.name


@given(order=st.lists(st.sampled_from(LINES), min_size=1, max_size=15))
def test_in_pieces_or_line_by_line_is_the_same(order: list[bytes]) -> None:
    """CR alone ends the lines of the second one, so that it is read line by line."""
    data = b"".join(order).replace(b"\r\n", b"\n")
    by_line = list(parse(data.replace(b"\n", b"\r")))

    assert list(parse(data)) == by_line


#: What a text, a reference, an amount or a funds type may hold that one of the two ways could take for something else.
_PARTS = (
    *(
        "ACME",
        "ACME 12",
        "FEE",
        "COF",
        "INTEREST PAID",
        "ACH",
        "SETL",
        "SE",
        "TTL",
        "BOX 77",
        "LOCK",
        "ZERO",
        "BA",
        "IM",
    ),
    *("AD", "20261119QMGFT012000123", "ORIG CO NAME:", "TRACE#:", "RMR*IV*", "**1.00", "SWE", "EP", "TOTAL", "BATCH 9"),
    *(
        "/",
        " ",
        "  ",
        "-",
        ":",
        "0",
        "7",
        "É",
        "ſ",
        "²",
        "\u0663",
        "\t",
        ".",
        "\\",
        "X" * 40,
        "8f14e45f-ceea-467f-8b1c-",
    ),
)
_WORDS = st.lists(st.sampled_from(_PARTS), max_size=6).map("".join)
_REFERENCES = st.sampled_from(
    ("", "0", "00", "B1", "B0", " B7 ", "NONREF", "N1A", "n/a", "O/B 1", "O/B X", "4400123", "77")
)
_CODES = st.sampled_from(
    ("195", "142", "475", "555", "115", "165", "301", "166", "108", "495", "455", "890", "999", "19")
)
_AMOUNTS = st.sampled_from(("100", "1", "0", "007", "9" * 18, "9" * 19, "-5", "+5", "1.00", "", " 5", "1_0", "\u0663"))
_FUNDS = st.sampled_from(
    ("", "Z", "0", "1", "2", "V,261120,", "V,261101,1200", "V,1,", "S,1,2,3", "D,1,1,100", "z", "9", "V")
)


@st.composite
def transactions(draw: st.DrawFn) -> list[str]:
    """Draw the lines of one transaction that is plain or nearly so."""
    plain = draw(st.booleans())
    fields = [
        draw(_CODES),
        "100" if plain else draw(_AMOUNTS),
        "0" if plain else draw(_FUNDS),
        draw(_REFERENCES),
        draw(_REFERENCES),
    ]
    ends = st.sampled_from(("", "/", " / ", " "))
    texts = draw(st.lists(_WORDS, min_size=1, max_size=4))
    first, *more = (text + draw(ends) for text in texts)
    return [",".join(["16", *fields, first]), *(f"88,{text}" for text in more)]


@given(drawn=st.lists(transactions(), min_size=1, max_size=6), width=st.sampled_from((0, 0, 79, 80)))
def test_plain_or_nearly_plain_is_read_the_same_in_pieces_and_line_by_line(drawn: list[list[str]], width: int) -> None:
    """Twice each, with other digits: what the first one of a form taught must hold of the second."""
    drawn += [[line[:3] + line[3:].replace("7", "3").replace("1.", "4.") for line in lines] for lines in drawn]
    rows = [
        line.ljust(width, "X") if width and index == 0 else line for lines in drawn for index, line in enumerate(lines)
    ]
    data = bai2(rows, 100 * len(drawn))

    assert list(parse(data)) == list(parse(data.replace(b"\n", b"\r")))


@pytest.mark.parametrize("words", ["DUE 11/16,INV 4711", "DUE 12/01, INV 4711", "INV 4711/49,50", "INV 4711/16,165"])
def test_a_file_of_one_line_is_not_cut_inside_its_words(words: str) -> None:
    """What stands behind a slash begins a record only where it has the shape of one, or where the trailers agree."""
    data = bai2([f"16,165,100,,R1,,ACME {words}/", "16,165,200,,R2,,NEXT/"], 300).replace(b"\n", b"")
    entries = [record for record in parse(data) if isinstance(record, Entry)]
    assert [(entry.minor, entry.trusted) for entry in entries] == [(100, True), (200, True)]
    assert words in entries[0].text[0]
