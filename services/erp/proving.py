"""The daily proof of write-back: bank = applied + parked = ERP confirmed; what differs has its name and its amount.

Three sources that know nothing of each other: the receipts as the bank brought them, the applications and what is left
in the books, and what each ERP said it holds when its document was read back.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection

import ledger
from kit.money import decimal
from ledger.erp import State
from services.erp.planning import Standing, changed, stands, wanted
from services.erp.targets import Target, targets
from services.workspace import Workspace

NOTES = (
    "As the books and the ERPs stand now, of receipts received up to the day and from the ERP's first day on.",
    "Bank: what the receipts brought. Applied and parked: what the books hold of them.",
    "ERP: what it said it holds when a document was read back, or what a person or a file confirmed.",
    "Each receipt that the ERP does not hold as the books do is in one line: why, how much, how many.",
)
_COLUMNS = ("erp", "currency", "line", "amount", "receipts")
#: What a receipt that is not confirmed as it stands is called, in order of the table.
WAYS = {
    "new": "not told yet",
    State.PENDING: "to be told",
    State.SENT: "on its way",
    State.UNCERTAIN: "uncertain",
    State.REJECTED: "rejected",
    "changed": "changed since it was told",
    "nobody": "payer unknown: no customer to tell",
    "not_ar": "no customer's payment: not told",
    "disposed": "refunded, or given up",
    "otherwise": "confirmed at another amount",
}
#: Ways that are none of the ERP's receivables.
_ELSEWHERE = (WAYS["not_ar"], WAYS["disposed"])
_TOTALS = ("bank", "applied", "parked", "books differ from the bank", "erp confirmed", "erp applied", "erp parked")


def proof(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return the proof of every ERP on a day: totals first, then what differs; amounts as decimals."""
    with workspace.database.reading() as connection:
        rows = [
            row
            for name, erp in sorted(targets(workspace).items())
            if erp.entity == workspace.settings.entity
            for row in _lines(name, _receipts(connection, erp, as_of))
        ]
    return pl.DataFrame(rows, {**dict.fromkeys(_COLUMNS, pl.String), "receipts": pl.Int64}, orient="row")


def differences(table: pl.DataFrame) -> list[str]:
    """Return the lines that differ, in words; what is no receivable does not."""
    fine = [line for line in _TOTALS if line != _TOTALS[3]]
    bad = table.filter(~pl.col("line").is_in([*fine, *_ELSEWHERE]) & (pl.col("receipts") > 0))
    return [f"{row['erp']} {row['line']}: {row['amount']} {row['currency']}" for row in bad.to_dicts()]


def _lines(name: str, receipts: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield the lines of one ERP, a currency after the other."""
    for currency in sorted({one["currency"] for one in receipts}):
        mine = [one for one in receipts if one["currency"] == currency]
        for line, amounts in _totals(mine):
            yield name, currency, line, decimal(sum(amounts), currency), sum(1 for one in amounts if one)
        for way, line in WAYS.items():
            left = [one["amount"] - one["erp_cash"] for one in mine if one["way"] == way]
            if left:
                yield name, currency, line, decimal(sum(left), currency), len(left)


def _totals(mine: Sequence[dict[str, Any]]) -> Iterator[tuple[str, list[int]]]:
    """Yield the totals with the amount of each receipt."""
    ours = ("amount", "applied", "parked")
    yield from ((line, [one[name] for one in mine]) for line, name in zip(_TOTALS, ours, strict=False))
    yield _TOTALS[3], [one["amount"] - one["applied"] - one["parked"] for one in mine]
    yield _TOTALS[4], [one["erp_cash"] for one in mine]
    yield _TOTALS[5], [one["erp_applied"] for one in mine]
    yield _TOTALS[6], [one["erp_cash"] - one["erp_applied"] for one in mine]


def _receipts(connection: Connection, erp: Target, as_of: date) -> list[dict[str, Any]]:
    """Return each receipt with what the bank, the books and the ERP say of it."""
    held = ledger.reads.receipts(connection, erp.entity).filter(
        pl.col("status") != "settled_elsewhere", pl.col("received_on") <= as_of, pl.col("entry_id") != ""
    )
    if erp.since is not None:
        held = held.filter(pl.col("received_on") >= erp.since)
    applications = ledger.reads.applications(connection, erp.entity).filter(pl.col("status") == "posted")
    applied = dict(applications.group_by("receipt_id").agg(pl.col("cash_amount").sum()).rows())
    told = stands(connection, erp)
    ways = dict(_ways(connection, erp, told))
    disposed = ledger.erp.disposed(connection, erp.entity)
    return [
        _receipt(row, applied.get(row["receipt_id"], 0), ways, told.get(row["receipt_id"]), disposed)
        for row in held.iter_rows(named=True)
    ]


def _ways(connection: Connection, erp: Target, told: dict[str, Standing]) -> Iterator[tuple[str, str]]:
    """Yield of each receipt that the ERP is to hold why it does not hold it as it stands; nothing where it does."""
    for one in wanted(connection, erp):
        standing = told.get(one.receipt_id)
        if standing is None:
            yield one.receipt_id, "" if one.void else "new"
        elif standing.state != State.CONFIRMED:
            yield one.receipt_id, standing.state
        elif changed(one, standing):
            yield one.receipt_id, "changed"
        else:
            yield one.receipt_id, "" if standing.cash == one.amount else "otherwise"


def _receipt(
    row: dict[str, Any], applied: int, ways: dict[str, str], standing: Standing | None, disposed: dict[str, int]
) -> dict[str, Any]:
    """Return what is said of one receipt; one taken back is nothing to anybody."""
    gone = row["status"] == "reversed"
    aside = row["status"] == "not_ar"
    given = disposed.get(row["receipt_id"], 0)
    own = {"not_ar": aside, "disposed": bool(given)}
    unknown = "" if gone else "nobody"
    return {
        "currency": row["currency"],
        "amount": 0 if gone else row["amount"],
        "applied": 0 if gone else applied,
        "parked": 0 if gone else (row["amount"] if aside else given - row["balance"]),
        "erp_cash": standing.cash if standing else 0,
        "erp_applied": standing.applied if standing else 0,
        "way": next((way for way, it_is in own.items() if it_is), ways.get(row["receipt_id"], unknown)),
    }
