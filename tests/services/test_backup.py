"""A backup is taken while others write: it holds one moment, and what is restored from it proves itself."""

import os
import threading
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

import ledger
import migrations
from kit.db import Database
from kit.refusals import Conflict
from ledger import NewApplication, NewCustomer, trail
from ledger.refusals import Unwritable
from services.commands import command
from services.running import backup
from services.workspace import Workspace
from tests.conftest import RING
from tests.ledger.desk import DAY, invoice_id, item, receipt
from tests.ledger.test_checks import filled
from tests.lending import administer
from tests.room import room
from tests.services.conftest import workspace_over

Batch = tuple[int, bytes]


def chain(workspace: Workspace) -> list[Batch]:
    with workspace.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT no, hash FROM batch ORDER BY no")
        return [(row[0], bytes(row[1])) for row in rows]


def moved(workspace: Workspace, last: int) -> dict[tuple[str, str, str], int]:
    """Return what went from which account to which up to a batch, in minor units."""
    with workspace.database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT dr_account, cr_account, currency, SUM(minor) FROM posting"
            f" WHERE batch <= {last} GROUP BY dr_account, cr_account, currency"
        )
        return {(row[0], row[1], row[2]): int(row[3]) for row in rows}


def sold_and_paid(workspace: Workspace, number: int) -> None:
    """Book an invoice, money for it, and the one against the other."""
    with command(workspace, "sold", "ana", {"number": number}) as book:
        ledger.customers.upsert(book, [NewCustomer("LOAD", "Load")])
        ledger.items.issue(book, [item(f"LOAD-{number}", 1_000 + number, customer="LOAD")])
        ledger.receipts.receive(book, [receipt(f"LOAD-{number}", 1_000 + number, "LOAD")])
        paid = NewApplication(f"rcp_LOAD-{number}", invoice_id(f"LOAD-{number}"), 1_000, DAY)
        ledger.applications.apply(book, [paid])


def taken_while_others_write(workspace: Workspace, path: Path) -> list[Batch]:
    """Take a copy in the midst of commands; return the chain as it was before."""
    before, stop, went_on = chain(workspace), threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            sold_and_paid(workspace, number)
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
    """See that the copy holds, has all that stood before it was begun, and its balances are those of its last batch."""
    with restored.database.reading() as connection:
        assert ledger.checks.run(connection) == []
        assert trail.verify(connection).broken == ()
    held, whole = chain(restored), chain(original)
    assert len(held) >= len(before) + 3
    assert held == whole[: len(held)]
    last = held[-1][0]
    assert moved(restored, whole[-1][0]) == moved(original, last) != moved(original, before[-1][0])


def test_a_copy_taken_while_others_write_holds_one_moment(matched: Workspace, tmp_path: Path) -> None:
    before = taken_while_others_write(matched, tmp_path / "copy.db")
    restored = workspace_over(Database(f"sqlite:///{tmp_path / 'restored.db'}", RING))
    backup.restore(restored, tmp_path / "copy.db")
    proven(matched, restored, before)
    restored.database.dispose()


@pytest.mark.postgres
def test_a_copy_of_a_server_taken_while_others_write(
    postgres_database: Database, postgres_server: str, tmp_path: Path
) -> None:
    original = workspace_over(postgres_database)
    filled(postgres_database)
    before = taken_while_others_write(original, tmp_path / "copy.dump")
    name = f"tieout_restored_{os.getpid()}"
    administer(postgres_server, f"CREATE DATABASE {name}")
    url = make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    restored = workspace_over(Database(url, RING))
    try:
        backup.restore(restored, tmp_path / "copy.dump", migrations.upgrade)
        proven(original, restored, before)
        with command(restored, "goes on", "ana", {}) as book:
            book.result = {}
        with restored.database.reading() as connection:
            assert trail.verify(connection).broken == ()
        with pytest.raises(DBAPIError, match="append_only"), restored.database.writing() as connection:
            connection.exec_driver_sql("UPDATE item SET number = 'other'")
        with pytest.raises(Conflict, match="books already"):
            backup.restore(restored, tmp_path / "copy.dump", migrations.upgrade)
    finally:
        restored.database.dispose()
        administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def test_of_a_copy_for_which_there_is_no_room_nothing_is_left(workspace: Workspace, tmp_path: Path) -> None:
    sold_and_paid(workspace, 1)
    (tmp_path / "full").mkdir()

    with room(4096), pytest.raises((Unwritable, OSError)):
        backup.backup(workspace, tmp_path / "full" / "copy")
    assert list((tmp_path / "full").iterdir()) == []
