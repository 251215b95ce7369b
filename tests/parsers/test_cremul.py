"""EDIFACT CREMUL and DEBMUL: a booking is its payments, each with who pays and what for."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.findings import Finding
from parsers import edifact
from parsers.records import Control, Entry, Kind, Method, Proof, Ref, Statement
from tests.parsers.golden import ROOT

FOUR = (ROOT / "cremul" / "four-bookings.dat").read_bytes()
HEAD = "UNA:+,? 'UNB+UNOC:3+A+B+261120:0930+R1'UNH+1+{0}:D:96A:UN'BGM+{1}+7'DTM+137:20261120:102'"


def message(*bookings: str, kind: str = "CREMUL", bgm: str = "454") -> bytes:
    """Return one message of these bookings."""
    text = HEAD.format(kind, bgm) + "".join(bookings) + f"CNT+LIN:{len(bookings)}'"
    return f"{text}UNT+{text.replace(chr(63) + chr(39), '').count(chr(39)) - 1}+1'UNZ+1+R1'".encode()


def booking(total: str, *payments: str, number: int = 1, head: str = "") -> str:
    """Return one LIN with its SEQs."""
    lines = "".join(f"SEQ++{at}'{payment}" for at, payment in enumerate(payments, start=1))
    return f"LIN+{number}'DTM+209:20261120:102'BUS++DO++230:25:124'{head}{total}RFF+ACK:B{number}'FII+BF+7038'{lines}"


def entries(data: bytes) -> list[Entry]:
    return [record for record in edifact.parse(data) if isinstance(record, Entry)]


def failed(data: bytes) -> set[str]:
    return {one.name for one in edifact.parse(data) if isinstance(one, Control) and one.proof is Proof.MISMATCHED}


def codes(data: bytes) -> set[str]:
    return {record.code for record in edifact.parse(data) if isinstance(record, Finding)}


def test_a_payment_says_who_pays_what_for() -> None:
    first = entries(FOUR)[0]

    assert (first.kind, first.method, first.minor, first.currency) == (Kind.RECEIPT, Method.ACH, 125000, "NOK")
    assert (first.payer.name, first.payer.account, first.account) == ("BRATTEN R\xd8R AS", "12124512349", "70380518552")
    assert (first.bank_reference, str(first.booked_on), first.code) == ("31000164101", "2026-11-20", "230")
    assert [(one.kind, one.value) for one in first.references] == [
        (Ref.BANK, "362509101"),
        (Ref.CREDITOR, "20260047111"),
        (Ref.BANK, "26324001"),
    ]
    assert [(line.reference, line.paid) for line in first.remittance] == [("20260047111", 125000)]


def test_an_invoice_less_a_credit_note_is_the_payment() -> None:
    (entry,) = [one for one in entries(FOUR) if one.bank_reference == "E96200"]

    assert [(line.qualifier, line.reference, line.paid) for line in entry.remittance] == [
        ("invoice", "F-5001", 500000),
        ("credit_memo", "K-77", -10000),
    ]


def test_words_are_kept_in_their_lines() -> None:
    assert entries(FOUR)[3].text == ("FAKTURA 48812 OG 48813", "TAKK FOR HANDELEN")


def test_a_booking_without_payments_is_a_total() -> None:
    last = entries(FOUR)[-1]

    assert (last.kind, last.minor, last.total_of) == (Kind.TOTAL, 880000, ("deposit", "26324004"))


def test_each_booking_is_a_statement() -> None:
    found = [one for one in edifact.parse(FOUR) if isinstance(one, Statement) and one.account]

    assert [one.number for one in found] == ["26324001", "26324002", "26324003", "26324004"]


@given(sizes=st.lists(st.integers(1, 10**7), min_size=1, max_size=6), wrong=st.integers(-5, 5))
def test_payments_that_do_not_give_their_booking_are_not_trusted(sizes: list[int], wrong: int) -> None:
    written = [f"MOA+143:{size // 100},{size % 100:02}'" for size in sizes]
    total = sum(sizes) + wrong
    data = message(
        booking(f"MOA+60:{total // 100},{total % 100:02}:NOK'", *written),
        booking("MOA+60:1:NOK'", "MOA+143:1'", number=2),
    )
    found = entries(data)

    assert [one.minor for one in found] == [*sizes, 100]
    assert [one.trusted for one in found] == [not wrong] * len(sizes) + [True]
    assert failed(data) == ({"booking_total"} if wrong else set())


#: total, payments -> amounts
AMOUNTS = {
    ("MOA+349:10:NOK'", "MOA+143:10'"): [1000],
    ("MOA+60:10:NOK'", "MOA+119:10'"): [1000],
    ("MOA+60:10:NOK'", "MOA+143:9'MOA+119:10'"): [1000],
    ("MOA+60:10:NOK'", "MOA+143:10:NOK'MOA+98:1:EUR'"): [1000],
    ("MOA+60:10:NOK'", "DOC+380+1'MOA+12:4'DOC+380+2'MOA+12:6'"): [1000],
    ("MOA+60:1000:JPY'", "MOA+143:1000'"): [1000],
}


@pytest.mark.parametrize(("written", "meant"), AMOUNTS.items(), ids=range(len(AMOUNTS)))
def test_the_amount_is_the_one_that_gives_the_booking(written: tuple[str, str], meant: list[int]) -> None:
    data = message(booking(*written))

    assert [one.minor for one in entries(data)] == meant
    assert failed(data) == set()


@pytest.mark.parametrize(
    ("kind", "bgm", "amount", "meant"),
    [
        ("CREMUL", "454", "10", (Kind.RECEIPT, True)),
        ("CREMUL", "455", "10", (Kind.RECEIPT, True)),
        ("CREMUL", "435", "10", (Kind.NOTICE, True)),
        ("CREMUL", "454", "-10", (Kind.RETURN, False)),
        ("DEBMUL", "456", "10", (Kind.OTHER, False)),
    ],
)
def test_kind_and_direction_are_of_the_message(kind: str, bgm: str, amount: str, meant: tuple[Kind, bool]) -> None:
    (entry,) = entries(message(booking(f"MOA+60:{amount}:NOK'", f"MOA+143:{amount}'"), kind=kind, bgm=bgm))

    assert ((entry.kind, entry.credit), entry.minor, entry.trusted) == (meant, 1000, True)


ODD = {
    "MOA+143:x'": "amount_not_numeric",
    "RFF+ACK:1'": "payment_unreadable",
    "MOA+143:10'DOC+380+1'MOA+12:9'": "remittance_unbalanced",
}


@pytest.mark.parametrize(("payment", "code"), ODD.items(), ids=list(ODD))
def test_what_cannot_be_read_is_said(payment: str, code: str) -> None:
    assert code in codes(message(booking("MOA+60:10:NOK'", payment)))


def test_a_payment_outside_every_booking_is_set_aside() -> None:
    assert "segment_outside" in codes(message("SEQ++1'MOA+143:1'"))


def test_a_booking_without_an_amount_is_set_aside() -> None:
    assert "payment_unreadable" in codes(message(booking("")))


@pytest.mark.parametrize("bgm", ["735", ""])
def test_an_advice_of_no_known_kind_is_said(bgm: str) -> None:
    assert "message_unclear" in codes(message(booking("MOA+60:1:NOK'", "MOA+143:1'"), bgm=bgm))
    assert "message_unclear" not in codes(FOUR)


def test_bookings_are_counted() -> None:
    data = message(booking("MOA+60:1:NOK'", "MOA+143:1'")).replace(b"CNT+LIN:1", b"CNT+LIN:2")

    assert failed(data) == {"message_lines"}


def test_a_booking_without_currency_is_not_trusted() -> None:
    data = message(booking("MOA+60:1'", "MOA+143:1'"))

    assert ([one.trusted for one in entries(data)], "currency_missing" in codes(data)) == ([False], True)


def test_a_booking_that_the_file_cuts_is_not_trusted() -> None:
    data = (ROOT / "cremul" / "truncated.dat").read_bytes()

    assert [one.trusted for one in entries(data)] == [True, True, False]


def test_two_sums_of_a_kind_that_differ_are_not_trusted() -> None:
    data = message(booking("MOA+60:1:NOK'MOA+60:2:NOK'", "MOA+143:1'"))

    assert [one.trusted for one in entries(data)] == [False]


def test_money_from_abroad_is_a_wire() -> None:
    data = message(booking("MOA+60:1:NOK'", "MOA+143:1'").replace("BUS++DO", "BUS++IN"))

    assert [one.method for one in entries(data)] == [Method.WIRE]


def test_a_kid_that_fails_its_check_is_kept_as_written() -> None:
    data = (ROOT / "cremul" / "booking-total-wrong.dat").read_bytes()

    assert entries(data)[0].remittance[0].reference == "2026004710"


def test_every_segment_of_a_payment_is_in_its_text() -> None:
    data = message(*(booking("MOA+60:1:NOK'", "MOA+143:1'RFF+AEK:7'FTX+PMD+++A?'B'", number=at) for at in (1, 2)))
    text = data.decode()

    assert [one.raw.partition("SEQ")[2] for one in entries(data)] == ["++1'MOA+143:1'RFF+AEK:7'FTX+PMD+++A?'B'"] * 2
    assert all(one.raw.startswith("LIN+") for one in entries(data)), "what stands at the booking is with its first"
    assert all(text.index(one.raw) for one in entries(data))


def test_lines_only_grow() -> None:
    assert all(before.line <= after.line for before, after in pairwise(entries(FOUR)))
