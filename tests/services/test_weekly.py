"""A10: the weekly aging adds up over reps, and an old Monday keeps its bytes whatever is recorded later."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

import ledger
from ledger import NewCustomer
from services import weekly
from services.workspace import Workspace
from tests.aging import golden
from tests.ledger.desk import steered
from tests.services.test_aging_report import booked, invoice, portfolios

MONDAY = date(2025, 3, 31)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder that is not there yet."""
    return tmp_path / "reports"


def read(folder: Path, name: str) -> pl.DataFrame:
    """Return a file of the Monday as text."""
    return pl.read_csv(folder / f"aging-{MONDAY}-{name}.csv", infer_schema=False)


@pytest.mark.parametrize("column", ["past_due", "total", "collectible"])
def test_a10_reps_add_up_to_the_company(workspace: Workspace, folder: Path, column: str) -> None:
    portfolios(workspace)
    weekly.run(workspace, folder, MONDAY)
    sums = {name: sum(map(golden.minor, read(folder, name)[column])) for name in weekly.CUTS}

    assert set(sums.values()) == {sums["company"]}
    assert len(list(folder.iterdir())) == len(weekly.CUTS) * len(weekly.FORMS) + 1


def test_a10_a_week_later_the_old_monday_has_the_same_bytes(workspace: Workspace, folder: Path) -> None:
    portfolios(workspace)
    first = weekly.run(workspace, folder, MONDAY)
    bytes_then = {path.name: path.read_bytes() for path in folder.iterdir()}
    with booked(workspace, "back-dated", datetime(2025, 4, 7, 12, tzinfo=UTC)) as book:
        ledger.items.issue(book, [invoice("LATE", 99, MONDAY, "P")])
        steered(book, [NewCustomer("P", "Renamed", sales_rep="Zoe")])
    again = weekly.run(workspace, folder, MONDAY)

    assert (first.again, again.again, again.files) == (False, True, first.files)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == bytes_then


def test_a_file_that_was_changed_is_told_and_not_written_over(empty: Workspace, folder: Path) -> None:
    portfolios(empty)
    weekly.run(empty, folder, MONDAY)
    path = folder / f"aging-{MONDAY}-reps.csv"
    path.write_text("mine")

    with pytest.raises(weekly.Altered, match="changed"):
        weekly.run(empty, folder, MONDAY)
    assert path.read_text() == "mine"


@pytest.mark.parametrize(("day", "monday"), [(date(2025, 4, 6), MONDAY), (MONDAY, MONDAY)])
def test_a_week_is_named_by_its_monday(day: date, monday: date) -> None:
    assert weekly.monday(day) == monday
