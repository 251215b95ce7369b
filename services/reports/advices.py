"""Advices: what payers said their payments are for, which payment each is attached to, or why it waits."""

from datetime import date

import polars as pl

import ledger
from services.banking import advised, telling
from services.banking.advices import AGAIN
from services.banking.waiting_advices import REASONS, waiting
from services.decisions import policies
from services.exports import decimals
from services.workspace import Workspace


def advices(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return a row an advice told by that day: amount as a decimal, its payments, or the reason it waits.

    `state` is `attached`, `told again` (another file told the same advice) or `waits`; `receipt_ids` names the
    receipts it belongs to, or those that could be meant, with a blank between.
    """
    policy = policies.of(workspace, as_of)
    with workspace.database.reading() as connection:
        entries = telling.entries(connection, workspace.settings.entity)
        dated = entries.with_columns(day=pl.coalesce("booked_on", "value_on", pl.lit(as_of)))
        table = advised.standing(connection, dated.filter(pl.col("day") <= as_of), policy)
    ties = [tie for found in table.attached.values() for tie in found]
    reasons = waiting(table.advices, table.payments, ties, table.tellings)
    again = {tie.entry_id for tie in ties if tie.rule == AGAIN}
    receipts = {one: [tie.by for tie in found] for one, found in table.attached.items() if found}
    candidates = {one: list(payments) for one, (_, payments) in reasons.items()}
    named = {one: " ".join(map(ledger.receipt_id, found)) for one, found in (candidates | receipts).items()}
    states = {one: "told again" if one in again else "attached" for one in receipts}
    sentences = {one: REASONS[reason] for one, (reason, _) in reasons.items() if one not in receipts}
    amounts = {one.entry_id: one.minor for one in table.advices}
    frame = dated.filter(pl.col("entry_id").is_in(sorted(amounts)))
    frame = frame.with_columns(pl.Series("minor", [amounts[one] for one in frame["entry_id"]], pl.Int64))
    entry_id = pl.col("entry_id")
    return frame.select(
        pl.col("booked_on").alias("paid_on"),
        entry_id.replace_strict(states, default="waits", return_dtype=pl.String).alias("state"),
        entry_id.replace_strict(sentences, default="", return_dtype=pl.String).alias("reason"),
        "payer_name",
        "bank_reference",
        "currency",
        decimals(frame, "minor").alias("amount"),
        "trusted",
        entry_id.replace_strict(named, default="", return_dtype=pl.String).alias("receipt_ids"),
        "source_file",
        pl.col("line").alias("source_line"),
    ).sort("source_file", "source_line")
