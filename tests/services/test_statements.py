"""Statements of the books: they close on the customer's balance, carry on from each other, and compare with a list."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pypdf
import pytest

import ledger
from aging.buckets import BUCKETS
from kit.money import grouped
from kit.refusals import Invalid
from ledger import ItemType, NewApplication, NewCustomer, NewItem, NewReceipt
from ledger.kinds import Kind
from ledger.master import Site, StatementPreference
from services import comparing, reports
from services.importing import languages as importing_languages
from services.reports import languages
from services.reports.languages import aged as bucket_word
from services.reports.languages import moved
from services.reports.statement_wishes import begins
from services.workspace import Workspace
from tests.aging import golden
from tests.aging.golden import AS_OF
from tests.services.test_aging_report import aged, booked, example, invoice


def stated(workspace: Workspace, as_of: date = AS_OF, /, **options: str) -> list[dict[str, Any]]:
    """Return the lines of the statements."""
    return reports.made(workspace, "statements", as_of, options).rows(named=True)


def pages(workspace: Workspace, as_of: date = AS_OF, **options: str) -> list[str]:
    """Return the text of each page of the statements."""
    document = reports.file(workspace, "statements", as_of, "pdf", options)
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document), strict=True).pages]


def test_a36_the_worked_statement_closes_on_the_customers_balance(workspace: Workspace) -> None:
    example(workspace)
    lines = stated(workspace)
    (page,) = pages(workspace)

    assert sum(golden.minor(line["open"]) for line in lines) == golden.minor(aged(workspace)[0]["total"]) == 2_940_000
    by_number = {line["document_number"]: line for line in lines}
    assert [by_number["INV-3"][name] for name in ("original", "applied", "open")] == ["5000.00", "2000.00", "3000.00"]
    assert (by_number["INV-3"]["days_late"], by_number["INV-6"]["days_late"]) == (40, None)
    assert by_number["INV-7"]["disputed"]
    for said in ("TOTAL USD 29,400.00", "Past due 20,500.00", "D = disputed 2,500.00", "INV-4", "Customer C1"):
        assert said in page
    assert "Balance USD 29,400.00" in page


def test_a36_a_balance_is_carried_from_month_to_month(workspace: Workspace) -> None:
    example(workspace)
    ends = [date(2024, 12, 31), date(2025, 1, 31), date(2025, 2, 28), AS_OF, date(2025, 4, 30)]
    before = "0.00"
    for end in ends:
        options: dict[str, Any] = {
            "kind": "balance_forward",
            "from": f"{end:%Y-%m}-01" if end != ends[0] else "2024-11-01",
        }
        lines = stated(workspace, end, **options)
        opened = lines[0]["amount"] if lines[0]["kind"] == "previous_balance" else "0.00"
        assert opened == before
        before = lines[-1]["balance"]
        assert before == aged(workspace, end)[0]["total"]
        assert sum(golden.minor(line["amount"]) for line in lines) == golden.minor(before)
    assert "BALANCE-FORWARD STATEMENT" in pages(workspace, kind="balance_forward")[0]


def test_a36_money_is_named_by_the_banks_reference_in_both_kinds(matched: Workspace) -> None:
    """Our number of a receipt says nothing to a customer."""
    with matched.database.reading() as connection:
        receipts = ledger.reads.receipts(connection).filter(pl.col("bank_reference") != "")
    ours = set(receipts["receipt_id"])
    for kind in ("open_item", "balance_forward"):
        told = {line["document_number"] for line in stated(matched, date(2026, 11, 19), kind=kind, credit_only="yes")}
        assert told & set(receipts["bank_reference"])
        assert not told & ours


def test_a_statement_shows_where_it_goes_in_the_window_of_an_envelope(empty: Workspace) -> None:
    """Between 2 and 3.2 inches from the top: the name, and the site that is billed, else the customer's own address."""
    with booked(empty, "two addresses") as book:
        people = [NewCustomer(number, f"Buyer {number}", address="1 Quay\nHouston TX 77002") for number in ("A1", "B1")]
        ledger.customers.upsert(book, people)
        billed = Site("B1", "HQ", ("bill_to",), address="Postbus 9\n1000 AA Amsterdam")
        ledger.master.keep(book, [billed, Site("B1", "A", ("remit_from",), address="dock")])
        ledger.items.issue(book, [invoice(f"I{number}", 1_000, AS_OF, number) for number in ("A1", "B1")])
    found: dict[str, float] = {}

    def seen(text: str, _cm: Any, at: Any, _font: Any, _size: Any) -> None:
        found[text.strip()] = (792 - at[5]) / 72

    for page in pypdf.PdfReader(io.BytesIO(reports.file(empty, "statements", AS_OF, "pdf", {}))).pages:
        page.extract_text(visitor_text=seen)
    for line in ("Buyer A1", "1 Quay", "Houston TX 77002", "Buyer B1", "Postbus 9", "1000 AA Amsterdam"):
        assert 2 <= found[line] <= 3.2, line
    assert "dock" not in found
    assert found["IA1"] > 3.2


