"""The report on matching: hit rates by receipt, line and value, and errors with their bounds."""

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

import ledger
from kit.db import Database
from ledger import Disposal, NewApplication
from matcher.posting import tracks
from services import desk, inquiries, reports
from services.decisions import audits
from services.desk import Line
from services.reports.matching import NOTES
from services.workspace import Workspace
from tests.ledger.desk import DAY as PAID
from tests.ledger.desk import booked, invoice_id, item, receipt
from tests.services.test_audits import DAY, books, first


@pytest.fixture
def drawn(sqlite_database: Database, tmp_path: Path) -> Workspace:
    """Give books in which every automatic posting is drawn."""
    return books(sqlite_database, tmp_path)


def report(workspace: Workspace) -> pl.DataFrame:
    return reports.made(workspace, "matching", DAY)


def test_hit_rates_count_receipts_lines_and_value(drawn: Workspace) -> None:
    """Three of seven wires are applied by the engine; the sums are the receipts' own."""
    (row,) = report(drawn).filter(pl.col("scope") == "applied").rows(named=True)
    receipts = inquiries.receipts(drawn)

    assert row["receipts"] == receipts.height == 7
    assert row["hit_rate"] == round(row["receipts_automatic"] / 7, 6)
    assert row["lines_automatic"] >= row["receipts_automatic"]
    assert row["value_rate"] == round(float(row["amount_automatic"]) / float(row["amount"]), 6)


def test_what_a_person_did_is_not_automatic(drawn: Workspace) -> None:
    before = report(drawn).filter(pl.col("scope") == "applied").row(0, named=True)
    waiting = inquiries.exceptions(drawn, kind="review")[0]
    desk.accept(drawn, waiting["receipt_id"], 1, actor="ana", as_of=DAY)
    after = report(drawn).filter(pl.col("scope") == "applied").row(0, named=True)

    assert after["receipts_automatic"] == before["receipts_automatic"]
    assert after["amount_automatic"] == before["amount_automatic"]


def test_errors_stand_with_their_bound(drawn: Workspace) -> None:
    row = first(drawn)
    audits.answer(drawn, row["exception_id"], "apply", actor="ana", lines=[Line("INV-30011", 125_000)])
    # The answer was given on the clock's day; the posting's day is what the report goes by.
    total = report(drawn).filter(pl.col("scope") == "total").row(0, named=True)

    assert (total["audited"], total["contradicted"], total["false_rate"]) == (1, 0, 0.0)
    assert total["bound"] == round(tracks.upper_bound(1, 0), 6)
    strata = report(drawn).filter(pl.col("scope") == "stratum")
    assert strata["posted"].sum() == total["posted"]
    assert set(strata["state"]) == {"posterior"}


def test_every_column_is_explained() -> None:
    said = " ".join(NOTES).lower()

    assert [
        word
        for word in ("automatic", "receipts", "lines", "value", "audited", "bound", "decoys", "state")
        if word not in said
    ] == []


def test_what_stands_applied_is_the_sum_of_the_lines_of_a_day(workspace: Workspace) -> None:
    with booked(workspace.database, "applied") as book:
        ledger.customers.upsert(book, [ledger.NewCustomer("C1", "One")])
        ledger.items.issue(book, [item("I1", 700), item("I2", 500)])
        ledger.receipts.receive(book, [receipt("1", 1_000), receipt("2", 200)])
        rows = [("rcp_1", "I1", 700), ("rcp_1", "I2", 300), ("rcp_2", "I2", 200)]
        ledger.applications.apply(book, [NewApplication(one, invoice_id(of), minor, PAID) for one, of, minor in rows])
    with booked(workspace.database, "back") as book:
        ledger.receipts.reverse(book, [Disposal("rcp_2", PAID + timedelta(days=2), "NSF")])
    for on, told in ((-1, []), (0, [(2, 1_000), (1, 200)]), (1, [(2, 1_000), (1, 200)]), (2, [(2, 1_000)])):
        with workspace.database.reading() as connection:
            found = ledger.automatic.standing(connection, "MAIN", PAID + timedelta(days=on)).sort("receipt_id")
        assert found.select("rows", "cash").rows() == told


def test_what_is_offered_is_the_first_proposals(drawn: Workspace) -> None:
    with drawn.database.reading() as connection:
        every = ledger.reads.applications(connection, "MAIN").filter(pl.col("rank") == 1)
        assert every.height
        assert ledger.reads.offered(connection, "MAIN").equals(every)
