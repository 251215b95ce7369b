"""Advices by e-mail: one payment is told once, wherever the letter tells it; sentences are read with care."""

import tracemalloc
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from benchmarks.volumes import advice_email as volume
from kit.findings import Finding
from kit.refusals import Refused, TooLarge, Unreadable
from parsers.advice import letter as advice_email
from parsers.advice.merge import merged
from parsers.advice.reader import Told
from parsers.reading import Limits, Reading
from parsers.records import Entry, Kind, Method, Ref, Reference, Remittance, Statement
from tests.parsers.advice_letters import LETTERS, PDF, REFUSED, letter
from tests.parsers.advice_papers import plain, two_payments
from tests.parsers.golden import ROOT

FOLDER = ROOT / "advice_email"


def entries(data: bytes) -> list[Entry]:
    return [one for one in parsers.read(data) if isinstance(one, Entry)]


@pytest.mark.parametrize("name", LETTERS)
def test_the_fixtures_are_as_they_are_put_together(name: str, *, golden_update: bool) -> None:
    path = FOLDER / name
    if golden_update:
        path.write_bytes(LETTERS[name]())

    assert path.read_bytes() == LETTERS[name]()


@pytest.mark.parametrize("name", REFUSED)
def test_a_letter_without_an_advice_is_refused(name: str) -> None:
    write, word = REFUSED[name]
    with pytest.raises(Unreadable, match=word):
        list(parsers.read(write()))


