"""A10: the weekly aging adds up over reps, and an old Monday keeps its bytes whatever is recorded later."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

import ledger
from kit import days
from ledger import NewCustomer
from services import reports
from services.reports import past_due
from services.scheduled import weekly
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
    assert days.monday(day) == monday


def overdue(workspace: Workspace) -> None:
    """Book debts of several ages of two families, known on the Monday."""
    with booked(workspace, "overdue") as book:
        family = [NewCustomer("P", "Parent", collector="Ana", sales_rep="Rita"), NewCustomer("K", "K", "P")]
        ledger.customers.upsert(book, [*family, NewCustomer("L", "Loner", collector="Ben", sales_rep="Sam")])
        rows = [("P", 700, 5), ("P", 50, 40), ("K", 30, 75), ("L", 9, 200), ("L", 1_000, -3)]
        ledger.items.issue(
            book, [invoice(f"OLD-{who}-{age}", minor, MONDAY - timedelta(days=age), who) for who, minor, age in rows]
        )


def late(workspace: Workspace, as_of: date = MONDAY, **options: str) -> pl.DataFrame:
    """Return the report of a week."""
    return reports.made(workspace, "past-due", as_of, options)


@pytest.mark.parametrize("by", past_due.CUTS)
def test_a10_the_rows_of_a_week_add_up_to_the_company(workspace: Workspace, by: str) -> None:
    overdue(workspace)
    table = late(workspace, by=by)
    key = table.columns[1]
    company = table.filter(pl.col(key) == past_due.ALL)
    rows = table.filter(pl.col(key) != past_due.ALL)
    for column in [name for name in table.columns if name.startswith("days_")] + ["past_due", "collectible"]:
        assert sum(map(golden.minor, rows[column])) == golden.minor(company[column].item()), column
    aged = reports.made(workspace, "aging", MONDAY, {"by": "currency"})
    assert company["past_due"].to_list() == aged["past_due"].to_list()
    assert table.height > 1


def test_a10_any_day_of_a_week_tells_its_monday_as_it_was_known(workspace: Workspace) -> None:
    overdue(workspace)
    before = late(workspace)
    with booked(workspace, "back-dated", datetime(2025, 4, 7, 12, tzinfo=UTC)) as book:
        ledger.items.issue(book, [invoice("LATE", 99, date(2025, 3, 1), "P")])
    assert reports.file(workspace, "past-due", date(2025, 4, 6), "csv") == reports.file(
        workspace, "past-due", MONDAY, "csv"
    )
    assert late(workspace).equals(before)
    assert not late(workspace, date(2025, 4, 7)).equals(before)


@pytest.mark.parametrize(
    ("now", "known"),
    [
        (datetime(2025, 3, 31, 20, tzinfo=UTC), ""),
        (datetime(2025, 4, 1, 4, 0, 1, tzinfo=UTC), "2025-04-01T03:59:59.999999+00:00"),
    ],
)
def test_a10_a_monday_is_known_at_its_own_end(now: datetime, known: str) -> None:
    assert past_due.known_at(MONDAY, "America/New_York", now) == known
