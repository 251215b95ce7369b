"""PostgreSQL databases lent to one test after another: making one anew costs more than most tests do.

What comes back is put to the state of its template, row by row. One whose schema, rights or statistics were touched,
that grew, or that somebody still is connected to is dropped instead: no test can tell which it got.
"""

import itertools
import os
import time
from dataclasses import dataclass, field

import psycopg
from sqlalchemy import make_url

Connection = psycopg.Connection[tuple[object, ...]]

#: Bytes of tables a lent database may come to; more is dropped: rows deleted from it would slow the tests after.
BYTES_MAX = 8_000_000
#: Seconds until those who are still connected are taken to stay.
PATIENCE = 2
_NUMBERS = itertools.count(1)
#: What of a schema a test may touch. Each change of a row gives it a new xmin, so that sums tell.
_CATALOGS = {
    "pg_attrdef": "oid >= 16384",
    "pg_attribute": "attrelid >= 16384",
    "pg_class": "oid >= 16384",
    "pg_constraint": "oid >= 16384",
    "pg_default_acl": "true",
    "pg_event_trigger": "true",
    "pg_extension": "true",
    "pg_index": "indexrelid >= 16384",
    "pg_largeobject_metadata": "true",
    "pg_namespace": "nspname !~ '^pg_(toast_)?temp'",
    "pg_policy": "true",
    "pg_proc": "oid >= 16384",
    "pg_rewrite": "oid >= 16384",
    "pg_sequence": "true",
    "pg_statistic": "true",
    "pg_trigger": "true",
    "pg_type": "oid >= 16384",
}
_SCHEMA = " UNION ALL ".join(
    f"SELECT count(*), coalesce(sum(xmin::text::bigint), 0) FROM {catalog} WHERE {where}"
    for catalog, where in _CATALOGS.items()
)
_NUMBERED = "SELECT count(*), coalesce(sum(last_value), 0) FROM pg_sequences"
_SETTINGS = (
    "SELECT count(*) FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase "
    "WHERE datname = current_database()"
)
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND backend_type = 'client backend'"
)
#: Tables that hold or held a row, and their bytes.
_FILLED = (
    "SELECT oid::regclass::text, pg_relation_size(oid) FROM pg_class "
    "WHERE relkind = 'r' AND oid >= 16384 AND pg_relation_size(oid) > 0 ORDER BY 1"
)


@dataclass
class Template:
    """What a database copied from a template looks like, and those that wait to be lent again."""

    schema: list[tuple[object, ...]]
    rows: dict[str, bytes]
    free: list[str] = field(default_factory=list)


class Lender:
    """Lends databases of one server."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.templates = dict[str, Template]()
        self.lent = dict[str, Template]()

    def lend(self, template: str) -> str:
        """Return the name of a database that is as its template."""
        if template in self.templates and self.templates[template].free:
            name = self.templates[template].free.pop()
        else:
            name = f"tieout_{os.getpid()}_{next(_NUMBERS)}"
            administer(self.server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        if template not in self.templates:
            with self.opened(name) as connection:
                self.templates[template] = Template(_schema(connection), _rows(connection))
        self.lent[name] = self.templates[template]
        return name

    def take_back(self, name: str) -> None:
        """Put a database to the state of its template to lend it again; where that cannot be, drop it."""
        template = self.lent.pop(name)
        if self._restored(name, template):
            template.free.append(name)
        else:
            self.drop(name)

    def drop(self, name: str) -> None:
        """Drop a database, whoever is connected to it."""
        administer(self.server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def close(self) -> None:
        """Drop what waits to be lent."""
        for template in self.templates.values():
            while template.free:
                self.drop(template.free.pop())

    def opened(self, name: str) -> Connection:
        """Open a connection to a database."""
        url = make_url(self.server).set(drivername="postgresql", database=name)
        return psycopg.connect(url.render_as_string(hide_password=False))

    def _restored(self, name: str, template: Template) -> bool:
        """Put all rows back as they were; False where more than rows was touched."""
        try:
            with self.opened(name) as connection:
                if not _left_alone(connection) or _schema(connection) != template.schema:
                    return False
                filled = connection.execute(_FILLED).fetchall()
                if sum(int(str(size)) for _table, size in filled) > BYTES_MAX:
                    return False
                _restore(connection, [str(table) for table, _size in filled], template.rows)
        except psycopg.OperationalError:  # the test dropped it, or refuses connections
            return False
        return True


def administer(url: str, statement: str) -> None:
    """Run one statement outside a transaction."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement)


def named(url: str, name: str) -> str:
    """Return the URL of another database of the same server."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _count(connection: Connection, query: str) -> int:
    (found,) = connection.execute(query).fetchone() or (0,)
    return int(str(found))


def _left_alone(connection: Connection) -> bool:
    """Say whether nobody else is connected; a server notices a moment later that somebody went."""
    until = time.monotonic() + PATIENCE
    while _count(connection, _OTHERS):
        if time.monotonic() > until:
            return False
        connection.rollback()  # within one transaction the server tells the same again
        time.sleep(0.01)
    return True


def _schema(connection: Connection) -> list[tuple[object, ...]]:
    return [row for query in (_SCHEMA, _NUMBERED, _SETTINGS) for row in connection.execute(query).fetchall()]


def _rows(connection: Connection) -> dict[str, bytes]:
    kept = dict[str, bytes]()
    for table, _size in connection.execute(_FILLED).fetchall():
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
            kept[str(table)] = b"".join(map(bytes, copy))
    return kept


def _restore(connection: Connection, filled: list[str], rows: dict[str, bytes]) -> None:
    """Delete all rows and copy the template's in, with every trigger asleep, in one transaction."""
    connection.execute("SET LOCAL session_replication_role = replica")
    connection.execute("; ".join(f"DELETE FROM {table}" for table in filled))
    for table, data in rows.items():
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            copy.write(data)
