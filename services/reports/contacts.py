"""The contact log as a report: what was said with customers by a day, and what is to be done next."""

import polars as pl

from services import contact_log
from services.reports.asked import Asked, Option
from services.workspace import Workspace

OPTIONS = (
    Option("customer", "one customer's number; empty: all"),
    Option(
        "show",
        "every contact, or of each customer the next action that is open, or only what is due by the day",
        "all",
        ("all", "open", "due"),
    ),
)
NOTES = (
    "What is open with a customer is the next action of the newest contact: a later contact takes its place.",
    "A contact is added to, never changed; an outcome that ends nothing has a next action and its day.",
)


def contacts(workspace: Workspace, asked: Asked) -> pl.DataFrame:
    """Return contacts: the newest first, or next actions, the most urgent first."""
    found = contact_log.of(workspace, asked["customer"]).filter(pl.col("happened_on") <= asked.as_of)
    waits = (pl.lit(asked.as_of) - pl.col("next_on")).dt.total_days()
    if asked["show"] != "all":
        newest = pl.int_range(pl.len()).over("customer_number") == 0
        found = found.filter(newest, pl.col("next_on").is_not_null()).sort("next_on", "customer_number")
    if asked["show"] == "due":
        found = found.filter(pl.col("next_on") <= asked.as_of)
    return found.select(
        "happened_on",
        "customer_number",
        "name",
        "channel",
        "outcome",
        "person",
        pl.col("documents").list.join(", "),
        "note",
        "next_action",
        "next_on",
        pl.when(waits > 0).then(waits).otherwise(None).alias("days_overdue"),
        pl.col("addenda").list.len().cast(pl.Int64).alias("addenda"),
        "author",
        "contact_id",
    )
