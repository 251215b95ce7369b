"""Documents on their way: delivery, correction by credit and rebill, numbers without a gap."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from psycopg import Error as PostgresError
from sqlalchemy.exc import DBAPIError

import ledger
from kit.refusals import Invalid
from ledger.refusals import SamePerson
from services import control, exports, reports
from services.importing import sendings, subledger, terms
from services.importing.rows import RowsRefused
from services.workspace import Workspace
from tests.ledger.desk import balances, booked, invoice_id, item, opened, receipt


@pytest.fixture
def books(workspace: Workspace) -> Workspace:
    opened(workspace.database, item("I1", 108_000, tax=8_000, po_number="PO-7"), item("I2", 50))
    return workspace


def told(books: Workspace, folder: Path, *rows: str) -> object:
    sheet = folder / "sendings.csv"
    sheet.write_text("document_number,event,date,channel\n" + "".join(f"{row}\n" for row in rows))
    return sendings.sendings(books, sheet, actor="ana")


def test_b6a_what_bounced_is_not_received_until_it_is_sent_again(books: Workspace, tmp_path: Path) -> None:
    """DUTIES B6a: bounce or portal reject shows as not received; sent again it is gone from the list."""

    def missing() -> list[str]:
        return exports.frame(books, "not_received")["document_number"].to_list()

    told(books, tmp_path, "I1,sent,2026-11-20,email", "I2,sent,2026-11-20,portal")
    assert missing() == []
    told(books, tmp_path, "I1,bounced,2026-11-20,email", "I2,rejected,2026-11-21,portal")
    assert missing() == ["I1", "I2"]
    outcome = told(books, tmp_path, "I1,bounced,2026-11-20,email", "I1,sent,2026-11-22,letter")
    assert (outcome.new, outcome.known) == (1, 1)  # type: ignore[attr-defined]
    assert missing() == ["I2"]
    with booked(books.database, "paid") as book:
        ledger.receipts.receive(book, [receipt("R", 50)])
        ledger.applications.apply(book, [ledger.NewApplication("rcp_R", invoice_id("I2"), 50, date(2026, 11, 22))])
    assert missing() == []


HEAD = "document_number,document_type,customer_number,issue_date,due_date,amount,open_amount,tax_amount,freight_amount"


def issued(books: Workspace, folder: Path, *rows: str) -> None:
    sheet = folder / "items.csv"
    sheet.write_text(f"{HEAD},booked_as\n" + "".join(f"{row}\n" for row in rows))
    subledger.items(books, sheet, actor="ana")


def trial(books: Workspace) -> dict[str, int]:
    with books.database.reading() as connection:
        assert ledger.checks.run(connection) == []
        return dict(ledger.reads.trial_balance(connection).select("role", "balance").iter_rows())


def test_a_sheet_issues_what_nothing_else_has_booked(books: Workspace, tmp_path: Path) -> None:
    """P01 and P02 in the golden amounts: revenue, tax and freight are ours; what another system booked is not."""
    before = trial(books)
    days = "C1,2026-11-02,2026-12-02"
    issued(
        books, tmp_path, f"N1,invoice,{days},1100.00,1100.00,80.00,20.00,issued", f"N2,debit_memo,{days},50,50,,,ISSUED"
    )
    issued(books, tmp_path, f"O1,invoice,{days},7.00,7.00,0.50,,", f"O2,credit_memo,{days},-5,-5,,,opening")

    moved = {role: minor - before.get(role, 0) for role, minor in trial(books).items() if minor != before.get(role, 0)}
    lines = reports.made(books, "roll-forward", date(2026, 11, 30))
    told = dict(lines.select("line", "amount").iter_rows())
    assert moved == {"ar_trade": 115_200, "revenue": -105_000, "sales_tax": -8_000, "freight": -2_000, "opening": -200}
    assert (told["debit_memos"], told["opening_balances"], told["unexplained"]) == ("50.00", "2.00", "0.00")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("N1,invoice,C1,2026-11-02,2026-12-02,10.00,4.00,,,issued", "open_amount of a document that is issued"),
        ("N1,credit_memo,C1,2026-11-02,2026-12-02,-10.00,-10.00,,,issued", "a credit_memo is not issued by a sheet"),
        ("N1,finance_charge,C1,2026-11-02,2026-12-02,10.00,10.00,,,issued", "a finance_charge is not issued by"),
        ("N1,invoice,C1,2026-11-02,2026-12-02,10.00,10.00,,,ours", "booked_as 'ours' is none of opening, issued"),
    ],
)
def test_what_a_sheet_alone_cannot_issue_is_refused(books: Workspace, tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(RowsRefused) as refused:
        issued(books, tmp_path, row)
    assert said in refused.value.reasons[0]


@pytest.mark.parametrize(
    ("row", "said"),
    [("I9,sent,2026-11-20,", "there is no invoice I9"), ("I1,lost,2026-11-20,", "event 'lost' is none of")],
)
def test_an_event_of_nothing_is_refused(books: Workspace, tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(RowsRefused) as refused:
        told(books, tmp_path, row)
    assert said in refused.value.reasons[0]


def test_b6a_a_correction_keeps_the_original(books: Workspace) -> None:
    """DUTIES B6a: the original is settled by a credit memo that names it, the corrected one has its own number."""
    asked = control.ask_rebilling(books, "I1", "I1A", 97_200, tax=7_200, reason="price", actor="ana")
    assert balances(books.database) == {"I1": 108_000, "I2": 50}
    with pytest.raises(SamePerson):
        control.approve(books, asked.request_id, actor="ana")
    assert control.approve(books, asked.request_id, actor="ben").entries == 3

    with books.database.reading() as connection:
        rows = {row["document_number"]: row for row in ledger.reads.items(connection).iter_rows(named=True)}
        tax = ledger.reads.trial_balance(connection).filter(role="sales_tax")["balance"].sum()
        assert ledger.checks.run(connection) == []
    assert {number: row["open_amount"] for number, row in rows.items()} == {
        "I1": 0,
        "CM-000001": 0,
        "I1A": 97_200,
        "I2": 50,
    }
    assert rows["CM-000001"]["origin_item_id"] == rows["I1A"]["origin_item_id"] == invoice_id("I1")
    assert (rows["I1A"]["po_number"], tax) == ("PO-7", -7_200)


def test_freight_that_is_billed_again_stays_freight(books: Workspace) -> None:
    """P01: what was billed for freight is no revenue because an invoice is corrected; who corrects it may say more."""
    with booked(books.database, "freight") as book:
        ledger.items.issue(book, [item("F1", 110_000, tax=8_000, freight=2_000), item("F2", 5_000, freight=1_000)])
    first = control.ask_rebilling(books, "F1", "F1A", 108_000, tax=8_000, reason="price", actor="ana")
    second = control.ask_rebilling(books, "F2", "F2A", 5_000, freight=500, reason="price", actor="ana")
    for asked in (first, second):
        control.approve(books, asked.request_id, actor="ben")
    with books.database.reading() as connection:
        billed = ledger.reads.trial_balance(connection).filter(role="freight")["balance"].to_list()
        rows = connection.exec_driver_sql("SELECT number, freight FROM item WHERE number LIKE 'F_A' ORDER BY 1").all()
    assert (billed, list(map(tuple, rows))) == ([-2_000 - 1_000 - 2_000 - 500], [("F1A", 2_000), ("F2A", 500)])
    with pytest.raises(Invalid, match=r"freight 20\.00 USD are parts of 10\.00 USD"):
        control.ask_rebilling(books, "F1A", "F1B", 1_000, reason="price", actor="ana")


def test_what_is_billed_again_keeps_its_terms(books: Workspace, tmp_path: Path) -> None:
    """Instalments, a month's end and discounts count from the new day; a due day of its own stays as many days away."""
    sheet = tmp_path / "terms.csv"
    sheet.write_text("terms,due,share,discounts\nEND,days_then_eom(30),,2% net(10)\nTWO,net(30),40%,\nTWO,net(60),,\n")
    terms.terms(books, sheet, actor="ana")
    sheet = tmp_path / "items.csv"
    rows = ("T1,2026-10-15,,END", "T2,2026-10-15,,TWO", "T3,2026-10-15,2026-10-20,2/10 NET 30")
    told = "".join(f"{one[:2]},invoice,C1,100.00,100.00,{one[3:]}\n" for one in rows)
    sheet.write_text(
        f"document_number,document_type,customer_number,amount,open_amount,issue_date,due_date,terms\n{told}"
    )
    subledger.items(books, sheet, actor="ana")
    for number in ("T1", "T2", "T3"):
        on = date(2026, 11, 20)
        asked = control.ask_rebilling(books, number, f"{number}A", 5_000, reason="price", actor="ana", as_of=on)
        control.approve(books, asked.request_id, actor="ben")

    with books.database.reading() as connection:
        parts = ledger.reads.open_instalments(connection).filter(pl.col("document_number").str.ends_with("A"))
        whole = ledger.reads.items(connection).filter(pl.col("document_number").str.ends_with("A"))
        assert ledger.checks.run(connection) == []
    due = [(row["document_number"], str(row["due_date"]), row["open_amount"]) for row in parts.iter_rows(named=True)]
    off = {row["document_number"]: (str(row["discount_until"]), row["discount"]) for row in whole.iter_rows(named=True)}
    assert due == [
        ("T1A", "2026-12-31", 5_000),
        ("T2A", "2026-12-20", 2_000),
        ("T2A", "2027-01-19", 3_000),
        ("T3A", "2026-11-25", 5_000),
    ]
    assert off == {"T1A": ("2026-11-30", 100), "T2A": ("None", 0), "T3A": ("2026-11-30", 100)}


