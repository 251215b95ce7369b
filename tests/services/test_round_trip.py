"""What goes out comes back in: customers, terms, items and receipts give the same balances in other books."""

import shutil
from pathlib import Path

import polars as pl
import pytest

import ledger
from kit.db import Database
from services import exports, importing, importing_receipts, importing_terms, workbooks
from services.rows import RowsRefused
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked
from tests.services.conftest import workspace_over

STEPS = {
    "terms": importing_terms.terms,
    "customers": importing.customers,
    "items": importing.items,
    "receipts": importing_receipts.receipts,
}


def owed(workspace: Workspace) -> list[tuple[object, ...]]:
    """Return what every customer owes and holds, by document and account."""
    with workspace.database.reading() as connection:
        parts = [ledger.reads.open_instalments(connection), ledger.reads.unapplied_cash(connection)]
        assert ledger.checks.run(connection) == []
    columns = ("document_number", "document_type", "customer_number", "currency", "due_date", "open_amount", "held_in")
    return sorted(row for part in parts for row in part.select(columns).rows())


@pytest.fixture
def other(sqlite_template: Path, tmp_path: Path) -> Workspace:
    """Give other, empty books."""
    path = tmp_path / "other.db"
    shutil.copy(sqlite_template, path)
    return workspace_over(Database(f"sqlite:///{path}"))


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a61_export_and_import_give_the_same_balances(
    matched: Workspace, other: Workspace, tmp_path: Path, form: str
) -> None:
    """DUTIES A61, over the sample morning with terms, instalments and cash on account beside it."""
    terms = tmp_path / "terms.csv"
    terms.write_text(
        "terms,due,share,discounts,roll\nHALVES,net(30),50%,2% net(5),following\nHALVES,net(60),,,following\n"
    )
    importing_terms.terms(matched, terms, actor="ana")
    items = tmp_path / "items.csv"
    with matched.database.reading() as connection:
        customer = ledger.reads.customers(connection)["customer_number"][0]
        waiting = ledger.reads.receipts(connection).filter(pl.col("held_in") == "unapplied", pl.col("balance") != 0)
    items.write_text(
        "document_number,document_type,customer_number,issue_date,amount,open_amount,terms\n"
        f"HALF,invoice,{customer},2026-11-01,100.01,70.00,HALVES\n"
    )
    importing.items(matched, items, actor="ana")
    with booked(matched.database, "on account") as book:
        ledger.receipts.place_on_account(book, [ledger.Disposal(waiting["receipt_id"][0], DAY)])

    for kind, take in STEPS.items():
        sheet = tmp_path / f"{kind}.{form}"
        sheet.write_bytes(exports.written(exports.frame(matched, kind), form))
        assert take(other, sheet, actor="ben").findings == ()
        assert take(other, sheet, actor="ben").replayed
    found = owed(other)
    other.database.dispose()

    assert len(found) > 100
    assert found == owed(matched)


def test_a_workbook_is_texts_alone_and_the_same_bytes() -> None:
    """What begins with an equals sign is a text: nothing in a sheet of ours is ever carried out."""
    table = pl.DataFrame({"name": ["=1+1", "00123", "A & <B>", None, "\x01"], "amount": [1, 2, 3, 4, 5]})
    data = workbooks.written(table)
    read = pl.read_excel(data, engine="calamine", infer_schema_length=0)

    assert read["name"].to_list() == ["=1+1", "00123", "A & <B>", None, "\ufffd"]
    assert workbooks.written(table) == data
    assert b"<f>" not in data


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("r1,2026-11-01,0,0,", "amount is positive"),
        ("r1,2026-11-01,5.00,-6.00,", "amount is positive"),
        ("r1,2026-11-01,5.00,1.00,", "amount is positive"),
        ("r1,2026-11-01,5.00,-1.00,nobody", "customer nobody is unknown"),
        ("r1,1.11.2026,5.00,-1.00,", "is no day"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused(empty: Workspace, tmp_path: Path, row: str, said: str) -> None:
    sheet = tmp_path / "receipts.csv"
    sheet.write_text(f"receipt_id,received_on,amount,balance,customer_number\n{row}\n")
    with pytest.raises(RowsRefused) as refused:
        importing_receipts.receipts(empty, sheet, actor="ana")
    assert said in refused.value.reasons[0]
