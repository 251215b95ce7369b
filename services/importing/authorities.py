"""Importing takes from a sheet who may approve what, and up to what amounts; a row of nobody is the cap of all."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import polars as pl

import ledger
from kit.findings import Finding
from ledger.records import NewAuthority
from services import by_two, control
from services.importing import master, sheets
from services.importing.rows import BadRowError, ImportOutcome, Prepared, Request, Row, imported, sort
from services.workspace import Workspace

AUTHORITY_COLUMNS = ("person", "kind", "high")


def authorities(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Ask for authorities, a second person lets them hold: where a kind has any, only who is named may approve it."""
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
        partial(_ask, workspace),
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


def _ask(workspace: Workspace, book: ledger.Book, new: list[NewAuthority]) -> tuple[int, int, Iterable[Finding]]:
    """Ask for what is not said yet."""
    fresh = ledger.approvals.unsaid(book, new)
    if not fresh:
        return 0, len(new), ()
    request_id = by_two.ask_authorities(book, fresh, "import authorities", workspace.now())
    return 0, len(new) - len(fresh), (master.waits(len(fresh), "authorities", request_id),)
