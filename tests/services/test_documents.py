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
from services import control, exports
from services.importing import sendings
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


def test_what_is_paid_in_part_is_not_billed_again(books: Workspace) -> None:
    with booked(books.database, "paid") as book:
        ledger.receipts.receive(book, [receipt("R", 50)])
        ledger.applications.apply(book, [ledger.NewApplication("rcp_R", invoice_id("I1"), 50, date(2026, 11, 22))])
    with pytest.raises(Invalid, match="of which nothing is settled"):
        control.ask_rebilling(books, "I1", "I1A", 10, reason="price", actor="ana")


def test_a_number_that_is_taken_undoes_the_whole_correction(books: Workspace) -> None:
    asked = control.ask_rebilling(books, "I1", "I2", 10, reason="price", actor="ana")
    with pytest.raises(Invalid, match="is in the books already"):
        control.approve(books, asked.request_id, actor="ben")
    assert balances(books.database) == {"I1": 108_000, "I2": 50}
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
