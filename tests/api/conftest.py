"""A served application over a fresh database: real HTTP on loopback, real SQLite, a clock that stands."""

import shutil
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

import tests.hashing  # noqa: F401 - passwords cost little from here on
from api.app import create_app
from kit.db import Database
from kit.settings import Settings
from services.workspace import Workspace
from tests.api import morning
from tests.conftest import RING, Fill
from tests.services.sheets import imported

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
BYTES_MAX = 200_000
#: Seconds until what is waited for is taken never to come; long, since only a failure waits so long.
PATIENCE = 120
#: Loopback speaks no TLS: a client that makes its own context reads every authority of the machine first.
UNUSED_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TOKEN = "tok_test_9f86d081884c7d659a2feaa0c55ad015"


class Served:
    """An application being served: where, and a client that speaks to it."""

    def __init__(self, app: FastAPI, url: str, client: httpx2.Client) -> None:
        self.app = app
        self.url = url
        self.client = client

    def settle(self) -> None:
        """Wait until the matching that was asked for is done."""
        assert self.app.state.matching.settled(PATIENCE)
        assert self.app.state.matching.now.stage in {"done", "idle"}, self.app.state.matching.now

    def take(self, name: str, data: bytes, **headers: str) -> httpx2.Response:
        """Upload one file."""
        return self.client.post("/v1/bank-files", files={"file": (name, data)}, headers=headers)


def over(database: Database) -> Workspace:
    """Return a workspace over books, on the morning's clock."""
    return Workspace(database, Settings(file_bytes_max=BYTES_MAX), lambda: NOW)


def before(database: Database) -> None:
    """Fill books with the morning's customers and open items."""
    with TemporaryDirectory() as folder:
        imported(over(database), Path(folder), morning.CUSTOMERS, morning.OPEN_ITEMS, actor="test")


def after(database: Database) -> None:
    """Fill books with the morning, its bank file taken over HTTP and matched."""
    before(database)
    for served in serving(create_app(over(database))):
        assert served.take("morning.bai", morning.BAI2).status_code == 202
        served.settle()


@pytest.fixture
def workspace(
    request: pytest.FixtureRequest, filled_sqlite: Callable[[Fill], Path], tmp_path: Path
) -> Iterator[Workspace]:
    """Give books with the morning's customers and open items; where a test is about what is `matched`, its file too."""
    shutil.copy(filled_sqlite(after if "matched" in request.fixturenames else before), tmp_path / "books.db")
    database = Database(f"sqlite:///{tmp_path / 'books.db'}", RING)
    yield over(database)
    database.dispose()


@pytest.fixture
def served(workspace: Workspace) -> Iterator[Served]:
    """Serve the application without a token."""
    yield from serving(create_app(workspace))


@pytest.fixture
def guarded(workspace: Workspace) -> Iterator[Served]:
    """Serve the application with a token."""
    settings = workspace.settings.model_copy(update={"token": SecretStr(TOKEN)})
    yield from serving(create_app(Workspace(workspace.database, settings, workspace.clock)))


@pytest.fixture
def matched(served: Served) -> Served:
    """Serve the application after the morning's file was taken and matched: see `workspace`."""
    return served


@pytest.fixture(scope="session")
def still(filled_sqlite: Callable[[Fill], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the matched morning once for all tests that look, and change nothing."""
    path = tmp_path_factory.mktemp("still") / "books.db"
    shutil.copy(filled_sqlite(after), path)
    database = Database(f"sqlite:///{path}", RING)
    unhurried = over(database).settings.model_copy(update={"rate_per_minute": 0})
    yield from serving(create_app(Workspace(database, unhurried, lambda: NOW)))
    database.dispose()


def serving(app: FastAPI) -> Iterator[Served]:
    """Serve an application on a free port of loopback for as long as a test runs."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + PATIENCE
    while not server.started:
        assert thread.is_alive(), "the server ended before it started"
        assert time.monotonic() < until, "the server does not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with httpx2.Client(base_url=url, timeout=PATIENCE, verify=UNUSED_TLS) as client:
        yield Served(app, url, client)
    server.should_exit = True
    thread.join(PATIENCE)
