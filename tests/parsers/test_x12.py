"""X12 820: whatever separates the segments and whatever a sender counts into an amount, the lines pay the payment."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from kit import exclusions
from kit.findings import Finding
from kit.refusals import Unreadable
from parsers import windows, x12
from parsers.lines import decoded
from parsers.records import Control, Entry, Kind, Method, Proof, Ref, Remittance
from parsers.x12.balance import Document, reading
from parsers.x12.envelope import segments, streamed
from parsers.x12.payment import numbers_in
from parsers.x12.set_820 import day
from tests.parsers.golden import ROOT

HEAD = (
    "ISA*00*          *00*          *ZZ*A              *ZZ*B              *261120*0215*U*00401*000000001*0*P*>",
    "GS*RA*A*B*20261120*0215*1*X*004010",
    "ST*820*0001",
)
BODY = (
    "BPR*C*1500.00*C*ACH*CTX*01*071000013*DA*5550001*1362004488**01*072000326*DA*40071180*20261120",
    "TRN*1*PAY1*1362004488",
    "N1*PR*ACME PAYOR CO*91*V77",
    "ENT*1",
    "RMR*IV*INV-1001**900.00*1000.00*20.00",
    "REF*PO*4500771",
    "DTM*003*20261019",
    "ADX*-80.00*06*CM*CLM-1",
    "RMR*IV*INV-1002**600.00",
)
TAIL = ("SE*11*0001", "GE*1*1", "IEA*1*000000001")


def written(element: str = "*", terminator: str = "~", *, collapsed: bool = False, wrap: int = 0) -> str:
    """Return one interchange with the separators given."""
    head = [re.sub(r" +\*", "*", part) if collapsed else part for part in HEAD]
    text = terminator.join((*head, *BODY, *TAIL)) + terminator
    text = text.replace("*", element) if element != "*" else text
    return "\r\n".join(text[at : at + wrap] for at in range(0, len(text), wrap)) if wrap else text


def entries(text: str | bytes) -> list[Entry]:
    """Return the advices of a text."""
    data = text if isinstance(text, bytes) else text.encode()
    return [record for record in x12.parse(data) if isinstance(record, Entry)]


def lines(text: str | bytes) -> list[tuple[str, int | None, int | None, int | None]]:
    """Return what the lines of the only advice say."""
    (entry,) = entries(text)
    return [(line.reference, line.paid, line.gross, line.discount) for line in entry.remittance]


MEANT = [("INV-1001", 90000, 100000, 2000), ("INV-1002", 60000, 60000, None)]


@given(
    element=st.sampled_from("*|^\xa6\x1d+"),
    terminator=st.sampled_from(["~", "\\", "'", "\n", "\r\n", "~\n", "~\r\n", "\x1c", "\x85"]),
    collapsed=st.booleans(),
)
def test_any_separators_are_found(element: str, terminator: str, *, collapsed: bool) -> None:
    assert lines(written(element, terminator, collapsed=collapsed)) == MEANT


@given(width=st.integers(2, 200), collapsed=st.booleans())
def test_a_wrapped_file_reads_like_a_whole_one(width: int, *, collapsed: bool) -> None:
    """Wraps inside ISA are found from its second letter on, where the name of the segment is still whole."""
    width = max(width, 4)

    assert lines(written(collapsed=collapsed, wrap=width)) == MEANT


TEXTS = {
    "words before": "Dear customer,\nplease find our ISA below\n" + written(),
    "bare group": written().partition("~")[2],
    "bare set": "~".join((HEAD[2], *BODY, TAIL[0])) + "~",
    "bare set, backslash": "\\".join((HEAD[2], *BODY, TAIL[0])) + "\\",
    "bare set, lines": "\n".join((HEAD[2], *BODY, TAIL[0])),
    "lower case": written().replace("RMR", "rmr").replace("BPR", "bpr").replace("ST*", "st*"),
    "byte order mark": "\ufeff" + written(),
    "no ENT": written().replace("ENT*1~", ""),
    "N1 after ENT": written().replace("N1*PR*ACME PAYOR CO*91*V77~ENT*1", "ENT*1~N1*PR*ACME PAYOR CO*91*V77"),
    "blank elements": written().replace("RMR*IV*INV-1001**", "RMR*IV* INV-1001 **").replace("600.00~", "600.00****~"),
    "TA1 before": written().replace("~GS", "~TA1*1*1*1~GS"),
    "no SE": written().replace("SE*11*0001~", ""),
    "set number other": written().replace("SE*11*0001", "SE*11*9"),
    "without point": written().replace("600.00~", "600~"),
    "point first": written().replace("600.00~", "600.~"),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_deviations_change_nothing(text: str) -> None:
    assert lines(text) == MEANT


def test_an_advice_brings_no_money_and_says_who_pays_and_by_which_number() -> None:
    (entry,) = entries(written())

    assert (entry.kind, entry.method, entry.minor, entry.bank_reference) == (Kind.ADVICE, Method.ACH, 150000, "PAY1")
    assert (entry.payer.name, entry.payer.company_id, entry.account) == ("ACME PAYOR CO", "1362004488", "40071180")
    assert [(one.kind, one.value) for one in entry.references] == [(Ref.TRN, "PAY1")]
    assert entry.remittance[0].also == (("purchase_order", "4500771"),)
    assert [one.minor for one in entry.remittance[0].adjustments] == [-8000]


def test_every_count_that_is_wrong_is_said() -> None:
    text = written().replace("SE*11", "SE*12").replace("GE*1", "GE*2").replace("IEA*1", "IEA*3")

    failed = {
        record.name
        for record in x12.parse(text.encode())
        if isinstance(record, Control) and record.proof is Proof.MISMATCHED
    }
    assert failed == {"set_segments", "group_sets", "interchange_groups"}


@given(st.integers(1, 10**6).filter(lambda minor: minor != 60000))
def test_a_changed_line_is_seen_and_not_trusted(minor: int) -> None:
    text = written().replace("600.00~", f"{minor // 100}.{minor % 100:02}~")
    records = list(x12.parse(text.encode()))

    total = next(record for record in records if isinstance(record, Control) and record.name == "remittance_total")
    (entry,) = [record for record in records if isinstance(record, Entry)]
    assert (total.proof, entry.trusted) == (Proof.MISMATCHED, False)
    assert any(isinstance(record, Finding) and record.code == "remittance_unbalanced" for record in records)


def rmr(net: int | None = None, gross: int | None = None, discount: int | None = None, code: str = "IV") -> Document:
    """Return one document."""
    return Document(1, code, "1", net, gross, discount)


def adjusted(document: Document, *sizes: int) -> Document:
    """Return a document with adjustments."""
    from parsers.records import Adjustment

    document.adjustments.extend(Adjustment(size) for size in sizes)
    return document


def alone(size: int) -> Document:
    """Return an adjustment that belongs to no document."""
    return adjusted(Document(1, "CM", "C", standalone=True), size)


#: documents, the payment -> what each pays
CONVENTIONS = {
    "net": ([rmr(980, 1000, 20), rmr(20)], 1000, (980, 20)),
    "gross less discount": ([rmr(None, 1000, 20)], 980, (980,)),
    "adjustment inside": ([adjusted(rmr(900, 1000, 20), -80)], 900, (900,)),
    "adjustment outside": ([adjusted(rmr(980, 1000, 20), -80)], 900, (900,)),
    "standalone": ([alone(-80), rmr(980)], 900, (-80, 980)),
    "standalone outside": ([alone(-80), rmr(980)], 980, (0, 980)),
    "gross in the net's place": ([rmr(1000, 1000, 20)], 980, (980,)),
    "swapped": ([rmr(1000, 980, 20)], 980, (980,)),
    "credit negative": ([rmr(1000), rmr(-250, code="CM")], 750, (1000, -250)),
    "credit positive": ([rmr(1000), rmr(250, code="CM")], 750, (1000, -250)),
    "for information": ([alone(-80), alone(210), rmr(980)], 900, (-80, 0, 980)),
    "unbalanced": ([rmr(900)], 1000, None),
}


@pytest.mark.parametrize(("documents", "total", "paid"), CONVENTIONS.values(), ids=CONVENTIONS)
def test_the_payment_decides_what_the_amounts_mean(
    documents: list[Document], total: int, paid: tuple[int, ...] | None
) -> None:
    chosen = reading(documents, total)

    assert chosen.balanced is (paid is not None)
    assert paid is None or chosen.paid == paid


@given(
    st.lists(
        st.tuples(st.integers(1, 10**6), st.integers(0, 10**4), st.integers(-(10**4), 10**4)), min_size=1, max_size=8
    )
)
def test_a_set_by_the_book_balances_under_the_first_convention(rows: list[tuple[int, int, int]]) -> None:
    documents = [adjusted(rmr(gross - discount + size, gross, discount), size) for gross, discount, size in rows]
    total = sum(gross - discount + size for gross, discount, size in rows)

    assert reading(documents, total).convention == "net"


#: RMR and what follows it -> (qualifier, reference, also)
IDENTITIES = {
    "RMR*IV*1**1500": ("invoice", "1", ()),
    "RMR*PO*45**1500": ("purchase_order", "45", ()),
    "RMR*VV*9**1500~REF*IV*1": ("invoice", "1", (("payer_document", "9"),)),
    "RMR*OI*9**1500~REF*IV*1~REF*PO*2": ("invoice", "1", (("invoice", "9"), ("purchase_order", "2"))),
    "RMR*IV*1**1500~REF*IK*2": ("invoice", "1", (("invoice", "2"),)),
    "RMR*IV*1,2**1500": ("invoice", "1", (("invoice", "2"),)),
    "RMR*IV*A1 B2**1500": ("invoice", "A1", (("invoice", "B2"),)),
    "RMR*IV*INV 7**1500": ("invoice", "INV 7", ()),
    "RMR*ZZ*1**1500": ("unknown", "1", ()),
    "RMR*IV***1500~REF*IV*1": ("invoice", "1", ()),
    "RMR****1500": ("unknown", "", ()),
}


@pytest.mark.parametrize(("text", "meant"), IDENTITIES.items(), ids=list(IDENTITIES))
def test_the_invoice_is_the_number_to_look_up(text: str, meant: tuple[str, str, tuple[tuple[str, str], ...]]) -> None:
    (entry,) = entries(f"ST*820*1~BPR*C*1500*C*ACH~TRN*1*P~{text}~SE*9*1~")
    (line,) = entry.remittance

    assert (line.qualifier, line.reference, line.also) == meant


def test_part_lines_of_one_invoice_both_stand() -> None:
    (entry,) = entries("ST*820*1~BPR*C*30*C*ACH~TRN*1*P~RMR*IV*1**10~RMR*IV*1**20~SE*6*1~")

    assert [line.paid for line in entry.remittance] == [1000, 2000]


def test_two_sets_are_two_payments_and_other_sets_none() -> None:
    text = written().replace(
        "SE*11*0001~", "SE*11*0001~ST*835*2~BPR*C*9*C~SE*3*2~ST*820*3~BPR*C*7*C*CHK~TRN*1*55~SE*4*3~"
    )

    first, second = entries(text)
    assert (first.minor, second.minor, second.method) == (150000, 700, Method.CHECK)
    assert (Ref.CHECK, "55") in [(one.kind, one.value) for one in second.references]


DAYS = {
    "20261120": "2026-11-20",
    "261120": "2026-11-20",
    "991231": "1999-12-31",
    "800101": "1980-01-01",
    "790101": "2079-01-01",
}


@pytest.mark.parametrize(
    ("text", "meant"), [*DAYS.items(), *((bad, None) for bad in ("", "000000", "20261340", "2611", "²61120"))]
)
def test_a_day_is_of_four_or_two_digits_of_the_year(text: str, meant: str | None) -> None:
    found = day(text)

    assert (found.isoformat() if found else None) == meant


def test_lines_of_segments_only_grow() -> None:
    found = [segment.line for segment in segments(written(terminator="~\n"))]

    assert found == list(range(1, len(found) + 1))
    assert all(before <= after for before, after in pairwise(found))


KNOWN = {
    written(): True,
    "\ufeff" + written(): True,
    written(wrap=80): True,
    written("|", "\n"): True,
    "ST*820*0001~BPR*": True,
    "GS*RA*A*B*": True,
    written().replace("ST*820", "ST*823"): False,
    "GS*LB*A*B*": False,
    "ST*850*1~": False,
    "ISABELLA*": False,
    "01,A,B,": False,
}


@pytest.mark.parametrize(("text", "known"), KNOWN.items(), ids=range(len(KNOWN)))
def test_only_a_payment_order_is_known(text: str, *, known: bool) -> None:
    assert x12.knows(text.encode()) is known


def test_a_line_is_a_remittance() -> None:
    assert all(isinstance(line, Remittance) for entry in entries(written()) for line in entry.remittance)


def test_a_discount_written_negative_is_the_discount_it_means() -> None:
    (entry,) = entries("ST*820*1~BPR*C*98*C*ACH~TRN*1*P~RMR*IV*1**98*100*-2~SE*5*1~")

    assert entry.remittance[0].discount == 200


def one(text: str) -> tuple[Entry, list[Finding], list[Control]]:
    """Return the only advice of a bare set of these segments, with findings and controls."""
    records = list(x12.parse(f"ST*820*1~{text}SE*{text.count('~') + 2}*1~".encode()))
    (entry,) = [record for record in records if isinstance(record, Entry)]
    return (
        entry,
        [record for record in records if isinstance(record, Finding)],
        [record for record in records if isinstance(record, Control)],
    )


#: BPR -> (our bank, account and day; payer's account and company id), whether places are shifted
PLACES = {
    "01*071000013*DA*55*1362004488**01*072000326*DA*40*20261120": ("40", "2026-11-20", "55", "1362004488", False),
    "01*071000013*DA*55*01*072000326*DA*40*20261120": ("40", "2026-11-20", "55", "", True),
    "01*071000013*DA*55*1362004488*01*072000326*DA*40*20261120": ("40", "2026-11-20", "55", "1362004488", True),
    "01*071000013*DA*55*1362004488*7**01*072000326*DA*40*20261120": ("40", "2026-11-20", "55", "1362004488", True),
    "01*071000013*DA*55*1362004488*01*072000326*DA*40*261120": ("40", "2026-11-20", "55", "1362004488", True),
    "01*072000326*DA*40*20261120": ("40", "2026-11-20", "", "", True),
    "01*071000013*DA*55*1362004488**01*072000326*DA*40": ("40", "None", "55", "1362004488", False),
    "*****": ("", "None", "", "", False),
}


@pytest.mark.parametrize(("text", "meant"), PLACES.items(), ids=range(len(PLACES)))
def test_shifted_elements_of_a_payment_are_found_by_their_form(
    text: str, meant: tuple[str, str, str, str, bool]
) -> None:
    entry, findings, _ = one(f"BPR*C*10.00*C*ACH*CTX*{text}~TRN*1*P~RMR*IV*1**10.00~")
    found = (entry.account, str(entry.booked_on), entry.payer.account, entry.payer.company_id)

    assert (*found, "elements_shifted" in {each.code for each in findings}) == meant


#: payment, lines -> what each pays
CENTS = {
    ("1500.00", "RMR*IV*1**90000~RMR*IV*2**60000~"): (150000, [90000, 60000]),
    ("150000", "RMR*IV*1**900.00~RMR*IV*2**600.00~"): (150000, [90000, 60000]),
    ("1500", "RMR*IV*1**90000~RMR*IV*2**60000~"): (150000, [90000, 60000]),
    ("150050", "RMR*IV*1**900~RMR*IV*2**600.50~"): (150050, [90000, 60050]),
    ("1480.00", "RMR*IV*1**90000*92000*2000~ADX*-2000*06~RMR*IV*2**60000~"): (148000, [88000, 60000]),
}


@pytest.mark.parametrize(("written_so", "meant"), CENTS.items(), ids=[text for text, _ in CENTS])
def test_amounts_without_a_point_are_cents_where_the_others_say_so(
    written_so: tuple[str, str], meant: tuple[int, list[int]]
) -> None:
    entry, findings, _ = one(f"BPR*C*{written_so[0]}*C*ACH~TRN*1*P~{written_so[1]}")

    assert (entry.minor, [line.paid for line in entry.remittance], entry.trusted) == (*meant, True)
    assert {each.code for each in findings} == {"amounts_in_cents"}


def test_both_without_a_point_are_whole_units() -> None:
    entry, findings, _ = one("BPR*C*1500*C*ACH~TRN*1*P~RMR*IV*1**1500~")

    assert (entry.minor, findings) == (150000, [])


def test_lines_for_information_are_left_out_one_by_one() -> None:
    entry, _, _ = one(
        "BPR*C*90*C*ACH~TRN*1*P~ENT*1~ADX*7*ZZ*DB*A~NTE*ADD*MEMO ONLY~ADX*5*ZZ*DB*B~NTE*ADD*MEMO ONLY~"
        "ADX*-10*06*CM*C~RMR*IV*1**100~"
    )

    assert [line.paid for line in entry.remittance] == [0, 0, -1000, 10000]
    assert entry.trusted


def test_what_follows_an_adjustment_is_its_own() -> None:
    entry, _, _ = one(
        "BPR*C*90*C*ACH~TRN*1*P~RMR*VV*9**90*100~REF*IV*1~ADX*-10*06~REF*IV*77~NTE*ADD*SHORT~DTM*003*20260101~"
    )
    (line,) = entry.remittance

    assert (line.reference, line.also) == ("1", (("payer_document", "9"),))
    assert [(each.reference, each.text) for each in line.adjustments] == [("77", "SHORT")]
    assert line.issued_on is None


def test_an_item_of_goods_gives_no_invoice_number() -> None:
    entry, _, _ = one("BPR*C*90*C*ACH~TRN*1*P~RMR*OI*9**90~IT1*1*10*EA*9~REF*IV*77~REF*PO*5~")

    assert (entry.remittance[0].reference, entry.remittance[0].also) == ("9", (("purchase_order", "5"),))


#: note -> numbers
NOTES = {
    "PAYS INVOICE 48812": ["48812"],
    "INV# 48812, 48813 & 48814": ["48812", "48813", "48814"],
    "INVOICE NO 48812/1": ["48812/1"],
    "INV-10023": ["INV-10023"],
    "BILL 7 8": ["7", "8"],
    "INV 50016074 PMT 1 OF 2": ["50016074"],
    "INV 48812 90.00 & INV 48813 15.50": ["48812", "48813"],
    "STATEMENT EXCL INV 48812 IN DISPUTE": [],
    "INV 48812 NOT 48813": [],
    "HOLIDAY HOURS 2026": [],
}


@pytest.mark.parametrize(("note", "numbers"), NOTES.items(), ids=list(NOTES))
def test_an_invoice_that_stands_in_a_note_only_is_found(note: str, numbers: list[str]) -> None:
    entry, findings, controls = one(f"BPR*C*90*C*ACH~NTE*ADD*{note}~TRN*1*P~")

    assert [(line.qualifier, line.reference, line.paid) for line in entry.remittance] == [
        ("invoice", number, None) for number in numbers
    ]
    assert (entry.trusted, findings, [each.name for each in controls]) == (True, [], ["set_segments"])


WORDS = dict.fromkeys([*exclusions.BEFORE, *map(" ".join, sorted(exclusions.BEHIND)), "EXCLUDED"])


@pytest.mark.parametrize("word", WORDS)
def test_no_number_is_read_from_a_note_that_leaves_one_out(word: str) -> None:
    """Every word by which the matcher leaves a number out: the note is left to it."""
    assert list(numbers_in(f"INV 48811 {word} 48812", bare=False)) == []


def test_a_line_without_number_takes_it_from_its_note() -> None:
    entry, _, _ = one("BPR*C*90*C*ACH~TRN*1*P~RMR*IV***90~NTE*ADD*48812~")

    assert [(line.qualifier, line.reference, line.paid) for line in entry.remittance] == [("invoice", "48812", 9000)]


def test_members_of_a_plan_are_accounts() -> None:
    entry, _, _ = one(
        "BPR*I*220.00*C*ACH~TRN*3*78905~N1*RM*AGENCY~ENT*1~NM1*IL*1*FENWICK*MAY****C1*777222~REF*POL*1232456~"
        "RMR*ZZ*APTC**100~DTM*582****RD8*20261101-20261130~ENT*2~NM1*IL*1*ROWE*JON****C1*777333~"
        "RMR*AZ*8812**120~"
    )
    first, second = entry.remittance

    assert (first.qualifier, first.reference, first.text) == (
        "account",
        "1232456",
        "MAY FENWICK period 20261101-20261130",
    )
    assert first.also == (("unknown", "APTC"), ("member", "777222"))
    assert (second.qualifier, second.reference, second.text) == ("account", "8812", "JON ROWE")


def test_a_card_aggregator_keeps_its_fee_apart() -> None:
    entry, _, _ = one(
        "BPR*C*97.00*C*CCC~TRN*1*P~ENT*1~N1*PR*TALLOW~RMR*IV*1**60~ENT*2~N1*PR*ROWE~RMR*IV*2**40~ENT*3~ADX*-3.00*29~"
    )

    assert (entry.method, [line.paid for line in entry.remittance]) == (Method.CARD, [6000, 4000, -300])
    assert [line.text for line in entry.remittance] == ["TALLOW", "ROWE", ""]
    assert entry.remittance[2].adjustments[0].code == "29"


def test_taxes_are_lines_where_there_are_no_others() -> None:
    entry, _, _ = one("BPR*C*81.50*C*ACH~TRN*1*P~TXP*362004488*01*261130*T*6150*P*2000~")
    other, _, _ = one("BPR*C*81.50*C*ACH~TRN*1*P~RMR*IV*1**81.50~TXP*362004488*01*261130*T*8150~")

    assert [(line.qualifier, line.reference, line.paid) for line in entry.remittance] == [
        ("account", "362004488", 8150)
    ]
    assert [line.reference for line in other.remittance] == ["1"]


def test_several_sets_of_one_payment_are_one_advice() -> None:
    part = "ST*820*{0}~BPR*C*300*C*ACH*CTX************20261120~TRN*1*P7~N1*PR*TALLOW~RMR*IV*{0}**{0}00~SE*6*{0}~"
    text = part.format(1) + "ST*820*9~BPR*C*5*C*ACH~TRN*1*X~RMR*IV*9**5~SE*5*9~" + part.format(2)
    records = list(x12.parse(text.encode()))
    first, second = [record for record in records if isinstance(record, Entry)]

    assert [line.reference for line in first.remittance] == ["9"]
    assert ([line.reference for line in second.remittance], second.minor, second.trusted) == (["1", "2"], 30000, True)
    assert not [each for each in records if isinstance(each, Control) and each.proof is Proof.MISMATCHED]
    assert "".join((part.format(1), part.format(2))) == second.raw


def test_parts_that_nothing_completes_stand_alone_and_are_not_trusted() -> None:
    text = "ST*820*1~BPR*C*300*C*ACH~TRN*1*P7~RMR*IV*1**100~SE*5*1~"
    found = entries(text + text.replace("RMR*IV*1", "RMR*IV*2"))

    assert [(one.remittance[0].reference, one.trusted) for one in found] == [("1", False), ("2", False)]


def test_a_senders_convention_decides_where_a_set_has_no_amount_to_test_it() -> None:
    shown = "ST*820*1~BPR*C*90*C*ACH*CTX*01*1*DA*2*CO~TRN*1*P~RMR*IV*1**100*100~ADX*-10*06~SE*6*1~"
    untold = "ST*820*2~BPR*H*0*C*NON**01*1*DA*2*CO~TRN*1*Q~RMR*IV*2**50*50~ADX*-5*06~SE*6*2~"

    assert [line.paid for entry in entries(shown + untold) for line in entry.remittance] == [9000, 4500]
    assert [line.paid for entry in entries(untold) for line in entry.remittance] == [5000]


DEVIATIONS = {
    "control_number_differs": written().replace("SE*11*0001", "SE*11*0002"),
    "segment_unreadable": written().replace("ENT*1", "E?T*1"),
    "segment_outside": written().replace("GE*1", "RMR*IV*1~GE*1"),
    "trailer_without_header": written().replace("ST*820*0001~", ""),
    "words_outside": written() + "\nkind regards",
    "acknowledgement": written().replace("~GS", "~TA1*1*1*1~GS"),
    "trailer_missing": written().replace("SE*11*0001~", ""),
    "usage_unclear": written().replace("*0*P*>", "*0*Q*>"),
    "set_unnamed": written().replace("ST*820", "ST*"),
    "set_not_of_group": written().replace("GS*RA", "GS*LB"),
    "other_set": written().replace("SE*11*0001~", "SE*11*0001~ST*997*2~AK1*RA~SE*3*2~"),
    "direction_unclear": written().replace("1500.00*C", "1500.00*Q"),
    "test_interchange": written().replace("*0*P*>", "*0*T*>"),
    "amount_marks_dropped": written().replace("600.00~", "$600.00~"),
}


@pytest.mark.parametrize(("code", "text"), DEVIATIONS.items(), ids=DEVIATIONS)
def test_what_stands_where_it_should_not_is_said(code: str, text: str) -> None:
    found = [record for record in x12.parse(text.encode()) if isinstance(record, Finding) and record.code == code]

    assert found
    assert all(record.raw or code == "trailer_missing" for record in found)
    assert all(record.line == 1 or code == "words_outside" for record in found)


@given(width=st.integers(20, 200))
def test_no_segment_of_a_set_is_lost(width: int) -> None:
    """The advice's own text is the set as received, wraps and all."""
    text = written(wrap=width)
    (entry,) = entries(text)

    assert entry.raw.replace("\r\n", "") == "~".join((HEAD[2], *BODY, TAIL[0])) + "~"


