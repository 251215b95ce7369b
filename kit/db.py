"""The plumbing to a database: one door to SQLite and to PostgreSQL, durable commits, one writer at a time."""

import copy
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import (
    JSON,
    URL,
    ColumnElement,
    Connection,
    CursorResult,
    Engine,
    Executable,
    Select,
    Text,
    bindparam,
    cast,
    create_engine,
    event,
    func,
    literal,
    make_url,
    select,
)

from kit import folding, postgresql, waits
from kit.refusals import Refused
from kit.sealing import KeyRing
from kit.sqlite import driver
from kit.turns import Turns

#: STRICT tables came with this one.
SQLITE_MIN = (3, 37, 0)
#: SQLite whose WAL file can be reset under a reader (a commit could be lost) was mended in these, by minor release.
WAL_MENDED = {(3, 44): 6, (3, 50): 7, (3, 51): 3}
#: Rows read before they become columns.
ROWS_A_TIME = 20_000
#: Rows that one statement writes into SQLite, the most first: it keeps a copy of each page a statement changes until it
#: has ended, and a page that many of them change is copied once.
TOGETHER = (1_000, 250, 50)
#: So many values fit into one of SQLite's statements, where whoever built it did not say otherwise.
VALUES_MAX = 32_766
#: Up to so many rows are read one by one, which is quicker than by columns.
FEW = 300
#: What is read one by one: type -> how, where the database gives it otherwise.
_BY_ROW: dict[Any, Callable[[Any], Any]] = {pl.Boolean: bool, pl.Date: date.fromisoformat}
#: Any fixed number: the advisory lock that makes one writer at a time on PostgreSQL.
WRITER_LOCK = 7_269_001

#: So long a writer waits for the others of its process, and then for those of other processes.
WAITING_SECONDS = 30
#: So often a writer asks whether SQLite's other writers are done. It would by itself sleep up to a tenth of a second
#: between, and miss each time the moment that they leave to others.
ASKING_MILLISECONDS = 2
#: So often who works beside others asks, so that they are first.
YIELDING_MILLISECONDS = 10

_PRAGMAS = (
    "foreign_keys=ON",
    "recursive_triggers=ON",
    f"busy_timeout={WAITING_SECONDS * 1000}",
    "synchronous=FULL",
    "cache_size=-65536",
    "temp_store=MEMORY",
    "wal_autocheckpoint=20000",  # pages, 80 MB: what is written again before that goes into the file once
)


#: Entered while others wait for a transaction.
Hurry = Callable[[], AbstractContextManager[None]]


