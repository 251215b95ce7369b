"""Files that were refused are told beside those that were taken: who brought which, when, and why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kit.db import Database
from kit.refusals import Refused
from services import intake
from services.banking import turned_away
from services.workspace import Workspace
from tests.api.morning import BAI2
from tests.services.conftest import workspace_over

CUT = BAI2[: len(BAI2) // 2]


@pytest.fixture
def empty_books(database: Database) -> Workspace:
    return workspace_over(database)


def bring(workspace: Workspace, name: str, data: bytes) -> None:
    """Take a file as a person brings it; it is refused."""
    with pytest.raises(Refused), turned_away.noting(workspace, data, name, "ana"):
        intake.take(workspace, data, name, actor="ana")


def test_a_refused_file_is_told_with_who_when_and_why(empty_books: Workspace) -> None:
    """On both databases; the same bytes for the same reason stand once, with the newest time."""
    later = replace(empty_books, clock=lambda: empty_books.now() + timedelta(hours=1))
    bring(empty_books, "photo.png", b"\x89PNG\r\n\x1a\n\x00\x01")
    bring(later, "again.png", b"\x89PNG\r\n\x1a\n\x00\x01")
    bring(empty_books, "cut.bai", CUT)

    told = turned_away.listed(later)

    assert [(one.name, one.code, one.actor) for one in told] == [
        ("again.png", "unreadable_file", "ana"),
        ("cut.bai", "file_truncated", "ana"),
    ]
    assert told[0].refused_at == later.now()
    assert not told[0].reason.startswith("again.png"), "the name stands beside it"


def test_what_was_taken_since_says_so_and_what_is_old_goes(empty_books: Workspace) -> None:
    bring(empty_books, "cut.bai", CUT)
    at = empty_books.now()
    later = replace(empty_books, clock=lambda: at + timedelta(days=1))
    intake.take(later, CUT, "cut.bai", actor="ana", partial=True)
    bring(later, "twice.bai", CUT)
    assert [(one.name, one.since_taken) for one in turned_away.listed(later)] == [
        ("twice.bai", False),
        ("cut.bai", True),
    ]
    much_later = replace(empty_books, clock=lambda: at + turned_away.KEPT)
    assert [one.name for one in turned_away.listed(much_later)] == ["twice.bai"]
    bring(much_later, "photo.png", b"\x89PNG")
    with much_later.database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT name FROM refused_file ORDER BY name").scalars().all()
    assert kept == ["photo.png", "twice.bai"]


def test_a_file_too_large_to_be_read_is_told_by_its_name_and_size(empty_books: Workspace) -> None:
    for name, size in (("year.bai", 10**12), ("year.bai", 10**12), ("year.bai", 10**12 + 1)):
        assert turned_away.unread(empty_books, name, size, "ana").code == "file_too_large"
    told = turned_away.listed(empty_books)
    assert sorted((one.name, one.size) for one in told) == [("year.bai", 10**12), ("year.bai", 10**12 + 1)]
    assert told[0].reason.endswith("bytes are more than the limit of 67,108,864: split it")


def test_a_refusal_that_is_not_about_the_file_is_not_noted(empty_books: Workspace) -> None:
    with pytest.raises(Refused), turned_away.noting(empty_books, b"", "a.bai", "ana"):
        raise Refused("something else")
    assert turned_away.listed(empty_books) == []
