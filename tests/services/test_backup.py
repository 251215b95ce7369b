"""A backup is taken while others write: it holds one moment, and what is restored from it proves itself."""

import os
import re
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from sqlalchemy import make_url

import ledger
from kit.db import Database
from services import backup
from services.commands import command
from services.workspace import Workspace
from tests.conftest import RING
from tests.lending import administer
from tests.services.conftest import workspace_over

Batch = tuple[int, bytes]


def chain(workspace: Workspace) -> list[Batch]:
    with workspace.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT no, hash FROM batch ORDER BY no")
        return [(row[0], bytes(row[1])) for row in rows]


def taken_while_others_write(workspace: Workspace, path: Path) -> list[Batch]:
    """Take a copy in the midst of commands; return the chain as it was before."""
    before, stop, went_on = chain(workspace), threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with command(workspace, "note", "ana", {"number": number}) as book:
                book.result = {"number": number}
            if number >= 3:
                went_on.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert went_on.wait(60)
        backup.backup(workspace, path)
    finally:
        stop.set()
        writer.join()
    return before


def proven(original: Workspace, restored: Workspace, before: list[Batch]) -> None:
    """See that the copy holds, has all that stood before it was begun, and nothing the original has not."""
    with restored.database.reading() as connection:
        assert ledger.checks.run(connection) == []
        balances = ledger.reads.trial_balance(connection).rows()
    held, whole = chain(restored), chain(original)
    assert len(held) >= len(before) + 3
    assert held == whole[: len(held)]
    with original.database.reading() as connection:
        assert ledger.reads.trial_balance(connection).rows() == balances


def test_a_copy_taken_while_others_write_holds_one_moment(matched: Workspace, tmp_path: Path) -> None:
    before = taken_while_others_write(matched, tmp_path / "copy.db")
    restored = workspace_over(Database(f"sqlite:///{tmp_path / 'restored.db'}", RING))
    backup.restore(restored, tmp_path / "copy.db")
    proven(matched, restored, before)
    restored.database.dispose()


def tool_version() -> int:
    """Return the major version of the copying tool that is installed, 0 where none is."""
    if not (program := shutil.which("pg_dump")):
        return 0
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return int(re.findall(r"\d+", said)[0])


@pytest.mark.postgres
def test_a_copy_of_a_server_taken_while_others_write(
    postgres_database: Database, postgres_server: str, tmp_path: Path
) -> None:
    with postgres_database.reading() as connection:
        server = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    if (tool := tool_version()) < server:
        pytest.skip(f"pg_dump {tool} copies no PostgreSQL {server}")
    original = workspace_over(postgres_database)
    before = taken_while_others_write(original, tmp_path / "copy.dump")
    name = f"tieout_restored_{os.getpid()}"
    administer(postgres_server, f"CREATE DATABASE {name}")
    url = make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    restored = workspace_over(Database(url, RING))
    try:
        backup.restore(restored, tmp_path / "copy.dump")
        proven(original, restored, before)
    finally:
        restored.database.dispose()
        administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")