class DatabaseTooOld(Refused):
    """The database's version is too old to keep books in."""

    code = "database_too_old"


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite may use WAL; elsewhere the rollback journal is used, as durable and safe."""
    minor = version[:2]
    return minor > max(WAL_MENDED) or (minor in WAL_MENDED and version[2] >= WAL_MENDED[minor])


def check_sqlite(version: tuple[int, ...] = driver.sqlite_version_info) -> None:
    """Refuse an SQLite without STRICT tables."""
    if version < SQLITE_MIN:
        wanted, given = (".".join(map(str, parts)) for parts in (SQLITE_MIN, version))
        raise DatabaseTooOld(f"SQLite {wanted} or newer is needed, Python brings {given}: use a newer Python")


class Database:
    """A database by its URL (`sqlite:///path`, `postgresql+psycopg://…`); opens nothing before it is used."""

    def __init__(self, url: str, ring: KeyRing | None = None) -> None:
        self.url: URL = make_url(url)
        self.ring = ring
        self.dialect: str = self.url.get_backend_name()
        self.engine: Engine = _sqlite(self.url) if self.dialect == "sqlite" else postgresql.engine(self.url)
        if ring is not None:
            self.engine = self.engine.execution_options(ring=ring)
        self._turns = Turns()
        self._pause = 0
        self._asking = ASKING_MILLISECONDS
        self._hurry: Hurry = nullcontext
        self._guard: Callable[[Connection], None] | None = None
        self._shared: Connection | None = None

    def guarded(self, guard: Callable[[Connection], None]) -> "Database":
        """Return this database for somebody who may write only as long as `guard` refuses nothing.

        It is asked at the beginning of every writing transaction, within it.
        """
        other = copy.copy(self)
        other._guard = guard  # noqa: SLF001 - the copy is ours
        return other

    def paced(self, milliseconds: int, hurry: Hurry = nullcontext) -> "Database":
        """Return this database for who works beside others: after each writing transaction it lets them go first.

        `hurry` is entered while the others wait for a transaction of his.
        """
        other = copy.copy(self)
        other._pause, other._asking = milliseconds, YIELDING_MILLISECONDS  # noqa: SLF001 - the copy is ours
        other._hurry = hurry  # noqa: SLF001 - the copy is ours
        return other

    @contextmanager
    def together(self) -> Iterator["Database"]:
        """Give this database for several commands that land together at the end, or not at all.

        Each sees what those before it wrote; one that is refused takes back its own rows alone.
        """
        with self.writing() as connection:
            other = copy.copy(self)
            other._shared = connection  # noqa: SLF001 - the copy is ours
            yield other

    @contextmanager
    def reading(self, *, sorted_on_disk: bool = False) -> Iterator[Connection]:
        """Give a connection that sees one moment of the database throughout, and changes nothing.

        Keep it short, and never write within it: without WAL, SQLite's writer waits for its readers. `sorted_on_disk`
        is for queries over whole books: what SQLite sorts on the way then takes no memory.
        """
        if self._shared is not None:
            yield self._shared
            return
        with self._connected() as connection, _sorting(connection, on_disk=sorted_on_disk):
            if self.dialect == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[Connection]:
        """Give the one writing connection: what is done in it lands whole at its end, or not at all.

        What need not be `lasting` may be lost, whole, where the power fails: nobody waits for the disk.
        """
        if self._shared is not None:
            with self._shared.begin_nested():
                yield self._shared
            return
        with self._turn(), self._begun(lasting=lasting) as connection:
            if self.dialect == "postgresql":
                with waits.at("writer"):
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
            if self._guard:
                self._guard(connection)
            yield connection
        time.sleep(self._pause / 1000)

    @contextmanager
    def beside(self, *, lasting: bool = True) -> Iterator[Connection]:
        """Give a connection that writes what no command of the books touches: on PostgreSQL it waits for no writer.

        What need not be `lasting` may be lost, whole, where the power fails, as with `writing`.
        """
        if self._shared is not None:
            with self._shared.begin_nested():
                yield self._shared
            return
        turn = self._turn() if self.dialect == "sqlite" else nullcontext()
        with turn, self._begun(lasting=lasting) as connection:
            yield connection

    @contextmanager
    def _begun(self, *, lasting: bool = True) -> Iterator[Connection]:
        """Give a connection with a writing transaction."""
        with self._connected() as connection:
            if self.dialect == "sqlite":
                connection.execution_options(asking=self._asking)
            unhurried = nullcontext() if lasting or self.dialect != "sqlite" else _unhurried(connection)
            with unhurried, self._hurry(), waits.entering("writer", connection.begin):
                if not lasting and self.dialect == "postgresql":
                    connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
                yield connection

    def _turn(self) -> AbstractContextManager[None]:
        """Return the turn of a writer of this process: who waits holds no connection that its holder may need."""
        patience = WAITING_SECONDS if self.dialect == "sqlite" else None
        return waits.entering("writer", lambda: self._turns.one(patience))

    def _connected(self) -> Connection:
        """Return a connection; it waits where all are in use."""
        with waits.at("connection"):
            return self.engine.connect()

    def dispose(self) -> None:
        """Close the connections that wait for reuse."""
        self.engine.dispose()


@contextmanager
def _unhurried(connection: Connection) -> Iterator[None]:
    """Let SQLite put the next transaction on the disk with the one after it; the setting is the connection's."""
    driver: Any = connection.connection.driver_connection
    before = driver.execute("PRAGMA synchronous").fetchone()[0]
    driver.execute(f"PRAGMA synchronous={min(before, 1)}").close()
    try:
        yield
    finally:
        driver.execute(f"PRAGMA synchronous={before}").close()


@contextmanager
def _sorting(connection: Connection, *, on_disk: bool) -> Iterator[None]:
    """Let SQLite sort on disk for a while; the setting is the connection's, and no transaction may be open."""
    if not on_disk or connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA temp_store=FILE").close()
    try:
        yield
    finally:
        driver.execute("PRAGMA temp_store=MEMORY").close()


