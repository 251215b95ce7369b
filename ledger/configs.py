"""Configuration in the books: versions of a kind, each from its day on; what held on a past day never changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from kit.days import instant, microseconds
from ledger.book import Book
from ledger.journal import day
from ledger.tables import config_version, request, verdict

#: The kinds of configuration that the packages above read.
POLICY, CREDIT, SCORECARD, DUNNING, WORKLIST, FLAGS = "policy", "credit", "scorecard", "dunning", "worklist", "flags"
REPORTS = "reports"


#: The versions of a kind with who asked and who decided, in the order in which they were decided.
_CHOSEN = (
    select(config_version, request.c.maker, verdict.c.checker, request.c.reason)
    .join(request, request.c.request_id == config_version.c.request_id)
    .join(verdict, verdict.c.request_id == config_version.c.request_id)
    .where(config_version.c.kind == bindparam("kind"))
    .order_by(config_version.c.no)
)
_LISTED = _CHOSEN.where(config_version.c.entity == bindparam("entity"))
_NAMED = _LISTED.where(config_version.c.name == bindparam("name"))


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version that two people agreed on by a request; `effective_from` is today or later: no past day changes."""

    kind: str
    name: str
    body: str
    effective_from: date
    restores: int
    request_id: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version: the `number` of its kind and name, its text, and from which day it holds.

    An empty `body` ends the kind; `restores` names the older version it brings back, 0 where it brings none.
    """

    kind: str
    name: str
    number: int
    body: str
    effective_from: date
    restores: int
    request_id: str
    proposed_by: str
    decided_by: str
    why: str
    recorded_at: datetime

    def __str__(self) -> str:
        """Return what people call it."""
        return f"version {self.number} of {self.kind}{f' {self.name}' if self.name else ''}"


def put(book: Book, row: NewVersion, at: datetime) -> int:
    """Write a version as two people agreed, and return its number: the next one of its kind and name."""
    number = newest(book.connection, book.entity, row.kind, row.name) + 1
    facts = (row.body, row.effective_from, row.restores, row.request_id)
    book.write("config_version", [(book.entity, row.kind, row.name, number, *facts, microseconds(at))])
    return number


def newest(connection: Connection, entity: str, kind: str, name: str = "") -> int:
    """Return the number of the newest version, in force or to come; 0 where there is none."""
    table = config_version.c
    mine = (table.entity == entity, table.kind == kind, table.name == name)
    chosen = select(table.version).where(*mine).order_by(table.version.desc()).limit(1)
    return connection.scalar(chosen) or 0


def listed(connection: Connection, entity: str, kind: str, name: str | None = None) -> list[Version]:
    """Return the versions of a kind, of one name or of all, in the order in which they were decided."""
    asked = {"entity": entity, "kind": kind, "name": name}
    return [_version(row) for row in connection.execute(_LISTED if name is None else _NAMED, asked)]


def held(connection: Connection, entity: str, kind: str, on: date, name: str = "") -> Version | None:
    """Return the version that holds on a day: the latest that has begun; of one day, the one decided last."""
    return holding(listed(connection, entity, kind, name), on).get(name)


def every(connection: Connection, entity: str, kind: str, on: date) -> dict[str, Version]:
    """Return the version that holds on a day of each name of a kind, those that end it as well."""
    return holding(listed(connection, entity, kind), on)


def everywhere(connection: Connection, kind: str, on: date) -> dict[str, Version]:
    """Return the version of a kind that holds on a day, by legal entity."""
    rows = connection.execute(_CHOSEN, {"kind": kind})
    return dict(_latest(((row.entity, _version(row)) for row in rows), on))


def holding(versions: Iterable[Version], on: date) -> dict[str, Version]:
    """Return of versions in their order the one that holds on a day, by name."""
    return dict(_latest(((one.name, one) for one in versions), on))


def _latest(versions: Iterable[tuple[str, Version]], on: date) -> Iterator[tuple[str, Version]]:
    """Yield of each name what has begun, the latest last."""
    begun = (pair for pair in versions if pair[1].effective_from <= on)
    yield from sorted(begun, key=lambda pair: (pair[1].effective_from, pair[1].number))


def _version(row: Row[Any]) -> Version:
    """Return a version as it lies in the books."""
    return Version(
        row.kind,
        row.name,
        row.version,
        row.body,
        day(row.effective_from),
        row.restores,
        row.request_id,
        proposed_by=row.maker,
        decided_by=row.checker,
        why=row.reason,
        recorded_at=instant(row.recorded_at),
    )