def test_a_set_that_debits_us_is_no_credit() -> None:
    entry, _, _ = one("BPR*D*10*D*ACH~TRN*1*P~RMR*IV*1**10~")

    assert not entry.credit


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (written().replace("ST*820", "ST*850"), r"850 \(purchase order\)"),
        ("ST*810*1~BIG*20261120~SE*3*1~", r"810 \(invoice\)"),
        (written().partition("GS")[0], "no set"),
    ],
)
def test_other_sets_are_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        parsers.read(text.encode())


def test_an_interchange_behind_other_words_is_known_and_the_words_are_said() -> None:
    text = f"Message-Gateway: forwarded at 05:31\n1 document follows.\n\n{written()}"

    known = parsers.recognised(text.encode())
    records = list(parsers.read(text.encode()))

    assert known is not None
    assert known.name == "edi820"
    assert [record.code for record in records if isinstance(record, Finding)] == ["words_outside"]
    assert [record.minor for record in records if isinstance(record, Entry)] == [150000]


def test_words_about_an_interchange_are_none() -> None:
    assert parsers.recognised(b"The segment\nISA is the first of an interchange\nISA*\n") is None


@pytest.mark.parametrize(("currency", "written_", "minor"), [("JPY", "1500", 1500), ("KWD", "1500.125", 1500125)])
def test_the_currency_stands_behind_the_amount_it_tells_the_decimals_of(
    currency: str, written_: str, minor: int
) -> None:
    text = f"ST*820*1~BPR*C*{written_}*C*ACH~TRN*1*T~CUR*PR*{currency}~ENT*1~RMR*IV*I1**{written_}~SE*7*1~"

    (entry,) = entries(text)

    assert (entry.currency, entry.minor, entry.trusted) == (currency, minor, True)
    assert not [record for record in x12.parse(text.encode()) if isinstance(record, Finding)]


@pytest.mark.parametrize("path", sorted((ROOT / "edi820").glob("*.edi")) + sorted((ROOT / "edi823").glob("*.edi")))
@pytest.mark.parametrize("window", [1_100, 2_500])
def test_windows_of_a_file_say_what_the_whole_says(path: Path, window: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes() * 3
    monkeypatch.setattr(windows, "SIZE", window)

    assert list(streamed(data)) == list(segments(decoded(data)[0]))
