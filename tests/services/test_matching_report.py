"""The report on matching: hit rates by receipt, line and value, and errors with their bounds."""

from pathlib import Path

import polars as pl
import pytest

from kit.db import Database
from matcher.posting import tracks
from services import desk, inquiries, reports
from services.decisions import audits
from services.desk import Line
from services.reports.matching import NOTES
from services.workspace import Workspace
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
