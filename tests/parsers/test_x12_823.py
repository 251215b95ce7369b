"""X12 823: a receipt for each check of a lockbox, proven by its batch, else by its deposit."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from kit.findings import Finding
from parsers import x12
from parsers.records import Control, Entry, Kind, Method, Proof, Record, Ref, Statement
from tests.parsers.golden import ROOT

WHOLE = (ROOT / "edi823" / "two-lockboxes.edi").read_bytes()
CHECK = "BPR*I*{}*C*CHK*PBC*01*071000013*DA*5550001********20261119~REF*CK*{}~N1*PR*TALLOW~RMR*IV*{}**{}~"


def written(*deposit: str, head: str = "") -> bytes:
    """Return one bare set of one deposit."""
    body = "~".join(part.rstrip("~") for part in deposit)
    return f"ST*823*1~{head}DEP*0071144*20261120**D1*01*072000326*DA*4007~{body}~SE*0*1~".encode()


def check(amount: str, serial: str, invoice: str = "48812") -> str:
    """Return the segments of one check."""
    return CHECK.format(amount, serial, invoice, amount)


def entries(data: bytes) -> list[Entry]:
    return [record for record in x12.parse(data) if isinstance(record, Entry)]


def failed(data: bytes) -> set[str]:
    """Return the names of the controls that fail; the count of segments is not written here."""
    found = {one.name for one in x12.parse(data) if isinstance(one, Control) and one.proof is Proof.MISMATCHED}
    return found - {"set_segments"}


def codes(data: bytes) -> set[str]:
    return {record.code for record in x12.parse(data) if isinstance(record, Finding)}


def test_a_check_says_who_drew_it_and_where_it_lay() -> None:
    first = entries(WHOLE)[0]

    assert (first.kind, first.method, first.minor, first.credit) == (Kind.RECEIPT, Method.CHECK, 240025, True)
    assert (first.payer.name, first.payer.routing, first.payer.account) == (
        "BIRCHFIELD TOOL SUPPLY CO",
        "071000013",
        "5550001",
    )
    assert (first.bank_reference, first.account, str(first.booked_on)) == ("4471", "40071180", "2026-11-20")
    assert [(one.kind, one.value) for one in first.references] == [
        (Ref.LOCKBOX, "0071144"),
        (Ref.BATCH, "017"),
        (Ref.CHECK, "0004471"),
    ]
    assert first.raw.startswith("BPR*I*2400.25")


def test_a_micr_line_in_a_reference_is_the_drawers_account() -> None:
    second = entries(WHOLE)[1]

    assert (second.payer.routing, second.payer.account) == ("072000326", "8841120")
    assert (Ref.CUSTOMER, "072000326 8841120") not in [(one.kind, one.value) for one in second.references]


def test_a_check_of_nothing_is_correspondence_and_no_receipt() -> None:
    last = entries(WHOLE)[-1]

    assert (last.kind, last.minor, last.text) == (Kind.ADVICE, 0, ("PLEASE SEND A COPY OF INVOICE 48777",))


#: What is changed in a whole file -> the controls that fail, the serials that are not trusted any more.
BROKEN = {
    ("BPR*I*1160.00", "BPR*I*1150.00"): ({"batch_total", "deposit_total", "remittance_total"}, ["4471", "20719"]),
    ("AMT*2*750.00", "AMT*2*700.00"): ({"batch_total"}, ["118"]),
    ("AMT*3*4310.25", "AMT*3*4310.26"): ({"deposit_total"}, []),
    ("AMT*3*520.00", "AMT*3*52.00"): ({"deposit_total"}, ["9001", "9002"]),
    ("QTY*42*1~", "QTY*42*2~"): ({"batch_checks"}, ["118"]),
    ("QTY*41*2", "QTY*41*1"): ({"deposit_batches"}, []),
}


@pytest.mark.parametrize(("change", "meant"), BROKEN.items(), ids=[change[1] for change in BROKEN])
def test_a_batch_that_fails_is_not_trusted_and_the_others_are(
    change: tuple[str, str], meant: tuple[set[str], list[str]]
) -> None:
    text = WHOLE.decode().replace(*change)
    found = entries(text.encode())

    assert failed(text.encode()) == meant[0]
    assert [one.bank_reference for one in found if not one.trusted] == meant[1]
    assert {f"{name}_mismatch" for name in meant[0] - {"remittance_total"}} <= codes(text.encode())


@given(minor=st.integers(1, 10**7), other=st.integers(1, 10**7), qualifier=st.sampled_from("123"))
def test_a_total_is_found_under_whatever_qualifier(minor: int, other: int, qualifier: str) -> None:
    amounts = [f"{size // 100}.{size % 100:02}" for size in (minor, other, minor + other)]
    data = written(f"AMT*{qualifier}*{amounts[2]}", check(amounts[0], "1"), check(amounts[1], "2"))

    assert failed(data) == set()
    assert [(one.minor, one.trusted) for one in entries(data)] == [(minor, True), (other, True)]


def test_of_two_totals_the_one_that_was_read_is_meant() -> None:
    assert failed(written("AMT*3*900.00", "AMT*2*10.00", check("10.00", "1"))) == set()
    assert failed(written("AMT*3*900.00", "AMT*2*11.00", check("10.00", "1"))) == {"deposit_total"}


def test_a_batch_without_a_total_is_proven_by_its_deposit() -> None:
    good = written("AMT*3*30.00", "BAT*20261120**1", check("10.00", "1"), "BAT*20261120**2", check("20.00", "2"))
    bad = good.replace(b"AMT*3*30", b"AMT*3*31")

    assert [one.trusted for one in entries(good)] == [True, True]
    assert [one.trusted for one in entries(bad)] == [False, False]


SEVERAL = {
    "each with its lines": "BPR*I*30*C*CHK~TRN*1*7~RMR*IV*A1**10~TRN*1*8~RMR*IV*A2**15~RMR*IV*A3**5~",
    "all numbers first": "BPR*I*30*C*CHK~TRN*1*7~TRN*1*8~RMR*IV*A1**10~RMR*IV*A2**20~",
}


@pytest.mark.parametrize("text", SEVERAL.values(), ids=SEVERAL)
def test_several_checks_in_one_payment_are_taken_apart(text: str) -> None:
    found = entries(written("AMT*3*30", "QTY*42*2", text))

    assert [(one.bank_reference, one.minor) for one in found] == [("7", 1000), ("8", 2000)]
    assert sorted("".join(one.raw for one in found).split("~")) == sorted(text.split("~"))


def test_several_checks_whose_lines_do_not_give_the_sum_stay_one() -> None:
    data = written("AMT*3*30", "BPR*I*30*C*CHK~TRN*1*7~RMR*IV*A1**10~TRN*1*8~RMR*IV*A2**15~")

    assert [(one.bank_reference, one.minor) for one in entries(data)] == [("7", 3000)]
    assert "several_checks_in_one" in codes(data)


def test_a_returned_check_points_to_itself() -> None:
    (entry,) = entries(written("AMT*3*-25*", "BPR*I*25*D*CHK~REF*CK*2955~"))

    assert (entry.kind, entry.credit, entry.minor, entry.trusted) == (Kind.RETURN, False, 2500, True)
    assert (Ref.ORIGINAL, "2955") in [(one.kind, one.value) for one in entry.references]


def test_a_debit_total_is_negative() -> None:
    assert failed(written("AMT*3*25*D", "BPR*I*25*D*CHK~REF*CK*2955~")) == set()


def test_checks_of_a_test_are_notices() -> None:
    data = (ROOT / "edi823" / "test-then-820.edi").read_bytes()

    assert [one.kind for one in entries(data)] == [Kind.NOTICE, Kind.ADVICE]
    assert {"test_interchange", "other_set"} <= codes(data)


ODD = {
    "AMT*3*x": "control_unreadable",
    "RMR*IV*1**5": "remittance_without_check",
    "BPR*I**C*CHK~REF*CK*7": "check_unreadable",
    "BPR*I*1.234*C*CHK~REF*CK*7": "check_unreadable",
    "B?T*1": "segment_unreadable",
    "BPR*I*7*X*CHK~REF*CK*7": "direction_unclear",
    "BPR*I*7*C*CHK~REF*CK*7~RMR*IV*1**6": "remittance_unbalanced",
}


@pytest.mark.parametrize(("text", "code"), ODD.items(), ids=list(ODD))
def test_what_cannot_be_read_is_said(text: str, code: str) -> None:
    assert code in codes(written(text))


def test_a_check_that_cannot_be_read_takes_the_trust_from_its_batch() -> None:
    found = entries(written("AMT*3*10", check("10", "1"), "BPR*I*x*C*CHK~REF*CK*7"))

    assert [one.trusted for one in found] == [False]


def test_the_last_check_of_a_cut_set_is_not_trusted() -> None:
    cut = WHOLE[: WHOLE.index(b"REF*CK*118")]

    assert [one.trusted for one in entries(cut)] == [True, True, False]
    assert "file_truncated" in codes(cut)


def test_a_set_without_deposit_or_batch_still_tells_its_checks() -> None:
    data = b"ST*823*1~REF*LB*71~DTM*107*20261120~" + check("10", "1").encode() + b"SE*7*1~"
    (entry,) = entries(data)

    assert (entry.minor, entry.account, str(entry.booked_on)) == (1000, "71", "2026-11-20")
    assert not entry.trusted
    assert (failed(data), codes(data)) == (set(), {"deposit_missing"})


def test_every_segment_of_a_check_is_in_its_raw_text() -> None:
    checks = [entry.raw for entry in entries(WHOLE)]
    segments = re.findall(rb"(?m)^(?:BPR|REF|RMR|ADX|NTE)[^~]*~", WHOLE)

    assert all(any(segment.decode() in raw for raw in checks) for segment in segments)


def test_a_deposit_is_a_statement() -> None:
    found = [record for record in x12.parse(WHOLE) if isinstance(record, Statement) and record.account]

    assert [(one.account, one.labels["lockbox"]) for one in found] == [("40071180", "0071144"), ("40071180", "0071145")]


KNOWN: dict[bytes, str | None] = {
    WHOLE: "edi823",
    written(check("1", "1")): "edi823",
    b"GS*LB*A*B*": "edi823",
    (ROOT / "edi823" / "test-then-820.edi").read_bytes(): "edi823",
    (ROOT / "edi820" / "conventions.edi").read_bytes() + WHOLE: "edi823",
    b"ST*850*1~BEG*00~SE*3*1~" * 2000 + b"ST*823*1~SE*2*1~": "edi823",
    b"ST*850*1~BEG*00~SE*3*1~" * 2000: None,
}


@pytest.mark.parametrize(("data", "name"), KNOWN.items(), ids=range(len(KNOWN)))
def test_a_lockbox_report_is_known_wherever_it_stands(data: bytes, name: str | None) -> None:
    known = parsers.recognised(data)

    assert (known.name if known else None) == name


def test_both_kinds_of_set_in_one_file_are_read() -> None:
    data = (ROOT / "edi820" / "conventions.edi").read_bytes() + WHOLE
    kinds: list[Record] = list(x12.parse(data))

    assert {one.kind for one in kinds if isinstance(one, Entry)} == {Kind.ADVICE, Kind.RECEIPT}
