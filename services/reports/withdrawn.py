"""Withdrawals: what a bank deleted or corrected of what it had sent, line by line, done or waiting for a yes."""

from collections.abc import Iterator

import polars as pl

import ledger
from kit.money import decimal
from services import telling
from services.reading import limits
from services.reports.asked import Asked
from services.withdrawals import WHY, Plan, plans
from services.workspace import Workspace

NOTES = (
    "A deletion takes back all that was held for an account and a day; a correction tells the day anew.",
    "State: done, or asks, with why. `tieout withdraw FILE` carries out all that asks of one file.",
    "Stands: told again, nothing changes. Goes: its receipt is reversed, what it paid is open again. New: is booked.",
)
_NAMES = (
    *("day", "account", "withdrawal", "state", "why", "what", "currency", "amount", "bank_reference"),
    *("receipt_id", "receipt_status", "source_file", "source_line", "file_id"),
)


def withdrawals(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return a row a line that a deletion or correction of a day up to then touches; amounts as decimals."""
    with workspace.database.reading() as connection:
        entries = telling.entries(connection, workspace.settings.entity)
        made = plans(connection, entries, workspace.settings.entity, limits(workspace.settings))
        receipts = ledger.reads.receipts(connection, workspace.settings.entity)
    statuses = dict(receipts.select("receipt_id", "status").iter_rows()) if made else {}
    rows = {row["entry_id"]: row for row in entries.iter_rows(named=True)} if made else {}
    lines = [
        (
            plan.withdrawal.day.isoformat(),
            plan.withdrawal.account,
            plan.withdrawal.status,
            "done" if plan.carried else "asks",
            "" if plan.carried else WHY[plan.why],
            what,
            rows[entry_id]["currency"],
            decimal(rows[entry_id]["minor"] * (1 if rows[entry_id]["credit"] else -1), rows[entry_id]["currency"]),
            rows[entry_id]["bank_reference"],
            ledger.receipt_id(entry_id) if ledger.receipt_id(entry_id) in statuses else "",
            statuses.get(ledger.receipt_id(entry_id), ""),
            rows[entry_id]["source_file"],
            str(rows[entry_id]["line"]),
            plan.withdrawal.file_id,
        )
        for plan in made
        if plan.withdrawal.day <= given.as_of
        for what, entry_id in _lines(plan)
    ]
    return pl.DataFrame(lines, dict.fromkeys(_NAMES, pl.String), orient="row")


def _lines(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield what becomes of each entry of a plan."""
    yield from (("goes", entry_id) for entry_id in plan.gone)
    yield from (("stands", old) for _, old in plan.again)
    yield from (("new", entry_id) for entry_id in plan.fresh)
