"""Money that waits is aged from the day it came; customers' files are mended one by one."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl

import ledger
from ledger import ItemType, NewApplication, NewCustomer, NewReceipt
from ledger.master import Contact
from services import inquiries, reports
from services.workspace import Workspace
from tests.aging.golden import AS_OF
from tests.ledger.desk import steered
from tests.services.test_aging_report import booked, invoice


def test_a36_unapplied_cash_is_aged_from_the_day_it_came(workspace: Workspace) -> None:
    came = AS_OF - timedelta(days=9)
    with booked(workspace, "cash") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        ledger.items.issue(book, [invoice("INV-1", 300, AS_OF)])
        ledger.receipts.receive(book, [NewReceipt("rcp_1", "ent_1", 1_000, "USD", came, came, "C1")])
        ledger.receipts.receive(book, [NewReceipt("rcp_2", "ent_2", 50, "USD", AS_OF, AS_OF, None)])
        later = AS_OF + timedelta(days=1)
        item = ledger.item_id("MAIN", ItemType.INVOICE, "INV-1")
        ledger.applications.apply(book, [NewApplication("rcp_1", item, 300, later)])

    columns = ("receipt_id", "age_days", "held_in", "customer_number", "unapplied")
    assert reports.made(workspace, "unapplied", AS_OF).select(columns).rows() == [
        ("rcp_1", 9, "unapplied", "C1", "10.00"),
        ("rcp_2", 0, "unidentified", "", "0.50"),
    ]
    assert reports.made(workspace, "unapplied", later)["unapplied"].to_list() == ["7.00", "0.50"]


def test_a36_money_that_waits_shows_the_invoices_it_may_pay(matched: Workspace) -> None:
    """DUTIES A36: the candidates are what the desk proposes first, and every one of them is open on the day."""
    day = date(2026, 11, 20)
    table = reports.made(matched, "unapplied", day)
    offered = table.filter(pl.col("candidates") != "")
    with matched.database.reading() as connection:
        owed = set(ledger.reads.open_items(connection, day)["document_number"])

    assert 10 < offered.height < table.height
    for receipt, candidates in offered.select("receipt_id", "candidates").iter_rows():
        first = [row["document_number"] for row in inquiries.proposals(matched, receipt)[0]["lines"]]
        assert candidates.split(" + ") == first
        assert set(first) <= owed
    assert table["age_days"].to_list() == sorted(table["age_days"], reverse=True)


def test_a21_what_is_mended_is_gone_at_the_next_look(workspace: Workspace) -> None:
    good: dict[str, Any] = {"terms": "NET30", "email": "ap@one.example", "collector": "Ana"}
    with booked(workspace, "people") as book:
        bare = NewCustomer("C2", "Two", parent_number="gone", tax_id="77")
        ledger.customers.upsert(book, [NewCustomer("C1", "One", tax_id="77", **good), bare])

    def found(day: date = AS_OF) -> list[tuple[str, str]]:
        table = reports.made(workspace, "master-data", day)
        return table.select("customer_number", "finding").rows()

    assert found() == [
        ("C1", "no AP contact"),
        ("C1", "shared tax id"),
        ("C2", "no AP contact"),
        ("C2", "no e-mail"),
        ("C2", "no terms"),
        ("C2", "nobody collects"),
        ("C2", "parent not known"),
        ("C2", "shared tax id"),
    ]
    with booked(workspace, "mended", datetime(2025, 3, 2, tzinfo=UTC)) as book:
        steered(book, [NewCustomer("C2", "Two", **good)])
        ledger.master.keep(book, [Contact(number, "AP", ("ap",)) for number in ("C1", "C2")])
    assert found() == []
    assert found(date(2026, 4, 30)) == [("C1", "stale"), ("C2", "stale")]
