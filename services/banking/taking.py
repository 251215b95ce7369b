"""What a bank file says is written: a small one in one transaction, a large one in parts that let others write between.

A part holds the books for a few hundredths of a second; all of a file of 100,000 lines would hold them for more than a
second, while everybody who decides waits. The parts of a file stand in the chain one after the other, each under a key
that is made of the file's bytes and its place. Nothing of a file is matched or shown before its last part stands; what
somebody began and did not end, whoever takes a file or matches next ends first.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import psycopg
from sqlalchemy.exc import DataError, IntegrityError

import ledger
from kit import log
from kit.ids import content_id
from kit.refusals import Refused
from ledger import takings
from ledger.evidence import BankFile, Evidence
from ledger.takings import Part
from services.jobs import queue
from services.workspace import Workspace

MATCH = "match"
#: How the database refuses a row, through SQLAlchemy and in bulk.
REFUSALS = (DataError, IntegrityError, psycopg.DataError, psycopg.IntegrityError)
#: Who takes a file needs less; after that a worker matches, and ends first what was begun.
PATIENCE_SECONDS = 60


class RowRefused(Refused):
    """The database refuses a row of this file."""

    code = "row_refused"


def write(
    workspace: Workspace, file: BankFile, rows: Sequence[Evidence], result: Mapping[str, Any], *, priority: int | None
) -> bool:
    """Write a file and its rows once, and return whether it was now: of two at once the second finds it written.

    With a `priority` what it says is matched beside, asked for with it. Refused: RowRefused where the database refuses
    a row. Of a file of one part nothing is kept then; one of several stays begun, unseen but as failed, and is tried
    again whenever a file is taken or matched.
    """
    try:
        fresh = _begin(workspace, file, rows, result, priority)
    except REFUSALS as wrong:
        log.alarm("a file cannot be taken", error=why(wrong))
        raise RowRefused(f"{file.name}: {said(why(wrong))}; nothing of it was taken") from wrong
    if reason := finish(workspace).get(file.sha256):
        raise RowRefused(f"{file.name}: {said(reason)}")
    return fresh


def _begin(
    workspace: Workspace, file: BankFile, rows: Sequence[Evidence], result: Mapping[str, Any], priority: int | None
) -> bool:
    """Write a file whose rows are few whole, of another its bytes and what is yet to be written, unless they stand."""
    size = workspace.settings.intake_batch
    parts = takings.parted(ledger.evidence.stored(rows), size) if len(rows) > size else []
    made = ledger.evidence.ready(workspace.database, [file] if parts else [file, *rows])
    with ledger.book(
        workspace.database,
        entity=workspace.settings.entity,
        key=content_id("fil", file.sha256),
        actor=file.actor,
        command="ingest",
        payload={"sha256": file.sha256},
        recorded_at=workspace.now(),
    ) as book:
        if book.replayed is None:
            ledger.evidence.write(book, made)
            if parts:
                takings.begin(book, file.sha256, parts)
            if priority is not None:
                wait = PATIENCE_SECONDS if parts else 0
                asked: dict[str, Any] = {"priority": priority, "actor": file.actor, "after_seconds": wait}
                queue.put(book.connection, MATCH, book.entity, file.sha256, **asked)
            book.result = dict(result)
    return book.replayed is None


def said(reason: str) -> str:
    """Say of a file why it is not taken, and what to do."""
    return (
        f"the books refuse a row of it ({reason}): that is a fault of ours, tell whoever runs the installation; it is"
        " tried again whenever a file is taken or matched, after a new version too"
    )


def why(wrong: BaseException) -> str:
    """Return why a database refused a row: its rule, and nothing of the row's own words."""
    told = getattr(wrong, "orig", None) or wrong
    if isinstance(told, psycopg.Error):
        place = (told.diag.table_name, told.diag.column_name, told.diag.constraint_name)
        return " ".join(("SQLSTATE", told.sqlstate or "unknown", *(name for name in place if name)))
    return str(told)


def finish(workspace: Workspace) -> dict[str, str]:
    """Write what is left of the files that somebody began to take, together with whoever else does.

    A file of which the database refuses a row keeps no other out: why is kept, told and returned.
    """
    faults: dict[str, str] = {}
    while True:
        with workspace.database.reading() as connection:
            part = takings.following(connection, faults)
        if part is None:
            return faults
        try:
            _write(workspace, part)
        except REFUSALS as wrong:
            faults[part.sha256] = why(wrong)
            log.alarm("a file cannot be taken to its end", error=faults[part.sha256])
            with suppress(IntegrityError), workspace.database.beside() as connection:  # another kept it meanwhile
                takings.failed(connection, part.sha256, faults[part.sha256])


def _write(workspace: Workspace, part: Part) -> None:
    """Write one part; who comes second finds it written."""
    made = ledger.evidence.ready_again(workspace.database, part.rows)
    with ledger.book(
        workspace.database,
        entity=part.entity,
        key=content_id("fil", part.sha256, part.start),
        actor=part.actor,
        command="ingest",
        payload={"sha256": part.sha256, "from": part.start},
        recorded_at=workspace.now(),
    ) as book:
        whole = takings.wrote(book, part)
        if book.replayed is None:
            ledger.evidence.write(book, made)
            if whole:
                queue.hasten(book.connection, MATCH, book.entity, part.sha256)
            book.result = {"rows": len(part.rows)}
