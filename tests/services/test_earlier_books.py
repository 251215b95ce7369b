"""Books that earlier versions wrote: they hold, decide again and go on after an upgrade."""

import gzip
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import ledger
import migrations
from kit.db import Database
from kit.sealing import KeyRing
from matcher.frames import CLOSED, CUSTOMERS, ITEMS, LINKS, RECEIPTS, REMITTANCES, Schema
from services import inquiries, intake, matching, reports
from services.banking import booking
from services.decisions import kept, policies, replay
from services.decisions.backtest import backtest
from services.workspace import Workspace
from tests.conftest import RING
from tests.services.conftest import quiet, workspace_over

FOLDER = Path(__file__).parents[2] / "fixtures" / "books"
DAY = date(2026, 11, 20)
#: Columns of the frames that the books' runs were asked, by frame.
KEPT: dict[str, Schema] = {
    "receipts": RECEIPTS,
    "remittances": REMITTANCES,
    "items": ITEMS,
    "customers": CUSTOMERS,
    "links": LINKS,
    "closed": CLOSED,
}


def over(path: Path) -> Workspace:
    """Give a workspace over a file of the books, with the key that was kept beside them."""
    key = FOLDER / f"{path.stem}.key"
    return workspace_over(Database(f"sqlite:///{path}", KeyRing(key.read_text) if key.exists() else RING))


@pytest.fixture(scope="module", params=["schema-5", "schema-28"])
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Give the books with the newest schema, to read."""
    path = tmp_path_factory.mktemp("earlier") / f"{request.param}.db"
    path.write_bytes(gzip.decompress((FOLDER / f"{request.param}.db.gz").read_bytes()))
    workspace = over(path)
    migrations.upgrade(workspace.database)
    yield workspace
    workspace.database.dispose()


@pytest.fixture
def earlier(upgraded: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """Give a copy of them, to write."""
    upgraded.database.dispose()
    path = Path(shutil.copy(str(upgraded.database.url.database), tmp_path))
    workspace = over(path)
    yield workspace
    workspace.database.dispose()


def proven(workspace: Workspace) -> bool:
    """Return whether every invariant of the books holds."""
    with workspace.database.reading() as connection:
        return not ledger.checks.run(connection)


def statuses(workspace: Workspace) -> list[tuple[int, str]]:
    """Return each receipt's amount and status."""
    return sorted(inquiries.receipts(workspace).select("amount", "status").iter_rows())


def test_they_hold(upgraded: Workspace) -> None:
    assert proven(upgraded)
    assert statuses(upgraded) == [
        (7_777, "unidentified"),
        (50_000, "applied"),
        (173_025, "applied"),
        (401_010, "applied"),
    ]


def test_each_decision_is_made_again_by_another_engine_with_the_same_end(upgraded: Workspace) -> None:
    for receipt_id in inquiries.receipts(upgraded)["receipt_id"]:
        again = replay.replay(upgraded, receipt_id)

        assert not again.same_engine
        assert not {"status", "reason"} & {one.what for one in again.differences}, receipt_id


def test_a_policy_is_tried_on_them(upgraded: Workspace) -> None:
    found = backtest(upgraded, policies.of(upgraded, DAY), progress=quiet)

    assert (found.runs, found.receipts, found.differences.height) == (1, 4, 0)


def test_what_their_runs_were_asked_has_every_column_that_came_later(upgraded: Workspace) -> None:
    with upgraded.database.reading() as connection:
        question = kept.question(connection, kept.runs(connection, upgraded.settings.entity)[0].record.run_id)

    for name, schema in KEPT.items():
        assert set(question.frames[name].columns) >= set(schema), name


@pytest.mark.parametrize("report", [report.name for report in reports.REPORTS])
def test_every_report_is_made_of_them(upgraded: Workspace, report: str) -> None:
    assert reports.made(upgraded, report, DAY) is not None


def test_the_next_morning_is_posted_into_them(earlier: Workspace) -> None:
    text = (FOLDER / "day.bai").read_text().replace("261120", "261121").replace("261119", "261120")
    text = text.replace("7777,0,R3,,ORG=NOBODY KNOWN", "7777,0,R3,,ORG=ACME TOOLING INC ORIG ID:1234567890 INV 7003")
    intake.take(earlier, text.encode(), "next.bai", actor="test")
    booking.book(earlier, as_of=DAY, actor="test")
    matching.run(earlier, as_of=DAY)

    assert len(statuses(earlier)) == 8
    assert proven(earlier)
