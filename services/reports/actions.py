"""The actions of key figures that missed their targets: who does something about each, and what was done."""

from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import select

from kit.db import frame
from services.targets.tables import kpi_action, kpi_action_end
from services.workspace import Workspace

NOTES = (
    "An action is opened where a figure misses its target (`tieout target set`) and none is open for it; the daily",
    "controls look each morning. Whoever owns it says what was done with `tieout target done`.",
)
ACTIONS: dict[str, Any] = {
    **dict.fromkeys(("action_id", "kpi", "currency"), pl.String),
    "missed_on": pl.Date,
    **dict.fromkeys(("value", "sense", "target", "owner", "note", "ended_by"), pl.String),
    "ended_on": pl.Date,
}


def actions(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return the actions of figures that missed their targets up to a day, the newest first: columns ACTIONS."""
    with workspace.database.reading() as connection:
        found = frame(connection, chosen(workspace.settings.entity), ACTIONS)
    return found.filter(pl.col("missed_on") <= as_of)


def chosen(entity: str) -> Any:
    """Return the query of actions with their ends, the newest first."""
    names = ("action_id", "kpi", "currency", "missed_on", "value", "sense", "target", "owner")
    ended = (kpi_action_end.c.note, kpi_action_end.c.by.label("ended_by"), kpi_action_end.c.ended_on)
    joined = select(*(kpi_action.c[name] for name in names), *ended).join(
        kpi_action_end, kpi_action_end.c.action_id == kpi_action.c.action_id, isouter=True
    )
    return joined.where(kpi_action.c.entity == entity).order_by(kpi_action.c.no.desc())
