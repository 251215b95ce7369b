"""A copy of books on PostgreSQL: every table as the server writes it out, all in one moment, in one archive.

No tool of the server's version is needed, and a copy goes into any version of PostgreSQL: the schema is made by our own
migrations at the revision the copy was taken at, then the rows are put in with the rules off, as they were.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from kit.db import Database
from kit.refusals import Conflict, Invalid, refuse

#: Makes the schema of a revision in an empty database.
Schema = Callable[[Database, str], None]

ABOUT, FORM = "about.json", "tieout copy 1"
PART_BYTES = 1 << 20
#: Rows that only the rules of the schema write are rows like all others here.
_TABLES = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
WHERE c.relkind = 'r' AND c.relname <> 'alembic_version' GROUP BY c.relname ORDER BY c.relname
"""
_REFERS = """
SELECT DISTINCT c.conrelid::regclass::text, c.confrelid::regclass::text FROM pg_constraint c
JOIN pg_namespace n ON n.oid = c.connamespace AND n.nspname = current_schema()
WHERE c.contype = 'f' AND c.conrelid <> c.confrelid
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One table in a copy: its columns in order, its rows, and the SHA-256 of the bytes."""

    table: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


def write(database: Database, path: Path) -> None:
    """Write a copy of the books as they stand at one moment, while others go on writing; to a new file, whole."""
    put = path.with_name(f"{path.name}.part")
    try:
        with database.reading() as connection, zipfile.ZipFile(put, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as held:
            revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
            parts = [_out(connection, held, *row) for row in connection.execute(text(_TABLES)).all()]
            about = {"form": FORM, "revision": revision, "parts": [asdict(part) for part in parts]}
            held.writestr(ABOUT, json.dumps(about, indent=1))
        put.replace(path)
    finally:
        put.unlink(missing_ok=True)


def is_one(path: Path) -> bool:
    """Tell whether a file is such a copy."""
    return zipfile.is_zipfile(path)


def read(database: Database, path: Path, schema: Schema) -> None:
    """Put a copy into a database without books, whole or not at all.

    Refused: Conflict where there are books; Invalid for no copy of ours, or one that is not as it was written.
    """
    with zipfile.ZipFile(path) as held:
        about = _about(path, held)
        parts = {part.table: part for part in _parts(about)}
        _empty(database)
        schema(database, str(about["revision"]))
        with database.writing() as connection:
            known = {row[0]: tuple(row[1]) for row in connection.execute(text(_TABLES))}
            if wrong := {name for name in {*known, *parts} if known.get(name) != _columns(parts, name)}:
                raise Invalid(f"{path}: {min(wrong)} is not in it as revision {about['revision']} has it")
            _in(connection, held, [parts[name] for name in _ordered(connection, parts)])


def _about(path: Path, held: zipfile.ZipFile) -> dict[str, Any]:
    """Return what a copy says of itself. Refused: Invalid."""
    try:
        about = json.loads(held.read(ABOUT))
        ours = about["form"] == FORM
    except (KeyError, ValueError, TypeError) as wrong:
        raise Invalid(f"{path}: is no backup of ours") from wrong
    refuse({"is no backup of ours": not ours}, str(path))
    return dict(about)


def _parts(about: Mapping[str, Any]) -> Iterator[Part]:
    """Yield what is in a copy."""
    for row in about["parts"]:
        yield Part(row["table"], tuple(row["columns"]), row["rows"], row["sha256"])


def _columns(parts: Mapping[str, Part], name: str) -> tuple[str, ...] | None:
    """Return the columns of a table in a copy."""
    return parts[name].columns if name in parts else None


def _empty(database: Database) -> None:
    """Refuse a database in which there are books. Refused: Conflict."""
    with database.reading() as connection:
        there = connection.scalar(text("SELECT to_regclass('batch')"))
        if there is not None and connection.scalar(text("SELECT max(no) FROM batch")):
            raise Conflict(f"{database.url.database}: there are books already; restore beside them")


def _out(connection: Connection, held: zipfile.ZipFile, table: str, columns: Sequence[str]) -> Part:
    """Write one table into the archive."""
    digest, driver = hashlib.sha256(), connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, held.open(table, "w", force_zip64=True) as member:
        with cursor.copy(f"COPY {_quoted(table)} ({_listed(columns)}) TO STDOUT") as copied:
            for some in copied:
                digest.update(some)
                member.write(some)
        return Part(table, tuple(columns), cursor.rowcount, digest.hexdigest())


def _in(connection: Connection, held: zipfile.ZipFile, parts: Sequence[Part]) -> None:
    """Put the rows of every table in; what migrations wrote there goes first, and no rule looks on."""
    names = ", ".join(_quoted(part.table) for part in parts)
    for part in parts:
        connection.exec_driver_sql(f"ALTER TABLE {_quoted(part.table)} DISABLE TRIGGER USER")
    connection.exec_driver_sql(f"TRUNCATE {names}")
    connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
    for part in parts:
        _row_by_row(connection, held, part)
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for part in parts:
        connection.exec_driver_sql(f"ALTER TABLE {_quoted(part.table)} ENABLE TRIGGER USER")
        connection.exec_driver_sql(f"ANALYZE {_quoted(part.table)}")


def _row_by_row(connection: Connection, held: zipfile.ZipFile, part: Part) -> None:
    """Put one table in, and see that it is what was written out. Refused: Invalid."""
    digest, driver = hashlib.sha256(), connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, held.open(part.table) as member:
        with cursor.copy(f"COPY {_quoted(part.table)} ({_listed(part.columns)}) FROM STDIN") as copied:
            while some := member.read(PART_BYTES):
                digest.update(some)
                copied.write(some)
        if (cursor.rowcount, digest.hexdigest()) != (part.rows, part.sha256):
            raise Invalid(f"{held.filename}: {part.table} is not what was written")


def _ordered(connection: Connection, parts: Mapping[str, Part]) -> list[str]:
    """Return the tables, each behind those it refers to."""
    left = {name: set[str]() for name in sorted(parts)}
    for table, referred in connection.execute(text(_REFERS)):
        left[table.strip('"')].add(referred.strip('"'))
    order: list[str] = []
    while left:
        free = [name for name, needs in left.items() if not needs & left.keys()] or [next(iter(left))]
        order.extend(free)
        for name in free:
            del left[name]
    return order


def _quoted(name: str) -> str:
    """Return a name of the schema as SQL writes it; it comes from the server's own catalogue."""
    return '"' + name.replace('"', '""') + '"'


def _listed(columns: Sequence[str]) -> str:
    """Return columns as SQL lists them."""
    return ", ".join(map(_quoted, columns))
