"""Importing takes the languages in which customers are written to."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

import ledger
from kit.findings import Finding
from services.importing import sheets
from services.importing.rows import BadRowError, ImportOutcome, Prepared, Request, Row, imported, sort
from services.reports.languages import LANGUAGES
from services.workspace import Workspace

LANGUAGE_COLUMNS = ("customer_number", "language")


def languages(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take a language a customer."""
    frame = sheets.read(workspace, path, LANGUAGE_COLUMNS)
    return imported(workspace, Request(path, "languages", actor, partial), frame, _languages)


def _languages(workspace: Workspace, rows: pl.DataFrame) -> Prepared[tuple[str, str]]:
    """Read the languages of one entity's customers."""
    with workspace.database.reading() as connection:
        known = set(ledger.worklists.customers(connection, workspace.settings.entity)["customer"])
    return Prepared(sort(rows, lambda row: _row(row, known), lambda one: one[:1]), _speak)


def _row(row: Row, known: set[str]) -> tuple[str, str]:
    """Read one row."""
    number, language = row.needed("customer_number"), row.needed("language").lower()
    if number not in known:
        raise BadRowError(f"customer {number} is unknown: import customers first")
    if language not in LANGUAGES:
        raise BadRowError(f"language {language!r} is none of {', '.join(LANGUAGES)}")
    return number, language


def _speak(book: ledger.Book, new: list[tuple[str, str]]) -> tuple[int, int, Iterable[Finding]]:
    """Write languages."""
    written = ledger.customers.speak(book, dict(new))
    return written, len(new) - written, ()
