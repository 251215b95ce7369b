"""What of a day's worklist was worked: who was contacted, and which contacts say nothing (DUTIES A23)."""

from typing import Any, Final

import polars as pl

from dunning.worklist import Facts
from services import contact_log
from services.dunning import worklist
from services.reports.asked import Asked, Option
from services.workspace import Workspace

NOTES = (
    "The worklist is the customers with something past due on the day. Worked: somebody wrote a contact down that day.",
    "Without a note: contacts of the day that say nothing, nor does what was added to them; there should be none.",
)
OPTIONS = (
    Option("by", "a row a collector, or a customer", "collector", ("collector", "customer")),
    Option("show", "everything, or what was worked and says nothing", "all", ("all", "unsaid")),
)
_SHAPE: Final[dict[str, Any]] = {
    **dict.fromkeys(("collector", "customer_number", "name"), pl.String),
    **dict.fromkeys(("listed", "worked", "left", "without_note"), pl.Int64),
}


def coverage(workspace: Workspace, asked: Asked) -> pl.DataFrame:
    """Return a row a collector or customer of the day's worklist, and of whoever else was contacted that day."""
    spoken = contact_log.of(workspace).filter(pl.col("happened_on") == asked.as_of)
    silent = (pl.col("note").str.strip_chars() == "") & (pl.col("addenda").list.len() == 0)
    by_customer = spoken.group_by("customer_number", "name").agg(
        pl.len().alias("contacts"), silent.sum().alias("silent")
    )
    told = {row["customer_number"]: row for row in by_customer.iter_rows(named=True)}
    rows = [_row(one.collector, one.customer_number, one.name, 1, told) for one in _called(workspace, asked)]
    listed = {row[1] for row in rows}
    rows += [_row("", number, row["name"], 0, told) for number, row in sorted(told.items()) if number not in listed]
    table = pl.DataFrame(rows, _SHAPE, orient="row")
    if asked["show"] == "unsaid":
        table = table.filter(pl.col("without_note") > 0)
    if asked["by"] == "customer":
        return table
    sums = table.group_by("collector").agg(pl.col("listed", "worked", "left", "without_note").sum())
    return sums.sort("collector")


def _called(workspace: Workspace, asked: Asked) -> list[Facts]:
    """Return the day's worklist, each customer once."""
    return list({one.facts.customer_number: one.facts for one in worklist.of(workspace, asked.as_of)}.values())


def _row(collector: str, number: str, name: str, listed: int, told: dict[str, dict[str, Any]]) -> tuple[object, ...]:
    """Return a customer of the day."""
    mine = told.get(number, {"contacts": 0, "silent": 0})
    worked = int(mine["contacts"] > 0)
    return collector, number, name, listed, worked, listed * (1 - worked), mine["silent"]
