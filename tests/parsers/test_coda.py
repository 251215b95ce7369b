"""CODA: balances and turnover decide, wrapped words are whole, and a sum gives the payments inside it."""

from datetime import date

import pytest

import parsers
from benchmarks.volumes.coda import content
from kit.findings import Finding
from parsers import coda
from parsers.coda.records import day, minor
from parsers.records import Control, Entry, Kind, Method, Proof, Record, Ref, Statement
from tests.parsers.golden import ROOT

WHOLE = (ROOT / "coda/two-statements.txt").read_bytes()


def read(data: bytes) -> list[Record]:
    return list(parsers.read(data))


def entries(data: bytes) -> list[Entry]:
    return [one for one in read(data) if isinstance(one, Entry)]


def codes(data: bytes) -> set[str]:
    return {one.code for one in read(data) if isinstance(one, Finding)}


def failed(data: bytes) -> set[str]:
    return {one.name for one in read(data) if isinstance(one, Control) and one.proof is Proof.MISMATCHED}


def test_a_structured_reference_is_our_own_and_names_the_document() -> None:
    entry = entries(WHOLE)[0]

    assert (entry.kind, entry.method, entry.minor, entry.currency) == (Kind.RECEIPT, Method.ACH, 304445, "EUR")
    assert (entry.payer.name, entry.payer.account, entry.payer.routing) == (
        "BAKKERIJ DE ZON",
        "BE71096123456769",
        "BBRUBEBB",
    )
    assert [(line.reference, line.paid) for line in entry.remittance] == [("100000000135", 304445)]
    assert {(one.kind, one.value) for one in entry.references} >= {
        (Ref.CREDITOR, "100000000135"),
        (Ref.END_TO_END, "E2E-7"),
    }


def test_words_cut_over_records_are_whole_again() -> None:
    expected = "FACTUUR 2026-118 EN FACTUUR 2026-119 MET AFTREK CREDITNOTA 44 VAN 12 NOVEMBER"

    assert entries(WHOLE)[1].text == (expected,)


def test_an_unpaid_direct_debit_points_back() -> None:
    entry = entries(WHOLE)[3]

    assert (entry.kind, entry.credit) == (Kind.RETURN, False)
    assert any(one.kind is Ref.ORIGINAL and one.value == "INC-2026-55" for one in entry.references)


def test_a_sum_gives_its_payments_one_without_them_is_a_total_and_a_breakdown_is_one() -> None:
    told = [(one.kind, one.minor, one.payer.name) for one in entries(WHOLE)[5:]]

    assert told == [
        (Kind.RECEIPT, 10000, "BAKKERIJ DE ZON"),
        (Kind.RECEIPT, 20000, "DRUKKERIJ NOORD"),
        (Kind.TOTAL, 9000, ""),
        (Kind.RECEIPT, 50000, ""),
    ]


def test_fees_and_own_payments_are_nobodys() -> None:
    assert [one.kind for one in entries(WHOLE)[2:5]] == [Kind.OTHER, Kind.RETURN, Kind.OTHER]


def test_balances_stand_with_the_statement() -> None:
    first = next(one for one in read(WHOLE) if isinstance(one, Statement))

    assert [(one.code, one.minor, one.on) for one in first.balances] == [
        ("OPENING", 1181270, date(2026, 11, 19)),
        ("CLOSING", 1445839, date(2026, 11, 20)),
    ]


def test_a_balance_that_does_not_foot_leaves_nothing_trusted() -> None:
    data = (ROOT / "coda/balance-wrong.txt").read_bytes()

    assert failed(data) == {"balance_proof"}
    assert {one.trusted for one in entries(data)} == {False}


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ({"details_do_not_add_up", "record_out_of_place", "amount_not_numeric"}, "deviations.txt"),
        ({"file_truncated"}, "cut-in-statement.txt"),
        ({"statement_announced"}, "balance-wrong.txt"),
        ({"statement_is_copy"}, "duplicate.txt"),
    ],
)
def test_what_is_wrong_is_told(expected: set[str], name: str) -> None:
    assert expected <= codes((ROOT / "coda" / name).read_bytes())


def test_a_duplicate_is_no_money() -> None:
    assert {one.kind for one in entries((ROOT / "coda/duplicate.txt").read_bytes())} == {Kind.NOTICE}


def test_an_account_of_the_old_structure_has_its_currency() -> None:
    entry = entries((ROOT / "coda/old-account-structure.txt").read_bytes())[0]

    assert (entry.account, entry.currency, entry.trusted) == ("539007547034", "EUR", True)


def test_without_a_currency_nothing_is_trusted() -> None:
    data = WHOLE.replace(b"   EUR0000000011812700", b"   EXR0000000011812700")

    assert "currency_missing" in codes(data)
    assert not entries(data)[0].trusted


@pytest.mark.parametrize(
    ("expected", "thousandths", "currency"),
    [(1234, 12340, "EUR"), (-1234, -12340, "EUR"), (None, 12345, "EUR"), (12345, 12345, "KWD"), (12, 12000, "JPY")],
)
def test_thousandths_are_minor_units_or_nothing(expected: int | None, thousandths: int, currency: str) -> None:
    assert minor(thousandths, currency) == expected


@pytest.mark.parametrize(
    ("expected", "text"),
    [(date(2026, 11, 20), "201126"), (date(1999, 1, 31), "310199"), (None, "000000"), (None, "310226"), (None, "2011")],
)
def test_a_day_has_six_digits(expected: date | None, text: str) -> None:
    assert day(text) == expected


def test_a_large_file_is_proven() -> None:
    data = content(2500)

    assert (len(entries(data)), failed(data), codes(data)) == (2500, set(), set())


@pytest.mark.parametrize("head", [b"0000020112630005", b"01BGMAX", b"0" * 128 + b"\n1", b""])
def test_what_is_not_coda_is_not_known(head: bytes) -> None:
    assert not coda.knows(head)


#: what stands as words of the second movement -> its creditor references
SAID = {
    "+++090/9337/55493+++ DANK": ["090933755493"],
    "BETALING RF18539007547034": ["RF18539007547034"],
    "+++090/9337/55494+++": [],
}


@pytest.mark.parametrize(("words", "meant"), SAID.items(), ids=SAID)
def test_a_reference_among_words_is_the_creditors(words: str, meant: list[str]) -> None:
    text = WHOLE.decode().replace("FACTUUR 2026-118 EN FACTUUR 2026-119 MET AFTREK CREDI", words.ljust(53))
    told = [one.value for one in entries(text.encode())[1].references if one.kind is Ref.CREDITOR]

    assert told == meant


def test_a_structured_reference_that_fails_its_check_is_told() -> None:
    wrong = WHOLE.replace(b"1101100000000135", b"1101100000000136")

    assert "creditor_reference_check" in codes(wrong)
    assert "creditor_reference_check" not in codes(WHOLE)


def test_information_names_the_payer_where_nothing_else_does_and_who_stands_behind_him() -> None:
    lines = WHOLE.decode().splitlines()
    behind = "3100010000B0001".ljust(31) + "001500001" + "009DE ECHTE KLANT".ljust(73)
    named = [*lines[:4], lines[5], behind.ljust(128), *lines[6:]]
    entry = entries("\n".join(named).encode())[0]

    assert (entry.payer.name, entry.payer.ultimate) == ("BAKKERIJ DE ZON", "DE ECHTE KLANT")


def test_lines_filled_up_beyond_their_width_are_read() -> None:
    filled = b"\n".join(line + b"   " for line in WHOLE.splitlines())

    assert [one.minor for one in entries(filled)] == [one.minor for one in entries(WHOLE)]
