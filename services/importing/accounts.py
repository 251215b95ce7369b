"""Importing takes an entity's own account numbers from a sheet: a role of the chart a row."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

import ledger
from kit.findings import Finding
from ledger.accounts import Mapped
from ledger.kinds import Account
from ledger.terms import ALWAYS
from services.importing import sheets
from services.importing.rows import BadRowError, ImportOutcome, Prepared, Request, Row, imported, sort
from services.workspace import Workspace

ACCOUNT_COLUMNS = ("role", "account")


def accounts(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take account numbers: postings of their days that are written from now on carry them."""
    frame = sheets.read(workspace, path, ACCOUNT_COLUMNS)
    return imported(workspace, Request(path, "accounts", actor, partial), frame, _accounts)


def _accounts(workspace: Workspace, rows: pl.DataFrame) -> Prepared[Mapped]:
    """Read the accounts of one entity; a role that was mapped before is mapped anew from today where no day is said."""
    with workspace.database.reading() as connection:
        before = ledger.accounts.mapped(connection, workspace.settings.entity)

    def read(row: Row) -> Mapped:
        """Read one row."""
        role = row.needed("role")
        if role not in set(Account):
            raise BadRowError(f"role {role!r} is none of {', '.join(map(str, Account))}")
        usual = workspace.today() if role in before else ALWAYS
        on = row.day("valid_from") if row.text("valid_from") else usual
        return Mapped(role, row.needed("account"), row.text("name"), on)

    return Prepared(sort(rows, read, lambda one: (one.role, one.valid_from)), _change)


def _change(book: ledger.Book, new: list[Mapped]) -> tuple[int, int, Iterable[Finding]]:
    """Write the numbers that differ."""
    changed = ledger.accounts.change(book, new)
    return changed, len(new) - changed, ()