def family(workspace: Workspace) -> None:
    """Book a parent with two children in two currencies, one of them with nothing but a credit."""
    with booked(workspace, "family") as book:
        kids = [NewCustomer(f"K{n}", f"Kid {n}", parent_number="P") for n in (1, 2, 3)]
        ledger.customers.upsert(book, [NewCustomer("P", "Łódź Parent"), *kids])
        ledger.items.issue(book, [invoice("A", 1_000, AS_OF, "K1"), invoice("B", 50, AS_OF, "K2")])
        euros = NewItem("E", ItemType.INVOICE, "K1", "EUR", 700, AS_OF, AS_OF)
        ledger.items.issue(book, [euros, NewItem("C", ItemType.CREDIT_MEMO, "K3", "USD", -20, AS_OF, AS_OF)])


def test_a36_a_parent_gets_one_statement_with_a_section_for_each_child_and_currency(empty: Workspace) -> None:
    family(empty)
    (page,) = pages(empty, by="parent")

    assert "Customer P" in page
    assert "Lódz Parent" in page
    assert [said in page for said in ("Kid 1 (K1), EUR", "Kid 1 (K1), USD", "Kid 2 (K2), USD")] == [True] * 3
    assert "Balance EUR 7.00   USD 10.50" in page
    assert "with your payment to Main, naming" in page, "who has no other place is paid at its own"
    assert len(pages(empty)) == 2
    assert {line["family"] for line in stated(empty, by="parent", customer="P")} == {"P"}


@pytest.mark.parametrize(
    ("options", "customers"),
    [
        ({}, {"K1", "K2"}),
        ({"minimum": "0.51"}, {"K1"}),
        ({"credit_only": "yes"}, {"K1", "K2", "K3"}),
        ({"customer": "K2"}, {"K2"}),
    ],
)
def test_who_gets_a_statement(empty: Workspace, options: dict[str, Any], customers: set[str]) -> None:
    family(empty)

    assert {line["customer_number"] for line in stated(empty, **options)} == customers


#: K1 to K3 are children of P; K1 owes 10.00 USD and 7.00 EUR, K2 0.50 USD.
WISHES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, str]]] = {
    "nobody said anything": ({}, {}, {"K1": "K1", "K2": "K2"}),
    "none": ({"K1": ("none",)}, {}, {"K2": "K2"}),
    "who wants none and is named": ({"K1": ("none",)}, {"customer": "K1"}, {"K1": "K1"}),
    "all are asked for, whatever they want": ({"K1": ("none",)}, {"kind": "open_item"}, {"K1": "K1", "K2": "K2"}),
    "consolidated": ({"K1": ("open_item", True)}, {}, {"K1": "P", "K2": "K2"}),
    "each apart": ({"K1": ("open_item", True)}, {"by": "customer"}, {"K1": "K1", "K2": "K2"}),
    "of a parent": ({"K1": ("open_item", True)}, {"customer": "P"}, {"K1": "P"}),
    "a consolidated one by its own number": ({"K1": ("open_item", True)}, {"customer": "K1"}, {"K1": "K1"}),
    "the parent wants none": ({"K1": ("open_item", True), "P": ("none",)}, {}, {"K2": "K2"}),
    "the parent's form": (
        {"K1": ("open_item", True, "csv"), "P": ("open_item", False, "xlsx")},
        {"form": "xlsx"},
        {"K1": "P"},
    ),
    "a form": ({"K2": ("open_item", False, "csv")}, {"form": "csv"}, {"K2": "K2"}),
    "the usual form": ({"K2": ("open_item", False, "csv")}, {"form": "pdf"}, {"K1": "K1"}),
    "each month, and in March each quarter": (
        {"K1": ("open_item", False, "pdf", "quarter")},
        {"cadence": "month"},
        {"K1": "K1", "K2": "K2"},
    ),
    "each week": ({"K1": ("open_item", False, "pdf", "week")}, {"cadence": "week"}, {"K1": "K1"}),
}


