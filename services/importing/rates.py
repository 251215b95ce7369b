"""Importing takes exchange rates from a sheet: units of the entity's currency for one of another, a day a row."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import polars as pl

import ledger
from kit.findings import Finding
from services.importing import sheets
from services.importing.rows import BadRowError, ImportOutcome, Prepared, Request, Row, imported, sort
from services.workspace import Workspace

RATE_COLUMNS = ("currency", "date", "rate")
_RATE = re.compile(r"(?P<whole>[0-9]{1,9})(?:\.(?P<part>[0-9]{1,9}))?", re.ASCII)


def rates(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take rates: what moves from that day on is worth so much; what is booked keeps what it was worth."""
    frame = sheets.read(workspace, path, RATE_COLUMNS)
    return imported(workspace, Request(path, "rates", actor, partial), frame, _rates)


def _rates(workspace: Workspace, rows: pl.DataFrame) -> Prepared[tuple[str, date, int]]:
    """Read the rates of one entity."""
    return Prepared(sort(rows, lambda row: _row(row, workspace), lambda one: one[:2]), _keep)


def _row(row: Row, workspace: Workspace) -> tuple[str, date, int]:
    """Read one row."""
    currency = row.currency("")
    if currency == workspace.settings.currency:
        raise BadRowError(f"currency {currency} is the entity's own")
    found = _RATE.fullmatch(row.needed("rate"))
    nano = int(found["whole"] + (found["part"] or "").ljust(9, "0")) if found else 0
    if not nano:
        raise BadRowError(f"rate {row.text('rate')!r} is no decimal of at most nine digits after the point")
    return currency, row.day("date"), nano


def _keep(book: ledger.Book, new: list[tuple[str, date, int]]) -> tuple[int, int, Iterable[Finding]]:
    """Write rates."""
    written = ledger.valuing.keep_rates(book, new)
    return written, len(new) - written, ()
