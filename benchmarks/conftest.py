"""What the small benchmarks share: a morning of 300 receipts, written once, and books that hold its sheets."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import migrations
from benchmarks.workload import OURS
from benchmarks.world.spec import Spec
from benchmarks.world.tables import written
from kit.settings import Settings
from services.importing import subledger
from services.workspace import Workspace, opened

SPEC = Spec(seed=7, receipts=300, items=3_000)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the morning."""
    folder = tmp_path_factory.mktemp("world")
    written(SPEC, folder)
    return folder


@pytest.fixture(scope="session")
def bank_files(world: Path) -> list[Path]:
    """Return the bank's files of the morning."""
    return [path for path in sorted(world.iterdir()) if path.name not in OURS]


@pytest.fixture
def workspace(world: Path, tmp_path: Path) -> Iterator[Workspace]:
    """Return books that hold the customers, items and payer links, and nothing from the bank."""
    books = opened(Settings(database_url=f"sqlite:///{tmp_path / 'books.db'}"))
    migrations.upgrade(books.database)
    subledger.customers(books, world / "customers.csv", actor="bench")
    subledger.items(books, world / "open_items.csv", actor="bench")
    subledger.payer_links(books, world / "payer_links.csv", actor="bench")
    yield books
    books.database.dispose()