def wishing(workspace: Workspace, wishes: dict[str, Any]) -> None:
    """Keep what customers want of statements."""
    with booked(workspace, "wishes") as book:
        ledger.master.keep(book, [StatementPreference(number, *wish) for number, wish in wishes.items()])


@pytest.mark.parametrize("case", WISHES)
def test_a36_statements_go_as_each_customer_wants_them(empty: Workspace, case: str) -> None:
    wishes, options, expected = WISHES[case]
    family(empty)
    wishing(empty, wishes)

    lines = stated(empty, **options)
    assert {line["customer_number"]: line.get("addressee", line["customer_number"]) for line in lines} == expected
    printed = "".join(pages(empty, **options))
    assert {number for number in ("K1", "K2", "P") if f"Customer {number}" in printed} == set(expected.values())


def test_a36_kinds_and_periods_are_each_customers_own(workspace: Workspace) -> None:
    """One run holds both kinds: what is carried forward begins with the customer's week, and closes on its balance."""
    family(workspace)
    wishing(workspace, {"K1": ("balance_forward", False, "pdf", "week")})
    lines = stated(workspace)

    told = [(line["customer_number"], line["kind"], line["amount"], line["balance"], line["open"]) for line in lines]
    assert told == [
        ("K1", "invoiced", "7.00", "7.00", None),
        ("K1", "previous_balance", "10.00", "10.00", None),
        ("K2", None, None, None, "0.50"),
    ]
    first, second = pages(workspace)
    assert ("BALANCE-FORWARD STATEMENT" in first, "BALANCE-FORWARD STATEMENT" in second) == (True, False)
    week_after = stated(workspace, AS_OF + timedelta(days=7), customer="K1")
    assert [line["kind"] for line in week_after] == ["previous_balance"] * 2


def test_a36_a_run_in_one_archive_is_a_file_each_in_the_form_that_it_wants(empty: Workspace) -> None:
    """K1 and its parent's paper, K2's sheet: each alone in its own, with the numbers of the whole run."""
    family(empty)
    wishing(empty, {"K1": ("open_item", True), "P": ("open_item", False, "xlsx"), "K2": ("open_item", False, "csv")})
    made = reports.file(empty, "statements", AS_OF, "zip")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}

    assert sorted(files) == ["K2.csv", "P.xlsx"]
    (line,) = csv.DictReader(io.StringIO(files["K2.csv"].decode()))
    assert (line["customer_number"], line["open"]) == ("K2", "0.50")
    sheet = pl.read_excel(io.BytesIO(files["P.xlsx"]), engine="calamine")
    assert sorted(zip(sheet["currency"], sheet["open"], strict=True)) == [("EUR", 7.0), ("USD", 10.0)]
    assert reports.file(empty, "statements", AS_OF, "zip") == made
    wishing_again = {"K2": ("none",)}
    with booked(empty, "other wishes") as book:
        ledger.master.keep(book, [StatementPreference(number, *wish) for number, wish in wishing_again.items()])
    assert zipfile.ZipFile(io.BytesIO(reports.file(empty, "statements", AS_OF, "zip"))).namelist() == ["P.xlsx"]
    with pytest.raises(Invalid, match="no format 'zip'"):
        reports.file(empty, "aging", AS_OF, "zip")


