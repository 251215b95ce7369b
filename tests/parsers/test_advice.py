"""Amounts, days and lines of an advice: what is clear is read, what may mean two things is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.findings import Finding
from kit.money import grouped
from parsers.advice.reader import Told, advices
from parsers.advice.rows import laid_out
from parsers.advice.values import Conventions, conventions, is_number, undecided
from parsers.advice.words import NAMES, Role, plain, role
from parsers.records import Control, Entry, Proof, Remittance

#: text -> minor units with a decimal point, with a comma, and where the paper shows neither
AMOUNTS: dict[str, tuple[int | None, int | None, int | None]] = {
    "1,500.00": (150000, None, 150000),
    "1.500,00": (None, 150000, 150000),
    "1500": (150000, 150000, 150000),
    "1,500": (150000, None, None),
    "1.500": (None, 150000, None),
    "12.345": (None, 1234500, None),
    "1 500.00": (150000, None, 150000),
    "1'500.00": (150000, None, 150000),
    "$1,500.00": (150000, None, 150000),
    "USD 1,500.00": (150000, None, 150000),
    "-80.00": (-8000, None, -8000),
    "80.00-": (-8000, None, -8000),
    "−80.00": (-8000, None, -8000),
    "(80.00)": (-8000, None, -8000),
    "($80.00)": (-8000, None, -8000),
    "80.00 CR": (-8000, None, -8000),
    "(-80.00)": (None, None, None),
    "(80.00": (None, None, None),
    "EUR 80.00": (None, None, None),
    "1,50,000.00": (None, None, None),
    "1,234,56": (None, None, None),
    "NaN": (None, None, None),
    "1e3": (None, None, None),
    "１２.00": (None, None, None),
    "80.00 x": (None, None, None),
    "": (None, None, None),
}


@pytest.mark.parametrize("text", AMOUNTS)
def test_an_amount_is_read_or_is_text(text: str) -> None:
    assert tuple(Conventions(point=point).amount(text) for point in (".", ",", "")) == AMOUNTS[text]


@pytest.mark.parametrize(("row", "minor"), [("KWD,15.125", 15125), ("BHD,1500", 1500000), ("TND,15.125", None)])
def test_three_digits_behind_the_point_are_decimals_where_the_currency_has_three(row: str, minor: int | None) -> None:
    currency, amount = row.split(",")

    assert conventions([currency, amount]).amount(amount) == minor


@given(minor=st.integers(-(10**12), 10**12))
def test_every_amount_as_people_write_it_is_read_back(minor: int) -> None:
    written = grouped(minor, "USD")

    assert Conventions(point=".").amount(written) == minor
    assert Conventions(point=".").amount(f"({written.lstrip('-')})") == -abs(minor)
    assert Conventions(point=",").amount(written.translate(str.maketrans(",.", ".,"))) == minor


DAYS: dict[str, date | None] = {
    "2026-11-19": date(2026, 11, 19),
    "20261119": date(2026, 11, 19),
    "19.11.2026": date(2026, 11, 19),
    "11/19/2026": date(2026, 11, 19),
    "19/11/26": date(2026, 11, 19),
    "19 Nov 2026": date(2026, 11, 19),
    "Thursday, November 19th, 2026": date(2026, 11, 19),
    "11/12/2026": None,
    "02/30/2026": None,
    "19 Brumaire 2026": None,
}


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_or_is_none(text: str) -> None:
    assert Conventions().day(text) == DAYS[text]


def test_the_whole_paper_decides_order_and_point() -> None:
    assert conventions(["11/12/2026", "13/11/2026"]).day_first is True
    assert conventions(["11/12/2026", "11/13/2026"]).day_first is False
    assert conventions(["13/11/2026", "11/13/2026"]).day_first is None
    assert conventions(["1,50", "2.50"]).point == ""
    assert conventions(["HX-2026-10-15", "26/2026"]).day_first is None
    assert undecided("11/12/2026")
    assert not undecided("11/13/2026")


def test_a_currency_is_the_one_that_is_named() -> None:
    assert conventions(["Total 5.00 EUR"]) == Conventions("EUR", stated=True, point=".")
    assert conventions(["$5.00", "CAD"]).currency == "CAD"
    assert conventions(["EUR 5.00", "GBP 5.00"]).several
    assert not conventions(["5.00"]).stated


@pytest.mark.parametrize(
    ("text", "expected"),
    [("INV 1001", True), ("Credit memo 88", True), ("A-1/2", True), ("Co-op advertising Q3", False), ("none", False)],
)
def test_a_document_has_digits_and_no_sentence(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_number(text) is expected


def test_every_name_has_one_role() -> None:
    for each, names in NAMES.items():
        for name in names.split(";"):
            assert plain(name)
            assert role(name.strip()) is each


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Inv. No.", Role.DOCUMENT),
        ("Net Amt (USD)", Role.PAID),
        ("Chk #", Role.CHECK),
        ("invoiceNumber", Role.DOCUMENT),
        ("Fällig am", Role.FOREIGN),
        ("Montant payé", Role.PAID),
        ("Invoice 5", None),
    ],
)
def test_a_heading_is_known_as_everybody_writes_it(heading: str, expected: Role | None) -> None:
    assert role(heading) is expected


def read(text: str) -> list[Told]:
    return advices(list(laid_out((number, line, 0) for number, line in enumerate(text.splitlines(), start=1))))


def sole(text: str) -> Told:
    (told,) = read(text)
    return told


def lines(entry: Entry) -> list[tuple[str, int | None, int | None, int | None, list[int]]]:
    return [
        (one.reference, one.gross, one.discount, one.paid, [each.minor for each in one.adjustments])
        for one in entry.remittance
    ]


HEAD = "Remittance advice\nCheck No: 5512\n"


def test_a_line_adds_up_whatever_the_signs() -> None:
    """Discount and deduction reduce, whether they are written negative or not; of a credit they reduce the credit."""
    told = sole(
        HEAD
        + "Invoice   Gross     Discount   Deduction   Paid\n"
        + "A1        100.00    2.00       5.00        93.00\n"
        + "A2        100.00    -2.00      -5.00       93.00\n"
        + "A3        -100.00   -2.00      0.00        -98.00\n"
        + "A4        100.00    0.00       0.00        60.00\n"
    )

    assert lines(told.entry) == [
        ("A1", 10000, 200, 9300, [-500]),
        ("A2", 10000, 200, 9300, [-500]),
        ("A3", -10000, -200, -9800, []),
        ("A4", 10000, 0, 6000, []),
    ]
    assert told.entry.trusted


def test_a_plain_amount_is_net_or_gross_as_the_total_says() -> None:
    table = "Invoice   Amount    Discount\nA1        100.00    2.00\nA2        50.00     1.00\n"
    net, gross, unsaid = (sole(HEAD + table + total) for total in ("Total 150.00\n", "Total 147.00\n", ""))

    assert lines(net.entry)[0] == ("A1", 10200, 200, 10000, [])
    assert lines(gross.entry)[0] == ("A1", 10000, 200, 9800, [])
    assert (net.entry.trusted, gross.entry.trusted, unsaid.entry.trusted) == (True, True, False)
    assert [one.code for one in unsaid.findings] == ["advice_amounts_unclear", "advice_currency_assumed"]


def test_a_credit_written_positive_is_turned_where_the_total_asks_for_it() -> None:
    table = "Type          Invoice   Amount paid\nInvoice       A1        100.00\nCredit memo   C1        30.00\n"

    assert [one[3] for one in lines(sole(HEAD + table + "Total 70.00\n").entry)] == [10000, -3000]
    assert [one[3] for one in lines(sole(HEAD + table + "Total 130.00\n").entry)] == [10000, 3000]
    assert not sole(HEAD + table).entry.trusted


def test_a_number_in_doubt_is_set_aside_and_costs_the_trust() -> None:
    told = sole(HEAD + "Invoice   Amount paid\nA1   100.00\nA2        1o0.00\nTotal   200.00\n")

    assert not told.entry.trusted
    assert "advice_line_unread" in {one.code for one in told.findings if isinstance(one, Finding)}
    assert [control.proof for control in told.controls] == [Proof.MISMATCHED]


def test_amounts_in_two_columns_at_once_are_never_guessed() -> None:
    """Between gross and paid, nearer to neither: the line is set aside."""
    told = read(HEAD + "Invoice        Gross                    Paid\nA1                        100.00\n")

    assert all(not one.entry.remittance for one in told)


def test_payments_are_parted_by_their_numbers() -> None:
    told = read(
        "Payer: Redfern\nCheck No: 1\nInvoice   Paid\nA1   5.00\nTotal   5.00\n"
        "Check No: 2\nInvoice   Paid\nB1   6.00\nTotal   6.00\n"
    )

    assert [(one.entry.minor, one.entry.payer.name, one.entry.references[0].value) for one in told] == [
        (500, "Redfern", "1"),
        (600, "Redfern", "2"),
    ]
    assert "B1" not in told[0].entry.raw


def test_a_statement_of_open_items_is_no_advice() -> None:
    assert read("Invoice   Due date     Amount\nA1        2026-11-19   5.00\n") == []


def test_controls_say_what_is_stated_and_what_was_read() -> None:
    told = sole(HEAD + "Invoice   Gross    Paid\nA1   6.00    5.00\nTotal   6.00    5.00\nAmount paid: 4.00\n")

    assert [(one.name, one.expected, one.actual, one.proof) for one in told.controls] == [
        ("remittance_total", 500, 500, Proof.MATCHED),
        ("remittance_total", 400, 500, Proof.MISMATCHED),
        ("remittance_gross", 600, 600, Proof.MATCHED),
    ]
    assert isinstance(told.controls[0], Control)
    assert not told.entry.trusted


@given(
    st.lists(
        st.tuples(st.integers(1, 10**8), st.integers(0, 500)).map(lambda pair: (pair[0], pair[0] * pair[1] // 10_000)),
        min_size=1,
        max_size=12,
    )
)
def test_lines_of_a_paper_sum_to_what_it_says(pairs: list[tuple[int, int]]) -> None:
    """Whatever the amounts, they come back to the cent, under the column they were written in."""
    rows = [
        f"INV-{number:<8}{grouped(gross, 'USD'):>20}{grouped(taken, 'USD') if taken else '':>16}"
        f"{grouped(gross - taken, 'USD'):>20}"
        for number, (gross, taken) in enumerate(pairs)
    ]
    total = grouped(sum(gross - taken for gross, taken in pairs), "USD")
    heading = f"{'Invoice':<12}{'Gross':>20}{'Discount':>16}{'Net paid':>20}"
    told = sole("\n".join([HEAD, heading, *rows, f"{'Total':<12}{total:>56}"]))

    assert [(one.gross, one.discount or 0) for one in told.entry.remittance] == pairs
    assert told.entry.trusted
    assert all(isinstance(one, Remittance) for one in told.entry.remittance)
