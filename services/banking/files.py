"""Files taken, as what was kept of them tells: nothing is read again."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, true

from kit import db
from kit.findings import Finding, Severity
from kit.refusals import NotFound
from ledger import sealed, tables, takings
from ledger.journal import day
from ledger.takings import FAILED, WHOLE
from parsers.records import Kind, Proof
from services.banking import taking
from services.intake import FileOutcome
from services.workspace import Workspace

MICROSECONDS = 1_000_000
#: A file that is taken, or never will be as it stands; not one that is being taken.
_SHOWN = or_(WHOLE, FAILED)
#: Kinds whose credits are money that reached us.
MONEY_IN = (Kind.RECEIPT.value, Kind.TOTAL.value, Kind.OTHER.value)


def outcomes(workspace: Workspace, *, start: int = 0, limit: int | None = None) -> list[FileOutcome]:
    """Return what came of the files taken, the newest first, from a place in that order, at most `limit`."""
    file = tables.bank_file
    chosen = (
        _files()
        .where(_seen(workspace), _SHOWN)
        .order_by(file.c.no.desc())
        .offset(start)
        .limit(limit if limit is not None else 2**31 - 1)
    )
    with workspace.database.reading() as connection:
        return _outcomes(connection, connection.execute(chosen).mappings().all())


def outcome(workspace: Workspace, file_id: str) -> FileOutcome:
    """Return what came of one file. Refused: NotFound."""
    with workspace.database.reading() as connection:
        rows = connection.execute(_files().where(tables.bank_file.c.sha256 == file_id, _SHOWN)).mappings().all()
        if not rows:
            raise NotFound(f"no file {file_id} was taken")
        return _outcomes(connection, rows)[0]


def count(workspace: Workspace) -> int:
    """Count the files taken."""
    with workspace.database.reading() as connection:
        chosen = select(func.count()).select_from(tables.bank_file).where(_seen(workspace), WHOLE)
        return connection.execute(chosen).scalar_one()


def _seen(workspace: Workspace) -> ColumnElement[bool]:
    """Return the condition of files that may be seen: those the legal entity took, or all."""
    entity, file, heads = workspace.within(), tables.bank_file, tables.batch
    return true() if entity is None else file.c.batch.in_(select(heads.c.no).where(heads.c.entity == entity))


def _files() -> Any:
    """Return the query of files without their bytes."""
    file = tables.bank_file
    return select(file.c.sha256, file.c.name, file.c.format, file.c.size, file.c.taken_at)


def _outcomes(connection: Connection, rows: Sequence[Any]) -> list[FileOutcome]:
    """Return files with what stands in the tables of evidence about them."""
    faults = takings.faults(connection, (row["sha256"] for row in rows))
    ids = [row["sha256"] for row in rows if row["sha256"] not in faults]
    entries, money_in, latest = _entries(connection, ids)
    controls = _controls(connection, ids)
    findings = _findings(connection, ids)
    return [
        FileOutcome(
            file_id=row["sha256"],
            name=row["name"],
            format=row["format"],
            size=row["size"],
            taken_at=datetime.fromtimestamp(row["taken_at"] / MICROSECONDS, UTC),
            latest_on=latest.get(row["sha256"]),
            entries=dict(sorted(entries[row["sha256"]].items())),
            money_in=dict(sorted(money_in[row["sha256"]].items())),
            controls={proof.value: controls[row["sha256"]].get(proof.value, 0) for proof in Proof},
            findings=tuple(findings[row["sha256"]]),
            fault=taking.said(faults[row["sha256"]]) if row["sha256"] in faults else "",
        )
        for row in rows
    ]


def _entries(
    connection: Connection, ids: Sequence[str]
) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]], dict[str, date]]:
    """Return by file: entries by kind, money in by currency, the newest day."""
    entry = tables.bank_entry
    credited = and_(entry.c.credit == 1, entry.c.kind.in_(MONEY_IN))
    chosen = (
        select(
            entry.c.sha256,
            entry.c.kind,
            entry.c.currency,
            func.count(),
            func.sum(case((credited, entry.c.minor), else_=0)),
            func.sum(case((credited, 1), else_=0)),
            func.max(entry.c.booked_on),
        )
        .where(db.among(connection, entry.c.sha256, ids))
        .group_by(entry.c.sha256, entry.c.kind, entry.c.currency)
    )
    kinds: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    money: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    latest: dict[str, date] = {}
    for file_id, kind, currency, number, minor, credits_, newest in connection.execute(chosen):
        kinds[file_id][kind] += number
        if credits_:
            money[file_id][currency] += int(minor)
        if newest:
            latest[file_id] = max(latest.get(file_id, day(newest)), day(newest))
    return kinds, money, latest


def _controls(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return by file how many control totals agree, disagree or are not there."""
    control = tables.bank_control
    chosen = select(control.c.sha256, control.c.proof, func.count()).where(db.among(connection, control.c.sha256, ids))
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for file_id, proof, number in connection.execute(chosen.group_by(control.c.sha256, control.c.proof)):
        counts[file_id][proof] = number
    return counts


def _findings(connection: Connection, ids: Sequence[str]) -> dict[str, list[Finding]]:
    """Return the findings by file, as they were found."""
    kept = tables.bank_finding
    told: dict[str, list[Finding]] = defaultdict(list)
    chosen = select(kept).where(db.among(connection, kept.c.sha256, ids)).order_by(kept.c.no)
    for kept_row in connection.execute(chosen).mappings():
        row = sealed.row(connection, "bank_finding", kept_row)
        found = Finding(row["line"], row["code"], row["message"], Severity(row["severity"]), row["raw"])
        told[row["sha256"]].append(found)
    return told
