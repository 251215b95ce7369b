"""BgMax: a deposit's sums decide, further references are the payment's own, and every record is told."""

import pytest

import parsers
from benchmarks.volumes.bgmax import content
from kit.findings import Finding
from parsers import bgmax
from parsers.records import Control, Entry, Kind, Method, Proof, Record, Ref
from tests.parsers.golden import ROOT

WHOLE = (ROOT / "bgmax/two-deposits.txt").read_bytes()


def read(data: bytes) -> list[Record]:
    return list(parsers.read(data))


def entries(data: bytes) -> list[Entry]:
    return [one for one in read(data) if isinstance(one, Entry)]


def codes(data: bytes) -> set[str]:
    return {one.code for one in read(data) if isinstance(one, Finding)}


def failed(data: bytes) -> set[str]:
    return {one.name for one in read(data) if isinstance(one, Control) and one.proof is Proof.MISMATCHED}


def test_a_payment_with_a_credit_note_is_one_receipt_of_two_documents() -> None:
    entry = entries(WHOLE)[0]

    assert (entry.kind, entry.minor, entry.currency, entry.trusted) == (Kind.RECEIPT, 200000, "SEK", True)
    assert [(line.qualifier, line.reference, line.paid) for line in entry.remittance] == [
        ("unknown", "600809", 250000),
        ("credit_memo", "74450", -50000),
    ]
    assert (entry.payer.name, entry.payer.account, entry.payer.company_id) == (
        "Kvarnens Bageri AB",
        "3783511",
        "5561234567",
    )
    assert entry.text == ("Faktura 600809 minus kredit 74450", "c/o Ekonomi")


def test_a_reference_with_its_check_digit_is_our_own() -> None:
    kinds = {one.value: one.kind for entry in entries(WHOLE) for one in entry.references}

    assert (kinds["1002633"], kinds["100252"]) == (Ref.CREDITOR, Ref.CUSTOMER)


def test_references_without_amounts_name_the_documents_alone() -> None:
    entry = entries(WHOLE)[3]

    assert [(line.reference, line.paid) for line in entry.remittance] == [("8012577", None), ("8013575", None)]


def test_a_deduction_takes_back() -> None:
    entry = entries(WHOLE)[2]

    assert (entry.kind, entry.credit, entry.minor) == (Kind.RETURN, False, 10000)


@pytest.mark.parametrize(("expected", "channel"), [(Method.ACH, b"1"), (Method.OTHER, b"3"), (Method.ACH, b"4")])
def test_the_channel_says_how_the_money_travelled(expected: Method, channel: bytes) -> None:
    data = content(2).splitlines(keepends=True)
    line = next(number for number, one in enumerate(data) if one.startswith(b"20"))
    data[line] = data[line][:56] + channel + data[line][57:]

    assert entries(b"".join(data))[0].method is expected


def test_the_deposit_decides_what_is_trusted() -> None:
    data = (ROOT / "bgmax/deposit-total-wrong.txt").read_bytes()

    assert [one.trusted for one in entries(data)] == [False, False, False, True, True]
    assert failed(data) == {"deposit_total"}


def test_every_number_of_the_closing_record_is_compared() -> None:
    lines = WHOLE.splitlines(keepends=True)
    for start, name in (
        (2, "payments_count"),
        (10, "deductions_count"),
        (18, "references_count"),
        (26, "deposits_count"),
    ):
        last = lines[-1][:start] + b"00000009" + lines[-1][start + 8 :]

        assert failed(b"".join([*lines[:-1], last])) == {name}


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ({"record_code_unknown", "record_without_payment", "references_do_not_add_up"}, "deviations.txt"),
        ({"amount_not_numeric", "deposit_without_total"}, "deviations.txt"),
        ({"file_truncated", "deposit_without_total"}, "cut-in-deposit.txt"),
        ({"file_without_frame"}, "a-payment-alone.txt"),
    ],
)
def test_what_is_wrong_is_told(expected: set[str], name: str) -> None:
    assert expected <= codes((ROOT / "bgmax" / name).read_bytes())


def test_a_day_beyond_reason_is_none_and_nothing_is_trusted() -> None:
    data = WHOLE.replace(b"20261120", b"10261120")

    assert {one.trusted for one in entries(data)} == {False}
    assert "deposit_unclear" in codes(data)


def test_a_test_file_is_no_money() -> None:
    assert {one.kind for one in entries((ROOT / "bgmax/test-file.txt").read_bytes())} == {Kind.NOTICE}


def test_two_files_in_one_are_two() -> None:
    assert len(entries(WHOLE + WHOLE)) == 2 * len(entries(WHOLE))
    assert not failed(WHOLE + WHOLE)


def test_a_large_file_is_proven() -> None:
    data = content(2500)

    assert (len(entries(data)), failed(data), codes(data)) == (2500, set(), set())


@pytest.mark.parametrize("head", [b"01BGMAX", b"20 words", b"0000020112630005", b""])
def test_what_is_not_bgmax_is_not_known(head: bytes) -> None:
    assert not bgmax.knows(head)
