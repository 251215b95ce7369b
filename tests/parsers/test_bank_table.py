"""Bank tables: what a guess proves and asks, what a confirmed mapping reads, and what the balances hold back."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from kit.findings import Finding, Severity
from kit.refusals import Invalid, Refused
from parsers.reading import Pin, Reading
from parsers.records import Control, Entry, Kind, Proof, Record, Statement
from parsers.tables import bank_cells, bank_table
from parsers.tables.mapping import PIN, Mapping, refuse_open
from tests.parsers.golden import ROOT
from tests.parsers.mutants import mutants

FOLDER = ROOT / "bank_csv"


def guess(data: bytes) -> Mapping:
    """Return the mapping that is guessed for a table."""
    return bank_table.sheet_of(data, Reading())[1]


def confirmed(data: bytes, **answers: object) -> Reading:
    """Return a reading in which a person has confirmed the guess, with answers to what it asks."""
    mapping = replace(guess(data), asked=(), **answers)  # type: ignore[arg-type]
    refuse_open(mapping)
    return Reading(pins=(Pin(PIN, mapping.to_json()),))


def read(data: bytes, reading: Reading | None = None) -> list[Record]:
    """Return the records of a table."""
    return list(parsers.read(data, reading or Reading()))


def entries(data: bytes, reading: Reading | None = None) -> list[Entry]:
    """Return the entries of a table."""
    return [record for record in read(data, reading) if isinstance(record, Entry)]


def moved(data: bytes, reading: Reading | None = None) -> list[tuple[bool, int]]:
    """Return what each row moves."""
    return [(entry.credit, entry.minor) for entry in entries(data, reading)]


@pytest.mark.parametrize("name", ["Payer", "payer name", "Sender Name", "counterparty name"])
def test_who_paid_stands_in_a_column_of_his_own(name: str) -> None:
    table = f"Date,Amount,Currency,{name},Description\n2026-11-20,5.00,USD,Ada Ltd,rent\n".encode()
    (entry,) = entries(table, confirmed(table, sign="signed"))
    assert (entry.payer.name, entry.text) == ("Ada Ltd", ("rent",))


#: cell, decimal mark, currency -> minor units
AMOUNTS: dict[tuple[str, str, str], int | None] = {
    ("1.234,56", ",", "EUR"): 123456,
    ("1,234.56", ".", "USD"): 123456,
    ("1'234.56", ".", "CHF"): 123456,
    ("1 234,56-", ",", "EUR"): -123456,
    ("1\u00a0234,5", ",", "EUR"): 123450,
    ("($85.00)", ".", "USD"): -8500,
    ("$.23", ".", "USD"): 23,
    ("+ £1,100.00", ".", "GBP"): 110000,
    ("-$76.00", ".", "USD"): -7600,
    ("1,00,000.00", ".", "INR"): 10000000,
    ("350", ".", "JPY"): 350,
    ("350.5", ".", "JPY"): None,
    ("1.234", ".", "USD"): None,
    ("1.500", ".", "BHD"): 1500,
    ("USD 9.126,07", ",", "USD"): 912607,
    ("'579,68 USD", ",", "USD"): 57968,
    ("12.50 CR", ".", "USD"): 1250,
    ("12.50 DR", ".", "USD"): -1250,
    ("−5,00", ",", "EUR"): -500,
    ("1,23,4", ".", "USD"): None,
    ("12,34.56", ".", "USD"): None,
    ("1.2.3", ".", "USD"): None,
    ("NaN", ".", "USD"): None,
    ("1e3", ".", "USD"): None,
    ("１２.００", ".", "USD"): None,
    ("1_000", ".", "USD"): None,
    ("--5", ".", "USD"): None,
    ("(5", ".", "USD"): None,
    ("(-5)", ".", "USD"): None,
    ("99999999999999999", ".", "USD"): None,
    ("1,500", "", "USD"): None,
    ("1500", "", "USD"): 150000,
    ("1,500", "", "JPY"): 1500,
    ("-1.234.500", "", "KRW"): -1234500,
    ("1,50", "", "JPY"): None,
}


@pytest.mark.parametrize(("given_", "minor"), AMOUNTS.items())
def test_an_amount(given_: tuple[str, str, str], minor: int | None) -> None:
    assert bank_cells.amount(*given_) == minor


@given(minor=st.integers(-(10**12), 10**12), mark=st.sampled_from(".,"), groups=st.sampled_from(("", "'", " ", "o")))
def test_an_amount_written_in_groups_comes_back(minor: int, mark: str, groups: str) -> None:
    whole, part = divmod(abs(minor), 100)
    sign = {"o": "," if mark == "." else "."}.get(groups, groups)
    text = f"{'-' if minor < 0 else ''}{whole:,}".replace(",", sign) + f"{mark}{part:02d}"

    assert bank_cells.amount(text, mark, "EUR") == minor


#: cell -> its readings by order
DAYS: dict[str, dict[str, date]] = {
    "2026-11-20": {"ymd": date(2026, 11, 20)},
    "20261120": {"ymd": date(2026, 11, 20)},
    "2026/1/2": {"ymd": date(2026, 1, 2)},
    "2019.04.19.": {"ymd": date(2019, 4, 19)},
    "2026-11-20T23:59:59Z": {"ymd": date(2026, 11, 20)},
    "2018-02-25 12:34:56 +0000": {"ymd": date(2018, 2, 25)},
    "01/02/2026": {"dmy": date(2026, 2, 1), "mdy": date(2026, 1, 2)},
    "13/02/2026": {"dmy": date(2026, 2, 13)},
    "2/24/15": {"mdy": date(2015, 2, 24)},
    "22.02.18": {"dmy": date(2018, 2, 22)},
    "20-gen-2024": {"dmy": date(2024, 1, 20)},
    "12-Dec-2019": {"dmy": date(2019, 12, 12)},
    "23-Jan-15": {"dmy": date(2015, 1, 23)},
    "Nov 20, 2026": {"mdy": date(2026, 11, 20)},
    "2026년 1월 2일": {"ymd": date(2026, 1, 2)},
    "2026年11月20日": {"ymd": date(2026, 11, 20)},
    "46346": {"serial": date(2026, 11, 20)},
    "31/02/2026": {},
    "2026-13-01": {},
    "2026-11-20 Bracken": {},
    "２０２６-11-20": {},
    "Pending": {},
    "": {},
}


@pytest.mark.parametrize(("cell", "readings"), DAYS.items())
def test_a_day(cell: str, readings: dict[str, date]) -> None:
    assert bank_cells.days(cell) == readings


#: file -> what a person is asked
ASKED = {
    "newest-first-cp1252.csv": (),
    "debit-credit-totals.csv": (),
    "days-either-way.csv": ("day_order", "currency"),
    "decimal-either-way.csv": ("decimal",),
    "marks-pending.csv": (),
    "tabs-utf16.csv": (),
    "korean-euc-kr.csv": ("currency",),
    "czech-cp852.csv": (),
    "no-header.csv": (),
}


@pytest.mark.parametrize(("name", "asked"), ASKED.items())
def test_what_a_guess_leaves_open_is_asked(name: str, asked: tuple[str, ...]) -> None:
    assert guess((FOLDER / name).read_bytes()).asked == asked


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.csv")))
def test_nothing_of_a_guess_is_trusted(name: str) -> None:
    records = read((FOLDER / name).read_bytes())

    guesses = [one for one in records if isinstance(one, Finding) and one.code == "mapping_guessed"]
    assert [json.loads(one.raw)["header"] for one in guesses] == [list(guess((FOLDER / name).read_bytes()).header)]
    assert not any(one.trusted for one in records if isinstance(one, Entry))


def test_a_confirmed_mapping_is_trusted() -> None:
    data = (FOLDER / "newest-first-cp1252.csv").read_bytes()
    records = read(data, confirmed(data))

    assert [one.trusted for one in records if isinstance(one, Entry)] == [True] * 4
    assert [one for one in records if isinstance(one, Finding)] == []


def test_an_answer_decides_the_days() -> None:
    data = (FOLDER / "days-either-way.csv").read_bytes()

    found = entries(data, confirmed(data, day_order="mdy", currency="USD"))

    assert [entry.booked_on for entry in found] == [date(2026, 1, 2), date(2026, 2, 2), date(2026, 5, 2)]
    assert [entry.booked_on for entry in entries(data)] == [None, None, None]


def test_an_answer_decides_the_decimal_mark() -> None:
    data = (FOLDER / "decimal-either-way.csv").read_bytes()

    assert moved(data, confirmed(data, decimal=".")) == [(True, 150000), (False, 225000)]
    assert moved(data, confirmed(data, decimal=",")) == [(True, 150), (False, 225)]
    bhd = data.replace(b"USD", b"BHD")
    assert moved(bhd, confirmed(bhd, decimal=",")) == [(True, 1500), (False, 2250)]
    whole = data.replace(b'"1,500"', b'"1,500.00"')
    assert moved(whole, confirmed(whole)) == [(True, 150000), (False, 225000)]


def test_a_gap_in_the_balances_holds_back_its_rows_only() -> None:
    data = (FOLDER / "gap.csv").read_bytes()
    records = read(data, confirmed(data, currency="USD"))

    assert [one.trusted for one in records if isinstance(one, Entry)] == [True, True, False, True, True]
    assert [(one.code, one.line) for one in records if isinstance(one, Finding)] == [("balance_gap", 4)]
    assert [one.proof for one in records if isinstance(one, Control)] == [Proof.MISMATCHED]


def test_a_total_that_fails_holds_back_every_row() -> None:
    data = (FOLDER / "debit-credit-totals.csv").read_bytes()
    wrong = data.replace(b"1 250,00", b"1 260,00")

    assert {entry.trusted for entry in entries(data, confirmed(data))} == {True}
    assert {entry.trusted for entry in entries(wrong, confirmed(data))} == {False}


HEAD = "Date,Description,Amount,Currency,Balance\n"
#: rows -> what they move: the balances prove the rule for signs
SIGNS = {
    "2026-01-13,a,10.00,EUR,110.00\n2026-01-14,b,-4.00,EUR,106.00\n": [(True, 1000), (False, 400)],
    "2026-01-13,a,10.00,EUR,90.00\n2026-01-14,b,-4.00,EUR,94.00\n2026-01-15,c,1.00,EUR,93.00\n": [
        (False, 1000),
        (True, 400),
        (False, 100),
    ],
    "2026-01-14,b,-4.00,EUR,106.00\n2026-01-13,a,10.00,EUR,110.00\n": [(False, 400), (True, 1000)],
}


@pytest.mark.parametrize(("rows", "result"), SIGNS.items())
def test_balances_prove_the_signs_in_either_order(rows: str, result: list[tuple[bool, int]]) -> None:
    data = (HEAD + rows).encode()

    assert guess(data).proves
    assert moved(data) == result


#: header, rows -> the rule for signs; empty: asked
RULES = {
    ("Date,Text,Amount,Currency", "2026-01-13,a,10.00,EUR\n2026-01-14,b,-4.00,EUR"): "signed",
    ("Date,Text,Amount,Currency", "2026-01-13,a,10.00,EUR\n2026-01-14,b,4.00,EUR"): "",
    ("Date,Text,Amount,D/C", "2026-01-13,a,10.00,C\n2026-01-14,b,4.00,D"): "mark",
    ("Date,Text,Amount,D/C", "2026-01-13,a,-10.00,C\n2026-01-14,b,4.00,D"): "",
    ("Date,Text,Debit,Credit", "2026-01-13,a,,10.00\n2026-01-14,b,4.00,"): "columns",
    ("Date,Text,Debit,Credit", "2026-01-13,a,,10.00\n2026-01-14,b,-4.00,"): "columns",
    ("Date,Text,Debit,Credit", "2026-01-13,a,4.00,\n2026-01-14,b,-4.00,"): "",
}


@pytest.mark.parametrize(("table", "rule"), RULES.items())
def test_signs_that_leave_two_rules_are_asked(table: tuple[str, str], rule: str) -> None:
    mapping = guess("\n".join(table).encode() + b"\n")

    assert mapping.sign == rule
    assert ("sign" in mapping.asked) is not bool(rule)


def test_pending_rows_are_notices_and_payouts_are_totals() -> None:
    data = (FOLDER / "marks-pending.csv").read_bytes()
    found = entries(data, confirmed(data))

    assert [entry.kind for entry in found] == [Kind.RECEIPT, Kind.OTHER, Kind.NOTICE, Kind.TOTAL, Kind.RETURN]
    assert found[3].total_of == ("card", "ST-K4N8L2")


def test_a_cut_file_says_so() -> None:
    found = [one for one in read((FOLDER / "cut.csv").read_bytes()) if isinstance(one, Finding)]

    assert [one.code for one in found if one.severity is Severity.ERROR] == ["file_truncated"]


def test_every_row_is_told_or_found() -> None:
    data = (FOLDER / "rows-apart.csv").read_bytes()
    raws = [one.raw for one in read(data) if isinstance(one, Entry | Finding) and one.line > 1]

    assert "\n".join(raws).split("\n") == data.decode().split("\n")[1:-1]


def test_a_mapping_for_one_account_reads_no_other() -> None:
    data = (FOLDER / "newest-first-cp1252.csv").read_bytes()
    mapping = replace(guess(data), account="DE89370400440532013000")
    reading = Reading(pins=(Pin(PIN, mapping.to_json()),))

    assert not any(entry.trusted for entry in entries(data, reading))


def test_the_newest_confirmed_mapping_is_used() -> None:
    data = (FOLDER / "days-either-way.csv").read_bytes()
    pins = tuple(pin for order in ("dmy", "mdy") for pin in confirmed(data, day_order=order, currency="USD").pins)

    assert entries(data, Reading(pins=pins))[0].booked_on == date(2026, 1, 2)


@pytest.mark.parametrize("name", ["newest-first-cp1252.csv", "debit-credit-totals.csv", "gap.csv"])
def test_a_mapping_survives_its_json(name: str) -> None:
    mapping = guess((FOLDER / name).read_bytes())

    assert Mapping.from_json(mapping.to_json()).to_json() == mapping.to_json()


#: what a person may write -> a word of the refusal
BODIES = {
    "": "JSON",
    "[]": "object",
    '{"header":["date"],"columns":{"booked":"date"}}': "amount",
    '{"header":["date","amount"],"columns":{"booked":"day","amount":"amount"}}': "no column",
    '{"header":["date","amount"],"columns":{"booked":"date","amount":"amount","colour":"date"}}': "no role",
    '{"header":["date","amount"],"columns":{"booked":"date","amount":"amount"},"day_order":"ydm"}': "day_order",
    '{"header":["date","amount"],"columns":{"booked":"date","amount":"amount"},"sign":"mark"}': "credit_marks",
    '{"header":["date","amount"],"columns":{"booked":"date","amount":"amount"},"currency":"euro"}': "ISO 4217",
    '{"header":["date","amount"],"columns":{"booked":"date","amount":"amount"},"proves":true}': "balance",
    '{"header":[],"columns":{"booked":"1","amount":"2"}}': "width",
}


@pytest.mark.parametrize(("body", "word"), BODIES.items())
def test_an_odd_mapping_is_refused(body: str, word: str) -> None:
    with pytest.raises(Invalid, match=word):
        Mapping.from_json(body)


def test_an_open_question_is_refused() -> None:
    with pytest.raises(Invalid, match="day_order"):
        refuse_open(guess((FOLDER / "days-either-way.csv").read_bytes()))


def pictured(data: bytes, reading: Reading) -> tuple[list[tuple[bool, int, str]], bool]:
    """Return the money that is trusted, and whether anything is said to be wrong."""
    records = read(data, reading)
    wrong = any(
        (isinstance(one, Finding) and one.severity is not Severity.NOTE)
        or (isinstance(one, Control) and one.proof is Proof.MISMATCHED)
        for one in records
    )
    money = [(one.credit, one.minor, one.currency) for one in records if isinstance(one, Entry) and one.trusted]
    return sorted(money), wrong


def changed(name: str, count: int) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield mutants of a file between its first row and its last: no balance stands beyond these."""
    data = (FOLDER / name).read_bytes()
    head = data.index(b"\n", data.index(b"\n", data.index(b"Date" if b"Date" in data else b"Buchungstag")) + 1)
    for mutant in mutants(data, name, count):
        if mutant.start > head and mutant.end < data.rindex(b"\n", 0, -1):
            yield data, mutant.data, mutant.start


