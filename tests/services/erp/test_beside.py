"""Write-back as work: asked for or due by the clock, done by the worker, open until every document is settled."""

from dataclasses import replace
from pathlib import Path

import pytest

from kit.db import Database
from services.erp import beside, running
from services.erp.simulator.moods import CALM, Mood, Temper
from services.erp.simulator.server import running as simulated
from services.jobs import erps, shown
from services.jobs.worker import Worker
from services.workspace import Workspace, nobody
from tests.services.erp.worlds import Clock, fill, workspace_at

TABLE = """[erps.main]
adapter = "dynamics"
url = "{url}"
seconds = 1
settle_seconds = 2
every_minutes = {minutes}
names = {{ company = "usmf", journal = "CustPay", bank_account = "1" }}
"""
RECEIPTS = 6


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def books(sqlite_database: Database, clock: Clock, tmp_path: Path) -> Workspace:
    """Give books with receipts to tell, and an installation whose file of ERPs a test writes."""
    workspace = workspace_at(sqlite_database.url.render_as_string(), clock)
    fill(workspace, RECEIPTS)
    settings = workspace.settings.model_copy(update={"erp_file": tmp_path / "erps.toml"})
    return replace(workspace, settings=settings)


def named(books: Workspace, url: str, minutes: int = 0) -> None:
    assert books.settings.erp_file is not None
    books.settings.erp_file.write_text(TABLE.format(url=url, minutes=minutes), encoding="utf-8")


def worked(workspace: Workspace) -> None:
    worker = Worker(workspace, threads=1)
    worker.drain()
    worker.stop(5)


def test_a_run_that_is_asked_for_is_done_by_the_worker(books: Workspace) -> None:
    with simulated("dynamics", Temper(moods=CALM)) as erp:
        named(books, erp.url)
        work_id = erps.ask(books, "main", actor="clerk")

        assert erps.ask(books, "main", actor="somebody") == work_id, "what waits does for all who ask"
        worked(books)

        found, _ = shown.one(books, work_id)
        assert (found.state, found.result["told"], found.result["confirmed"]) == ("done", RECEIPTS, RECEIPTS)
        assert set(erp.books.held(erp.dialect.reference).values()) == {1}


def test_what_the_erp_leaves_open_is_tried_again(books: Workspace, clock: Clock) -> None:
    """It books everything late and answers nothing: open until its books can be read, then done, each there once."""
    with simulated("dynamics", Temper(moods=((Mood.LATE, 1000),), delay=10)) as erp:
        named(books, erp.url)
        with pytest.raises(beside.Unsettled, match=f"{RECEIPTS} uncertain"):
            beside.send(books, "main", "clerk", nobody)
        erp.land()
        clock.pass_seconds(3)

        assert beside.send(books, "main", "clerk", nobody)["confirmed"] == RECEIPTS
        assert set(erp.books.held(erp.dialect.reference).values()) == {1}


def test_what_waits_for_a_person_alone_ends_the_work(books: Workspace) -> None:
    """A clearing behind a posting that SAP does not take is not tried for hours: it goes on once that is put right."""
    assert books.settings.erp_file is not None
    with simulated("sap", Temper(moods=((Mood.REFUSED, 1000),))) as erp:
        named(books, erp.url)
        dynamics = books.settings.erp_file.read_text(encoding="utf-8")
        sap = dynamics.replace('"dynamics"', '"sap"').replace("company =", "company_code =")
        books.settings.erp_file.write_text(sap, encoding="utf-8")
        beside.send(books, "main", "clerk", nobody)

        ended = beside.send(books, "main", "clerk", nobody)

    assert (ended["rejected"], ended["pending"], ended["uncertain"], ended["sent"]) == (RECEIPTS, RECEIPTS, 0, 0)


def test_the_clock_asks_once_a_turn(books: Workspace, clock: Clock) -> None:
    with simulated("dynamics", Temper(moods=CALM)) as erp:
        named(books, erp.url, minutes=5)

        assert [erps.tick(books), erps.tick(books)] == [1, 0]
        worked(books)
        assert erps.tick(books) == 0, "this turn is done"
        clock.pass_seconds(300)
        assert erps.tick(books) == 1
    assert running.states(books, "main")["confirmed"] == RECEIPTS


def test_a_file_of_erps_that_cannot_be_read_stops_nothing(books: Workspace) -> None:
    assert books.settings.erp_file is not None
    books.settings.erp_file.write_text("[erps.main]\nadapter = 'none'\n", encoding="utf-8")

    assert erps.tick(books) == 0
