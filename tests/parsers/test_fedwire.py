"""Fedwire tags: one entry a message, on one line or many, starred or padded; the remittance pays the wire."""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.volumes import fedwire as volume
from kit.findings import Finding
from parsers import fedwire, windows
from parsers.fedwire.numbers import Numbers
from parsers.fedwire.remittance import amount
from parsers.fedwire.tags import Message, cut, messages
from parsers.records import Control, Entry, Kind, Method, Proof, Ref
from tests.parsers.golden import ROOT

FILE = (ROOT / "fedwire" / "two-messages.txt").read_text(encoding="utf-8")
IMAD = "20261120B1Q8021C000417"


def wire(*tags: str, minor: int = 100000, subtype: str = "1000", function: str = "CTR", imad: str = IMAD) -> str:
    """Return one message with further tags."""
    head = f"{{1510}}{subtype}{{1520}}{imad}{{2000}}{minor:012d}{{3100}}071000013PRAIRIE NATL*{{3600}}{function}*"
    return head + "".join(tags)


def entries(text: str) -> list[Entry]:
    """Return the entries of a text."""
    return [record for record in fedwire.parse(text.encode()) if isinstance(record, Entry)]


def only(*tags: str, minor: int = 100000) -> Entry:
    """Return the entry of one message."""
    (entry,) = entries(wire(*tags, minor=minor))
    return entry


def told(entry: Entry) -> tuple[object, ...]:
    """Return what an entry says, without where it stood."""
    return (entry.bank_reference, entry.minor, entry.kind, entry.payer, entry.account, entry.references, entry.text)


CARRIED = {
    "one line": FILE.replace("\n", ""),
    "crlf": FILE.replace("\n", "\r\n"),
    "blank lines": FILE.replace("\n", "\n\n"),
    "byte order mark": "\ufeff" + FILE,
    "without the last star": FILE.replace("*\n", "\n"),
    "unknown tag": FILE.replace("{3600}", "{9876}KEEP*\n{3600}"),
    "tags out of order": FILE.replace("{4320}INV 48812*\n", "").replace(
        "{3600}CTR*\n{3700}", "{4320}INV 48812*\n{3600}CTR*\n{3700}"
    ),
}


@pytest.mark.parametrize("carried", CARRIED.values(), ids=CARRIED)
def test_how_a_file_was_carried_changes_nothing(carried: str) -> None:
    assert [told(entry) for entry in entries(carried)] == [told(entry) for entry in entries(FILE)]


KINDS = {
    ("1000", "CTR"): Kind.RECEIPT,
    ("1000", "CTP"): Kind.RECEIPT,
    ("1000", "BTR"): Kind.RECEIPT,
    ("1032", "DRW"): Kind.RECEIPT,
    ("1002", "CTR"): Kind.RETURN,
    ("1008", "CTR"): Kind.RETURN,
    ("1001", "CTR"): Kind.NOTICE,
    ("1031", "DRC"): Kind.NOTICE,
    ("1090", "SVC"): Kind.NOTICE,
    ("1000", "SVC"): Kind.NOTICE,
    ("1600", "CKS"): Kind.OTHER,
    ("1600", "FFR"): Kind.OTHER,
}


@pytest.mark.parametrize(("written", "kind"), KINDS.items(), ids=["/".join(key) for key in KINDS])
def test_subtype_and_function_say_what_a_message_is(written: tuple[str, str], kind: Kind) -> None:
    (entry,) = entries(wire(subtype=written[0], function=written[1]))

    assert (entry.kind, entry.credit, entry.method) == (kind, kind is not Kind.RETURN, Method.WIRE)


def test_appended_tags_belong_to_their_message_before_or_after_it() -> None:
    appended = "{{1100}}30P N{{1110}}11200930FT03{{1120}}20261120MMQFMP0100001{}112009300FT03"
    before = appended.format(1) + wire() + appended.format(2) + wire(imad="B")
    after = wire() + appended.format(1) + wire(imad="B") + appended.format(2)

    for text in (before, after):
        found = [[one.value for one in entry.references if one.kind is Ref.OMAD] for entry in entries(text)]
        assert found == [["20261120MMQFMP01000011"], ["20261120MMQFMP01000012"]]


