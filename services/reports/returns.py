"""Returns: the money banks took back, and the receipt each return reversed, or that nothing says yet which."""

from datetime import date

import polars as pl

import ledger
from services.banking import booking, given_back, taken_back, telling, withdrawals
from services.banking import returns as linking
from services.exports import decimals
from services.workspace import Workspace

GOES = "goes"
#: What is said of a return that its bank deleted, as long as nobody answered that.
TAKEN_BACK = "its bank deleted or corrected it: answer that (report withdrawals), and the payment stands again"


def returns(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return a row a return told by that day: amount as a decimal, its code and reference, and what it reverses.

    `state` is `linked`, `told again` (another file told the same return) or `waits`: `why` says what is in the way, and
    a person takes the receipt back under the return's id or reference (the events `returned` and `bounced`). What its
    bank deleted or corrected since is none; while that waits for a yes, `why` says so.
    """
    asks = (one for one in taken_back.listed(workspace) if one.asks)
    none = dict.fromkeys((line.entry_id for one in asks for line in one.lines if line.what == GOES), TAKEN_BACK)
    with workspace.database.reading() as connection:
        entries = booking.left(connection, workspace, as_of)
        repeats = dict(telling.ties(connection, withdrawals.AGAIN))
        linked = dict(telling.ties(connection, linking.RULE))
        again = {entry_id for entry_id, _ in telling.ties(connection, f"{linking.RULE}:again")}
        waits = {**given_back.planned(connection, workspace.settings.entity, entries).waits, **none}
    frame = entries.with_columns(returned_on=pl.coalesce("booked_on", "value_on")).filter(
        pl.col("kind") == "return",
        ~pl.col("credit"),
        pl.col("returned_on").is_null() | (pl.col("returned_on") <= as_of),
    )
    states = {entry_id: "told again" if entry_id in again else "linked" for entry_id in linked}
    states |= dict.fromkeys(repeats, "told again")
    linked |= {entry_id: linked[by] for entry_id, by in repeats.items() if by in linked}
    receipts = {entry_id: ledger.receipt_id(by) for entry_id, by in linked.items()}
    entry_id = pl.col("entry_id")
    return frame.select(
        "returned_on",
        entry_id.replace_strict(states, default="waits", return_dtype=pl.String).alias("state"),
        "method",
        "code",
        "bank_reference",
        "payer_name",
        "currency",
        decimals(frame, "minor").alias("amount"),
        entry_id.replace_strict(receipts, default="", return_dtype=pl.String).alias("receipt_id"),
        entry_id.replace_strict(waits, default="", return_dtype=pl.String).alias("why"),
        entry_id.alias("return_id"),
        "source_file",
        pl.col("line").alias("source_line"),
    ).sort("returned_on", "source_file", "source_line")