def test_a_number_is_no_path_in_an_archive(empty: Workspace) -> None:
    with booked(empty, "odd") as book:
        ledger.customers.upsert(book, [NewCustomer("../a/1", "One")])
        ledger.items.issue(book, [NewItem("I1", ItemType.INVOICE, "../a/1", "USD", 100, AS_OF, AS_OF)])
    made = reports.file(empty, "statements", AS_OF, "zip")

    assert zipfile.ZipFile(io.BytesIO(made)).namelist() == ["..%2Fa%2F1.pdf"]


@pytest.mark.parametrize(
    ("cadence", "first"), [("week", date(2025, 3, 25)), ("month", date(2025, 3, 1)), ("quarter", date(2025, 1, 1))]
)
def test_a_balance_is_carried_from_the_period_before(cadence: str, first: date) -> None:
    assert begins(cadence, date(2025, 3, 31)) == first


def test_nobody_may_get_a_statement(empty: Workspace) -> None:
    assert stated(empty) == []
    assert "Nobody gets a statement" in pages(empty)[0]


def test_a_long_statement_goes_on_over_the_page(empty: Workspace) -> None:
    with booked(empty, "long") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        ledger.items.issue(book, [invoice(f"INV-{n:03}", 100, AS_OF) for n in range(120)])
    sheets = pages(empty)

    assert len(sheets) == 3
    assert [f"Page {n}" in sheet for n, sheet in enumerate(sheets, start=1)] == [True] * 3
    assert all(any(f"INV-{n:03}" in sheet for sheet in sheets) for n in range(120))
    assert "TOTAL USD 120.00" in sheets[-1]


def test_the_same_statements_have_the_same_bytes(empty: Workspace) -> None:
    family(empty)
    first = reports.file(empty, "statements", AS_OF, "pdf")
    with booked(empty, "later") as book:
        day = AS_OF + timedelta(days=9)
        ledger.receipts.receive(book, [NewReceipt("rcp_1", "ent_1", 500, "USD", day, day, "K1")])
        item = ledger.item_id("MAIN", ItemType.INVOICE, "A")
        ledger.applications.apply(book, [NewApplication("rcp_1", item, 500, day)])

    assert reports.file(empty, "statements", AS_OF, "pdf") == first


@pytest.mark.parametrize(
    ("options", "said"),
    [({"customer": "moon"}, "no customer moon"), ({"minimum": "much"}, "no amount"), ({"kind": "poem"}, "kind is one")],
)
def test_what_makes_no_statement_is_refused(empty: Workspace, options: dict[str, Any], said: str) -> None:
    family(empty)
    with pytest.raises(Invalid, match=said):
        stated(empty, **options)


# --- compared with the customer's own list


def test_a64_a_customers_list_is_compared_line_by_line(workspace: Workspace, tmp_path: Path) -> None:
    example(workspace)
    path = tmp_path / "their-list.csv"
    path.write_text(
        "Document Number,Amount\ninv 1,10000.00\nINV-2,7500.00\nINV-3,3000.00\nINV-5,3000.00\nINV-6,1000.00\n"
        "INV-7,0.00\nCM-1,-600.00\nINV-99,12.00\n"
    )
    found = comparing.compare(workspace, path, "C1", as_of=AS_OF)
    states = {row["document_number"]: (row["state"], row["difference"]) for row in found.lines.iter_rows(named=True)}

    assert (found.ours, found.theirs, found.gap) == (2_940_000, 2_391_200, -548_800)
    assert found.states == {"amount_differs": 2, "matched": 5, "ours_only": 2, "theirs_only": 1}
    assert states["INV-1"] == ("matched", "0.00")
    assert states["INV-2"] == ("amount_differs", "-500.00")
    assert states["INV-4"] == ("ours_only", "-4000.00")
    assert states["INV-99"] == ("theirs_only", "12.00")
    assert sum(golden.minor(difference) for _, difference in states.values()) == found.gap


