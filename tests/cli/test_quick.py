"""A command loads what it needs and nothing else: the quick ones stay quick."""

import subprocess
import sys
from pathlib import Path

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


@pytest.mark.parametrize(("command", "allowed"), MAY_LOAD)
def test_a_small_command_loads_little(command: str, allowed: set[str], tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'books.db'}"
    run([*LINE, "db", "upgrade"], database)

    said = run([sys.executable, "-X", "importtime", "-c", LOADED, *command.split()], database)

    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in said.splitlines()}
    assert loaded & HEAVY <= allowed


def run(command: list[str], database: str) -> str:
    """Run a command against a database; return what it wrote to stderr."""
    environment = {"TIEOUT_DATABASE_URL": database, "PATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stderr
