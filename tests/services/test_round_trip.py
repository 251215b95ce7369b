"""What goes out comes back in: customers, terms, items and receipts give the same balances in other books."""

import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import ledger
from cli.acts.intake import SHEETS
from kit.db import Database
from services import control, exports, inquiries
from services.decisions import standing
from services.importing import receipts, subledger, workbooks
from services.importing import terms as importing_terms
from services.importing.rows import RowsRefused
from services.workspace import Workspace
from tests.conftest import RING
from tests.ledger.desk import DAY, booked
from tests.services.conftest import workspace_over
from tests.services.sheets import imported

STEPS = {
    "terms": importing_terms.terms,
    "customers": subledger.customers,
    "items": subledger.items,
    "receipts": receipts.receipts,
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
    return workspace_over(Database(f"sqlite:///{path}", RING))


def taken(books: Workspace, kind: str, sheet: Path, actor: str) -> None:
    """Take a sheet; who may approve what waits for a second person."""
    findings = SHEETS[kind](books, sheet, actor=actor, partial=False).findings
    assert len(findings) == (kind == "authorities")
    for finding in findings:
        control.approve(books, finding.message.split()[-1], actor="cfo")


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
    subledger.items(matched, items, actor="ana")
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


#: Sheets of every kind of master data, an entity of its own among them, in the order in which they come in.
KINDS: dict[str, tuple[str, ...]] = {
    "entities": (
        "entity,name,currency,time_zone,address,remit_to,valid_from",
        "MAIN,Main Inc,USD,America/New_York,1 Way,PO Box 7,",
        "MAIN,Main Corp,USD,America/New_York,2 Way,PO Box 7,2026-12-01",
    ),
    "terms": ("terms,due,discounts,valid_from", "STD,net(30),2% net(10),", "STD,net(45),,2027-01-01"),
    "holidays": ("date,name,closed", "2026-12-25,Christmas,yes", "2026-12-26,,yes"),
    "customers": (
        "customer_number,name,parent_number,terms,credit_limit,aliases,tax_id",
        "P,Parent,,STD,1000.00,,12-3456789",
        "0K,Kid,P,,,KID|KIDDO,",
    ),
    "languages": ("customer_number,language", "0K,de", "P,fr"),
    "sites": (
        "customer_number,code,roles,address,tax_jurisdiction,terms",
        "0K,HQ,bill_to|ship_to,1 Road,TX,STD",
    ),
    "contacts": (
        "customer_number,name,roles,email,do_not_email,bounced_on,valid_from,valid_until",
        "0K,AP,ap|legal,ap@kid.example,yes,2026-11-01,,",
        "0K,AP,ap,new@kid.example,,,2026-11-10,2027-11-10",
    ),
    "assignments": (
        "customer_number,role,person,valid_from,valid_until",
        "0K,collector,Ana,,2026-10-31",
        "0K,collector,Ben,2026-11-01,",
    ),
    "statement-preferences": (
        "customer_number,kind,consolidated,form,cadence,valid_from,valid_until",
        "0K,balance_forward,yes,csv,week,,2026-10-31",
        "0K,none,,pdf,month,2026-11-01,",
    ),
    "papers": ("customer_number,kind,jurisdiction,number,valid_until", "0K,exemption_certificate,TX,9,2027-01-01"),
    "reviews": ("customer_number,reviewer,valid_from", "0K,Ana,2026-11-01"),
    "payer-links": ("kind,key,customer_number,support,negative", "account,021000021123,0K,5,", "name,KID CO,P,1,yes"),
    "gl-accounts": ("code,name,kind,valid_until", "10-100,Bank,asset,", "10-200,Old bank,asset,2026-01-01"),
    "accounts": ("role,account", "bank,10-100"),
    "rates": ("currency,date,rate", "EUR,2026-11-20,1.100000001", "JPY,2026-11-20,0.0066"),
    "authorities": (
        "person,kind,low,high,currency,valid_from,valid_until",
        ",concession,0,100.00,USD,2026-01-01,",
        "boss,concession,1.00,50.00,USD,2026-01-01,",
        "boss,concession,1.00,60.00,USD,2027-01-01,2027-12-31",
    ),
    "items": (
        "document_number,document_type,customer_number,issue_date,amount,open_amount,terms,bill_to",
        "I1,invoice,0K,2026-11-01,100.00,70.00,,HQ",
    ),
    "sendings": ("document_number,event,date,channel", "I1,bounced,2026-11-02,email"),
}


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a61_every_kind_of_master_data_comes_back_as_it_went(
    empty: Workspace, other: Workspace, tmp_path: Path, form: str
) -> None:
    """DUTIES A61: every version of every kind; what other books then give out is the same, byte for byte."""
    for kind, lines in KINDS.items():
        sheet = tmp_path / f"{kind}.first"
        sheet.write_text("\n".join(lines) + "\n")
        taken(empty, kind, sheet, "ana")
    names = [(kind, kind.replace("-", "_")) for kind in KINDS if kind.replace("-", "_") in exports.EXPORTS]
    for kind, name in names:
        table = exports.frame(empty, name)
        if kind == "accounts":  # roles that nobody mapped keep the numbers of the chart they began with
            table = table.filter(pl.col("account") == "10-100")
        sheet = tmp_path / f"{kind}.{form}"
        sheet.write_bytes(exports.written(table, form))
        taken(other, kind, sheet, "ben")
    given = {name: [exports.frame(books, name) for books in (empty, other)] for _, name in names}
    found, expected = owed(other), owed(empty)
    with other.database.reading() as connection:
        due = ledger.reads.items(connection)["due_date"].to_list()
        assert ledger.checks.run(connection) == []
    other.database.dispose()

    assert set(KINDS) - {kind for kind, _ in names} == {"sendings"}
    assert [name for name, (ours, theirs) in given.items() if not ours.equals(theirs)] == []
    assert all(ours.height >= len(KINDS[kind]) - 1 for kind, name in names for ours in given[name][:1])
    assert found == expected
    assert due == [date(2026, 12, 1)]


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
        receipts.receipts(empty, sheet, actor="ana")
    assert said in refused.value.reasons[0]


def test_a_receipt_keeps_the_number_it_has_elsewhere(workspace: Workspace, tmp_path: Path) -> None:
    """It is shown and found by it; a document of the same number is still found alone."""
    imported(
        workspace,
        tmp_path,
        "customer_number,name,parent_number,terms,currency,credit_limit\nC1,Beta,,NET30,USD,\n",
        f"{','.join(subledger.ITEM_COLUMNS)}\nRC-77,invoice,C1,2026-10-01,5.00,5.00\n",
    )
    sheet = tmp_path / "receipts.csv"
    sheet.write_text("receipt_id,received_on,amount,balance\nRC-77,2026-11-01,5.00,-5.00\n")
    receipts.receipts(workspace, sheet, actor="ana")

    assert exports.frame(workspace, "receipts")["bank_reference"].to_list() == ["RC-77"]
    (found,) = inquiries.receipts(workspace, bank_reference="RC-77").rows(named=True)
    assert found["bank_reference"] == "RC-77"
    assert inquiries.receipts(workspace, bank_reference="RC-7").is_empty()
    with workspace.database.reading() as connection:
        assert standing.held(connection, "MAIN", "RC-77").type == "invoice"
        assert list(ledger.checks.run(connection)) == []
