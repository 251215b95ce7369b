"""Withdrawals: what a bank deleted or corrected of what it had sent, line by line, done, rejected or waiting."""

import polars as pl

from kit.money import decimal
from services.banking import taken_back
from services.reports.asked import Asked
from services.workspace import Workspace

NOTES = (
    "A deletion takes back all that was held for an account and a day; a correction tells the day anew.",
    "State: done, asks, with why, or rejected, with what the person said. `tieout withdraw FILE` carries out all that",
    "asks of one file; with --no WHY the books stay as they are. A yes may follow a no.",
    "Stands: told again, nothing changes. Goes: its receipt is reversed, what it paid is open again. New: is booked.",
)
_NAMES = (
    *("day", "account", "withdrawal", "state", "why", "what", "currency", "amount", "bank_reference"),
    *("receipt_id", "receipt_status", "source_file", "source_line", "file_id"),
)


def withdrawals(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return a row a line that a deletion or correction of a day up to then touches; amounts as decimals."""
    lines = [
        (
            one.withdrawal.day.isoformat(),
            one.withdrawal.account,
            one.withdrawal.status,
            one.state,
            one.why,
            line.what,
            line.currency,
            decimal(line.minor, line.currency),
            line.bank_reference,
            line.receipt_id,
            line.receipt_status,
            line.source_file,
            str(line.line),
            one.withdrawal.file_id,
        )
        for one in taken_back.listed(workspace)
        if one.withdrawal.day <= given.as_of
        for line in one.lines
    ]
    return pl.DataFrame(lines, dict.fromkeys(_NAMES, pl.String), orient="row")