@pytest.mark.parametrize("name", ["newest-first-cp1252.csv", "debit-credit-totals.csv"])
def test_no_mutant_of_a_proven_table_changes_money_in_silence(name: str) -> None:
    silent = []
    for data, mutant, start in changed(name, 400):
        reading = confirmed(data)
        if not parsers.recognised(mutant):
            continue
        money, wrong = pictured(mutant, reading)
        if money != pictured(data, reading)[0] and not wrong:
            silent.append((start, mutant[start - 30 : start + 30]))

    assert silent == []


def test_statements_keep_what_stands_above() -> None:
    heads = [one for one in read((FOLDER / "newest-first-cp1252.csv").read_bytes()) if isinstance(one, Statement)]

    assert [head.account for head in heads] == ["DE02120300000000202051"]
    assert "16.11.2026 - 20.11.2026" in heads[0].labels["preamble"]


def drained(data: bytes, reading: Reading) -> list[object]:
    """Read to the end; a refusal is an answer."""
    try:
        return list(bank_table.parse(data, reading))
    except Refused as refusal:
        return [refusal]


FILES = [path.read_bytes() for path in FOLDER.glob("*.csv")]
CONFIRMED = confirmed((FOLDER / "newest-first-cp1252.csv").read_bytes())


@given(data=st.binary(max_size=300))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    drained(data, Reading())


@given(text=st.text(alphabet="Date,Amount;Credit\n\r\t\"'0123456789.-/()CRDR €", max_size=200))
def test_no_text_of_a_tables_own_letters_makes_the_reader_raise(text: str) -> None:
    drained(text.encode(), Reading())
    drained(b"Date,Description,Amount,Balance\n" + text.encode(), CONFIRMED)


@given(data=st.data())
def test_no_damaged_table_makes_the_reader_raise(data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(FILES))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        piece = data.draw(st.sampled_from([b"", b'"', b",", b";", b"\n", b"\x00", b"\xff", b"-", b"9" * 30, b"\t"]))
        content = content[:start] + piece + content[start + data.draw(st.integers(0, 30)) :]
    drained(content, Reading())
    drained(content, CONFIRMED)
