"""ACH files: the same entries come out however the file was carried, and no changed amount passes unseen."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.findings import Finding, Severity
from kit.refusals import Unreadable
from parsers import nacha
from parsers.nacha.addenda import paid, single
from parsers.nacha.records import COLUMNS, Line, checked, numeral, plain, walk
from parsers.nacha.returns import changed, returned
from parsers.reading import Pin, Reading
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


@pytest.mark.parametrize(("julian", "day"), [(b"324", "2026-11-20"), (b"337", "2026-12-03"), (b"015", "2027-01-15")])
def test_a_return_is_booked_when_it_settles_for_its_head_keeps_the_day_of_the_payment(julian: bytes, day: str) -> None:
    """Money that came on 20 November and went back on 3 December was here at the end of November."""
    first = entries(RETURNS.replace(b"2611203241", b"261120" + julian + b"1", 1))[0]

    assert (first.kind, str(first.booked_on)) == (Kind.RETURN, day)


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


def fixture(name: str) -> list[Record]:
    """Read a file of the folder."""
    return list(nacha.parse((ROOT / "ach" / name).read_bytes()))


def said(records: list[Record]) -> set[str]:
    """Return the codes of the findings."""
    return {record.code for record in records if isinstance(record, Finding)}


def of(entry: Entry, kind: Ref) -> list[str]:
    """Return the references of one kind."""
    return [one.value for one in entry.references if one.kind is kind]


CLASSES_READ = {
    "PPD 22": (Kind.RECEIPT, Ref.IDENTIFICATION, "48801", "HOLLIS MARINE"),
    "TEL 27": (Kind.OTHER, Ref.IDENTIFICATION, "ACCT 9", "HOLLIS MARINE"),
    "MTE 22": (Kind.RECEIPT, Ref.IDENTIFICATION, "TERM-77", "DANA FOX"),
    "SHR 27": (Kind.OTHER, Ref.IDENTIFICATION, "00000048804", "HOLLIS MARINE"),
    "ARC 27": (Kind.OTHER, Ref.CHECK, "0001042", "HOLLIS MARINE"),
    "BOC 27": (Kind.OTHER, Ref.CHECK, "0001043", "HOLLIS MARINE"),
    "RCK 27": (Kind.OTHER, Ref.CHECK, "0001044", "HOLLIS MARINE"),
    "POP 27": (Kind.OTHER, Ref.CHECK, "0001045", "HOLLIS MARINE"),
    "TRC 27": (Kind.OTHER, Ref.CHECK, "0001046", "HOLLIS MARINE"),
    "XCK 27": (Kind.OTHER, Ref.CHECK, "0001047", "NO CHECK"),
    "TRX 27": (Kind.OTHER, Ref.IDENTIFICATION, "BOX-48", "HOLLIS MARINE"),
    "CTX 24": (Kind.ADVICE, Ref.IDENTIFICATION, "ADVICE-1", "HOLLIS MARINE"),
    "ACK 24": (Kind.NOTICE, Ref.ORIGINAL, "071000010000777", "HOLLIS MARINE"),
    "ATX 24": (Kind.NOTICE, Ref.ORIGINAL, "071000010000778", "HOLLIS MARINE"),
}


@pytest.mark.parametrize(("code", "read"), CLASSES_READ.items())
def test_each_class_has_its_number_and_its_payer(code: str, read: tuple[Kind, Ref, str, str]) -> None:
    (entry,) = [one for one in fixture("every-class.ach") if isinstance(one, Entry) and one.code == code]
    kind, ref, number, payer = read

    assert (entry.kind, of(entry, ref), entry.payer.name) == (kind, [number], payer)


def test_a_death_and_an_enrolment_are_told_and_move_no_money() -> None:
    told = {one.code: one for one in fixture("every-class.ach") if isinstance(one, Entry) and not one.minor}

    assert [told[code].kind for code in ("DNE 23", "ENR 23")] == [Kind.NOTICE, Kind.NOTICE]
    assert told["DNE 23"].text[-1].startswith("DATE OF DEATH")


#: reason -> (what it points back to, the words that follow the reason)
ANSWERS = {
    "R68": (["071000010000901", "072000320000011"], ["RETURN R01 Not enough funds"]),
    "R73": (
        ["071000010000903", "072000320000013", "071000010000555"],
        ["RETURN R01 Not enough funds", "DISHONOUR R68 Return too late"],
    ),
    "R15": (["071000010000904"], ["DATE OF DEATH 2026-11-01", "ESTATE INFORMED"]),
    "C06": (["071000010000906"], ["account 200399; transaction code 37"]),
    "C64": (["071000010000907"], ["refuses C09 individual id of trace sequence 0000017; MEMBER 38"]),
}


@pytest.mark.parametrize(("reason", "read"), ANSWERS.items())
def test_an_answer_points_back_to_all_it_answers(reason: str, read: tuple[list[str], list[str]]) -> None:
    found = [one for one in fixture("dishonoured-contested-refused.ach") if isinstance(one, Entry)]
    (entry,) = [one for one in found if one.code.endswith(reason)]

    assert (of(entry, Ref.ORIGINAL), list(entry.text[3:])) == read
    assert entry.kind is (Kind.NOTICE if reason[0] == "C" else Kind.RETURN)
    assert entry.payer.name


def test_a_reason_that_is_in_no_list_is_kept_and_said() -> None:
    line = Line(1, f"799R98{'071000010000905':<15}{'':<58}072000320000001")
    other = Line(1, f"798C92{'071000010000905':<15}{'':<58}072000320000001")

    assert [one.code for one in returned(line, international=False).findings] == ["return_code_unknown"]
    assert [one.code for one in changed(other).findings] == ["notification_of_change", "change_code_unknown"]
    assert changed(Line(1, f"798C02{'1' * 15}{'':14}{'072000326':<29}{'':30}")).text[-1] == "routing 072000326"


def test_a_field_error_of_a_dishonour_is_said_in_words() -> None:
    (entry,) = [
        one for one in fixture("dishonoured-contested-refused.ach") if isinstance(one, Entry) and "R69" in one.code
    ]

    assert entry.text[-2:] == ("account number wrong in the return", "amount wrong in the return")


def test_an_international_return_keeps_its_addenda_and_states_what_was_sent() -> None:
    forward, back, short = [one for one in fixture("international-return.ach") if isinstance(one, Entry)]

    assert (forward.payer.name, forward.payer.routing, of(forward, Ref.BANK)) == (
        "NORDWIND GMBH",
        "NOLADE21",
        ["FX2026112009"],
    )
    assert forward.text[-1] == "/INV/48810 AND 48811"
    assert (back.kind, back.payer.name, of(back, Ref.ORIGINAL)) == (Kind.RETURN, "OURSELVES INC", ["072000320000333"])
    assert back.text[-2:] == ("FORWARD AMOUNT 1800.00", "NO SUCH ACCOUNT")
    assert short.text[-1] == "VIA VIA BANK"
    assert said(fixture("international-return.ach")) == {"addenda_missing"}


def test_debits_at_several_banks_are_ours_and_bring_money() -> None:
    data = (ROOT / "ach" / "collected-debits.ach").read_bytes()
    first, _, refund = [one for one in nacha.parse(data) if isinstance(one, Entry)]

    assert (first.kind, first.credit, first.payer.name, first.account) == (Kind.RECEIPT, True, "KIM LOWE", "")
    assert (refund.kind, refund.credit) == (Kind.OTHER, False)


VIEWS = {
    "settled": (b"261120   1", b"2611203241", ""),
    "one bank": (b"021000021200312", b"071000013200312", ""),
    "a bank that cannot be": (b"021000021200312", b"021000022200312", ""),
    "pinned": (b"DUES", b"DUES", "received"),
}


@pytest.mark.parametrize(("old", "new", "pin"), VIEWS.values(), ids=VIEWS)
def test_a_file_that_does_not_say_we_sent_it_is_one_we_received(old: bytes, new: bytes, pin: str) -> None:
    data = (ROOT / "ach" / "collected-debits.ach").read_bytes()
    assert old in data
    reading = Reading(pins=(Pin("nacha", pin),) if pin else ())
    found = [one for one in nacha.parse(data.replace(old, new), reading) if isinstance(one, Entry)]

    assert [(one.kind, one.credit) for one in found] == [
        (Kind.OTHER, False),
        (Kind.OTHER, False),
        (Kind.RECEIPT, True),
    ]


def test_a_person_may_say_that_a_file_is_ours() -> None:
    found = [one for one in nacha.parse(RETURNS, Reading(pins=(Pin("nacha", "originated"),))) if isinstance(one, Entry)]

    assert [one.credit for one in found if one.code.endswith(" 27")] == [True, True]
    assert [one.credit for one in found if "R01" in one.code] == [False], "a return says itself which way it goes"


def test_an_accounting_advice_is_no_payment_and_foots_in_its_own_columns() -> None:
    records = fixture("accounting-advice.ach")

    assert [(one.kind, one.minor) for one in records if isinstance(one, Entry)] == [
        (Kind.OTHER, 123456),
        (Kind.OTHER, 65432),
    ]
    assert {one.proof for one in records if isinstance(one, Control)} == {Proof.MATCHED}


CONVENTIONS = {
    "TXP*123456789*01100*261031*T*30000*P*15000\\": [("123456789", 30000), ("123456789", 15000)],
    "TXP*123456789*94105*261031*1*45000*2*1000*3*500\\": [("123456789", 45000)],
    "DED*CS*FD146*261120*45000*########*N*DOE, JORDAN*28001\\": [("FD146", 45000)],
    "TPP*99-112233*T*45000\\": [("99-112233", None)],
    "TXP*123456789*01100*261031\\": [("123456789", None)],
    "TXP*123456789*01100*261031*T*4.5E2\\": [("123456789", None)],
    "RMR*IV*7001**45000\\": [("7001", 45000)],
    "RMRIV*7001**450.00\\": [("7001", 45000)],
}


@pytest.mark.parametrize(("text", "lines"), CONVENTIONS.items())
def test_a_convention_says_whom_it_pays_for_in_cents(text: str, lines: list[tuple[str, int | None]]) -> None:
    entry = only(batch("CCD", text, minor=45000))

    assert [(line.reference, line.paid) for line in entry.remittance] == lines


TRACED = ("TRN1*ABC*1234567890\\", "TRN*1*TRN*1*ABC\\", "TRN02 = ABC", "   TRN|1|ABC~")


@pytest.mark.parametrize("text", TRACED)
def test_a_damaged_trace_segment_still_ties_an_advice_to_its_payment(text: str) -> None:
    assert of(only(batch("CCD", text)), Ref.TRN) == ["ABC"]


def test_lines_of_another_sum_than_the_entry_are_said() -> None:
    assert "remittance_amount" in said(batch("CCD", "RMR*IV*7001**900.00\\"))
    assert "remittance_amount" not in said(batch("CCD", "RMR*IV*7001**1500.00\\"))


def test_markup_in_the_addenda_is_read_as_remittance() -> None:
    text = (
        "<RmtInf><Strd><RfrdDocInf><Nb>7001</Nb></RfrdDocInf><RfrdDocAmt>"
        '<RmtdAmt Ccy="USD">1500.00</RmtdAmt></RfrdDocAmt></Strd></RmtInf>'
    )
    for whole in (text, text.removeprefix("<RmtInf>").removesuffix("</RmtInf>")):
        entry = only(batch("CTX", *[whole[at : at + 80] for at in range(0, len(whole), 80)]))

        assert [(line.reference, line.paid) for line in entry.remittance] == [("7001", 150000)]


@pytest.mark.parametrize("text", ["<RmtInf><Strd>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<" * 80])
def test_markup_that_is_broken_or_hostile_is_kept_as_text(text: str) -> None:
    assert only(batch("CTX", text)).text[-1] == text


def test_byte_85_ends_segments() -> None:
    text = "ST*820*1\x85BPR*C*1500.00*C*ACH\x85TRN*1*P\x85RMR*IV*7001**1500.00\x85SE*5*1\x85"
    entry = f"622072000326{'40071180':<17}{150000:010d}{'CUST77':<15}0001MY COMPANY        1071000010000001"
    lines = [HEADER.format(sec="CTX"), entry, f"705{text:<80}00010000001", CONTROL]

    (found,) = [one for one in nacha.parse("\n".join(lines).encode("latin-1")) if isinstance(one, Entry)]
    assert [(line.reference, line.paid) for line in found.remittance] == [("7001", 150000)]


ODD = {
    "check_digit": (b"6220720003264", b"6220720003254"),
    "trace_order": (b"071000010000003", b"071000010000001"),
    "addenda_trace": (b"   00010000004", b"   00010000009"),
    "batch_contradicts": (
        b"1954402217                         07100001",
        b"1954402218                         07100001",
    ),
    "service_class": (b"5220HOLLIS", b"5225HOLLIS"),
    "class_unknown": (b"CCDVENDOR", b"CQDVENDOR"),
}


@pytest.mark.parametrize(("code", "change"), ODD.items(), ids=ODD)
def test_what_is_odd_is_told_once_a_batch(code: str, change: tuple[bytes, bytes]) -> None:
    old, new = change
    assert FILE.count(old) >= 1
    found = [one for one in nacha.parse(FILE.replace(old, new)) if isinstance(one, Finding) and one.code == code]

    assert 1 <= len(found) <= FILE.count(b"\n5")
    assert all(one.severity is Severity.WARNING for one in found)
    assert code not in said(list(nacha.parse(FILE)))


def test_deviations_are_read_and_said() -> None:
    records = fixture("deviations.ach")

    assert [one.minor for one in records if isinstance(one, Entry)] == [1000, 2000, 3000, 4000, 5000]
    assert said(records) == {
        "addenda_indicator",
        "amount_blanks",
        "check_digit",
        "record_too_wide",
        "trace_order",
    }
    assert {one.proof for one in records if isinstance(one, Control)} == {Proof.MATCHED}


#: What a zero amount and a code mean together: (class, code, minor) -> finding
CONTRADICTIONS = {
    ("CCD", "23", 100): "amount_unexpected",
    ("CCD", "24", 100): "amount_unexpected",
    ("ATX", "22", 100): "amount_unexpected",
    ("PPD", "26", 100): "return_without_reason",
    ("PPD", "82", 100): "code_unexpected",
    ("PPD", "20", 100): "code_unexpected",
}


@pytest.mark.parametrize(("written", "code"), CONTRADICTIONS.items(), ids=str)
def test_code_class_and_amount_that_contradict_are_said(written: tuple[str, str, int], code: str) -> None:
    sec, transaction, minor = written

    assert code in said(batch(sec, code=transaction, minor=minor))


NUMERALS = {"0000000120": 120, "       120": 120, "          ": 0, "120       ": None, "1 20": None, "+120": None}


@pytest.mark.parametrize(("text", "number"), [*NUMERALS.items(), ("१२०", None), ("1_20", None), ("9" * 21, None)])
def test_an_amount_is_never_read_in_part(text: str, number: int | None) -> None:
    assert numeral(text) == number


def test_a_report_without_batches_is_refused_and_says_why() -> None:
    lines = [line for line in FILE.splitlines() if line[:1] in {b"1", b"6", b"7"}]

    with pytest.raises(Unreadable, match="no batches"):
        list(nacha.parse(b"\n".join(lines)))


def test_a_file_header_inside_a_batch_is_taken_for_the_file_s() -> None:
    lines = FILE.splitlines()
    moved = b"\n".join([lines[1], lines[2], lines[0], *lines[3:]])

    assert "header_misplaced" in said(list(nacha.parse(moved)))
    assert entries(moved) == entries(FILE)


def test_a_batch_that_is_cut_by_the_next_file_says_so() -> None:
    excerpt = b"\n".join(FILE.splitlines()[1:3]) + b"\n"
    records = list(nacha.parse(excerpt + FILE))

    assert {"file_truncated", "batch_without_control"} <= said(records)
    assert entries(excerpt + FILE)[1:] == entries(FILE)


@given(st.lists(st.text(alphabet="0123456789", min_size=8, max_size=8), min_size=1))
def test_a_routing_number_has_one_check_digit(numbers: list[str]) -> None:
    for number in numbers:
        assert sum(checked(f"{number}{digit}") for digit in range(10)) == 1


def test_no_line_is_lost_and_none_is_held() -> None:
    """Every record is either of the structure or inside one region, in whatever shape the file comes."""
    for data in CARRIED.values():
        whole = plain(data)
        found = [one for one in walk(whole) if not isinstance(one, (Line, Finding))]
        texts = [text for region in found for block in region.blocks() for text in block.texts]
        structure = [one for one in walk(whole) if isinstance(one, Line)]

        assert len(texts) == sum(line[:1] in {"6", "7"} for line in LINES)
        assert {len(text) for text in texts} == {COLUMNS}
        assert len(structure) == sum(line[:1] in {"1", "5", "8"} or line.startswith("90") for line in LINES)


#: Pieces that addenda of the most frequent kinds, and some that only look like them, are made of.
PIECES = [
    "RMR*IV*",
    "RMR*CM*",
    "RMR*ZZ*",
    "7001",
    "A-77",
    "**",
    "*",
    "900.00",
    "1.5",
    "-2.00",
    "12345",
    "\\",
    "~",
    " ",
    "INV",
    "REF*PO*1",
    "TRN02",
    "¦",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8))
def test_the_short_way_through_an_addenda_says_what_the_long_one_says(pieces: list[str]) -> None:
    text = f"705{''.join(pieces)[:80]:<80}00010000001"
    quick = paid(7, text, "071000010000001")
    whole = single([Line(7, text)])

    assert quick is None or quick == (whole.remittance, whole.text)
    assert quick is None or not (whole.references or whole.findings)


#: One credit and what follows it: code, amount, identification, account, whether addenda are said, the addenda.
CREDIT = st.tuples(
    st.sampled_from(["22", "22", "22", "32", "52"]),
    st.sampled_from([0, 1, 90000, 150]),
    st.sampled_from(["CUST77", "", "000", "INV 7001", "0070"]),
    st.sampled_from(["40071180", "40071180", "40071180", "9"]),
    st.sampled_from("01"),
    st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=2),
)


@given(
    credits_=st.lists(CREDIT, min_size=1, max_size=6),
    sec=st.sampled_from(["CCD", "PPD", "WEB", "ARC", "CTX"]),
    banks=st.sampled_from([["072000326"], ["072000326", "071000013"], ["072000327"]]),
    doubled=st.booleans(),
    silent=st.booleans(),
)
def test_a_block_of_credits_is_read_as_its_entries_are_one_by_one(
    credits_: list[tuple[str, int, str, str, str, list[str]]],
    sec: str,
    banks: list[str],
    doubled: bool,  # noqa: FBT001 -- drawn
    silent: bool,  # noqa: FBT001 -- drawn
) -> None:
    """A prenote at the end of the batch makes its block one of those whose entries are read with all care."""
    rows = []
    for number, (code, minor, own, account, follows, told) in enumerate(credits_, start=1):
        trace = f"07100001{number if not doubled else 1:07d}"
        said_ = "0" if silent else follows
        name = f"{'MY COMPANY':<24}{said_}"
        rows.append(f"6{code}{banks[number % len(banks)]}{account:<17}{minor:010d}{own:<15}{name}{trace}")
        rows += [f"705{text[:80]:<80}{at:04d}{trace[8:]}" for at, text in enumerate([] if silent else told, start=1)]
    prenote = f"623072000326{'40071180':<17}{0:010d}{'CUST77':<15}{'    MY COMPANY':<24}0071000019999999"

    def read(*lines: str) -> tuple[list[Entry], set[tuple[int, str, str]]]:
        text = "\n".join([HEADER.format(sec=sec), *lines, CONTROL]).encode("cp1252")
        records = list(nacha.parse(text))
        told = {(one.line, one.code, one.message) for one in records if isinstance(one, Finding)}
        return [one for one in records if isinstance(one, Entry)], told

    quick, careful = read(*rows), read(*rows, prenote)

    assert quick[0] == careful[0][:-1]
    assert quick[1] == careful[1]


def test_a_large_batch_is_read_in_blocks_and_loses_nothing() -> None:
    """More lines than a block holds, an addenda to every other entry, junk and a short line in the middle."""
    rows = []
    for number in range(1, 4001):
        follows = number % 2
        rows.append(
            f"622072000326{'40071180':<17}{number:010d}{'CUST77':<15}{'MY COMPANY':<24}{follows}07100001{number:07d}"
        )
        if follows:
            rows.append(f"705{'INV 7001':<80}0001{number:07d}")
    rows[3000] = rows[3000].rstrip() + "   "
    rows.insert(3500, "JUNK")
    records = list(nacha.parse("\n".join([HEADER.format(sec="CCD"), *rows, CONTROL]).encode()))
    found = [one for one in records if isinstance(one, Entry)]

    assert [one.minor for one in found] == list(range(1, 4001))
    assert [one.raw.count("\n") for one in found] == [number % 2 for number in range(1, 4001)]
    assert said(records) == {"record_unknown"}