def test_what_is_paid_in_part_is_not_billed_again(books: Workspace) -> None:
    with booked(books.database, "paid") as book:
        ledger.receipts.receive(book, [receipt("R", 50)])
        ledger.applications.apply(book, [ledger.NewApplication("rcp_R", invoice_id("I1"), 50, date(2026, 11, 22))])
    with pytest.raises(Invalid, match="of which nothing is settled"):
        control.ask_rebilling(books, "I1", "I1A", 10, reason="price", actor="ana")


def test_a_number_that_is_taken_is_refused_when_asked_and_undoes_what_waits(books: Workspace) -> None:
    with pytest.raises(Invalid, match="invoice I2 is in the books already, give the corrected one another number"):
        control.ask_rebilling(books, "I1", "I2", 10, reason="price", actor="ana")
    asked = control.ask_rebilling(books, "I1", "I3", 10, reason="price", actor="ana")
    for name, number in (("I1", "I4"), ("I2", "I3")):
        with pytest.raises(Invalid, match=f"{asked.request_id} waits for it or for this number"):
            control.ask_rebilling(books, name, number, 10, reason="price", actor="cyd")

    with booked(books.database, "taken meanwhile") as book:
        ledger.items.issue(book, [item("I3", 70)])
    with pytest.raises(Invalid, match="is in the books already"):
        control.approve(books, asked.request_id, actor="ben")
    assert balances(books.database) == {"I1": 108_000, "I2": 50, "I3": 70}
    control.refuse(books, asked.request_id, actor="ben", note="taken")
    again = control.ask_rebilling(books, "I1", "I1A", 10, reason="price", actor="ana")
    control.approve(books, again.request_id, actor="ben")
    assert "CM-000001" in balances(books.database), "the number of the command that failed was not used up"


def test_numbers_of_a_series_have_no_gap(books: Workspace) -> None:
    for place in (1, 2):
        with booked(books.database, f"memo {place}") as book:
            assert ledger.documents.number(book, ledger.ItemType.CREDIT_MEMO) == f"CM-{place:06d}"
    row = "INSERT INTO series_number VALUES (3, 4, 'MAIN', 'credit_memo', 4)"
    with pytest.raises((DBAPIError, PostgresError), match="broken_chain"), books.database.writing() as connection:
        connection.exec_driver_sql(row)
    assert isinstance(exports.frame(books, "not_received"), pl.DataFrame)
