"""Importing takes what became of documents on their way: sent, delivered, accepted, bounced, rejected by a portal."""

from collections.abc import Container, Iterable
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
        told = (_identity(Row(cells), workspace.settings.entity) for cells in rows.iter_rows(named=True))
        known = ledger.documents.numbers(connection, told)
    sheet = sort(
        rows,
        lambda row: _row(row, workspace.settings.entity, known),
        lambda one: (one.item_id, one.event, one.channel, one.happened_on),
    )
    return Prepared(sheet, _send)


def _row(row: Row, entity: str, known: Container[str]) -> Sending:
    """Read one row."""
    event = row.needed("event").lower()
    if event not in set(Sent):
        raise BadRowError(f"event {event!r} is none of {', '.join(Sent)}")
    number, identity = row.needed("document_number"), _identity(row, entity)
    if identity not in known:
        raise BadRowError(f"there is no {_kind(row)} {number}")
    return Sending(identity, Sent(event), row.text("channel"), row.day("date"), row.text("note"))


def _identity(row: Row, entity: str) -> str:
    """Return the id of the document that a row names."""
    return ledger.item_id(entity, _kind(row), row.text("document_number"))


def _kind(row: Row) -> str:
    """Return what sort of document a row names."""
    return row.text("document_type") or ItemType.INVOICE


def _send(book: ledger.Book, new: list[Sending]) -> tuple[int, int, Iterable[Finding]]:
    """Write events."""
    written = ledger.documents.send(book, new)
    return written, len(new) - written, ()
