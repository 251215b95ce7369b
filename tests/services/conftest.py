"""Workspaces for tests: empty books on both databases, and the sample morning matched once and copied."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import tests.hashing  # noqa: F401 - passwords cost little from here on
from kit.db import Database
from kit.settings import Settings
from services import demo
from services.workspace import Workspace
from tests.conftest import RING, Fill

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
AS_OF = date(2026, 11, 19)


def quiet(_step: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def workspace_over(database: Database, **settings: object) -> Workspace:
    """Give a workspace whose clock stands still."""
    return Workspace(database, Settings(database_url=str(database.url), **settings), lambda: NOON)  # type: ignore[arg-type]


@pytest.fixture
def workspace(database: Database) -> Workspace:
    """Give empty books, on SQLite and on PostgreSQL."""
    return workspace_over(database)


@pytest.fixture
def empty(sqlite_database: Database) -> Workspace:
    """Give empty books on SQLite."""
    return workspace_over(sqlite_database)


def sample(database: Database) -> None:
    """Fill books with the sample morning, matched."""
    done = demo.morning(workspace_over(database), progress=quiet)
    assert done.summary.as_of == AS_OF


@pytest.fixture
def copied(filled_sqlite: Callable[[Fill], Path], tmp_path: Path) -> Iterator[Callable[[], Workspace]]:
    """Give copies of the matched morning."""
    opened: list[Database] = []

    def copy() -> Workspace:
        path = tmp_path / f"copy{len(opened)}.db"
        shutil.copy(filled_sqlite(sample), path)
        opened.append(Database(f"sqlite:///{path}", RING))
        return workspace_over(opened[-1])

    yield copy
    for database in opened:
        database.dispose()


@pytest.fixture
def matched(copied: Callable[[], Workspace]) -> Workspace:
    """Give the sample morning, matched."""
    return copied()
