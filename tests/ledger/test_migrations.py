"""The schema knows its newest revision without loading what changes it."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, make_url

import kit.db
import ledger
import migrations
from kit.db import Database
from ledger.chain import HEAD, ZERO, Digests
from ledger.kinds import CHART, CONTROL, Account
from ledger.records import NewApplication
from ledger.tables import LATER, LOGGED, batch
from tests.ledger.desk import DAY, balances, booked
from tests.lending import administer


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


#: Every schema there was, but the newest.
FIRST = sorted(path.name[:4] for path in (Path(migrations.__file__).parent / "versions").glob("[0-9]*_*.py"))[:-1]
#: Those that PostgreSQL comes up from: a far one takes every step after it, and nothing but the rows' age differs.
APART = [*FIRST[:-2:6], *FIRST[-2:]]


def _booked_in(database: Database) -> None:
    """Book an invoice, a receipt and an application into a schema of any age: the tables of the first are all it needs.

    What today's code writes into tables that came later is left out, as it was not there then.
    """
    with database.reading() as connection:
        there = set(inspect(connection).get_table_names())
    entities = ("INSERT INTO entity VALUES ('MAIN', 'Main', 'USD', 'UTC')",)
    accounts = tuple(
        f"INSERT INTO account VALUES ('MAIN', '{role}', '{CHART[role][0]}', '{CHART[role][1]}', {int(role in CONTROL)})"
        for role in (Account.BANK, Account.AR_TRADE, Account.UNAPPLIED, Account.REVENUE)
    )
    rows: dict[str, list[tuple[object, ...]]] = {
        "customer": [(1, "MAIN", "C1")],
        "period_change": [(1, "MAIN", "2026-11", "open", "tester")],
        "entry": [
            (1, "MAIN", "jrn_1", "issued", "2026-11-20", "2026-11-20", None, ""),
            (2, "MAIN", "jrn_2", "received", "2026-11-20", "2026-11-20", None, ""),
            (3, "MAIN", "jrn_3", "applied", "2026-11-20", "2026-11-20", None, ""),
        ],
        "item": [
            _item(1, "itm_1", "invoice", "I1", "C1", 1_000, 1),
            _item(2, "rcp_1", "receipt", "rcp_1", None, -900, 2),
        ],
        "posting": [
            (1, "MAIN", 1, 1, "invoiced", "ar_trade", "itm_1", "C1", 1, "revenue", None, None, None, 1_000, "USD"),
            (2, "MAIN", 2, 1, "received", "bank", None, None, None, "unapplied", "rcp_1", "C1", 1, 900, "USD"),
            (3, "MAIN", 3, 1, "applied", "unapplied", "rcp_1", "C1", 2, "ar_trade", "itm_1", "C1", 2, 600, "USD"),
        ],
        "application": [
            (
                1,
                "app_1",
                3,
                "rcp_1",
                "itm_1",
                600,
                0,
                1,
                0,
                "",
                0,
                "",
                None,
                "2026-11-20",
                "engine",
                "",
                1.0,
                "",
                "",
                None,
            )
        ],
    }
    digests = Digests()
    with database.writing() as connection:
        for statement in (*entities, *accounts):
            connection.exec_driver_sql(statement)
        for table, told in rows.items():
            assert table in there
            digests.take(table, told)
            columns = ("no", "batch", *LOGGED[table])
            kit.db.insert(connection, table, columns, [(row[0], 1, *row[1:]) for row in told])
        head = {"entity": "MAIN", "key": "first", "actor": "tester", "command": "test", "payload": "{}", "result": "{}"}
        whole = {**head, "no": 1, "recorded_at": 1, "request_hash": bytes(32)}
        sealed = digests.seal(ZERO, whole)
        connection.execute(insert(batch).values(**whole, prev_hash=ZERO, hash=sealed))


def _item(
    number: int, item_id: str, kind: str, name: str, customer: str | None, amount: int, entry: int
) -> tuple[object, ...]:
    day = "2026-11-20"
    facts = (number, "MAIN", item_id, kind, name, customer, "USD", amount, day, day, day)
    return (*facts, "", 0, None, 0, 0, "", "", "", "", None, "", None, entry)


@pytest.mark.parametrize("revision", FIRST)
def test_books_of_every_earlier_schema_come_up_with_their_rows(tmp_path: Path, revision: str) -> None:
    database = Database(f"sqlite:///{tmp_path / 'books.db'}")
    _come_up(database, revision)
    database.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize("revision", APART)
def test_books_of_every_earlier_schema_come_up_on_postgresql(postgres_server: str, revision: str) -> None:
    name = f"tieout_rows_{revision}_{os.getpid()}"
    administer(postgres_server, f"CREATE DATABASE {name}")
    database = Database(make_url(postgres_server).set(database=name).render_as_string(hide_password=False))
    _come_up(database, revision)
    database.dispose()
    administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def _come_up(database: Database, revision: str) -> None:
    """Bring books with rows up: what was there is there, the proof holds, and work goes on."""
    upgraded_to(database, revision)
    _booked_in(database)
    before = balances(database)
    migrations.upgrade(database)
    assert balances(database) == before == {"I1": 400, "rcp_1": -300}
    with booked(database, "again") as book:
        ledger.applications.apply(book, [NewApplication("rcp_1", "itm_1", 300, DAY)])
    assert balances(database) == {"I1": 100, "rcp_1": 0}
    with database.reading() as connection:
        assert ledger.checks.run(connection) == []
