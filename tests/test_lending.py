"""A lent PostgreSQL database is as its template again, or is not lent again."""

import pytest

from tests.lending import Lender

pytestmark = pytest.mark.postgres

SAID = "SELECT string_agg(t::text, ';' ORDER BY t::text) FROM {} AS t"
TABLES = ("entity", "account", "alembic_version", "batch")

MORE = """INSERT INTO entity SELECT (jsonb_populate_record(entity, '{"code": "Y"}')).* FROM entity"""


def asleep(lender: Lender, name: str, *statements: str) -> None:
    """Run statements past the rules of the database, each row kept."""
    with lender.opened(name) as connection:
        connection.execute("SET session_replication_role = replica")
        for statement in statements:
            connection.execute(statement)


def said(lender: Lender, name: str) -> list[object]:
    """Return all rows of some tables."""
    with lender.opened(name) as connection:
        return [connection.execute(SAID.format(table)).fetchone() for table in TABLES]


@pytest.fixture
def own(postgres_server: str) -> Lender:
    return Lender(postgres_server)


def test_rows_are_put_back(own: Lender, postgres_template: str) -> None:
    name = own.lend(postgres_template)
    before = said(own, name)
    asleep(own, name, "DELETE FROM account", "UPDATE entity SET code = 'X'", MORE)
    assert said(own, name) != before
    own.take_back(name)
    assert own.lend(postgres_template) == name
    assert said(own, name) == before
    own.drop(name)


@pytest.mark.parametrize(
    "touch",
    [
        "DROP TRIGGER {trigger} ON entity",
        "ALTER TABLE entity DISABLE TRIGGER ALL",
        "ALTER TABLE entity ADD COLUMN more TEXT",
        "CREATE TABLE more (no INTEGER)",
        "CREATE INDEX more ON entity (code)",
        "GRANT SELECT ON entity TO PUBLIC",
        "TRUNCATE account CASCADE",
        "ANALYZE account",
        "CREATE SEQUENCE more",
        "CREATE SCHEMA more",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''1MB''', current_database()); END $$",
    ],
)
def test_what_is_more_than_rows_is_not_lent_again(own: Lender, postgres_template: str, touch: str) -> None:
    name = own.lend(postgres_template)
    with own.opened(name) as connection:
        named_so = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'entity'::regclass AND NOT tgisinternal LIMIT 1"
        (trigger,) = connection.execute(named_so).fetchone() or ("",)
    asleep(own, name, touch.replace("{trigger}", str(trigger)))
    own.take_back(name)
    assert own.templates[postgres_template].free == []


def test_one_that_grew_is_not_lent_again(own: Lender, postgres_template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.lending.BYTES_MAX", 0)
    own.take_back(own.lend(postgres_template))
    assert own.templates[postgres_template].free == []


def test_one_somebody_is_connected_to_is_not_lent_again(
    own: Lender, postgres_template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.lending.PATIENCE", 0)
    name = own.lend(postgres_template)
    connection = own.opened(name)
    own.take_back(name)
    connection.close()
    assert own.templates[postgres_template].free == []
