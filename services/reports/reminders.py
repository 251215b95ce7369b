"""Reminders that are scheduled: each open document's next letter, from its issue to its last cent (B9c)."""

from datetime import date
from typing import Any

import polars as pl

from dunning import notices
from dunning.planning import REASONS, Addressee, scheduled
from dunning.strategy import chosen
from services.dunning import facts
from services.exports import decimals
from services.workspace import Workspace

NOTES = (
    "The next letter of each open document by the strategy in force, and from which day it is due; those of a day are",
    "written by `tieout dunning run`. Waits: why nobody is asked for it as things stand. What is paid is gone.",
)
_SHOWN: dict[str, Any] = {
    **dict.fromkeys(("customer_number", "name", "document_number"), pl.String),
    "due_date": pl.Date,
    "scheduled_on": pl.Date,
    "letter": pl.Int64,
    "channel": pl.String,
    "open_amount": pl.Int64,
    **dict.fromkeys(("currency", "waits"), pl.String),
}


def reminders(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return the next letter of each open document, the first due at the head; amounts as decimals."""
    with workspace.database.reading() as connection:
        strategies = notices.strategies(connection, workspace.settings.entity, as_of)
        known = facts.of(workspace, connection, as_of)
    rows = []
    for one in known.parts:
        who = known.people.get(one.customer_number) or Addressee(one.customer_number, one.customer_number)
        strategy = chosen(strategies, who.risk_class)
        on = scheduled(one, strategy) if strategy else None
        if strategy is None or on is None:
            continue
        level, why = strategy.levels[one.level], one.left_alone or who.left_alone
        told = (who.customer_number, who.name, one.number, one.due_on, on, one.level + 1, level.channel)
        rows.append((*told, one.minor, one.currency, REASONS.get(why, why)))
    table = pl.DataFrame(rows, _SHOWN, orient="row").sort("scheduled_on", "customer_number", "document_number")
    return table.with_columns(decimals(table, "open_amount"))
