"""Everything sealed is sealed anew with the first key of the ring: when a key changes, and once for books from before.

The guards of append-only tables are lifted for it within the one transaction, and stand again at its end: what rows
say stays, so the hash chain stays.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, bindparam, inspect, select, tuple_, update

from kit import db, sealing
from kit.sealing import BYTES, KeyRing
from ledger import sealed
from ledger.tables import BOOKS

#: Rows of texts looked at together; contents are looked at one by one.
ROWS_A_TIME = 1000


def reseal(connection: Connection, tables: Collection[str] = tuple(sealed.OF)) -> dict[str, int]:
    """Seal what of these tables is not sealed with the ring's first key; return how many rows of which table changed.

    Refused: NoKey where an old key is missing; Tampered. Nothing is done in books without a key ring.
    """
    ring = db.ring_of(connection)
    changed: Counter[str] = Counter()
    there = set(inspect(connection).get_table_names()) if ring else set()  # a later step makes those that are not
    for name in sorted(there & set(tables)):
        table = BOOKS.tables[name]
        with _unguarded(connection, table):
            for rows in _parts(connection, table):
                fresh = [new for row in rows if ring and (new := _fresh(connection, ring, name, row))]
                changed[name] += len(fresh)
                _put(connection, table, fresh)
    return dict(+changed)


def standing(connection: Connection) -> dict[str, int]:
    """Return how many values are sealed with which key; those under the empty name are not sealed."""
    counts: Counter[str] = Counter()
    for name, fields in sealed.OF.items():
        for rows in _parts(connection, BOOKS.tables[name]):
            for row in rows:
                held = [(one, row[one.column]) for one in fields if row[one.column]]
                counts.update(_key(value) for one, value in held if _key(value) or _missing(one, value, row))
    return dict(counts)


def _missing(field: sealed.Field, value: Any, row: Mapping[str, Any]) -> bool:
    """Tell whether a value in clear should be sealed; words beside a number were looked at as they were sealed."""
    return not isinstance(value, str) or (not field.if_told and field.wanted(value, row))


def _fresh(connection: Connection, ring: KeyRing, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a row that need another key, sealed, with all its other columns; nothing if none does."""
    told = sealed.row(connection, table, row)
    fields = [one for one in sealed.OF[table] if row[one.column] and _key(row[one.column]) != ring.current]
    new = {one.column: one.seal(ring, told[one.column], told) for one in fields}
    return {**row, **new} if any(new[name] != row[name] for name in new) else {}


def _key(value: Any) -> str:
    """Return the name of the key a value is sealed with."""
    if isinstance(value, str):
        return sealing.key_of(value)
    start = bytes(value[: len(BYTES) + sealing.NAME_LENGTH])
    return start.removeprefix(BYTES).decode() if start.startswith(BYTES) else ""


def _parts(connection: Connection, table: Table) -> Iterator[list[Mapping[str, Any]]]:
    """Yield the rows of a table some at a time, in the order of its primary key: its key, identities and fields."""
    keys = list(table.primary_key)
    fields = sealed.OF[table.name]
    wanted = {
        name for one in fields for name in (one.column, *one.identity, one.after, one.if_told, one.where[0]) if name
    }
    columns = [*keys, *(table.c[name] for name in sorted(wanted) if table.c[name] not in set(keys))]
    step = 1 if any(one.column == "content" for one in fields) else ROWS_A_TIME
    after: tuple[Any, ...] = ()
    while True:
        chosen = select(*columns).order_by(*keys).limit(step)
        beyond = tuple_(*keys) > tuple_(*map(_literal, keys, after)) if after else None
        rows = connection.execute(chosen if beyond is None else chosen.where(beyond)).mappings().all()
        if not rows:
            return
        yield [dict(row) for row in rows]
        after = tuple(rows[-1][one.name] for one in keys)


def _literal(column: Any, value: Any) -> Any:
    """Return a value as its column holds it."""
    return bindparam(None, value, type_=column.type)


def _put(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Put sealed values in the place of those before."""
    if not rows:
        return
    keys = [one.name for one in table.primary_key]
    changing = [one.column for one in sealed.OF[table.name]]
    statement = update(table).where(*(table.c[name] == bindparam(f"key_{name}") for name in keys))
    statement = statement.values({name: bindparam(f"new_{name}") for name in changing})
    named = [
        {f"key_{name}": row[name] for name in keys} | {f"new_{name}": row[name] for name in changing} for row in rows
    ]
    connection.execute(statement, named)


@contextmanager
def _unguarded(connection: Connection, table: Table) -> Iterator[None]:
    """Lift the rules of a table for a while; a failure undoes it with the transaction."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"ALTER TABLE {table.name} DISABLE TRIGGER USER")
        yield
        connection.exec_driver_sql(f"ALTER TABLE {table.name} ENABLE TRIGGER USER")
        return
    known = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? ORDER BY rowid"
    rules = connection.exec_driver_sql(known, (table.name,)).all()
    for name, _ in rules:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, rule in rules:
        connection.exec_driver_sql(rule)
