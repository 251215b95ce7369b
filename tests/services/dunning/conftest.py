"""A desk of collections, made once and copied: late invoices, bank data of today, the standard strategy in force."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kit.db import Database
from services.workspace import Workspace
from tests.conftest import RING, Fill
from tests.services.conftest import workspace_over
from tests.services.dunning.desk import in_force, late


def filled(database: Database) -> None:
    """Fill books with late invoices and a strategy."""
    in_force(late(workspace_over(database)))


@pytest.fixture
def dunned(filled_sqlite: Callable[[Fill], Path], tmp_path: Path) -> Iterator[Workspace]:
    """Give the desk on SQLite."""
    path = tmp_path / "desk.db"
    shutil.copy(filled_sqlite(filled), path)
    database = Database(f"sqlite:///{path}", RING)
    yield workspace_over(database, outbox_folder=tmp_path / "outbox")
    database.dispose()


@pytest.fixture
def dunned_on_both(copy_of: Callable[[Fill], Database], tmp_path: Path) -> Workspace:
    """Give it on SQLite and on PostgreSQL."""
    return workspace_over(copy_of(filled), outbox_folder=tmp_path / "outbox")
