"""EDIFACT REMADV: what a payment is for, document by document, so that the documents give its sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.findings import Finding, Severity
from parsers import edifact
from parsers.records import Control, Entry, Kind, Proof, Ref
from tests.parsers.golden import ROOT

HEAD = "UNB+UNOC:3+A+B+261120:0930+R1'UNH+M1+REMADV:D:96A:UN'BGM+481+RA1'DTM+137:20261119:102'CUX+2:EUR:11'"


def message(body: str, total: str = "", head: str = HEAD) -> bytes:
    """Return one message of these segments, the total in the summary."""
    summary = f"UNS+S'MOA+12:{total}'" if total else ""
    segments = (head + body + summary).count("'") - 1
    return f"{head}{body}{summary}UNT+{segments + 1}+M1'UNZ+1+R1'".encode()


def one(data: bytes) -> Entry:
    (entry,) = [record for record in edifact.parse(data) if isinstance(record, Entry)]
    return entry


def proofs(data: bytes) -> dict[str, Proof]:
    return {record.name: record.proof for record in edifact.parse(data) if isinstance(record, Control)}


def codes(data: bytes) -> set[str]:
    return {record.code for record in edifact.parse(data) if isinstance(record, Finding)}


#: documents, total -> (paid, gross, discount, adjustments) of each
DOCUMENTS = {
    ("DOC+380+1'MOA+9:100'MOA+12:100'", "100"): [(10000, 10000, None, [])],
    ("DOC+380+1'MOA+9:100'MOA+12:98'MOA+52:2'", "98"): [(9800, 10000, 200, [])],
    ("DOC+380+1'MOA+9:100'MOA+12:90'AJT+4'MOA+5:10'", "90"): [(9000, 10000, None, [(-1000, "4465-4")])],
    ("DOC+380+1'MOA+9:100'MOA+12:90'AJT+4'MOA+5:-10'", "90"): [(9000, 10000, None, [(-1000, "4465-4")])],
    ("DOC+380+1'MOA+9:100'MOA+12:110'AJT+55'MOA+5:10'", "110"): [(11000, 10000, None, [(1000, "4465-55")])],
    ("DOC+380+1'MOA+9:100'MOA+12:90'AJT+4'", "90"): [(9000, 10000, None, [(-1000, "4465-4")])],
    ("DOC+380+1'MOA+9:100'MOA+12:90'MOA+5:10'AJT+4'", "90"): [(9000, 10000, None, [(-1000, "4465-4")])],
    ("DOC+380+1'MOA+9:100'MOA+12:85'AJT+4'MOA+5:10'AJT+11'MOA+5:5'", "85"): [
        (8500, 10000, None, [(-1000, "4465-4"), (-500, "4465-11")])
    ],
    ("DOC+380+1'MOA+9:100'AJT+39'MOA+5:2'", "98"): [(9800, 10000, None, [(-200, "4465-39")])],
    ("DOC+380+1'MOA+9:100'AJT+55'MOA+5:2'", "102"): [(10200, 10000, None, [(200, "4465-55")])],
    ("DOC+380+1'MOA+9:100'MOA+12:0'AJT+53'", "0"): [(0, 10000, None, [(-10000, "4465-53")])],
    ("DOC+380+1'MOA+9:100'MOA+12:100'DOC+381+2'MOA+9:30'MOA+12:30'", "70"): [
        (10000, 10000, None, []),
        (-3000, -3000, None, []),
    ],
    ("DOC+380+1'MOA+9:100'MOA+12:100'DOC+381+2'MOA+9:-30'MOA+12:-30'", "70"): [
        (10000, 10000, None, []),
        (-3000, -3000, None, []),
    ],
    ("DOC+380+1'MOA+12:100'DLI+1+2'MOA+12:7'", "100"): [(10000, None, None, [])],
}


@pytest.mark.parametrize(("written", "meant"), DOCUMENTS.items(), ids=range(len(DOCUMENTS)))
def test_documents_give_the_sum(
    written: tuple[str, str], meant: list[tuple[int, int | None, int | None, list[tuple[int, str]]]]
) -> None:
    data = message(*written)
    entry = one(data)
    found = [
        (line.paid, line.gross, line.discount, [(each.minor, each.code) for each in line.adjustments])
        for line in entry.remittance
    ]

    assert (found, entry.trusted) == (meant, True)
    assert set(proofs(data).values()) == {Proof.MATCHED}


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**3), st.booleans()), min_size=1, max_size=6))
def test_a_message_by_the_book_is_proven(rows: list[tuple[int, int, bool]]) -> None:
    """Whatever the amounts: net is gross less discount, credit notes are positive, the total is their difference."""
    text, total = "", 0
    for number, (net, discount, credit) in enumerate(rows):
        written = [f"{size // 100}.{size % 100:02}" for size in (net + discount, net, discount)]
        text += f"DOC+{381 if credit else 380}+{number}'MOA+9:{written[0]}'MOA+12:{written[1]}'MOA+52:{written[2]}'"
        total += -net if credit else net
    sign, size = ("-" if total < 0 else ""), abs(total)
    data = message(text, f"{sign}{size // 100}.{size % 100:02}")
    entry = one(data)

    assert (entry.trusted, entry.minor, entry.credit) == (True, size, total >= 0)
    assert sum(line.paid or 0 for line in entry.remittance) == total


def test_a_sum_that_the_documents_do_not_give_is_not_trusted() -> None:
    data = message("DOC+380+1'MOA+9:100'MOA+12:90'", "100")

    assert (one(data).trusted, one(data).minor) == (False, 10000)
    assert "remittance_unbalanced" in codes(data)


HEADS = {
    "remitted in the head": HEAD + "MOA+12:90'",
    "total in the head": HEAD + "MOA+128:90'",
    "both in the head": HEAD + "MOA+9:100'MOA+12:90'",
    "due only, what is paid": HEAD + "MOA+9:90'",
    "due only, what is due": HEAD + "MOA+9:100'",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_sums_of_the_head_are_controls(head: str) -> None:
    body = "DOC+380+1'MOA+9:100'MOA+12:90'"
    good, bad = message(body, head=head), message(body.replace("90", "80").replace("100", "95"), head=head)

    assert (one(good).trusted, one(good).minor, one(good).remittance[0].paid) == (True, 9000, 9000)
    assert not one(bad).trusted


def test_a_refused_invoice_is_worth_a_note() -> None:
    data = (ROOT / "remadv" / "deductions-and-refusal.edi").read_bytes()
    (note,) = [record for record in edifact.parse(data) if isinstance(record, Finding)]

    assert (note.code, note.severity) == ("document_refused", Severity.NOTE)
    assert "2026-1201" in note.message


def test_an_advice_says_who_pays_when_and_by_which_number() -> None:
    entry = one((ROOT / "remadv" / "deductions-and-refusal.edi").read_bytes())

    assert (entry.kind, entry.minor, entry.currency, str(entry.booked_on)) == (Kind.ADVICE, 149430, "EUR", "2026-11-20")
    assert (entry.payer.name, entry.payer.account) == ("GARTENBEDARF HOLM GMBH", "DE02500105170137075030")
    assert (entry.payer.routing, entry.account) == ("COBADEFFXXX", "DE75512108001245126199")
    assert [(each.kind, each.value) for each in entry.references] == [(Ref.TRN, "ZA2611200017"), (Ref.TRN, "RA26-0417")]
    assert entry.remittance[1].adjustments[0].text == "4 KARTONS FEHLEN LIEFERSCHEIN 55+6"
    assert entry.remittance[0].also == (("purchase_order", "B-7781"),)


def test_a_name_may_stand_in_one_place_or_another() -> None:
    for nad in ("NAD+PR+++HOLM'", "NAD+BY++HOLM'", "NAD+MS+1'FII+OR+DE1:HOLM'", "NAD+PR+++HO:LM'"):
        found = one(message(nad + "DOC+380+1'MOA+12:5'", "5")).payer.name
        assert found.replace(" ", "") == "HOLM", nad


def test_a_message_without_currency_is_not_trusted() -> None:
    data = message("DOC+380+1'MOA+12:5'", "5", HEAD.replace("CUX+2:EUR:11'", ""))

    assert (one(data).trusted, "currency_missing" in codes(data)) == (False, True)
    assert one(message("DOC+380+1'MOA+12:5:SEK'", "5", HEAD.replace("CUX+2:EUR:11'", ""))).currency == "SEK"


def test_the_currency_counts_wherever_it_stands() -> None:
    text = message("DOC+380+1'MOA+12:500'", "500").replace(b"CUX+2:EUR:11'", b"").replace(b"UNS", b"CUX+2:JPY:11'UNS")

    assert (one(text).minor, one(text).currency) == (500, "JPY")


def test_two_amounts_of_a_kind_that_differ_are_not_trusted() -> None:
    assert not one(message("DOC+380+1'MOA+12:5'MOA+12:6'", "5")).trusted
    assert one(message("DOC+380+1'MOA+12:5'MOA+12:5'", "5")).trusted


def test_a_message_that_stops_is_not_trusted() -> None:
    data = message("DOC+380+1'MOA+12:5'", "5")

    assert not one(data[: data.index(b"UNT")]).trusted


def test_the_text_of_a_message_is_kept() -> None:
    data = message("DOC+380+1'\r\nMOA+12:5'", "5")
    text = data.decode()

    assert one(data).raw == text[text.index("UNH") : text.index("UNZ")]
