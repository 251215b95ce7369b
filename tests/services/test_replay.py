"""Every decision comes out again from what its run was asked, byte for byte, on both databases and after a restore."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from kit.db import Database
from ledger import frames, tables
from services import intake, matching
from services.decisions import deciding, kept, replay
from services.decisions.replay import NotKept
from services.importing import subledger
from services.running import backup
from services.workspace import Workspace
from tests.conftest import RING
from tests.parsers.bai2_files import bai2
from tests.services.conftest import workspace_over
from tests.services.sheets import imported

AS_OF = date(2026, 11, 24)
CUSTOMERS = """customer_number,name,parent_number,terms,currency,credit_limit
C1,REDFERN AERIAL LLC,,NET30,USD,10000.00
C2,OSTRAVA TOOLING INC,,NET30,USD,10000.00
"""
ITEMS = """document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount,po_number,terms
INV-70011,invoice,C1,2026-10-20,2026-11-19,USD,1250.00,1250.00,,NET30
INV-70012,invoice,C1,2026-10-21,2026-11-20,USD,300.00,300.00,,NET30
INV-70013,invoice,C2,2026-10-22,2026-11-21,USD,950.00,950.00,,NET30
INV-70014,invoice,C2,2026-10-22,2026-11-21,USD,950.00,950.00,,NET30
"""
#: One that posts, one that must be asked about, one of a stranger.
BANK = bai2(
    [
        "16,165,125000,,BR-1,,REDFERN AERIAL LLC INV-70011/",
        "16,165,95000,,BR-2,,OSTRAVA TOOLING INC INV-70013 INV-70014/",
        "16,165,7700,,BR-3,,SOMEBODY ELSE/",
    ],
    227700,
)


def taken(workspace: Workspace, folder: Path) -> Workspace:
    """Give books in which one morning is matched."""
    imported(workspace, folder, CUSTOMERS, ITEMS)
    intake.take(workspace, BANK, "bank.bai", actor="ana")
    matching.run(workspace, as_of=AS_OF)
    return workspace


def receipts(workspace: Workspace) -> list[str]:
    """Return the receipts there are."""
    with workspace.database.reading() as connection:
        return sorted(connection.execute(select(tables.decision.c.receipt_id).distinct()).scalars())


def test_every_decision_comes_out_again(workspace: Workspace, tmp_path: Path) -> None:
    books = taken(workspace, tmp_path)

    found = [replay.replay(books, receipt_id) for receipt_id in receipts(books)]

    assert sorted(one.decision.status for one in found) == ["applied", "review", "unidentified"]
    assert [(one.same, one.differences, one.same_engine) for one in found] == [(True, (), True)] * 3


def test_a_run_killed_between_its_frames_and_its_first_commit_is_run_again(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large frames lie in the books before the command that names them; the next run finds them there."""
    monkeypatch.setattr(kept, "LARGE", 0)
    with monkeypatch.context() as patch:
        patch.setattr(matching, "_carry_out", _killed)
        with pytest.raises(KeyboardInterrupt):
            taken(workspace, tmp_path)
    with workspace.database.reading() as connection:
        before = connection.execute(select(tables.match_frame.c.sha256)).all()
        assert connection.execute(select(tables.match_run.c.no)).all() == []
    matching.run(workspace, as_of=AS_OF)

    with workspace.database.reading() as connection:
        after = connection.execute(select(tables.match_frame.c.sha256)).all()
        assert frames.broken(connection) == []
    assert set(before) <= set(after)
    assert len(before) >= len(kept.ASKED)
    assert all(replay.replay(workspace, receipt_id).same for receipt_id in receipts(workspace))


def _killed(*_: object, **__: object) -> None:
    """End here."""
    raise KeyboardInterrupt


def test_a_decision_stays_what_it_was_when_the_books_moved_on(workspace: Workspace, tmp_path: Path) -> None:
    """New items and a new day change later answers, never the one that was made."""
    books = taken(workspace, tmp_path)
    before = {one: replay.decision(books, one) for one in receipts(books)}
    (tmp_path / "more.csv").write_text(ITEMS.replace("INV-7001", "INV-8001"), encoding="utf-8")
    subledger.items(books, tmp_path / "more.csv", actor="ana")
    intake.take(books, BANK.replace(b"BR-", b"BS-"), "again.bai", actor="ana")
    matching.run(books, as_of=date(2026, 11, 25))

    for receipt_id in receipts(books):
        assert replay.replay(books, receipt_id).same
    assert all(replay.decision(books, one).status for one in before)


def test_the_morning_comes_out_again(matched: Workspace) -> None:
    """Every decision of the sample morning, each run answered once."""
    with matched.database.reading() as connection:
        runs = kept.runs(connection, matched.settings.entity)
        questions = [kept.question(connection, run.record.run_id) for run in runs]
        rows = connection.execute(select(tables.decision).order_by(tables.decision.c.no)).mappings().all()
        decided = [(kept.of_decision(connection, row["no"]), row) for row in rows]
    answers = {
        run.record.run_id: {one.decision.receipt_id: one.decision for one in deciding.decided(each, each.answer(), 0)}
        for run, each in zip(runs, questions, strict=True)
    }

    assert len(rows) > 20
    for run, row in decided:
        assert run is not None
        again = answers[run.record.run_id][row["receipt_id"]]
        assert [row[name] for name in replay.COMPARED] == [getattr(again, name) for name in replay.COMPARED]


def test_what_was_decided_otherwise_is_said(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = taken(workspace, tmp_path)
    posted = next(one for one in receipts(books) if replay.decision(books, one).status == "applied")
    monkeypatch.setattr(kept, "build", lambda: "another")
    monkeypatch.setattr("matcher.shown.explain.ENGINE", "0.9")

    found = replay.replay(books, posted)

    assert (found.same, found.same_engine, found.build_now) == (False, False, "another")
    assert [(one.what, one.anew) for one in found.differences] == [("certificate.engine", "0.9")]


def test_a_restored_copy_replays(matched: Workspace, tmp_path: Path) -> None:
    backup.backup(matched, tmp_path / "copy.db")
    database = Database(f"sqlite:///{tmp_path / 'restored.db'}", RING)
    restored = workspace_over(database)
    backup.restore(restored, tmp_path / "copy.db")

    assert replay.replay(restored, receipts(restored)[0]).same
    database.dispose()


def test_frames_of_old_runs_are_let_go_and_the_run_still_says_what_was_asked(
    workspace: Workspace, tmp_path: Path
) -> None:
    books = taken(workspace, tmp_path)
    first = receipts(books)[0]
    later = workspace_over(books.database, frames_days=30)
    clock = later.clock
    aged = Workspace(later.database, later.settings, lambda: clock().replace(year=2027))
    intake.take(aged, BANK.replace(b"BR-", b"BS-"), "again.bai", actor="ana")
    matching.run(aged, as_of=date(2027, 11, 24))

    with pytest.raises(frames.FrameLetGo):
        replay.replay(aged, first)
    with aged.database.reading() as connection:
        runs = kept.runs(connection, aged.settings.entity)
        assert len(runs) > 1
        assert kept.question(connection, runs[-1].record.run_id).frames["items"].height
        assert frames.broken(connection) == []


def test_a_decision_from_before_runs_were_kept_is_refused(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = taken(workspace, tmp_path)
    monkeypatch.setattr(kept, "of_decision", lambda _connection, _number: None)

    with pytest.raises(NotKept):
        replay.replay(books, receipts(books)[0])