#: What a letter says -> (total, currency, documents with what each pays, references), None where it is not clear.
SENTENCES: dict[str, tuple[int, list[tuple[str, int | None]], list[str]] | None] = {
    "We paid invoice 1001 for $500.00 by wire, reference FT-99.": (50000, [("1001", 50000)], ["FT-99"]),
    "We paid invoices 1001, 1002 & 1003: 1,500.00 by ACH on 11/19/2026": (
        150000,
        [("1001", None), ("1002", None), ("1003", None)],
        [],
    ),
    "Payment of EUR 1.500,00 for invoices 4711 and 4712 was sent today": (150000, [("4711", None), ("4712", None)], []),
    "Paid by check #7001: INV-1 $10.00, INV-2 $20.00, total $30.00": (
        3000,
        [("INV-1", 1000), ("INV-2", 2000)],
        ["7001"],
    ),
    "Invoice 55 dated 10/01/2026: $5.00\nInvoice 56 dated 10/02/2026: $6.00\nsent by wire": (
        1100,
        [("55", 500), ("56", 600)],
        [],
    ),
    "We paid invoice 1001 for $1534.93 and invoice 1002 for $633.95, total $2168.88": (
        216888,
        [("1001", 153493), ("1002", 63395)],
        [],
    ),
    "We paid invoices 1001 and 1002: $500.00 and later $700.00": None,
    "We paid invoice 1001 $500.00 and 1002": None,
    "Invoice 1001 over $500.00 will be paid next week": None,
    "We paid you.": None,
    "Please pay invoice 1001 of $500.00 now": None,
    "Call 555-0100 about invoice 1001, we sent a check": None,
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_read_or_left_to_people(sentence: str) -> None:
    expected = SENTENCES[sentence]
    data = letter("Payment", sentence)
    if expected is None:
        with pytest.raises(Unreadable):
            list(parsers.read(data))
        return
    (entry,) = entries(data)

    total, documents, references = expected
    assert entry.minor == total
    assert [(one.reference, one.paid) for one in entry.remittance] == documents
    assert [one.value for one in entry.references] == references
    assert entry.kind is Kind.ADVICE


TABLE = """
Invoice             Date                Amount
604115580           01/02/2027           48.13
604117995           01/09/2027          571.27
SI-109366-01        02/03/2027           20.70

Total: $640.10
"""


@pytest.mark.parametrize(
    ("subject", "before", "read"),
    [
        ("Payment advice Yorkfield", "Dear supplier,", True),
        ("Yorkfield", "Details of our payment of $640.10:", True),
        ("Yorkfield", "Details of our payment of $640.10 on 02/16/2027:", True),
        ("Yorkfield", "Details of our payment, less $0.10:", False),  # the lines do not sum to the total
        ("Yorkfield", "Dear supplier,", False),
        ("Payment advice Yorkfield", "The following is overdue, please pay:", False),
    ],
)
def test_a_table_in_a_letter_is_an_advice_where_it_is_called_one_or_words_of_paying_foot(
    subject: str, before: str, *, read: bool
) -> None:
    """Days of which nothing says what is the month are no part of the numbers beside them."""
    table = TABLE.replace("640.10", "640.00") if "less" in before else TABLE
    data = letter(subject, f"{before}\n{table}")
    if not read:
        with pytest.raises(Unreadable):
            entries(data)
        return
    (entry,) = entries(data)

    paid = [("604115580", 4813), ("604117995", 57127), ("SI-109366-01", 2070)]
    assert (entry.minor, [(one.reference, one.paid) for one in entry.remittance]) == (64010, paid)


@pytest.mark.parametrize(
    ("subject", "before", "expected"),
    [
        ("Remittance advice EP3047723", "Details of our payment of $640.10:", ["EP3047723"]),
        ("Payment advice Yorkfield", "Details of our payment EP3047723 of $640.10 made on 02/16/2027:", ["EP3047723"]),
        ("Payment EP3047723", "Details of our payment EP3047723 of $640.10:", ["EP3047723"]),
        ("Payment EP3047723", "Details of our payment EP3047724 of $640.10:", []),  # two numbers are none
        ("Payment 604115580", "Details of our payment of $640.10:", []),  # a document's
        ("Payment 02/16/2027", "Details of our payment of $640.10:", []),
        ("Remittance advice February", "Details of our payment of $640.10:", []),
        ("Remittance advice EP3047723", "Payment reference: RA-778812", ["RA-778812"]),
    ],
)
def test_the_only_payment_of_a_letter_is_called_by_its_number(subject: str, before: str, expected: list[str]) -> None:
    (entry,) = entries(letter(subject, f"{before}\n{TABLE}"))

    assert [one.value for one in entry.references] == expected


def test_sender_and_subject_are_kept() -> None:
    records = list(parsers.read(LETTERS["table-in-text.eml"]()))
    (head,) = (one for one in records if isinstance(one, Statement))

    assert head.labels["subject"] == "Remittance – Harrow"
    assert entries(LETTERS["table-in-text.eml"]())[0].text[1] == "Subject: Remittance – Harrow"


def test_the_lines_of_a_plain_body_are_those_of_the_file() -> None:
    data = LETTERS["table-in-text.eml"]()
    (entry,) = entries(data)
    lines = data.decode().splitlines()

    assert all(one.reference in lines[one.line - 1] for one in entry.remittance)


def test_one_payment_in_body_and_attachments_is_one() -> None:
    assert len(entries(LETTERS["pdf-attached.eml"]())) == 1
    assert len(entries(LETTERS["pdf-and-820-of-one-payment.eml"]())) == 1
    assert len(entries(LETTERS["two-payments-attached.eml"]())) == 2


@pytest.mark.parametrize(
    "name",
    ["remt001/advice-v04.xml", "pain001/order-v09.xml", "remadv/several-messages.edi", "advice_csv/interleaved.csv"],
)
def test_an_attachment_is_read_as_it_is_read_alone(name: str) -> None:
    data = (ROOT / name).read_bytes()
    alone = [one for one in entries(data) if one.kind is Kind.ADVICE]
    found = entries(letter("Advice", "", [("application/octet-stream", name, data)]))

    assert [replace(one, text=()) for one in found] == [replace(one, text=()) for one in alone]
    assert found


def test_two_payments_of_one_paper_stay_two_though_they_are_twins() -> None:
    twins = two_payments().replace(b"350.50", b"100.00").replace(b"250.50", b"024.75").replace(b"(100.00)", b"(100.00)")
    data = letter("Checks", "", [(PDF, "a.pdf", twins), (PDF, "b.pdf", twins)])

    assert [one.references[0].value for one in entries(data)] == ["70011", "70012"]


def test_a_letter_is_no_road_for_money() -> None:
    """A bank file attached to a letter is not booked."""
    records = list(parsers.read(LETTERS["forwarded-with-scan.eml"]()))

    assert {one.kind for one in records if isinstance(one, Entry)} == {Kind.ADVICE}
    assert {"attachment_unknown", "attachment_unread"} <= {one.code for one in records if isinstance(one, Finding)}


def test_html_is_text_and_nothing_else() -> None:
    """What a script would write is no total, what a style says is no word."""
    (entry,) = entries(LETTERS["html-only.eml"]())

    assert entry.minor == 1_225_000
    assert "color" not in entry.raw
    assert "document.write" not in entry.raw


def test_letters_in_letters_come_to_an_end() -> None:
    data = letter("Payment", "We paid invoice 1 with $5.00 by wire")
    for _ in range(12):
        data = letter("Fwd", "", [("application/octet-stream", "inner.eml", data)])
    with pytest.raises(Refused):
        list(parsers.read(data))


def test_parts_have_a_limit() -> None:
    data = letter("Many", "We paid invoice 1 with $5.00 by wire", [("image/png", f"{n}.png", b"x") for n in range(30)])
    with pytest.raises(TooLarge, match="parts"):
        list(parsers.read(data, Reading(replace(Limits(), parts_max=10))))


def test_size_and_text_have_a_limit() -> None:
    data = letter("Payment", "We paid invoice 1 with $5.00 by wire")
    with pytest.raises(TooLarge, match="at most 100 are taken"):
        list(parsers.read(data, Reading(replace(Limits(), letter_bytes_max=100))))
    with pytest.raises(TooLarge, match="text"):
        list(parsers.read(data, Reading(replace(Limits(), text_bytes_max=20))))


def test_the_payments_of_an_attachment_are_not_held_together() -> None:
    peaks = []
    for count in (300, 900):
        data = volume.content(count)
        list(parsers.read(data))
        tracemalloc.start()
        assert sum(isinstance(one, Entry) for one in parsers.read(data)) == count
        peaks.append((len(data), tracemalloc.get_traced_memory()[1]))
        tracemalloc.stop()
    (half, less), (whole, more) = peaks

    assert more - less < 6 * (whole - half), (
        peaks
    )  # the letter itself, as text and taken apart: 5.1; held they take 7.9


def test_an_attachment_refused_on_its_way_takes_the_letter_with_it() -> None:
    order = (ROOT / "pain001" / "order-v09.xml").read_bytes()
    cut = order[: order.rindex(b"</CstmrCdtTrfInitn>")] + b"<Deep>" * 100
    with pytest.raises(Unreadable, match=r"order\.xml.*cannot be read"):
        list(parsers.read(letter("Advice", "", [("application/xml", "order.xml", cut)])))


@given(
    amounts=st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["", "A1", "A2", "B7"])), max_size=8),
    at=st.integers(0, 8),
)
def test_payments_are_merged_as_if_each_were_held_beside_each(amounts: list[tuple[int, str]], at: int) -> None:
    """The obvious way, payment by payment, is the oracle."""
    told = [_told(number, minor, trace) for number, (minor, trace) in enumerate(amounts)]
    sources = [told[:at], told[at:]]

    assert [one.entry for one in merged(sources)] == [one.entry for one in _slowly_merged(sources)]


