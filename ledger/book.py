"""One command is one transaction and one batch, hash-chained to the one before; a key carries a command out once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from typing import Any

import psycopg
from sqlalchemy import Connection, Select, bindparam, func, insert, select
from sqlalchemy.exc import DBAPIError

import kit.db
from kit.days import microseconds
from kit.db import Database
from kit.refusals import Busy, Invalid, KeyReused, OverApplied, PeriodClosed, Refused, Stale
from kit.sealing import KeyRing
from ledger import sealed
from ledger.chain import ZERO, Digests, canonical, told
from ledger.refusals import AppendOnly, ConflictOfInterest, SamePerson, Trainee, Unapproved, UnknownEntity, Unwritable
from ledger.tables import BOOKS, LOGGED, batch
from ledger.tables import entity as entities

#: What a rule of the database says first -> the refusal it is.
RULES: dict[str, type[Refused]] = {
    "append_only: ": AppendOnly,
    "sealed: ": AppendOnly,
    "stale: ": Stale,
    "period_closed: ": PeriodClosed,
    "item_balance": OverApplied,
    "unbalanced: ": Invalid,
    "same_person: ": SamePerson,
    "trainee: ": Trainee,
    "interest: ": ConflictOfInterest,
    "unapproved: ": Unapproved,
    "database is locked": Busy,
    "disk is full": Unwritable,
    "disk I/O error": Unwritable,
    "readonly database": Unwritable,
    "No space left on device": Unwritable,
    "terminating connection": Unwritable,
    "server closed the connection": Unwritable,
    "connection is lost": Unwritable,
    "connection is closed": Unwritable,
}

_BASE = select(entities.c.currency).where(entities.c.code == bindparam("entity"))
_LAST = select(batch.c.no, batch.c.recorded_at, batch.c.hash).order_by(batch.c.no.desc()).limit(1)
_SEEN = select(batch.c.request_hash, batch.c.result).where(
    batch.c.entity == bindparam("entity"), batch.c.key == bindparam("key")
)
_SEALED = insert(batch)

#: Below this many rows a table needs no statistics.
_FEW = 255
#: Types that both databases keep as they are.
_AS_IT_IS = frozenset({int, float, bytes, type(None)})


class Book:
    """A command under way: verbs write through it; `result` is stored at its end and given back to a repeat.

    `replayed` is the stored result where the key was carried out before: then do nothing. `base` is the entity's
    currency, `months` what was read of its months.
    """

    def __init__(self, connection: Connection, entity_code: str, base: str, actor: str, number: int) -> None:
        self.connection = connection
        self.entity = entity_code
        self.base = base
        self.actor = actor
        self.batch = number
        self.months: dict[str, str] | None = None
        self.replayed: dict[str, Any] | None = None
        self.result: dict[str, Any] = {}
        self._digests = Digests()
        self._first: dict[str, int] = {}
        self._next: dict[str, int] = {}

    def number(self, table: str) -> int:
        """Return the number the next row of the table gets."""
        if table not in self._next:
            last = self.connection.execute(_newest(table)).scalar_one()
            self._first[table] = self._next[table] = last + 1
        return self._next[table]

    def wrote(self, table: str) -> bool:
        """Say whether the command wrote rows of an append-only table so far."""
        return self._next.get(table, 0) > self._first.get(table, 0)

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Write rows of an append-only table in bulk, columns as in `tables.LOGGED`, and take them into the hash."""
        if rows:
            self.write_ready(table, ready(kit.db.ring_of(self.connection), table, rows))

    def write_ready(self, table: str, rows: "Ready") -> None:
        """Write rows that were made ready before the books were opened."""
        assert self.replayed is None, "this command was carried out before"
        first = self.number(table)
        self._next[table] = first + len(rows.kept)
        self._digests.number(table, first, rows.told)
        whole = [(no, self.batch, *kept) for no, kept in enumerate(rows.kept, first)]
        kit.db.insert(self.connection, table, ("no", "batch", *LOGGED[table]), whole)

    def seal(self, head: Mapping[str, Any], previous: bytes) -> None:
        """Write the batch's own row, after which nothing can be added to it."""
        whole = {**head, "no": self.batch, "result": canonical(self.result)}
        done = self._digests.seal(previous, whole)
        self.connection.execute(_SEALED, {**whole, "prev_hash": previous, "hash": done})
        for table, end in self._next.items():
            if max(self._first[table], _FEW).bit_length() < end.bit_length():  # it has doubled
                kit.db.analyse(self.connection, table)


