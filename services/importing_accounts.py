"""Importing takes an entity's own account numbers from a sheet: a role of the chart a row."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

import ledger
from kit.findings import Finding
from ledger.accounts import Mapped
from ledger.kinds import Account
from services import sheets
from services.rows import BadRowError, ImportOutcome, Prepared, Request, Row, imported, sort
from services.workspace import Workspace

ACCOUNT_COLUMNS = ("role", "account")


def accounts(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take account numbers: postings written from now on carry them."""
    frame = sheets.read(path, ACCOUNT_COLUMNS, workspace.settings.table_bytes_max)
    return imported(workspace, Request(path, "accounts", actor, partial), frame, _accounts)


def _accounts(_: Workspace, rows: pl.DataFrame) -> Prepared[Mapped]:
    """Read the accounts of one entity."""
    return Prepared(sort(rows, _row, lambda one: (one.role,)), _change)


def _row(row: Row) -> Mapped:
    """Read one row."""
    role = row.needed("role")
    if role not in set(Account):
        raise BadRowError(f"role {role!r} is none of {', '.join(map(str, Account))}")
    return Mapped(role, row.needed("account"), row.text("name"))


def _change(book: ledger.Book, new: list[Mapped]) -> tuple[int, int, Iterable[Finding]]:
    """Write the numbers that differ."""
    changed = ledger.accounts.change(book, new)
    return changed, len(new) - changed, ()