def _sqlite(url: URL) -> Engine:
    """Return an engine whose transactions begin as we say, not as the driver guesses."""
    check_sqlite()
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, module=driver)
    journal = "WAL" if wal_is_safe(driver.sqlite_version_info) else "TRUNCATE"

    @event.listens_for(engine, "connect")
    def connected(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # the driver's own BEGIN would be deferred: two writers then deadlock
        for pragma in (*_PRAGMAS, f"journal_mode={journal}"):
            raw.execute(f"PRAGMA {pragma}").close()
        folding.known_to(raw)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        asking: int | None = connection.get_execution_options().get("asking")
        if asking is None:
            connection.exec_driver_sql("BEGIN")
        else:
            _begin_to_write(connection, asking)

    return engine


def _begin_to_write(connection: Connection, asking: int) -> None:
    """Take the one place of SQLite's writer, asked for anew every few milliseconds while another holds it."""
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA busy_timeout=0").close()
    until = time.monotonic() + WAITING_SECONDS
    try:
        while time.monotonic() < until:
            try:
                raw.execute("BEGIN IMMEDIATE").close()
            except driver.OperationalError as wrong:
                if "locked" not in str(wrong):
                    break
                time.sleep(asking / 1000)
            else:
                return
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # whose refusal says what is wrong
    finally:
        raw.execute(f"PRAGMA busy_timeout={WAITING_SECONDS * 1000}").close()


def ring_of(connection: Connection) -> KeyRing | None:
    """Return the key ring of the database a connection leads to; None where nothing is sealed."""
    ring: KeyRing | None = connection.get_execution_options().get("ring")
    return ring


def insert(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Insert many rows at once (COPY, executemany). Names come from our code, never from data."""
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        marks = f"({', '.join('?' * len(columns))})"
        statement = f"INSERT INTO {table} ({names}) VALUES {marks}"  # noqa: S608 - our own names
        start = 0
        for together in (some for some in TOGETHER if some * len(columns) <= VALUES_MAX):
            many = statement + f", {marks}" * (together - 1)
            for begin in range(start, len(rows) - together + 1, together):
                connection.exec_driver_sql(many, tuple(chain.from_iterable(rows[begin : begin + together])))
                start = begin + together
        if start < len(rows):
            connection.exec_driver_sql(statement, list(map(tuple, rows[start:])))
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


#: Whole seconds since 1970 by the database's own clock, which all who share it go by.
_SECONDS = {
    "sqlite": "SELECT CAST(strftime('%s', 'now') AS INTEGER)",
    "postgresql": "SELECT CAST(floor(extract(epoch FROM clock_timestamp())) AS BIGINT)",
}


def seconds(connection: Connection) -> int:
    """Return the database's instant in whole seconds since 1970."""
    return int(connection.exec_driver_sql(_SECONDS[connection.dialect.name]).scalar_one())


def stored_day(connection: Connection, day: date) -> date | str:
    """Return a day as the database compares it."""
    return day.isoformat() if connection.dialect.name == "sqlite" else day


def analyse(connection: Connection, table: str) -> None:
    """Let the planner look at a table that has grown much; PostgreSQL alone would look minutes later."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE {table}")


def among(
    connection: Connection, column: ColumnElement[Any], values: Iterable[str] | Iterable[int]
) -> ColumnElement[bool]:
    """Return `column is one of values` for any number of texts or whole numbers, in one parameter."""
    listed = sorted(set(values))  # type: ignore[type-var]
    if len(listed) == 1:
        return column == listed[0]  # nothing to unfold
    return _UNFOLDED[connection.dialect.name](column, literal(json.dumps(listed, ensure_ascii=False)))


#: Puts the condition into a query that a column is one of what is asked about.
Is = Callable[[ColumnElement[Any]], ColumnElement[bool]]


class Among:
    """A query about any number of texts or whole numbers, as `among` asks; put together once, not at each question.

    For a query of every decision: to put one together takes as long as to ask it.
    """

    def __init__(self, make: Callable[[Is], Select[Any]]) -> None:
        self._make = make
        self._made: dict[tuple[str, bool], Select[Any]] = {}

    def ask(
        self, connection: Connection, values: Iterable[str] | Iterable[int], **others: object
    ) -> CursorResult[*tuple[Any, ...]]:
        """Ask about these values; `others` are the query's own parameters."""
        statement, given = self.about(connection, values)
        return connection.execute(statement, {**given, **others})

    def about(
        self, connection: Connection, values: Iterable[str] | Iterable[int]
    ) -> tuple[Select[Any], dict[str, Any]]:
        """Return the query about these values, and its parameter."""
        listed = sorted(set(values))  # type: ignore[type-var]
        kind = connection.dialect.name, len(listed) == 1
        if kind not in self._made:
            self._made[kind] = self._make(partial(self._is, *kind))
        return self._made[kind], {"among": listed[0] if kind[1] else json.dumps(listed, ensure_ascii=False)}

    @staticmethod
    def _is(dialect: str, single: bool, column: ColumnElement[Any]) -> ColumnElement[bool]:  # noqa: FBT001
        """Return the condition of one value, where there is nothing to unfold, or of several."""
        if single:
            return column == bindparam("among", type_=column.type)
        return _UNFOLDED[dialect](column, bindparam("among", type_=Text()))


def _json_each(column: ColumnElement[Any], listed: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return in SQLite that a column is one of a JSON list."""
    return column.in_(select(func.json_each(listed).table_valued("value").c.value))


def _json_elements(column: ColumnElement[Any], listed: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return in PostgreSQL that a column is one of a JSON list."""
    unfolded = func.json_array_elements_text(cast(listed, JSON)).table_valued("value").c.value
    return column.in_(select(cast(unfolded, column.type)))


_UNFOLDED = {"sqlite": _json_each, "postgresql": _json_elements}


def rows(connection: Connection, statement: Executable, values: Mapping[str, Any] | None = None) -> list[Any]:
    """Return the statement's rows as the driver gives them: days are texts in SQLite."""
    result = connection.execute(statement, values or {})
    try:
        return list(result.cursor.fetchall()) if result.cursor else []
    finally:
        result.close()


def frame(
    connection: Connection,
    statement: Executable,
    schema: Mapping[str, Any],
    values: Mapping[str, Any] | None = None,
) -> pl.DataFrame:
    """Return the statement's rows as a frame of the schema, columns in order; lists are read from their JSON texts.

    `values` are the statement's parameters, where it holds none: to bind many of them into it takes longer than to ask.

    The driver's own rows are taken: they are several times faster than mapped ones, and `_raw` says how each arrives.
    They become columns some thousand at a time: rows weigh several times what columns do.
    """
    lite = connection.dialect.name == "sqlite"
    raw = {name: _raw(kind, lite=lite) for name, kind in schema.items()}
    result = connection.execute(statement, values or {})
    parts = [pl.DataFrame(schema=raw)]
    while result.cursor and (rows := result.cursor.fetchmany(ROWS_A_TIME)):
        if len(parts) == 1 and len(rows) <= FEW and (few := _few(rows, raw, schema)) is not None:
            result.close()
            return few
        parts.append(pl.DataFrame(list(rows), schema=raw, orient="row"))
    result.close()
    return pl.concat(parts, rechunk=True).select(_read(name, raw[name], kind) for name, kind in schema.items())


def records(
    connection: Connection,
    statement: Executable,
    schema: Mapping[str, Any],
    values: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """Return the statement's rows as `frame` reads them, each by itself: a page of a list needs no columns."""
    reads = _reads(tuple(schema.items()), lite=connection.dialect.name == "sqlite")
    result = connection.execute(statement, values or {})
    found = [dict(zip(schema, row, strict=True)) for row in (result.cursor.fetchall() if result.cursor else ())]
    result.close()
    for name, read in reads:
        for row in found:
            if row[name] is not None:
                row[name] = read(row[name])
    return found


@cache
def _reads(schema: tuple[tuple[str, Any], ...], *, lite: bool) -> list[tuple[str, Callable[[Any], Any]]]:
    """Return how the columns are read that the database gives otherwise than the schema says."""
    return [(name, _BY_ROW[kind]) for name, kind in schema if _raw(kind, lite=lite) != kind]


def _few(rows: Sequence[Sequence[Any]], raw: Mapping[str, Any], schema: Mapping[str, Any]) -> pl.DataFrame | None:
    """Return few rows as a frame of the schema; None where a column is not read one by one."""
    otherwise = {place: kind for place, (name, kind) in enumerate(schema.items()) if raw[name] != kind}
    if not _BY_ROW.keys() >= set(otherwise.values()):
        return None
    reads = [(place, _BY_ROW[kind]) for place, kind in otherwise.items()]
    whole = [list(row) for row in rows]
    for row in whole:
        for place, read in reads:
            if row[place] is not None:
                row[place] = read(row[place])
    return pl.DataFrame(whole, schema=schema, orient="row")


def _raw(kind: Any, *, lite: bool) -> Any:
    """Return the type a column arrives in: no days in SQLite; in both, truths and times are numbers, lists are JSON."""
    if isinstance(kind, pl.List) or (lite and kind == pl.Date):
        return pl.String
    return pl.Int64 if kind == pl.Boolean or isinstance(kind, pl.Datetime) else kind


def _read(name: str, raw: Any, kind: Any) -> pl.Expr:
    """Return the column as the schema wants it."""
    column = pl.col(name)
    if raw == kind:
        return column
    if isinstance(kind, pl.List):
        return column.str.json_decode(kind)
    return column.str.to_date("%Y-%m-%d") if kind == pl.Date else column.cast(kind)