def _slowly_merged(sources: Sequence[Sequence[Told]]) -> list[Told]:
    """Hold each payment beside each, those of one source never."""
    kept: list[Told] = []
    for source in sorted(sources, key=len, reverse=True):
        if len(source) == 1 and len(kept) > 1 and source[0].entry.minor == sum(one.entry.minor for one in kept):
            continue
        before = list(range(len(kept)))
        for one in source:
            place = next((place for place in before if _one(one.entry, kept[place].entry)), None)
            if place is None:
                kept.append(one)
            else:
                before.remove(place)
                (kept[place],) = merged([[kept[place]], [one]])
    return kept


def _one(ours: Entry, theirs: Entry) -> bool:
    """Whether two tellings are one payment: of one number, or of one amount where not both have a number."""
    if ours.references and theirs.references:
        return ours.references == theirs.references
    return ours.minor == theirs.minor


def _told(number: int, minor: int, trace: str) -> Told:
    references = (Reference(Ref.TRN, trace),) if trace else ()
    lines = (Remittance(number, "invoice", "1", paid=minor),)
    entry = Entry(
        number,
        Kind.ADVICE,
        Method.ACH,
        credit=True,
        minor=minor,
        currency="USD",
        bank_reference="",
        booked_on=None,
        references=references,
        remittance=lines,
    )
    return Told(entry, (), (), titled=True)


@pytest.mark.parametrize(
    "head",
    [
        b"From: a\nTo: b\n\nSubject: c\n",
        b"Account: 1\nFrom: 2026-11-01\nTo: 2026-11-30\n",
        b"from,to,subject\n",
        b"From: a\nTo: b\nSubject: c d\nnot a field\n\n",
    ],
)
def test_a_head_of_other_words_is_no_letter(head: bytes) -> None:
    assert not advice_email.knows(head)


@given(data=st.data())
def test_a_damaged_letter_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([write() for write in LETTERS.values()])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(whole) - 1))
        piece = st.sampled_from(
            [b"=", b"\r\n\r\n", b"--", b"base64", b"<tr>", b"<td colspan=9>", b"\xff", b"charset=x"]
        )
        whole[at : at + data.draw(st.integers(0, 12))] = data.draw(st.one_of(st.binary(max_size=12), piece))
    try:
        records = list(parsers.read(bytes(whole)))
    except Refused:
        return
    assert records


def test_the_papers_themselves_are_not_letters() -> None:
    assert not advice_email.knows(plain())


def test_what_several_attachments_tell_together_has_a_limit() -> None:
    tables = [
        (
            "text/csv",
            f"{name}.csv",
            f"Payment number,Invoice number,Amount paid\n{name},1,2.00\n{name},2,3.00\n".encode(),
        )
        for name in ("P-1001", "P-1002")
    ]
    data = letter("Payments", "", tables)

    assert sum(isinstance(one, Entry) for one in parsers.read(data)) == 2
    with pytest.raises(TooLarge, match="together"):
        list(parsers.read(data, Reading(replace(Limits(), documents_max=3))))
