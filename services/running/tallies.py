"""Tallies count the rows of append-only tables by what they say; a row once counted is not read again."""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, FromClause, Table, case, func, select

from ledger import tables
from services.running.gauges import Gauge
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted: rows of an append-only table, joined with what names them, by labels from its columns."""

    name: str
    says: str
    of: Table
    labels: dict[str, ColumnElement[str]]
    within: FromClause


def _tally(name: str, says: str, of: Table, *, beside: Table | None = None, **labels: ColumnElement[str]) -> Tally:
    """Return a tally; `beside` is a table that rows point to and that names them."""
    return Tally(name, says, of, labels, of if beside is None else of.join(beside))


#: What is counted since the books began, in all entities; every label takes few values: codes, never what was written.
TALLIES = (
    _tally(
        "tieout_import_files",
        "Files taken, by format and how they were taken.",
        tables.bank_file,
        format=tables.bank_file.c.format,
        state=tables.bank_file.c.state,
    ),
    _tally(
        "tieout_import_rows",
        "Entries taken from files, by format and kind.",
        tables.bank_entry,
        beside=tables.bank_file,
        format=tables.bank_file.c.format,
        kind=tables.bank_entry.c.kind,
    ),
    _tally(
        "tieout_import_findings",
        "What was wrong in files, by code.",
        tables.bank_finding,
        code=tables.bank_finding.c.code,
        severity=tables.bank_finding.c.severity,
    ),
    _tally(
        "tieout_match_decisions",
        "What the engine decided, by status and reason.",
        tables.decision,
        status=tables.decision.c.status,
        reason=tables.decision.c.reason,
    ),
    _tally(
        "tieout_review_decisions",
        "What people decided about receipts, by action.",
        tables.resolution,
        action=tables.resolution.c.action,
    ),
    _tally(
        "tieout_entries",
        "Entries of the journal, by kind and whether they reverse another.",
        tables.entry,
        kind=tables.entry.c.kind,
        reverses=case((tables.entry.c.reverses.is_(None), "no"), else_="yes"),
    ),
)


class Tallies:
    """The tallies of one workspace as far as they were counted."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._lock = threading.Lock()
        self._upto = dict.fromkeys((tally.name for tally in TALLIES), 0)
        self._counts: dict[str, Counter[tuple[str, ...]]] = {tally.name: Counter() for tally in TALLIES}

    def read(self) -> Iterator[Gauge]:
        """Yield every tally as the books stand now, with what was added since it was last asked."""
        with self._lock, self.workspace.database.reading() as connection:
            for tally in TALLIES:
                self._count(connection, tally)
                counts = sorted(self._counts[tally.name].items())
                yield Gauge(tally.name, tally.says, tuple(tally.labels), tuple(counts))

    def _count(self, connection: Connection, tally: Tally) -> None:
        """Count the rows behind the last that was counted."""
        number = tally.of.c.no
        newest: int = connection.execute(select(func.coalesce(func.max(number), 0))).scalar_one()
        labels = tuple(tally.labels.values())
        added = select(*labels, func.count()).select_from(tally.within).group_by(*labels)
        behind = number > self._upto[tally.name], number <= newest
        for *values, count in connection.execute(added.where(*behind)):
            self._counts[tally.name][tuple(values)] += count
        self._upto[tally.name] = newest
