"""The schema knows its newest revision without loading what changes it."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import make_url

import ledger
import migrations
from kit.db import Database
from ledger.chain import HEAD, ZERO, Digests
from ledger.kinds import CHART, CONTROL, Account
from ledger.tables import LATER, LOGGED
from tests.conftest import administer


def test_the_newest_file_is_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))

    assert migrations.newest() == ScriptDirectory.from_config(config).get_current_head()


def test_an_empty_database_is_brought_to_the_newest_once(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'books.db'}")

    assert not migrations.at_head(database)
    migrations.upgrade(database)
    migrations.upgrade(database)
    assert migrations.at_head(database)
    database.dispose()


def test_a_table_that_came_later_leaves_older_hashes_as_they_were() -> None:
    head = dict.fromkeys(HEAD, "x")
    whole = sha256(ZERO)
    whole.update(json.dumps(list(head.values()), separators=(",", ":")).encode())
    for _ in sorted(set(LOGGED) - LATER):
        whole.update(sha256().digest())

    assert Digests().seal(ZERO, head) == whole.digest()
    written = Digests()
    written.take("pin", [(1, "mapping", "k", "{}", "ann", 1)])
    assert written.seal(ZERO, head) != whole.digest()


def upgraded_to(database: Database, revision: str) -> None:
    """Bring a schema to an earlier revision."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def earlier_books(database: Database) -> None:
    """Make books as they were before events, control and values came: an entity with the chart of that time."""
    upgraded_to(database, "0007")
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO entity VALUES ('OLD', 'Old', 'USD', 'UTC')")
        for role in ("bank", "ar_trade", "revenue"):
            code, name = CHART[Account(role)]
            control = int(Account(role) in CONTROL)
            connection.exec_driver_sql(f"INSERT INTO account VALUES ('OLD', '{role}', '{code}', '{name}', {control})")


def test_books_of_an_earlier_schema_get_the_accounts_that_came_later(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'books.db'}")
    _brought_up(database)
    database.dispose()


@pytest.mark.postgres
def test_books_of_an_earlier_schema_on_postgresql(postgres_server: str) -> None:
    name = f"tieout_earlier_{os.getpid()}"
    administer(postgres_server, f"CREATE DATABASE {name}")
    database = Database(make_url(postgres_server).set(database=name).render_as_string(hide_password=False))
    _brought_up(database)
    database.dispose()
    administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def _brought_up(database: Database) -> None:
    """Bring earlier books to the newest and see that they work."""
    earlier_books(database)
    migrations.upgrade(database)
    with database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT role, code, control FROM account WHERE entity = 'OLD'").all()
        assert ledger.checks.run(connection) == []
    came = {row[0]: (row[1], bool(row[2])) for row in rows}
    assert {"deposits", "refunds", "allowance", "fx_loss"} <= set(came)
    assert came == {role: (CHART[Account(role)][0], Account(role) in CONTROL) for role in came}
