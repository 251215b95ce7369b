"""ACH files: the same entries come out however the file was carried, and no changed amount passes unseen."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.findings import Finding
from parsers import nacha
from parsers.records import Control, Entry, Kind, Proof, Record, Ref, Statement
from tests.parsers.golden import ROOT

FILE = (ROOT / "ach" / "ctx-ccd-ppd-cie.ach").read_bytes()
RETURNS = (ROOT / "ach" / "returns-changes-prenotes.ach").read_bytes()
LINES = FILE.decode().splitlines()
FILL = b"9" * 94
#: A batch of one credit of 1,500.00 with room for addenda; `{}` are the addenda, the entry says there may be some.
HEADER = "5220ACME PAYOR CO                       1234567890{sec}PAYMENT   261120261120   1071000010000001"
CONTROL = "8220" + "0" * 50 + " " * 25 + "071000010000001"


def entries(data: bytes) -> list[Entry]:
    """Return the entries alone, without the lines they stood on."""
    found = (record for record in nacha.parse(data) if isinstance(record, Entry))
    return [
        replace(entry, line=0, raw="", remittance=tuple(replace(one, line=0) for one in entry.remittance))
        for entry in found
    ]


def batch(sec: str, *payloads: str, minor: int = 150000, code: str = "22") -> list[Record]:
    """Read one entry with addenda of the given 80 columns each."""
    name = f"{len(payloads):04d}MY COMPANY        " if sec == "CTX" else "MY COMPANY".ljust(22) + "  "
    entry = f"6{code}072000326{'40071180':<17}{minor:010d}{'CUST77':<15}{name}1071000010000001"
    addenda = [f"705{text:<80}{number:04d}0000001" for number, text in enumerate(payloads, start=1)]
    return list(nacha.parse("\n".join([HEADER.format(sec=sec), entry, *addenda, CONTROL]).encode("cp1252")))


def only(records: list[Record]) -> Entry:
    """Return the one entry."""
    (entry,) = [record for record in records if isinstance(record, Entry)]
    return entry


CARRIED = {
    "crlf": FILE.replace(b"\n", b"\r\n"),
    "cr": FILE.replace(b"\n", b"\r"),
    "no line ends": FILE.replace(b"\n", b""),
    "no fill": FILE.replace(FILL, b""),
    "more fill": FILE + (FILL + b"\n") * 13,
    "trimmed": b"\n".join(line.rstrip() for line in FILE.splitlines()),
    "padded": b"\n".join(line + b"   " for line in FILE.splitlines()),
    "blank lines": FILE.replace(b"\n", b"\n\n \n"),
    "byte order mark": b"\xef\xbb\xbf" + FILE,
    "utf-16": FILE.decode().encode("utf-16"),
    "ctrl-z": FILE + b"\x1a\x00\x00",
    "lower-case class": FILE.replace(b"CTXPAYMENT", b"ctxPAYMENT").replace(b"CCDVENDOR", b"ccdVENDOR"),
}


@pytest.mark.parametrize("carried", CARRIED.values(), ids=CARRIED)
def test_how_a_file_was_carried_changes_nothing(carried: bytes) -> None:
    assert len(entries(FILE)) == 8
    assert entries(carried) == entries(FILE)
    assert all(record.proof is Proof.MATCHED for record in nacha.parse(carried) if isinstance(record, Control))


@given(data=st.data())
def test_a_changed_amount_is_seen_and_its_batch_not_trusted(data: st.DataObject) -> None:
    number = data.draw(st.sampled_from([at for at, line in enumerate(LINES) if line[0] == "6"]))
    column = data.draw(st.integers(29, 38))
    digit = data.draw(st.sampled_from([one for one in "0123456789" if one != LINES[number][column]]))
    changed = [*LINES[:number], LINES[number][:column] + digit + LINES[number][column + 1 :], *LINES[number + 1 :]]

    records = list(nacha.parse("\n".join(changed).encode()))
    failed = {record.name for record in records if isinstance(record, Control) and record.proof is Proof.MISMATCHED}
    assert {"batch_credits", "file_credits"} <= failed
    doubted = [record for record in records if isinstance(record, Entry) and not record.trusted]
    assert any(entry.line == number + 1 for entry in doubted)
    assert any(isinstance(record, Finding) and record.code == "batch_totals" for record in records)


@given(data=st.data())
def test_a_lost_record_is_seen(data: st.DataObject) -> None:
    number = data.draw(st.sampled_from([at for at, line in enumerate(LINES) if line[0] in "67"]))

    records = nacha.parse("\n".join(LINES[:number] + LINES[number + 1 :]).encode())
    failed = {record.name for record in records if isinstance(record, Control) and record.proof is Proof.MISMATCHED}
    assert {"batch_records", "file_records"} <= failed


EDI = (
    "ISA*00*          *00*          *ZZ*A              *ZZ*B              *261120*0200*U*00401*000000001*0*P*>~"
    "GS*RA*A*B*20261120*0200*1*X*004010~ST*820*0001~BPR*C*1500.00*C*ACH*CTX~TRN*1*PAY1~ENT*1~"
    "RMR*IV*INV-1001**900.00*1000.00*20.00~ADX*-80.00*06~RMR*IV*INV-1002**600.00~SE*9*0001~GE*1*1~IEA*1*000000001~"
)


def test_an_820_cut_every_80_is_joined_where_blanks_belong_to_it() -> None:
    """The blanks at the end of an addenda are data: they lie inside the ISA."""
    entry = only(batch("CTX", *[EDI[at : at + 80] for at in range(0, len(EDI), 80)]))

    assert [(line.reference, line.paid) for line in entry.remittance] == [("INV-1001", 90000), ("INV-1002", 60000)]


def test_an_820_with_one_segment_an_addenda_is_joined_without_its_padding() -> None:
    """Without terminators only the reading as lines makes segments."""
    segments = [part for part in EDI.partition("ST*")[2].split("~") if part]
    entry = only(batch("CTX", "ST*" + segments[0], *segments[1:-2]))

    assert [(line.reference, line.paid) for line in entry.remittance] == [("INV-1001", 90000), ("INV-1002", 60000)]


def test_cents_without_a_point_are_read_as_cents_where_the_entry_says_so() -> None:
    text = "ST*820*1~BPR*C*150000*C*ACH~TRN*1*P~RMR*IV*7001**90000~RMR*IV*7002**60000~SE*6*1~"
    records = batch("CTX", text[:80], text[80:])

    assert [line.paid for line in only(records).remittance] == [90000, 60000]
    assert any(isinstance(record, Finding) and record.code == "amounts_in_cents" for record in records)


def test_an_820_of_another_amount_is_told_with_a_finding() -> None:
    records = batch("CTX", "ST*820*1~BPR*C*900.00*C*ACH~TRN*1*P~RMR*IV*7001**900.00~SE*5*1~")

    assert any(isinstance(record, Finding) and record.code == "remittance_amount" for record in records)


def test_shuffled_addenda_are_read_by_their_numbers() -> None:
    text = "ST*820*1~BPR*C*1500.00*C*ACH~TRN*1*P~RMR*IV*7001**900.00~RMR*IV*7002**600.00~SE*6*1~"
    lines = [
        HEADER.format(sec="CTX"),
        "622072000326" + "40071180".ljust(17) + "0000150000" + " " * 15 + "0002".ljust(24),
    ]
    lines[1] += "1071000010000001"
    pieces = [f"705{text[at : at + 80]:<80}{at // 80 + 1:04d}0000001" for at in range(0, len(text), 80)]
    entry = only(list(nacha.parse("\n".join([*lines, *reversed(pieces), CONTROL]).encode())))

    assert [line.reference for line in entry.remittance] == ["7001", "7002"]


def full(last: str) -> str:
    """Return 80 columns that end in the middle of something."""
    return "RMR*IV*7001**900.00".ljust(79 - len(last)) + "\\" + last


#: What one addenda of 80 says -> (reference, paid, truncated) of its lines
SINGLE: dict[str, list[tuple[str, int | None, bool]]] = {
    "RMR*IV*7001**900.00\\": [("7001", 90000, False)],
    "RMR|IV|7001||900.00~": [("7001", 90000, False)],
    "RMR\xa6IV\xa67001\xa6\xa6900.00\\": [("7001", 90000, False)],
    "RMR*IV*7001**900.00\\RMR*IV*7002**1\\": [("7001", 90000, False), ("7002", 100, False)],
    full("RMR*IV"): [("7001", 90000, False)],
    full("RMR*IV*"): [("7001", 90000, False)],
    full("RMR*IV*70021234567"): [("7001", 90000, False), ("70021234567", None, True)],
    full("RMR*IV*7002**600.0"): [("7001", 90000, False), ("7002", None, False)],
    full("RMR*IV*7002**600.00*700"): [("7001", 90000, False), ("7002", 60000, False)],
    full("RMR*IV*7002**600\\"): [("7001", 90000, False), ("7002", 60000, False)],
    "INV 7001 7002": [],
    "INVOICES".ljust(75) + "70011": [("70011", None, True)],
    "INVOICES AND SO ON".ljust(74) + "AND ON": [],
    "TRN*1*ABC*1234567890\\": [],
    "TRN*1*TRN*1*ABC\\": [],
}


@pytest.mark.parametrize(("text", "lines"), SINGLE.items(), ids=list(SINGLE))
def test_a_single_addenda_gives_its_lines(text: str, lines: list[tuple[str, int | None, bool]]) -> None:
    entry = only(batch("CCD", text))
    if len(text) < 80 and text.startswith("INV"):
        assert text in entry.text

    assert [(line.reference, line.paid, line.truncated) for line in entry.remittance] == lines


def test_a_trn_in_a_single_addenda_ties_an_advice_to_its_payment() -> None:
    for text in ("TRN*1*ABC*1234567890\\", "TRN*1*TRN*1*ABC\\"):
        assert (Ref.TRN, "ABC") in [(one.kind, one.value) for one in only(batch("CCD", text)).references]


KINDS = {
    ("CCD", "22", 100): (Kind.RECEIPT, True),
    ("CCD", "32", 100): (Kind.RECEIPT, True),
    ("CCD", "42", 100): (Kind.RECEIPT, True),
    ("CCD", "52", 100): (Kind.RECEIPT, True),
    ("CCD", "22", 0): (Kind.ADVICE, True),
    ("CCD", "23", 0): (Kind.NOTICE, True),
    ("CCD", "24", 0): (Kind.ADVICE, True),
    ("CCD", "27", 100): (Kind.OTHER, False),
    ("CCD", "55", 100): (Kind.OTHER, False),
    ("CCD", "28", 0): (Kind.NOTICE, False),
    ("PPD", "26", 100): (Kind.RETURN, False),
    ("PPD", "21", 100): (Kind.RETURN, True),
}


@pytest.mark.parametrize(("written", "meant"), KINDS.items(), ids=str)
def test_the_transaction_code_says_what_an_entry_is(written: tuple[str, str, int], meant: tuple[Kind, bool]) -> None:
    sec, code, minor = written
    entry = only(batch(sec, code=code, minor=minor))

    assert (entry.kind, entry.credit) == meant


def test_an_unknown_transaction_code_is_kept_aside() -> None:
    records = batch("CCD", code="99")

    assert not any(isinstance(record, Entry) for record in records)
    assert any(isinstance(record, Finding) and record.code == "transaction_code_unknown" for record in records)


def test_a_return_names_our_customer_and_the_entry_it_takes_back() -> None:
    first = entries(RETURNS)[0]

    assert (first.payer.name, first.payer.account, first.account) == ("KIM LOWE", "200311", "")
    assert (Ref.ORIGINAL, "072000320000901") in [(one.kind, one.value) for one in first.references]
    assert first.text[-1].startswith("R01 ")


def test_an_empty_control_proves_nothing_and_accuses_nobody() -> None:
    records = batch("CCD")

    assert {record.proof for record in records if isinstance(record, Control)} == {Proof.ABSENT}
    assert only(records).trusted


def test_a_statement_says_whose_batch_it_is() -> None:
    first = next(record for record in nacha.parse(FILE) if isinstance(record, Statement))

    assert (first.account, first.number, first.on) == ("40071180", "1", date(2026, 11, 20))
    assert first.labels["company_id"] == "1362004488"


SETTLED = {"324": date(2026, 11, 20), "001": None, "   ": None, "000": None, "365": None}


@pytest.mark.parametrize(("julian", "day"), SETTLED.items())
def test_the_day_of_the_year_is_that_near_the_effective_day(julian: str, day: date | None) -> None:
    data = FILE.replace(b"2611203241", b"261120" + julian.encode() + b"1")

    assert entries(data)[0].value_on == day


def test_a_settlement_in_the_new_year_is_of_the_new_year() -> None:
    assert entries(FILE.replace(b"2611203241", b"2612310041"))[0].value_on == date(2027, 1, 4)


def test_a_file_is_known_by_its_columns() -> None:
    assert nacha.knows(FILE)
    assert nacha.knows(FILE.splitlines()[1])
    assert nacha.knows(FILE.splitlines()[2])
    assert not nacha.knows(b"101 072000326 0710000132611200530A080101")
    assert not nacha.knows(b"01,A,B,261120,0630,1,,,2/")


def test_the_entry_hash_keeps_its_right_ten_digits() -> None:
    """A hundred and fifty routing numbers near the top sum to eleven digits."""
    entry = f"622991234567{'40071180':<17}{100:010d}{'':<15}{'':<24}0071000010000001"
    control = f"8220{150:06d}{99123456 * 150 % 10**10:010d}{0:012d}{15000:012d}{'1234567890':<35}071000010000001"
    records = list(nacha.parse("\n".join([HEADER.format(sec="CCD"), *[entry] * 150, control]).encode()))

    assert 99123456 * 150 > 10**10
    assert {record.proof for record in records if isinstance(record, Control)} == {Proof.MATCHED}


def test_an_amount_cut_in_the_middle_of_a_short_piece_is_joined() -> None:
    """The first piece is not full: its padding lies inside the amount."""
    records = batch("CTX", "ST*820*1~BPR*C*1500.00*C*ACH~TRN*1*P~RMR*IV*7001**1500", ".00~SE*5*1~")

    assert [(line.reference, line.paid) for line in only(records).remittance] == [("7001", 150000)]
