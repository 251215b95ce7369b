"""Workers do what is asked for, try again what failed, and do by the clock what nobody asks for (A10)."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kit.db import Database
from kit.refusals import Invalid, Stale
from ledger import tables
from services import control, daily, reports
from services.configs import proposing
from services.jobs import kinds, schedules, shown
from services.jobs.kinds import Kind
from services.jobs.queue import Held
from services.jobs.schedules import EVERY_DAY, Schedule
from services.jobs.worker import Worker
from services.running import gauges
from services.scheduled import making, wanted
from services.scheduled.weekly import Altered
from services.workspace import Progress, Workspace
from tests.ledger.desk import item, opened
from tests.ledger.test_checks import forge
from tests.services.conftest import workspace_over


def asked(workspace: Workspace, key: str = "k", kind: str = "match") -> str:
    with workspace.database.beside() as connection:
        return kinds.ask(connection, kind, "MAIN", key, actor="test")


def worked(workspace: Workspace, *, scheduled: bool = False) -> None:
    worker = Worker(workspace, threads=2, scheduled=scheduled)
    worker.drain()
    worker.stop(5)


def standing(now: datetime) -> Callable[[], datetime]:
    return lambda: now


def a_kind(monkeypatch: pytest.MonkeyPatch, *raised: Exception) -> list[str]:
    """Put a kind in the place of matching that raises this, one each time, then does nothing."""
    seen: list[str] = []

    def run(_workspace: Workspace, held: Held, _progress: Progress) -> Mapping[str, Any]:
        seen.append(held.key)
        if len(seen) <= len(raised):
            raise raised[len(seen) - 1]
        return {"applied": 1}

    monkeypatch.setitem(kinds.KINDS, "match", Kind("match", "", run, priority=1, delays=(0, 0)))
    return seen


def test_what_failed_is_tried_again_and_done(empty: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = a_kind(monkeypatch, Stale("moved"), OSError("disk"))
    work_id = asked(empty)

    worked(empty)

    found, tries = shown.one(empty, work_id)
    assert (found.state, found.result, len(seen)) == ("done", {"applied": 1}, 3)
    assert [one.reason for one in tries] == [
        "stale: moved",
        "fault: OSError",
        "",
    ]


@pytest.mark.parametrize(
    ("raised", "tries"),
    [
        ((Invalid("no folder"),), 1),  # trying again cannot help
        ((Stale("a"), Stale("b"), Stale("c")), 3),
    ],
)
def test_what_cannot_be_done_is_dead_with_its_reason(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch, raised: tuple[Exception, ...], tries: int
) -> None:
    seen = a_kind(monkeypatch, *raised)
    work_id = asked(empty)

    worked(empty)

    found, _ = shown.one(empty, work_id)
    assert (found.state, len(seen)) == ("dead", tries)
    assert found.reason.endswith(str(raised[-1]))


def test_a_worker_that_stops_gives_back_what_it_has_in_hand(empty: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def run(_workspace: Workspace, _held: Held, progress: Progress) -> Mapping[str, Any]:
        while True:
            progress("turning", 1, 2)
            begun.set()

    monkeypatch.setitem(kinds.KINDS, "match", Kind("match", "", run, priority=1, delays=()))
    work_id = asked(empty)
    worker = Worker(empty, threads=1)
    worker.start()
    assert begun.wait(20)
    assert worker.moment(work_id) == ("turning", 1, 2)

    worker.stop(0)

    found, tries = shown.one(empty, work_id)
    assert (found.state, [one.outcome for one in tries]) == ("ready", ["stopped"])


@pytest.mark.parametrize(
    ("now", "weekdays", "expected"),
    [
        (datetime(2026, 11, 23, 6, 0), {0}, date(2026, 11, 23)),  # noqa: DTZ001 - the entity's own time
        (datetime(2026, 11, 23, 5, 59), {0}, date(2026, 11, 16)),  # noqa: DTZ001
        (datetime(2026, 11, 27, 12, 0), {0}, date(2026, 11, 23)),  # noqa: DTZ001
        (datetime(2026, 11, 27, 5, 0), EVERY_DAY, date(2026, 11, 26)),  # noqa: DTZ001
    ],
)
def test_the_newest_time_that_came_is_what_is_made_up_for(now: datetime, weekdays: set[int], expected: date) -> None:
    assert Schedule("k", weekdays, 6, lambda _: True).newest(now) == expected


def test_a10_the_weekly_aging_is_written_by_the_clock_once_for_each_monday(
    sqlite_database: Database, tmp_path: Path
) -> None:
    workspace = workspace_over(sqlite_database, weekly_folder=tmp_path)
    monday = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    for now in (monday, monday.replace(day=27), monday.replace(month=12, day=15)):
        there = replace(workspace, clock=standing(now))
        schedules.tick(there)
        assert schedules.tick(there) == 0
        worked(there)

    manifests = sorted(path.name for path in (tmp_path / "MAIN").glob("*.json"))
    missed = ["aging-2026-11-30.json", "aging-2026-12-07.json", "aging-2026-12-14.json"]
    assert manifests == ["aging-2026-11-23.json", *missed], "every Monday that was missed is made up for"
    assert [one.state for one in shown.listed(workspace) if one.kind == "weekly"] == ["done"] * 4
    assert [one.key for one in _work(workspace, "controls")] == ["2026-11-23", "2026-11-27", "2026-12-15"]


def _work(workspace: Workspace, kind: str) -> list[Any]:
    """Return the work of a kind, by its key."""
    with workspace.database.reading() as connection:
        return list(connection.execute(select(tables.work).where(tables.work.c.kind == kind).order_by("key")))


def agreed(workspace: Workspace, text: str) -> None:
    """Let two people agree on which reports the clock makes."""
    asked = proposing.propose(workspace, "reports", text, proposing.When("month end"), actor="ana")
    control.approve(workspace, asked.request_id, actor="ben")


def test_a35_reports_are_made_by_the_clock_as_two_people_agreed(sqlite_database: Database, tmp_path: Path) -> None:
    """A36: statements on the first of each month, of the day before; what was made is made once, and never changes."""
    opened(sqlite_database, item("I1", 1_000))
    workspace = workspace_over(sqlite_database, weekly_folder=tmp_path)
    agreed(workspace, wanted.EXAMPLE)
    for now in (workspace.now(), datetime(2026, 12, 1, 12, tzinfo=UTC), datetime(2027, 2, 9, 12, tzinfo=UTC)):
        there = replace(workspace, clock=standing(now))
        schedules.tick(there)
        schedules.tick(there)
        worked(there)
    made = sorted(path.name for path in (tmp_path / "MAIN" / "statements").iterdir())
    ends = ("2026-11-30", "2026-12-31", "2027-01-31")
    assert made == [f"statements-{end}.{form}" for end in ends for form in ("csv", "manifest.json", "pdf")]
    row = {one["kind"]: one["state"] for one in reports.made(there, "schedules", date(2027, 2, 9)).to_dicts()}
    assert (row["report statements"], row["letters"]) == ("well", "off")

    first = tmp_path / "MAIN" / "statements" / "statements-2026-11-30.csv"
    assert making.run(there, "statements", date(2026, 12, 1)) == 2
    first.write_text("changed")
    with pytest.raises(Altered, match="was changed"):
        making.run(there, "statements", date(2026, 12, 1))
    with pytest.raises(Invalid, match="no report aging is asked for"):
        making.run(there, "aging", date(2026, 12, 1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('report = "statements"', 'report = "moon"', "statements: there is no report 'moon'"),
        ('"csv"', '"doc"', "statements: there is no format doc"),
        ("kind =", "kin =", "there is no option 'kin'"),
        ("on = 1", "on = 31", "less than or equal to 28"),
        ('every = "month"', 'every = "week"\nhour = 6', "Extra inputs"),
        ('"month"', '"year"', "'day', 'week' or 'month'"),
        ("[[reports]]", '[[reports]]\nname = "x"', "reports: "),
    ],
)
def test_what_is_no_report_by_the_clock_is_refused(empty: Workspace, old: str, new: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        making.check(empty, wanted.EXAMPLE.replace(old, new, 1))


@pytest.mark.parametrize(
    ("every", "on", "last", "first", "expected"),
    [
        ("day", 1, "2026-11-20", "2026-01-01", ["2026-11-21", "2026-11-22", "2026-11-23"]),
        ("week", 1, None, "2026-01-01", ["2026-11-23"]),
        ("week", 5, "2026-11-06", "2026-11-10", ["2026-11-13", "2026-11-20"]),
        ("month", 23, None, "2026-11-24", []),
        ("month", 2, "2026-11-02", "2026-01-01", []),
    ],
)
def test_what_is_due_of_a_report(every: Any, on: int, last: str | None, first: str, expected: list[str]) -> None:
    one = wanted.Timed(name="x", report="aging", every=every, on=on, forms=("csv",))
    before = date.fromisoformat(last) if last else None
    found = one.due(date(2026, 11, 23), before, date.fromisoformat(first))
    assert [day.isoformat() for day in found] == expected


def test_b6c_the_daily_controls_run_by_the_clock_and_a_difference_is_loud(
    sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """DUTIES B6c, A57: once a morning; what fails is an error in the log, a measure, and red on the board."""
    opened(sqlite_database, item("I1", 1_000))
    forge(sqlite_database, "UPDATE item SET balance = 999")
    workspace = workspace_over(sqlite_database, weekly_folder=None)
    for _ in range(2):
        schedules.tick(workspace)
        worked(workspace)

    (done,) = (one for one in shown.listed(workspace) if one.kind == "controls")
    assert done.state == "done"
    assert "".join(capsys.readouterr()).count("daily_control_failed") == 1
    alert = daily.alert(workspace)
    assert alert is not None
    assert alert.failed
    measured = {gauge.name: gauge.values for gauge in gauges.read(workspace)}
    assert measured["tieout_daily_controls_failing"] == (((), len(alert.failed)),)