def test_a_message_without_1500_begins_where_a_tag_comes_again() -> None:
    assert [entry.minor for entry in entries(wire(minor=1) + wire(minor=2) + "{1500}30X P " + wire(minor=3))] == [
        1,
        2,
        3,
    ]


@given(st.lists(st.text(alphabet="ABC 12/", max_size=12), min_size=1, max_size=5))
def test_elements_are_the_same_starred_or_padded(parts: list[str]) -> None:
    plain = [" ".join(part.split()) for part in parts]
    widths = (35,) * len(plain)

    assert cut("*".join(plain) + "*", widths) == plain
    assert cut("".join(part.ljust(35) for part in plain), widths) == plain


def test_a_name_wider_than_its_field_is_kept_whole() -> None:
    assert only("{5000}D77*A COMPANY WHOSE NAME IS WIDER THAN ANY FIELD MAY BE*").payer.name.endswith("FIELD MAY BE")


PAYERS = {
    "{5000}D5550001*ACME*STREET*": ("ACME", "5550001", ""),
    "{5000}11234*ACME*": ("ACME", "", ""),
    "{5010}/5550001*1/ACME*1/HOLDINGS*2/STREET*": ("ACME HOLDINGS", "5550001", ""),
    "{5010}TXID/123-45*1/ACME*": ("ACME", "", "123-45"),
    "": ("", "", ""),
}


@pytest.mark.parametrize(("tag", "payer"), PAYERS.items(), ids=list(PAYERS))
def test_the_originator_pays(tag: str, payer: tuple[str, str, str]) -> None:
    party = only(tag).payer

    assert (party.name, party.account, party.company_id, party.routing) == (*payer, "071000013")


AMOUNTS = {
    "USD1234,56": 123456,
    "USD0,99": 99,
    "USD1234,": 123400,
    "USD12": 1200,
    "1234,5": 123450,
    "JPY100": 100,
    "USD,50": 50,
}


@pytest.mark.parametrize(("text", "minor"), [*AMOUNTS.items(), ("USD", 0), ("USDX", None), ("USD1.2.3", None)])
def test_the_point_of_an_amount_is_a_comma(text: str, minor: int | None) -> None:
    assert amount(text) == minor


def test_a_line_of_remittance_is_signed_so_that_it_balances() -> None:
    for direction in ("CRDT", "DBIT"):
        line = f"{{8400}}CINV*7001*{{8450}}USD950,00*{{8500}}USD1000,00*{{8600}}01{direction}USD50,00*PRICE*"
        (found,) = only(line).remittance

        assert (found.paid, found.gross, [(one.minor, one.code) for one in found.adjustments]) == (
            95000,
            100000,
            [(-5000, "01")],
        )


def test_lines_of_remittance_are_compared_with_the_wire() -> None:
    lines = ("{8400}CINV*7001*{8450}USD1100,00*", "{8400}CREN*CR1*{8450}USD100,00*")
    for minor, proof in ((100000, Proof.MATCHED), (100001, Proof.MISMATCHED)):
        controls = [one for one in fedwire.parse(wire(*lines, minor=minor).encode()) if isinstance(one, Control)]

        assert [(one.name, one.actual, one.proof) for one in controls] == [("remittance_total", 100000, proof)]


def test_a_second_paid_amount_begins_the_next_line() -> None:
    entry = only("{8400}CINV*7001*{8450}USD10,00*{8450}USD20,00*{8750}ABOUT 7002*")

    assert [(line.reference, line.paid, line.text) for line in entry.remittance] == [
        ("7001", 1000, ""),
        ("", 2000, "ABOUT 7002"),
    ]


def test_an_820_in_the_addenda_is_read_with_and_without_its_length() -> None:
    edi = "ST*820*1~BPR*C*1000.00*C*FWT~TRN*1*P1~RMR*IV*7001**1000.00~SE*5*1~"
    for size in (f"{len(edi):04d}", ""):
        entry = only(f"{{8200}}{size}{edi}")

        assert [(line.reference, line.paid) for line in entry.remittance] == [("7001", 100000)]
        assert (Ref.TRN, "P1") in [(one.kind, one.value) for one in entry.references]