def test_a64_a_list_is_in_the_currency_of_what_is_open_or_of_the_customer(empty: Workspace, tmp_path: Path) -> None:
    """98,000 yen are no 98,000.00 dollars; who owes nothing is compared in their own currency, or in the one named."""
    people = [NewCustomer(name, name, currency="KWD") for name in ("J1", "N1")]
    with booked(empty, "abroad") as book:
        ledger.customers.upsert(book, people)
        ledger.items.issue(book, [replace(invoice("A", 98_000, AS_OF, "J1"), currency="JPY")])
    path = tmp_path / "list.csv"
    path.write_text("document_number,amount\nA,98000\n")

    def found(customer: str, currency: str = "") -> tuple[str, int]:
        came = comparing.compare(empty, path, customer, as_of=AS_OF, currency=currency)
        return came.currency, came.gap

    assert [found("J1"), found("N1"), found("J1", "USD")] == [("JPY", 0), ("KWD", 98_000_000), ("USD", 9_800_000)]
    with pytest.raises(Invalid, match="no ISO 4217 code"):
        found("J1", "jpy")


@pytest.mark.parametrize(
    ("text", "customer", "said"),
    [
        ("document_number,amount\nA,1,00\n", "K1", "K1|line|CSV"),
        ("document_number,amount\nA,much\n", "K1", "line 2"),
        ("document_number,amount\nA,1.00\n", "moon", "no customer moon"),
        ("number,amount\nA,1.00\n", "K1", "document_number is missing"),
    ],
)
def test_a_list_that_is_none_is_refused(empty: Workspace, tmp_path: Path, text: str, customer: str, said: str) -> None:
    family(empty)
    path = tmp_path / "list.csv"
    path.write_text(text)
    if said.startswith("K1"):
        assert comparing.compare(empty, _plain(path), customer, as_of=AS_OF).gap == 100 - 1_000
        return
    with pytest.raises(Invalid, match=said):
        comparing.compare(empty, path, customer, as_of=AS_OF)


def _plain(path: Path) -> Path:
    """Return the list with the amount as we read it, as a workbook would give it."""
    pl.DataFrame({"document_number": ["A"], "amount": ["1.00"]}).write_parquet(path)
    return path


def test_a49_a_statement_is_written_in_the_customers_language(workspace: Workspace) -> None:
    """The words and the marks of amounts are the customer's; the sums are the same."""
    example(workspace)
    english = pages(workspace)[0]
    with booked(workspace, "speaks") as book:
        assert ledger.customers.speak(book, {"C1": "de"}) == 1
    german = pages(workspace)[0]
    forward = pages(workspace, kind="balance_forward")[0]

    for said in ("KONTOAUSZUG: OFFENE POSTEN", "Kunde C1", "Fällig", "31 bis 60 Tage", "SUMME USD 29.400,00", "Saldo"):
        assert said in german, said
    assert "TOTAL USD 29,400.00" in english
    assert "Statement" not in german
    assert "Saldovortrag" in forward
    assert amounts(english) == amounts(german.translate(str.maketrans(".,", ",.")))


def amounts(text: str) -> list[str]:
    """Return the amounts of a page, sorted."""
    return sorted(re.findall(r"-?[0-9][0-9,]*\.[0-9]{2}\b", text))


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    kinds = {moved(kind, language) for kind in (*map(str, Kind), "previous_balance")}

    assert all(kinds)
    assert {bucket.name for bucket in BUCKETS if not bucket_word(bucket.name, language)} == set()
    assert grouped(-123_456_789, "USD", language).replace("\N{NO-BREAK SPACE}", ".")[-3] in ",."


def test_languages_come_in_as_a_sheet(empty: Workspace, tmp_path: Path) -> None:
    with booked(empty, "people") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
    sheet = tmp_path / "languages.csv"
    sheet.write_text("customer_number,language\nC1,FR\n", encoding="utf-8")
    taken = importing_languages.languages(empty, sheet, actor="ana")
    sheet.write_text("customer_number,language\nC1,xx\nC9,de\n", encoding="utf-8")

    assert (taken.new, taken.known) == (1, 0)
    with pytest.raises(Invalid) as refused:
        importing_languages.languages(empty, sheet, actor="ana")
    assert "none of de, en" in str(refused.value.reasons)  # type: ignore[attr-defined]
    assert "C9 is unknown" in str(refused.value.reasons)  # type: ignore[attr-defined]
    with empty.database.reading() as connection:
        assert ledger.customers.spoken(connection, "MAIN") == {"C1": "fr"}
