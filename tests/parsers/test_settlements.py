"""Card and wallet settlements: each line gross, fee and net, each payout the sum of its lines."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from kit.findings import Finding, Severity
from kit.refusals import Refused
from parsers.processors import adyen, paypal, stripe
from parsers.processors.settlement import FEE
from parsers.reading import READING
from parsers.records import Control, Entry, Kind, Proof, Record, Ref
from tests.parsers.golden import ROOT

READERS = {"stripe": stripe, "adyen": adyen, "paypal": paypal}
FILES = sorted(path for name in READERS for path in (ROOT / name).iterdir() if path.suffix in {".csv", ".xlsx"})


def read(name: str, change: tuple[str, str] = ("", "")) -> list[Record]:
    """Return the records of a fixture, with one text of it replaced."""
    data = (ROOT / name).read_bytes()
    before, after = (text.encode() for text in change)
    assert before in data, before
    return list(parsers.read(data.replace(before, after, 1) if before else data))


def entries(records: list[Record]) -> list[Entry]:
    """Return the entries."""
    return [one for one in records if isinstance(one, Entry)]


def proofs(records: list[Record], name: str) -> dict[str, Proof]:
    """Return what one control says of each scope."""
    return {one.scope: one.proof for one in records if isinstance(one, Control) and one.name == name}


#: file -> kinds in order
KINDS = {
    "stripe/payout.csv": "receipt receipt receipt return other return notice",
    "adyen/batch-118.csv": "receipt receipt return return receipt other notice",
    "adyen/carried-over.csv": "notice other notice",
    "adyen/workbook.xlsx": "receipt receipt notice",
    "paypal/activity-days-first.csv": "receipt receipt return notice notice",
    "paypal/statement-es.csv": "receipt other other",
    "paypal/settlement-stl.csv": "receipt receipt return notice receipt",
    "stripe/payments.csv": "receipt notice receipt",
}


@pytest.mark.parametrize(("name", "kinds"), KINDS.items())
def test_each_line_is_what_it_is(name: str, kinds: str) -> None:
    assert " ".join(entry.kind for entry in entries(read(name))) == kinds


#: file -> remittance of its first sale: qualifier, reference, gross, fee, net
SALES = {
    "stripe/payout.csv": ("invoice", "INV-3001", 12500, -393, 12107),
    "adyen/batch-118.csv": ("purchase_order", "WEB-7001", 12100, -169, 11931),
    "paypal/activity-days-first.csv": ("invoice", "3001", 165375, -7307, 158068),
    "paypal/statement-es.csv": ("invoice", "F-801", 124937, -4178, 120759),
    "paypal/settlement-stl.csv": ("invoice", "3001", 165375, -7307, 158068),
}


@pytest.mark.parametrize(("name", "sale"), SALES.items())
def test_a_sale_is_gross_less_fee(name: str, sale: tuple[str, str, int, int, int]) -> None:
    first = entries(read(name))[0]
    line = first.remittance[0]

    assert (line.qualifier, line.reference, line.gross, line.adjustments[0].minor, line.paid) == sale
    assert first.minor == line.paid
    assert line.adjustments[0].code == FEE


def test_the_yen_of_a_settlement_report_has_no_decimals() -> None:
    yen = entries(read("paypal/settlement-stl.csv"))[-1]

    assert (yen.currency, yen.minor) == ("JPY", 9600)


def test_a_sale_in_another_currency_is_told_in_the_currency_of_the_payout() -> None:
    line = entries(read("adyen/batch-118.csv"))[4].remittance[0]

    assert (line.gross, line.paid, line.adjustments[0].minor) == (9230, 9120, -110)


#: file -> (payout, day on which all its lines are booked)
PAYOUTS = {
    "stripe/payout.csv": ("po_1Kd81", date(2026, 11, 19)),
    "adyen/batch-118.csv": ("118", date(2026, 11, 18)),
    "paypal/activity-days-first.csv": ("TID4", date(2026, 11, 14)),
    "paypal/settlement-stl.csv": ("5AB4", date(2026, 11, 18)),
}


@pytest.mark.parametrize(("name", "payout"), PAYOUTS.items())
def test_every_line_carries_its_payout(name: str, payout: tuple[str, date]) -> None:
    records = read(name)
    lines = [one for one in entries(records) if any(ref.kind is Ref.BATCH for ref in one.references)]
    payouts = [one for one in lines if one.total_of]
    signed = sum(one.minor if one.credit else -one.minor for one in lines)

    assert {ref.value for one in lines for ref in one.references if ref.kind is Ref.BATCH} == {payout[0]}
    assert {one.booked_on for one in lines} == {payout[1]}
    assert [(one.kind, one.total_of) for one in payouts] == [(Kind.NOTICE, ("card", payout[0]))]
    assert signed == 0
    assert proofs(records, "payout_total") == {payout[0]: Proof.MATCHED}
    assert all(one.trusted for one in lines)


def test_returns_name_what_they_take_back() -> None:
    back = {
        name: {ref.value for ref in one.references if ref.kind is Ref.ORIGINAL}
        for name in ("stripe/payout.csv", "adyen/batch-118.csv", "paypal/activity-days-first.csv")
        for one in entries(read(name))
        if one.kind is Kind.RETURN
    }

    assert back["stripe/payout.csv"] == {"ch_0003", "pi_0006"}
    assert back["adyen/batch-118.csv"] == {"8816160000000004"}
    assert back["paypal/activity-days-first.csv"] == {"TID2"}


#: file, change -> the control that fails
BROKEN = {
    ("stripe/two-payouts-one-short.csv", ("", "")): ("payout_total", "po_2"),
    ("adyen/one-line-missing.csv", ("", "")): ("batch_balance", "118"),
    ("adyen/carried-over.csv", ("54.10", "54.20")): ("batch_balance", "120"),
    ("stripe/payout.csv", ("980.50,28.73,951.77", "980.50,27.73,952.77")): ("payout_total", "po_1Kd81"),
    ("paypal/settlement-stl-sum-wrong.csv", ("", "")): ("gross_credits", "USD"),
}


@pytest.mark.parametrize(("given_", "control"), BROKEN.items())
def test_a_total_that_fails_holds_back_its_lines(given_: tuple[str, tuple[str, str]], control: tuple[str, str]) -> None:
    records = read(*given_)
    name, scope = control
    held = [one for one in entries(records) if (name, scope) != ("", "") and not one.trusted]

    assert proofs(records, name)[scope] is Proof.MISMATCHED
    assert held


def test_the_other_payout_of_the_file_stays_trusted() -> None:
    trusted = [one.trusted for one in entries(read("stripe/two-payouts-one-short.csv"))]

    assert trusted == [True, True, True, False, False, False]


#: file -> codes of what is wrong
WRONG = {
    "stripe/columns-chosen.csv": ["net_differs", "line_unreadable"],
    "stripe/payments.csv": ["net_differs"],
    "paypal/balance-gap.csv": ["net_differs", "balance_gap"],
    "paypal/days-open.csv": ["day_order_open"],
    "paypal/settlement-stl-cut.csv": ["file_truncated"],
    "adyen/batch-118.csv": [],
}


@pytest.mark.parametrize(("name", "codes"), WRONG.items())
def test_what_is_wrong_is_said(name: str, codes: list[str]) -> None:
    found = [one.code for one in read(name) if isinstance(one, Finding) and one.severity is not Severity.NOTE]

    assert found == codes


def test_open_days_are_never_assumed() -> None:
    assert {(one.booked_on, one.trusted) for one in entries(read("paypal/days-open.csv"))} == {(None, False)}


def test_rows_in_time_decide_the_days() -> None:
    records = read("paypal/days-open.csv", ('"06/11/2026"', '"05/11/2026"'))

    assert [one.booked_on for one in entries(records)] == [None, None]
    assert [one.booked_on for one in entries(read("paypal/days-open.csv", ('"06/11/2026"', '"11/06/2026"')))] != []
    falling = read("paypal/days-open.csv", ('"06/11/2026"', '"02/12/2026"'))
    assert [one.booked_on for one in entries(falling)] == [None, None]


def drained(reader: str, data: bytes) -> None:
    """Read to the end; a refusal is an answer."""
    try:
        list(READERS[reader].parse(data, parsers.Reading()))
    except Refused:
        return


@given(data=st.binary(max_size=300), reader=st.sampled_from(sorted(READERS)))
def test_no_bytes_make_a_reader_raise(data: bytes, reader: str) -> None:
    drained(reader, data)


@given(data=st.data())
def test_no_damaged_settlement_makes_a_reader_raise(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES))
    content = path.read_bytes()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        piece = data.draw(st.sampled_from([b"", b'"', b",", b"\n", b"\x00", b"\xff", b"-", b"9" * 30, b"CR", b"SB"]))
        content = content[:start] + piece + content[start + data.draw(st.integers(0, 30)) :]
    drained(path.parent.name, content)


@pytest.mark.parametrize(
    ("pending", "after", "said"),
    [('"100,00"', '"120,00"', []), ('"110,00"', '"130,00"', []), ('"110,00"', '"140,00"', ["balance_gap"])],
)
def test_what_is_pending_moves_the_balance_or_does_not(pending: str, after: str, said: list[str]) -> None:
    """PayPal writes both: a row whose money has not come yet beside the balance before it, or after it."""
    head = "Datum,Name,Typ,Status,Währung,Brutto,Gebühr,Netto,Transaktionscode,Guthaben"
    rows = (
        '19.11.2026,ACME,Zahlung,Abgeschlossen,EUR,"100,00","0,00","100,00",T1,"100,00"\n'
        f'20.11.2026,BETA,Zahlung,Ausstehend,EUR,"10,00","0,00","10,00",T2,{pending}\n'
        f'21.11.2026,ACME,Zahlung,Abgeschlossen,EUR,"20,00","0,00","20,00",T3,{after}\n'
    )

    records = list(paypal.parse(f"{head}\n{rows}".encode(), READING))

    assert [one.code for one in records if isinstance(one, Finding)] == said