def test_words_in_the_addenda_are_text() -> None:
    assert only("{6000}INV 7001*{8200}0011SEE INV 7001").text == ("INV 7001", "SEE INV 7001"[:12])


def test_charges_are_told_where_there_are_any() -> None:
    assert only("{3700}SUSD0,00*USD10,00*").text == ("CHARGES USD10,00",)


def test_a_broken_amount_keeps_the_message_aside_and_the_rest_loads() -> None:
    records = list(fedwire.parse((wire().replace("{2000}0", "{2000}X") + wire(imad="B")).encode()))

    assert [record.code for record in records if isinstance(record, Finding)] == ["amount_not_numeric"]
    assert [record.bank_reference for record in records if isinstance(record, Entry)] == ["B"]


def test_a_service_message_without_an_amount_is_a_message() -> None:
    records = list(fedwire.parse(b"{1510}1090{1520}20261119B1Q8021C000390{3100}071000013A*{9000}HELLO*WORLD*"))

    assert [(one.code, one.message) for one in records if isinstance(one, Finding)] == [("message", "HELLO WORLD")]


def test_codes_in_the_words_of_a_cover_are_documents_and_references() -> None:
    entry = only("{7070}70*/INV/123//124*///ROC/E2E-9*")

    assert [line.reference for line in entry.remittance] == ["123", "124"]
    assert (Ref.END_TO_END, "E2E-9") in [(one.kind, one.value) for one in entry.references]


def test_a_wire_told_twice_is_said() -> None:
    records = list(fedwire.parse((wire() + wire()).encode()))

    assert [record.code for record in records if isinstance(record, Finding)] == ["imad_repeated"]


def test_a_return_points_back_to_the_wire_it_undoes() -> None:
    (entry,) = entries(wire("{3500}20261119B1Q8021C000390", subtype="1002"))

    assert (Ref.ORIGINAL, "20261119B1Q8021C000390") in [(one.kind, one.value) for one in entry.references]


def test_tags_keep_their_lines() -> None:
    assert [message.line for message in messages(FILE.encode()) if isinstance(message, Message)] == [1, 18]


@pytest.mark.parametrize("path", sorted((ROOT / "fedwire").glob("*.txt")), ids=lambda path: str(path.stem))
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_windows_of_a_file_say_what_the_whole_says(path: Path, codec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = ("words above\n" + path.read_text(encoding="utf-8") * 3).encode(codec)
    whole = list(fedwire.parse(data))

    for size in (2, 6, 50, 51, 333):
        monkeypatch.setattr(windows, "SIZE", size)
        assert list(fedwire.parse(data)) == whole


def test_memory_does_not_grow_with_the_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "SIZE", 1 << 16)
    peaks = []
    for count in (1000, 4000):
        data = volume.content(count)
        tracemalloc.start()
        assert sum(isinstance(record, Entry) for record in fedwire.parse(data)) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] - peaks[0] < 400_000, peaks  # 3,000 messages are about 2 MB


@given(written=st.lists(st.sampled_from([IMAD, IMAD[:-1] + "8", IMAD[:-4] + "1417", "", "17", "20261120B1Q80X"])))
def test_numbers_are_a_set(written: list[str]) -> None:
    known, numbers = set[str](), Numbers()
    for number in written:
        assert (number in numbers) == (number in known)
        known.add(number)
        numbers.add(number)


def test_only_tags_are_known() -> None:
    assert fedwire.knows(FILE.encode())
    assert fedwire.knows(b"\n{1510}1000")
    assert not fedwire.knows(b"{1:F01BANK}{2:I103")
    assert not fedwire.knows(b'{"json": 1}')


def fixture(name: str) -> list[Entry]:
    """Read the entries of a file of the folder."""
    return entries((ROOT / "fedwire" / name).read_text(encoding="utf-8"))


def test_a_covered_payment_is_the_customer_s() -> None:
    (entry,) = fixture("cover-payment.txt")

    assert (entry.payer.name, entry.payer.account, entry.payer.ultimate) == (
        "NORDWIND GMBH",
        "DE89370400440532013000",
        "NORDBANK",
    )
    assert entry.text == ("/INV/48901", "AND 48902", "/BNF/CUSTOMER CUST-991", "INSTRUCTED EUR2300,00 RATE 1,08")


