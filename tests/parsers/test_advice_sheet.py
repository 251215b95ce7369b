"""Advices as tables: payments by their number, totals of payments and of files, and exactly one kind of table each."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from kit.findings import Finding
from kit.money import grouped
from kit.refusals import TooLarge
from parsers.advice import columns as advice_columns
from parsers.reading import Limits, Reading
from parsers.records import Control, Entry, Proof
from parsers.tables import tables
from tests.parsers.advice_books import BOOKS
from tests.parsers.golden import ROOT

HEADINGS = {
    "Invoice,Amount": True,
    "Invoice No,Date,Gross,Discount,Net": True,
    "Document Number,Amount Paid": True,
    "Document Number,Amount": False,  # a bank may write so
    "Date,Reference,Description,Amount": False,
    "Invoice,Due date,Amount": False,  # open items
    "document_number,document_type,customer_number,issue_date,amount": False,
    "Date,Invoice,Amount,Balance": False,
    "Invoice,Customer": False,
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_an_advice_is_known_by_its_columns(heading: str) -> None:
    assert advice_columns.is_header(heading.split(",")) is HEADINGS[heading]


@pytest.mark.parametrize("name", BOOKS)
def test_the_workbooks_are_as_they_are_put_together(name: str, *, golden_update: bool) -> None:
    path = ROOT / "advice_xlsx" / name
    if golden_update:
        path.write_bytes(BOOKS[name]())

    assert path.read_bytes() == BOOKS[name]()


def entries(text: str) -> list[Entry]:
    return [one for one in parsers.read(text.encode()) if isinstance(one, Entry)]


def test_rows_belong_to_the_payment_they_name_wherever_they_stand() -> None:
    found = entries((ROOT / "advice_csv" / "interleaved.csv").read_text())

    assert [(one.bank_reference, one.minor, [line.reference for line in one.remittance]) for one in found] == [
        ("70012", 10000, ["B-7", "B-8"]),
        ("70011", 35050, ["A-1", "A-2"]),
    ]
    assert all(one.trusted for one in found)


def test_a_row_in_doubt_costs_its_own_payment_alone() -> None:
    found = entries((ROOT / "advice_csv" / "amount-in-doubt.csv").read_text())

    assert [(one.bank_reference, one.trusted) for one in found] == [("P-1", False), ("P-2", True)]


def test_the_total_of_a_file_is_compared_with_its_payments() -> None:
    text = "Check No,Invoice,Paid\n1,A,5.00\n2,B,6.00\nTotal,,{}\n"
    right, wrong = (list(parsers.read(text.format(total).encode())) for total in ("11.00", "12.00"))

    assert [one.proof for one in right if isinstance(one, Control) and one.name == "file_total"] == [Proof.MATCHED]
    assert [one.proof for one in wrong if isinstance(one, Control) and one.name == "file_total"] == [Proof.MISMATCHED]
    assert "advice_file_total" in {one.code for one in wrong if isinstance(one, Finding)}


def test_currencies_of_rows_have_their_own_digits() -> None:
    found = entries((ROOT / "advice_csv" / "tabs-two-currencies.csv").read_text())

    assert [(one.currency, one.minor) for one in found] == [("GBP", 517075), ("JPY", 150000)]


def test_every_row_is_in_one_payment() -> None:
    text = (ROOT / "advice_csv" / "portal-several-payments.csv").read_text()
    kept = Counter(line for one in entries(text) for line in one.raw.splitlines())

    assert kept == Counter(text.splitlines()[1:])


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(-(10**6), 10**8), st.integers(0, 99)), min_size=1, max_size=30)
)
def test_what_is_written_is_read_back(rows: list[tuple[int, int, int]]) -> None:
    """Any mix of payments: each row in its payment, to the cent."""
    lines = ["Payment reference,Invoice,Gross,Discount,Paid"]
    for number, (key, minor, taken) in enumerate(rows):
        cells = [grouped(each, "USD") for each in (minor, taken, minor - taken)]
        lines.append(f"P-{key},INV-{number}," + ",".join(f'"{cell}"' for cell in cells))
    found = entries("\n".join([*lines, ""]))
    told = {(one.bank_reference, line.reference): (line.gross, line.paid) for one in found for line in one.remittance}

    assert told == {(f"P-{key}", f"INV-{n}"): (minor, minor - taken) for n, (key, minor, taken) in enumerate(rows)}


#: rows without a heading -> whether they prove themselves an advice
BARE = {
    "INV-1,10/01/2026,1000.00,20.00,980.00|INV-2,10/05/2026,500.00,0.00,500.00|Total,,1500.00,20.00,1480.00": True,
    "INV-1,1000.00,20.00,980.00|INV-2,500.00,,500.00": True,
    "INV-1,1000.00,0.00,1000.00|INV-2,500.00,0.00,500.00": False,  # nothing tells gross from net
    "INV-1,1000.00,20.00,981.00|INV-2,500.00,0.00,500.00": False,
    "INV-1,1000.00,20.00,980.00": False,  # one line proves nothing
    "10/01/2026,Deposit,1000.00,5000.00|10/02/2026,Check 5,-20.00,4980.00": False,
}


@pytest.mark.parametrize("rows", BARE)
def test_a_list_without_a_heading_is_read_where_it_proves_itself(rows: str) -> None:
    assert (advice_columns.bare([row.split(",") for row in rows.split("|")]) is not None) is BARE[rows]


def test_a_bare_list_is_read_to_its_total() -> None:
    (found,) = entries(next(iter(BARE)).replace("|", "\n") + "\n")

    assert (found.minor, found.trusted, [line.reference for line in found.remittance]) == (
        148000,
        True,
        ["INV-1", "INV-2"],
    )


def test_a_table_of_another_kind_is_not_ours() -> None:
    assert tables.kind(b"Date,Description,Amount,Balance\n2026-11-19,x,5.00,10.00\n") == "bank"
    assert tables.kind(b"Invoice,Amount paid\nA,5.00\n") == "advice"


#: payments of the rows -> the most documents of one that are kept, and whether the table is then refused
KEPT = {"AAABBB": (3, False), "AAAABB": (3, True), "ABABAB": (1, True), "ABABAC": (3, False)}


@pytest.mark.parametrize(("payments", "meant"), KEPT.items(), ids=KEPT)
def test_the_documents_kept_in_memory_have_a_limit(payments: str, meant: tuple[int, bool]) -> None:
    rows = "".join(f"{name},{place},1.00\n" for place, name in enumerate(payments))
    data = f"Payment number,Invoice number,Amount paid\n{rows}".encode()
    try:
        read = list(parsers.read(data, Reading(Limits(documents_max=meant[0]))))
    except TooLarge:
        read = []

    assert (read == []) == meant[1]
