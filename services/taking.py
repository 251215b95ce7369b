"""What a bank file says is written: a small one in one transaction, a large one in parts that let others write between.

A part holds the books for a few hundredths of a second; all of a file of 100,000 lines would hold them for more than a
second, while everybody who decides waits. The parts of a file stand in the chain one after the other, each under a key
that is made of the file's bytes and its place. Nothing of a file is matched or shown before its last part stands; what
somebody began and did not end, whoever takes a file or matches next ends first.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from sqlalchemy.exc import DataError, IntegrityError

import ledger
from kit import log
from kit.ids import content_id
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


def write(
    workspace: Workspace, file: BankFile, rows: Sequence[Evidence], result: Mapping[str, Any], *, priority: int | None
) -> None:
    """Write a file and its rows once; with a `priority` what it says is matched beside, asked for with it."""
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
    if wrong := finish(workspace).get(file.sha256):
        raise wrong


def finish(workspace: Workspace) -> dict[str, Exception]:
    """Write what is left of the files that somebody began to take, together with whoever else does.

    A file of which the database refuses a row keeps no other out: it is told and returned with its fault.
    """
    faults: dict[str, Exception] = {}
    while True:
        with workspace.database.reading() as connection:
            part = takings.following(connection, faults)
        if part is None:
            return faults
        try:
            _write(workspace, part)
        except REFUSALS as wrong:
            log.broken("a file cannot be taken to its end", wrong)
            faults[part.sha256] = wrong


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
