"""Importing takes receipts that another system has booked, with what is left of each: as opening balances."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

import ledger
from kit.findings import Finding
from kit.ids import content_id
from ledger.kinds import Account
from ledger.records import Disposal, NewReceipt
from services.importing import sheets
from services.importing.rows import BadRowError, ImportOutcome, Prepared, Request, Row, imported, sort
from services.workspace import Workspace

RECEIPT_COLUMNS = ("receipt_id", "received_on", "amount", "balance")
#: Receipts that hold no money of a customer.
NONE_OF_OURS = frozenset({"settled_elsewhere", "reversed", "not_ar"})


def receipts(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take receipts: unapplied, on account or unidentified, with what is left of them; a known one stays as it is."""
    frame = sheets.read(workspace, path, RECEIPT_COLUMNS)
    return imported(workspace, Request(path, "receipts", actor, partial), frame, _receipts)


def _receipts(workspace: Workspace, rows: pl.DataFrame) -> Prepared[tuple[NewReceipt, bool]]:
    """Read the receipts of one entity; those that are no money of a customer are passed over."""
    with workspace.database.reading() as connection:
        known = set(ledger.worklists.customers(connection, workspace.settings.entity)["customer"])
    ours = rows.filter(~pl.col("status").is_in(NONE_OF_OURS)) if "status" in rows.columns else rows
    sheet = sort(ours, lambda row: _row(row, workspace, known), lambda one: (one[0].receipt_id,))
    return Prepared(sheet, _receive)


def _row(row: Row, workspace: Workspace, known: set[str]) -> tuple[NewReceipt, bool]:
    """Read one row, and whether it is held on account."""
    currency = row.currency(workspace.settings.currency)
    minor, left = row.amount("amount", currency), row.amount("balance", currency)
    if minor <= 0 or not -minor <= left <= 0:
        raise BadRowError("amount is positive; balance is what is left of it, negative or nothing")
    customer = row.text("customer_number") or None
    if customer is not None and customer not in known:
        raise BadRowError(f"customer {customer} is unknown: import customers first")
    number = row.needed("receipt_id")
    identity = number if number.startswith("rcp_") else content_id("rcp", workspace.settings.entity, number)
    day = row.day("received_on")
    given = NewReceipt(identity, None, minor, currency, day, day, customer, opening=True, left=-left, number=number)
    return given, row.text("held_in") == Account.ON_ACCOUNT and left != 0


def _receive(book: ledger.Book, new: list[tuple[NewReceipt, bool]]) -> tuple[int, int, Iterable[Finding]]:
    """Book receipts, and place on account what was held so."""
    written = ledger.receipts.receive(book, [row for row, _ in new])
    held = [Disposal(row.receipt_id, row.gl_on, "imported") for row, on_account in new if on_account]
    ledger.receipts.place_on_account(book, held)
    return written, len(new) - written, ()
