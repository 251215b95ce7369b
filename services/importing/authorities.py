"""Importing takes from a sheet who may approve what, and up to what amounts; a row of nobody is the cap of all."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

import ledger
from kit.findings import Finding
from ledger.records import NewAuthority
from services import control
from services.importing import sheets
from services.importing.rows import BadRowError, ImportOutcome, Prepared, Request, Row, imported, sort
from services.workspace import Workspace

AUTHORITY_COLUMNS = ("person", "kind", "high")


def authorities(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take authorities: where a kind has any, only who is named may approve it."""
    frame = sheets.read(workspace, path, AUTHORITY_COLUMNS)
    return imported(workspace, Request(path, "authorities", actor, partial), frame, _authorities)


def _authorities(workspace: Workspace, rows: pl.DataFrame) -> Prepared[NewAuthority]:
    """Read the authorities of one entity."""
    return Prepared(
        sort(
            rows,
            lambda row: _row(row, workspace),
            lambda one: (one.person.casefold(), one.kind, one.currency, one.valid_from),
        ),
        _write,
    )


def _row(row: Row, workspace: Workspace) -> NewAuthority:
    """Read one row."""
    kind = row.needed("kind")
    if kind not in control.DEEDS:
        raise BadRowError(f"kind {kind!r} is none of {', '.join(control.DEEDS)}")
    currency = row.currency(workspace.settings.currency)
    low, high = (row.amount(name, currency) if row.text(name) else 0 for name in ("low", "high"))
    if not 0 <= low <= high:
        raise BadRowError("low and high are amounts, low the smaller one")
    valid_from = row.day("valid_from") if row.text("valid_from") else workspace.today()
    valid_until = row.day("valid_until") if row.text("valid_until") else None
    return NewAuthority(row.text("person"), kind, currency, low, high, valid_from, valid_until)


def _write(book: ledger.Book, new: list[NewAuthority]) -> tuple[int, int, Iterable[Finding]]:
    """Write authorities."""
    written = ledger.approvals.authorise(book, new)
    return written, len(new) - written, ()