MARKED = {441: Kind.RECEIPT, 444: Kind.RECEIPT, 445: Kind.NOTICE, 446: Kind.RETURN, 447: Kind.RECEIPT}


def test_marks_say_what_is_a_test_and_what_was_sent_again() -> None:
    data = (ROOT / "fedwire" / "marks-addenda-reversal.txt").read_bytes()
    found = fixture("marks-addenda-reversal.txt")
    kinds = {int(entry.bank_reference[-6:]): entry.kind for entry in reversed(found)}
    again = [entry.kind for entry in found if entry.bank_reference.endswith("444")]

    assert {number: kinds[number] for number in MARKED} == MARKED
    assert again == [Kind.RECEIPT, Kind.NOTICE], "the same wire twice is paid once"
    assert {record.code for record in fedwire.parse(data) if isinstance(record, Finding)} == {
        "imad_repeated",
        "possible_duplicate",
        "test_message",
        "text_outside",
    }


def test_a_wire_without_a_mark_that_stands_twice_is_said_and_kept() -> None:
    assert [entry.kind for entry in entries(wire() + wire())] == [Kind.RECEIPT, Kind.RECEIPT]


def test_remittance_sent_apart_is_named_and_an_answer_names_the_request() -> None:
    apart = only("{8250}HM-7*EMALar@example.invalid*OURSELVES INC*")
    (drawn,) = entries(wire("{3500}20261120C1Q8021C000077", subtype="1032", function="DRW"))

    assert (Ref.TRN, "HM-7") in [(one.kind, one.value) for one in apart.references]
    assert apart.text == ("REMITTANCE HM-7 BY EMAL ar@example.invalid",)
    assert (Ref.CUSTOMER, "20261120C1Q8021C000077") in [(one.kind, one.value) for one in drawn.references]


def test_padded_remittance_sent_apart_is_read_alike() -> None:
    assert (
        only(f"{{8250}}{'HM-7':<35}EMAL{'ar@example.invalid':<2048}").text
        == only("{8250}HM-7*EMALar@example.invalid*").text
    )


MARKUP = (
    "<RmtInf><Strd><RfrdDocInf><Nb>7001</Nb></RfrdDocInf><RfrdDocAmt>"
    '<RmtdAmt Ccy="USD">1000.00</RmtdAmt></RfrdDocAmt></Strd></RmtInf>'
)
ADDENDA = {
    f"{len(MARKUP):04d}{MARKUP}": [("7001", 100000)],
    MARKUP: [("7001", 100000)],
    "BPR*C*1000.00*C*FWT~RMR*IV*7001**1000.00~": [("7001", 100000)],
    "9999ST*820*1~RMR*IV*7001**1000.00~": [("7001", 100000)],
    "2026 INV 7001": [],
}


@pytest.mark.parametrize(("data", "lines"), ADDENDA.items())
def test_addenda_are_segments_elements_or_words_with_and_without_a_length(
    data: str, lines: list[tuple[str, int]]
) -> None:
    entry = only(f"{{8200}}{data}")

    assert [(line.reference, line.paid) for line in entry.remittance] == lines
    assert bool(entry.remittance) != bool(entry.text)


def test_words_in_addenda_that_begin_with_a_number_keep_it() -> None:
    assert only("{8200}2026 INV 7001").text == ("2026 INV 7001",)


def test_markup_that_is_hostile_is_kept_as_words() -> None:
    assert only("{8200}<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").text


def test_the_remitter_of_structured_remittance_stands_behind_the_payer() -> None:
    found = [entry for entry in fixture("marks-addenda-reversal.txt") if entry.bank_reference.endswith("448")]

    assert [(entry.payer.name, entry.payer.ultimate) for entry in found] == [("HOLLIS MARINE", "HOLLIS HOLDINGS")]
    assert [(line.reference, line.paid, line.discount) for line in found[0].remittance] == [
        ("48915", 60000, 2000),
        ("48916", 30000, None),
    ]
    assert [one.minor for one in found[0].remittance[0].adjustments] == [-3000]
