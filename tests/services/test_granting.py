"""The service's role: it works, and PostgreSQL itself refuses it every change of what is written."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import ProgrammingError

import ledger
from kit.db import Database
from kit.refusals import Invalid, NotFound
from ledger import Disposal, NewApplication, Undo, takings
from ledger.tables import BOOKS
from services import demo, intake
from services.running import answers, granting
from services.running.answers import Answer
from tests.conftest import RING
from tests.ledger.desk import DAY, asked, balances, booked, invoice_id, item, opened, receipt, reopened
from tests.lending import administer
from tests.services.conftest import NOON, workspace_over

ROLE = f"tieout_service_{os.getpid()}"

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def role(postgres_server: str) -> Iterator[str]:
    administer(postgres_server, f"CREATE ROLE {ROLE} LOGIN")
    yield ROLE
    administer(postgres_server, f"DROP ROLE {ROLE}")


@pytest.fixture
def service(postgres_database: Database, role: str) -> Iterator[Database]:
    """Books as the service's role sees them."""
    opened(postgres_database, item("I1", 1_000), receipts=(receipt("R1", 900),))
    granting.grant(workspace_over(postgres_database), role)
    database = Database(postgres_database.url.set(username=role).render_as_string(hide_password=False), RING)
    yield database
    database.dispose()
    with postgres_database.writing() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {role}")


def test_the_service_does_its_work(service: Database) -> None:
    with booked(service, "applied") as book:
        (done,) = ledger.applications.apply(book, [NewApplication("rcp_R1", invoice_id("I1"), 900, DAY)])
    with booked(service, "undone") as book:
        ledger.applications.unapply(book, [Undo(done, DAY)])
        ledger.receipts.place_on_account(book, [Disposal("rcp_R1", DAY)])
        ledger.periods.close(book, "2026-11")
    request = asked(service, "reopen", "2026-11")
    with booked(service, "reopened") as book:
        reopened(book, "2026-11", request)
    assert balances(service) == {"I1": 1_000, "rcp_R1": -900}
    with service.reading() as connection:
        assert ledger.checks.run(connection) == []


def test_the_service_keeps_answers_and_takes_files_in_parts(service: Database) -> None:
    books = workspace_over(service, intake_batch=3)
    first, newer = Answer(200, {}, "first"), Answer(200, {}, "newer")
    assert [answers.keep(books, "k", "11", told) for told in (first, newer)] == [None, first]
    over = replace(books, clock=lambda: NOON + timedelta(seconds=answers.KEPT_SECONDS))
    assert answers.keep(over, "k", "11", newer) is None
    assert answers.given(over, "k", "11") == newer
    told = intake.take(books, min(demo.MORNING.glob("ach*")).read_bytes(), "monday.ach", actor="ana")
    with service.beside() as connection:
        takings.failed(connection, told.file_id, "a rule")
        takings.failed(connection, told.file_id, "another rule")


def test_postgresql_refuses_every_change(service: Database) -> None:
    """Of every table, those added later included."""
    tables = sorted(set(BOOKS.tables) - set(granting.PASSING))
    assert len(tables) > 40
    for statement in (change for table in tables for change in changes(table)):
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), service.writing() as connection:
            connection.exec_driver_sql(statement)


def changes(table: str) -> tuple[str, ...]:
    """Return every way to change or undo what stands in a table."""
    column = next(iter(BOOKS.tables[table].columns)).name
    return (
        f'UPDATE {table} SET "{column}" = "{column}"',
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"ALTER TABLE {table} ADD COLUMN more TEXT",
        f"DROP TABLE {table} CASCADE",
    )


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "CREATE TABLE other (no INT)",
        "CREATE OR REPLACE FUNCTION no_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "DROP FUNCTION no_change() CASCADE",
        "DROP TRIGGER no_change ON posting",
        "INSERT INTO period VALUES ('MAIN', '2031-01', 'open')",
        "UPDATE alembic_version SET version_num = '0001'",
    ],
)
def test_nothing_around_the_rules(service: Database, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), service.writing() as connection:
        connection.exec_driver_sql(statement)


def test_a_table_has_its_rights(service: Database) -> None:
    """Every table is read; those of batches are added to."""
    query = (
        "SELECT table_name, string_agg(privilege_type, ',') FROM information_schema.role_table_grants WHERE grantee = "
    )
    with service.reading() as connection:
        found = {row[0]: set(row[1].split(",")) for row in connection.exec_driver_sql(f"{query}'{ROLE}' GROUP BY 1")}
    changing = {name for name, rights in found.items() if rights & {"UPDATE", "DELETE", "TRUNCATE", "TRIGGER"}}
    assert changing == set(granting.PASSING)
    assert all("SELECT" in rights for rights in found.values())
    assert set(BOOKS.tables) <= set(found)


def test_who_cannot_be_held_back_is_refused(postgres_database: Database) -> None:
    workspace = workspace_over(postgres_database)
    with pytest.raises(Invalid, match="owns the books"):
        granting.grant(workspace, str(postgres_database.url.username))
    with pytest.raises(NotFound, match="there is no role nobody"):
        granting.grant(workspace, "nobody")


def test_sqlite_has_no_roles(sqlite_database: Database) -> None:
    with pytest.raises(Invalid, match="no roles"):
        granting.grant(workspace_over(sqlite_database), "anybody")