@dataclass(frozen=True, slots=True)
class Ready:
    """Rows of an append-only table as they are hashed and as they are kept, but for their numbers and their batch."""

    told: Sequence[str]
    kept: Sequence[Sequence[object]]


def ready(ring: KeyRing | None, table: str, rows: Sequence[Sequence[object]]) -> Ready:
    """Return rows, columns as in `tables.LOGGED`, made ready to be written: what takes long needs no open books."""
    columns = _columns(rows)
    return Ready(told(columns), sealed.written(ring, table, list(zip(*columns, strict=True))))


def plain(rows: Sequence[Sequence[object]]) -> list[tuple[object, ...]]:
    """Return rows as both databases keep them, unsealed."""
    return list(zip(*_columns(rows), strict=True))


def _columns(rows: Sequence[Sequence[object]]) -> list[Sequence[object]]:
    """Return the columns of rows as both databases keep them."""
    return [_column(values) for values in zip(*rows, strict=True)]


@contextmanager
def book(
    database: Database,
    *,
    entity: str,
    key: str,
    actor: str,
    command: str,
    payload: Mapping[str, Any],
    recorded_at: datetime,
) -> Iterator[Book]:
    """Open the books for one command; all of it lands at the end of the block, or nothing.

    `key` is the idempotency key, `payload` the request (JSON), `recorded_at` an aware time from the caller's clock; a
    clock behind the last batch is held at that batch's time.
    Refused: KeyReused where the key came with another command or payload; UnknownEntity; what the verbs refuse.
    """
    head: dict[str, Any] = {"entity": entity, "key": key, "actor": actor, "command": command}
    head["payload"] = canonical(payload)
    head["request_hash"] = sha256(canonical([command, head["payload"]]).encode()).digest()
    with refusals(), database.writing() as connection:
        base = _base(connection, entity)
        last = connection.execute(_LAST).first()
        opened = Book(connection, entity, base, actor, last.no + 1 if last else 1)
        opened.replayed = _replay(connection, head)
        yield opened
        if opened.replayed is None:
            head["recorded_at"] = max(microseconds(recorded_at), last.recorded_at if last else 0)
            opened.seal(head, bytes(last.hash) if last else ZERO)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what a rule of the database says into the refusal it is."""
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        said = str(getattr(error, "orig", error))
        for mark, refusal in RULES.items():
            if mark in said:
                raise refusal(said.split("\n", maxsplit=1)[0]) from error
        raise


def _base(connection: Connection, code: str) -> str:
    """Return the currency of an entity. Refused: UnknownEntity."""
    found: str | None = connection.execute(_BASE, {"entity": code}).scalar()
    if found is None:
        raise UnknownEntity(f"there is no entity {code}")
    return found


@cache
def _newest(table: str) -> Select[int]:
    """Return the query for the number of a table's newest row."""
    return select(func.coalesce(func.max(BOOKS.tables[table].c.no), 0))


def _replay(connection: Connection, head: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the stored result of the key, or None where it is new."""
    seen = connection.execute(_SEEN, {"entity": head["entity"], "key": head["key"]}).first()
    if seen is None:
        return None
    if bytes(seen.request_hash) != head["request_hash"]:
        raise KeyReused(f"the key {head['key']} was used for another request")
    stored: dict[str, Any] = json.loads(seen.result)
    return stored


def _column(values: Sequence[Any]) -> Sequence[object]:
    """Return a column as both databases keep it; most hold one plain type and are looked at as a whole."""
    kinds = set(map(type, values))
    if kinds <= _AS_IT_IS or (kinds == {str} and "\x00" not in "".join(values)):
        return values
    return list(map(date.isoformat if kinds == {date} else _stored, values))


def _stored(value: object) -> object:
    """Return a value as both databases keep it: truths as 0 and 1; NUL, which PostgreSQL has not, made visible."""
    if value is True or value is False:
        return int(value)
    if isinstance(value, str):
        return value.replace("\x00", "\u2400") if "\x00" in value else str(value)
    return value.isoformat() if isinstance(value, date) else value
