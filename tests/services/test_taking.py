"""A file taken in parts says what it says taken at once, and nothing before its last part stands, over any kill."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select

import ledger
from kit.refusals import AlreadyTaken, NotFound
from ledger import tables
from services import demo, intake, matching
from services.banking import files, taking
from services.webhooks import events
from services.workspace import Workspace
from tests.services.conftest import AS_OF, workspace_over

BAI2, NACHA = (min(demo.MORNING.glob(pattern)).read_bytes() for pattern in ("bai2*", "ach*"))
TABLES = (tables.bank_file, tables.bank_entry, tables.bank_control, tables.bank_finding, tables.bank_file_key)


class Killed(BaseException):
    """The process ends here."""


def small(workspace: Workspace) -> Workspace:
    """Give the same books to somebody who writes little at a time."""
    return workspace_over(workspace.database, intake_batch=3)


def dies(monkeypatch: pytest.MonkeyPatch, parts: int) -> None:
    """Have whoever takes a file die after so many parts."""
    writes, left = taking._write, iter(range(parts))

    def dying(*args: Any) -> None:
        if next(left, None) is None:
            raise Killed
        writes(*args)

    monkeypatch.setattr(taking, "_write", dying)


def rows(workspace: Workspace) -> Iterator[tuple[Any, ...]]:
    """Yield all that was kept of files but for its batch, whose number alone tells in how many parts it came."""
    with workspace.database.reading() as connection:
        assert ledger.checks.run(connection) == []
        assert connection.execute(select(tables.taking.c.start)).all() == []
        for table in TABLES:
            told = [one for one in table.c if one.name not in {"batch", "content", "payer_account"}]
            yield from (tuple(row) for row in connection.execute(select(*told).order_by(table.c.no)))


def seen(workspace: Workspace) -> tuple[int, ...]:
    """Return what anybody sees of the files."""
    with workspace.database.reading() as connection:
        entries = ledger.worklists.entries(connection, workspace.settings.entity).height
        known = ledger.reads.bank_files(connection).height
        return entries, known, events.newest(connection, "bank_files.taken"), files.count(workspace)


def test_parts_say_what_the_file_says_at_once(workspace: Workspace) -> None:
    once = intake.take(workspace_over(workspace.database), BAI2, "monday.bai", actor="test")
    again = intake.take(small(workspace), BAI2 + b"\r\n", "tuesday.bai", actor="test")

    assert (again.entries, again.money_in, again.controls) == (once.entries, once.money_in, once.controls)
    assert files.outcome(workspace, again.file_id).entries == again.entries
    with workspace.database.reading() as connection:
        entry = tables.bank_entry.c
        told = [one for one in entry if one.name not in {"no", "batch", "entry_id", "sha256"}]
        first, second = (
            connection.execute(select(*told).where(entry.sha256 == one.file_id).order_by(entry.no)).all()
            for one in (once, again)
        )
        batches = connection.scalars(select(entry.batch).where(entry.sha256 == again.file_id).distinct()).all()
    assert [row.position for row in first] == [row.position for row in second]
    assert len(batches) > len(second) / 3 - 1
    assert len(list(rows(workspace))) > 2 * len(first)


@pytest.mark.parametrize(("goes_on", "parts"), [("the sender", 0), ("the matcher", 1), ("another file", 4)])
def test_nothing_of_half_a_file_is_seen_and_whoever_comes_next_ends_it(
    goes_on: str, parts: int, empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = small(empty)
    with monkeypatch.context() as patch:
        dies(patch, parts)
        with pytest.raises(Killed):
            intake.take(books, BAI2, "monday.bai", actor="ana", match=True)
    file_id = _file(empty)
    assert seen(empty) == (0, 0, 0, 0)
    for look in (intake.taken, files.outcome):
        with pytest.raises(NotFound):
            look(empty, file_id)
    if goes_on == "the sender":
        with pytest.raises(AlreadyTaken):
            intake.take(books, BAI2, "monday.bai", actor="ana", match=True)
    elif goes_on == "the matcher":
        matching.run(empty, as_of=AS_OF)
    else:
        intake.take(empty, BAI2.replace(b",W", b",V"), "other.bai", actor="bob")

    entries = files.outcome(empty, file_id).entries
    assert entries == intake.taken(empty, file_id).entries
    assert seen(empty)[0] >= sum(entries.values()) > 10
    assert list(rows(empty))


def _file(workspace: Workspace) -> str:
    """Return the file whose bytes are kept."""
    with workspace.database.reading() as connection:
        return str(connection.execute(select(tables.bank_file.c.sha256)).scalar_one())


def test_a_part_that_two_write_is_written_once(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    writes = taking._write

    def both(*args: Any) -> None:
        writes(*args)
        writes(*args)

    monkeypatch.setattr(taking, "_write", both)
    told = intake.take(small(workspace), BAI2, "monday.bai", actor="test")

    assert files.outcome(workspace, told.file_id).entries == told.entries
    assert len(list(rows(workspace))) > sum(told.entries.values())


def test_its_matching_is_asked_for_with_its_bytes_and_due_when_it_is_whole(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        dies(patch, 1)
        with pytest.raises(Killed):
            intake.take(small(empty), BAI2, "monday.bai", actor="ana", match=True)
    waits = _due(empty)
    taking.finish(empty)

    assert waits == taking.PATIENCE_SECONDS
    assert _due(empty) < waits


def _due(workspace: Workspace) -> int:
    """Return how many seconds after it was asked for the matching is due."""
    with workspace.database.reading() as connection:
        row = connection.execute(select(tables.work.c.due_at, tables.work.c.made_at)).one()
    return int(row.due_at - row.made_at)


def test_a_file_of_which_a_row_is_refused_keeps_no_other_out_and_is_shown_as_failed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its list, its own page and the check say why in the rule's words; the rule gone, it is taken to its end."""
    books, now = small(workspace), ledger.evidence.ready_again
    with monkeypatch.context() as patch:
        patch.setattr(ledger.evidence, "ready_again", lambda database, rows: now(database, _without_currency(rows)))
        with pytest.raises(taking.RowRefused, match=r"tuesday\.ach: the books refuse a row of it \(.*currency.*tried"):
            intake.take(books, NACHA, "tuesday.ach", actor="ana")
        with pytest.raises(taking.RowRefused):
            intake.take(books, NACHA, "again.ach", actor="ana")
        told = intake.take(books, BAI2, "monday.bai", actor="ana")
        good, failed = files.outcomes(books)
        assert (good.name, good.entries, good.fault) == ("monday.bai", told.entries, "")
        assert (failed.name, failed.entries, files.outcome(books, failed.file_id)) == ("tuesday.ach", {}, failed)
        assert "currency" in failed.fault
        assert files.count(books) == 1
        with books.database.reading() as connection:
            assert [one.code for one in ledger.checks.run(connection)] == ["file_failed"]
            assert events.newest(connection, "bank_files.taken") == 2  # nobody waits for the one that failed
    assert taking.finish(books) == {}
    assert [one.fault for one in files.outcomes(books)] == ["", ""]
    assert list(rows(books))


def _without_currency(records: Any) -> Any:
    """Return rows of which the database refuses the entries of one file."""
    file, place = (ledger.tables.LOGGED["bank_entry"].index(name) for name in ("sha256", "currency"))
    bad = sha256(NACHA).hexdigest()
    for table, row in records:
        wrong = table == "bank_entry" and row[file] == bad
        yield table, (*row[:place], "", *row[place + 1 :]) if wrong else row


def test_a_small_file_of_which_a_row_is_refused_is_told_in_words_and_not_kept(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = intake._entry
    with monkeypatch.context() as patch:
        patch.setattr(intake, "_entry", lambda *told: replace(entry(*told), currency=""))
        with pytest.raises(taking.RowRefused, match="nothing of it was taken"):
            intake.take(empty, BAI2, "monday.bai", actor="ana")
    assert files.outcomes(empty) == []
    assert intake.take(empty, BAI2, "monday.bai", actor="ana").entries
