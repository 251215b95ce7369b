"""The proof of the audit trail: every hash recomputed, and the first row that is not what was written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, select

from ledger import sealed
from ledger.chain import FORMS, HEAD, ZERO, Digests
from ledger.tables import BOOKS, LOGGED, batch

_ROWS_A_TIME = 2_000
#: What reads a table in order, by its name and the database's: writing all of it anew takes longer than small books.
_READS: dict[tuple[str, str], str] = {}


@dataclass(frozen=True, slots=True)
class Broken:
    """One place where the chain does not hold: the batch, and, where it can be told, the row of a table."""

    code: str
    message: str
    batch: int
    table: str = "batch"
    row: int = 0  # its `no`; 0 where the hash tells the batch alone


@dataclass(frozen=True, slots=True)
class Trail:
    """What a reading of the whole trail came to; it holds where nothing is broken."""

    batches: int
    head: str  # of the newest batch, in hexadecimal digits
    broken: tuple[Broken, ...]


def verify(connection: Connection, known: tuple[int, str] | None = None) -> Trail:
    """Recompute every hash, each table read once in order; `known` is a batch and its hash, noted earlier elsewhere.

    Without a hash that was noted elsewhere nobody can tell whether the newest batches were cut off, or all was written
    anew from some batch on by somebody with the rules off.
    """
    reading = _Reading(connection, known)
    broken = tuple(reading.broken())
    return Trail(reading.batches, reading.previous.hex(), broken)


class _Reading:
    """One reading of the trail from the first batch to the last."""

    def __init__(self, connection: Connection, known: tuple[int, str] | None) -> None:
        self.connection = connection
        self.known = known
        self.tables = {table: _Rows(connection, table) for table in LOGGED}
        self.batches = 0
        self.previous, self.expected, self.clock = ZERO, 1, 0

    def broken(self) -> Iterator[Broken]:
        """Yield every break, in order of batches."""
        names = tuple(batch.columns.keys())
        for head in _stream(self.connection, "batch", names):
            yield from self._of(dict(zip(names, head, strict=True)))
        if self.known and self.known[0] >= self.expected:
            yield Broken("chain_cut", f"batch {self.known[0]} was there and is not", self.known[0])
        for table, rows in self.tables.items():
            if stray := rows.rest():
                yield Broken(
                    "chain_stray",
                    f"{table}: {stray.count} rows belong to no batch in order, the first is row {stray.row}",
                    *(stray.batch, table, stray.row),
                )

    def _of(self, row: dict[str, Any]) -> Iterator[Broken]:
        """Yield what is broken at one batch."""
        digests = Digests()
        missing = [(table, gap) for table, rows in self.tables.items() if (gap := rows.into(digests, row["no"]))]
        no, follows, noted = row["no"], bytes(row["prev_hash"]), bytes(row["hash"])
        if no != self.expected:
            yield Broken("chain_gap", f"batch {self.expected} is missing", self.expected, row=self.expected)
        if follows != self.previous:
            yield Broken("chain_broken", f"batch {no} does not follow the one before", no, row=no)
        if row["recorded_at"] < self.clock:
            yield Broken("chain_clock", f"batch {no} is older than the one before", no, row=no)
        head = {name: row[name] for name in HEAD}
        if all(digests.seal(follows, head, form) != noted for form in FORMS):
            table, gap = missing[0] if missing else ("batch", 0)
            seen = f": row {gap} of {table} is missing" if missing else ""
            yield Broken(
                "chain_content", f"batch {no} ({row['command']}) is not what was written{seen}", no, table, gap
            )
        if self.known and no == self.known[0] and noted.hex() != self.known[1]:
            yield Broken("chain_rewritten", f"batch {no} has another hash than was noted", no, row=no)
        self.previous, self.expected, self.clock = noted, no + 1, row["recorded_at"]
        self.batches += 1


@dataclass(frozen=True, slots=True)
class _Stray:
    """Rows that no batch has claimed: how many, and the first."""

    count: int
    batch: int
    row: int


class _Rows:
    """The rows of one table in order of `no`, given out batch by batch; numbers must have no gap."""

    def __init__(self, connection: Connection, table: str) -> None:
        self.table = table
        self.last, self.gap = 0, 0
        names = ("batch", "no", *LOGGED[table])
        rows = _stream(connection, table, names)
        if table in sealed.OF:
            rows = (sealed.said(connection, table, names, row) for row in rows)
        self._batches = groupby(rows, key=itemgetter(0))
        self._held: tuple[Any, Iterator[Sequence[Any]]] | None = next(self._batches, None)

    def into(self, digests: Digests, number: int) -> int:
        """Take a batch's rows into the digests, `no` first; return the first number that is missing, else 0."""
        if self._held is None or self._held[0] != number:
            return 0
        self.gap = 0
        digests.take(self.table, self._counted(self._held[1]))
        self._held = next(self._batches, None)
        return self.gap

    def _counted(self, rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[object]]:
        """Yield rows without their batch, and see where a number is missing."""
        for row in rows:
            if row[1] != self.last + 1:
                self.gap = self.gap or self.last + 1
            self.last = row[1]
            yield row[1:]

    def rest(self) -> _Stray | None:
        """Return what no batch has claimed."""
        if self._held is None:
            return None
        first = next(self._held[1])
        count = 1 + sum(1 for _ in self._held[1]) + sum(1 for _, rows in self._batches for _ in rows)
        return _Stray(count, first[0], first[1])


def _reads(table: str, names: Sequence[str], dialect: Dialect) -> str:
    """Return what reads columns of a table in order of `no`."""
    if (table, dialect.name) not in _READS:
        columns = BOOKS.tables[table].c
        query = select(*(columns[name] for name in names)).order_by(columns.no)
        _READS[table, dialect.name] = str(query.compile(dialect=dialect))
    return _READS[table, dialect.name]


def _stream(connection: Connection, table: str, names: Sequence[str]) -> Iterator[Sequence[Any]]:
    """Yield a table's rows in order of `no` as the driver gives them, some thousand at a time."""
    driver: Any = connection.connection.driver_connection
    query = _reads(table, names, connection.dialect)
    lite = connection.dialect.name == "sqlite"
    cursor = driver.cursor() if lite else driver.cursor(name=f"chain_{table}")
    try:
        cursor.execute(query)
        while rows := cursor.fetchmany(_ROWS_A_TIME):
            yield from rows
    finally:
        cursor.close()
