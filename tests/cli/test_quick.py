"""A command loads what it needs and nothing else: the quick ones stay quick."""

import subprocess
import sys

import pytest

HEAVY = {"alembic", "fastapi", "matcher", "numpy", "ortools", "polars", "rapidfuzz", "sqlalchemy", "uvicorn"}
#: command -> the heavy packages it may load
MAY_LOAD: tuple[tuple[str, set[str]], ...] = (
    ("--help", set()),
    ("match --help", set()),
    ("db check", {"polars", "sqlalchemy"}),
    ("export findings", {"polars", "sqlalchemy"}),
)
LOADED = "import sys; from cli.main import main; sys.argv[0] = 'tieout'; main()"
LINE = (sys.executable, "-c", LOADED)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of empty books."""
    address = f"sqlite:///{tmp_path_factory.mktemp('quick') / 'books.db'}"
    run([*LINE, "db", "upgrade"], address)
    return address


@pytest.mark.parametrize(("command", "allowed"), MAY_LOAD)
def test_a_small_command_loads_little(command: str, allowed: set[str], database: str) -> None:
    said = run([sys.executable, "-X", "importtime", "-c", LOADED, *command.split()], database)

    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in said.splitlines()}
    assert loaded & HEAVY <= allowed


def run(command: list[str], database: str) -> str:
    """Run a command against a database; return what it wrote to stderr."""
    environment = {"TIEOUT_DATABASE_URL": database, "PATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stderr
