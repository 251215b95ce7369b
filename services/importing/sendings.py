"""Importing takes what became of documents on their way: sent, delivered, accepted, bounced, rejected by a portal."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

import ledger
from kit.findings import Finding
from ledger.records import ItemType, Sending, Sent
from services.importing import sheets
from services.importing.rows import BadRowError, ImportOutcome, Prepared, Request, Row, imported, sort
from services.workspace import Workspace

SENDING_COLUMNS = ("document_number", "event", "date")


def sendings(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take events of documents, in the order of the sheet."""
    frame = sheets.read(workspace, path, SENDING_COLUMNS)
    return imported(workspace, Request(path, "sendings", actor, partial), frame, _sendings)


def _sendings(workspace: Workspace, rows: pl.DataFrame) -> Prepared[Sending]:
    """Read the events of one entity's documents."""
    with workspace.database.reading() as connection:
        known = set(ledger.reads.items(connection, workspace.settings.entity)["item_id"])
    sheet = sort(
        rows,
        lambda row: _row(row, workspace.settings.entity, known),
        lambda one: (one.item_id, one.event, one.channel, one.happened_on),
    )
    return Prepared(sheet, _send)


def _row(row: Row, entity: str, known: set[str]) -> Sending:
    """Read one row."""
    kind, event = row.text("document_type") or ItemType.INVOICE, row.needed("event").lower()
    if event not in set(Sent):
        raise BadRowError(f"event {event!r} is none of {', '.join(Sent)}")
    identity = ledger.item_id(entity, kind, row.needed("document_number"))
    if identity not in known:
        raise BadRowError(f"there is no {kind} {row.text('document_number')}")
    return Sending(identity, Sent(event), row.text("channel"), row.day("date"), row.text("note"))


def _send(book: ledger.Book, new: list[Sending]) -> tuple[int, int, Iterable[Finding]]:
    """Write events."""
    written = ledger.documents.send(book, new)
    return written, len(new) - written, ()
