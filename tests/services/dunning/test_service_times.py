"""A44: reply time and dispute time come from what happened alone, and are the same however often they are replayed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kit.db import Database
from ledger.contact_log import Channel, Outcome
from services import contact_log, reports
from services.dunning import disputes, inbox, runs
from services.running import backup
from services.workspace import Workspace
from tests.conftest import RING
from tests.ledger.desk import DAY
from tests.services.dunning.test_inbox import answer

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)


def at(workspace: Workspace, hours: int) -> Workspace:
    """Return the workspace so many hours after noon."""
    return replace(workspace, clock=lambda: NOON + timedelta(hours=hours))


def spoken(workspace: Workspace, hours: int) -> None:
    """Be in touch with C1."""
    said = contact_log.Said("C1", Channel.CALL, Outcome.RESOLVED, DAY + timedelta(days=hours // 24))
    contact_log.log(at(workspace, hours), said, actor="ben")


def test_a44_service_times_are_recomputed_from_events_and_identical_on_replay(
    dunned: Workspace, tmp_path: Path
) -> None:
    """A44: an answer waits 5 hours, a dispute 30; later events and a copy of the books change nothing of the day."""
    runs.run(dunned, actor="ann")
    (name,) = runs.listed(dunned, customer="C1")["notice_id"]
    inbox.take(dunned, answer(Subject=name), actor="ann")
    case = disputes.open_case(at(dunned, 1), "I1", "price", actor="ann", minor=3_000).case_id
    spoken(dunned, 5)
    disputes.tell(at(dunned, 30), case, "root_cause", "old price list", actor="ann")
    disputes.deny(at(dunned, 31), case, "it was agreed", actor="ann")
    on = DAY + timedelta(days=2)
    later = at(dunned, 100)

    def told(workspace: Workspace) -> bytes:
        """Return the report of the day as a file."""
        return reports.file(workspace, "queue-times", on, "csv")

    rows = {row["queue"]: row for row in reports.made(later, "queue-times", on).rows(named=True)}
    assert [rows["replies"][key] for key in ("cases", "decided", "median_hours", "breached")] == [1, 1, 5, 0]
    assert [rows["disputes"][key] for key in ("cases", "decided", "median_hours", "breached")] == [1, 1, 30, 0]
    before = told(later)
    inbox.take(at(dunned, 101), answer("And now?", Subject=name), actor="ann")
    disputes.open_case(at(dunned, 102), "I1", "price", actor="ann", minor=1_000)
    assert told(at(dunned, 200)) == before
    backup.backup(later, tmp_path / "again.db")
    replayed = Database(f"sqlite:///{tmp_path / 'again.db'}", RING)
    assert told(replace(at(dunned, 200), database=replayed)) == before
    replayed.dispose()
