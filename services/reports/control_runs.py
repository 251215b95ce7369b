"""The trend of the daily controls: what each run found, kept with the command that made it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from sqlalchemy import Connection, select

from kit.db import frame
from ledger import tables
from services.reports.asked import Asked, Option
from services.workspace import Workspace

GREEN, RED, WAITS = "green", "red", "waits"
#: The command under which a run is kept.
COMMAND = "daily controls"
NOTES = (
    "A row a run of the daily controls (`tieout close daily`), the newest first. Red: at least one control failed.",
    "Failed: each with what it is about and what it found. A run is kept with its command and cannot be changed.",
)
OPTIONS = (Option("state", "all runs, or those that failed", "all", ("all", "red")),)
_NAMES = ("as_of", "ran_at", "ran_by", "state", "controls", "failed", "batch")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the daily controls; `rows` are control, about, state and what was found."""

    batch: int
    as_of: date
    ran_at: datetime
    ran_by: str
    rows: tuple[tuple[str, str, str, str], ...]
    #: What the general ledger shows, by currency, as somebody read it there; minor units.
    stated: tuple[tuple[str, int], ...] = ()

    @property
    def failed(self) -> list[tuple[str, str, str, str]]:
        """Return the controls that failed."""
        return [row for row in self.rows if row[2] == RED]

    @property
    def state(self) -> str:
        """Return red where any control failed."""
        return state(self.rows)


def state(rows: Sequence[tuple[str, str, str, str]]) -> str:
    """Return the state of controls together: the worst of them."""
    states = {row[2] for row in rows}
    return RED if RED in states else WAITS if WAITS in states else GREEN


def runs(connection: Connection, entity: str, as_of: date) -> Iterator[Run]:
    """Yield the runs for days up to a day, the newest first."""
    table = tables.batch
    shown = (table.c.no, table.c.recorded_at, table.c.actor, table.c.result)
    chosen = select(*shown).where(table.c.entity == entity, table.c.command == COMMAND).order_by(table.c.no.desc())
    types = {"no": pl.Int64, "at": pl.Datetime("us", "UTC"), "actor": pl.String, "result": pl.String}
    for no, at, actor, kept in frame(connection, chosen, types).iter_rows():
        told = json.loads(kept)
        day = date.fromisoformat(told["as_of"])
        if day <= as_of:
            rows = tuple((str(row[0]), str(row[1]), str(row[2]), str(row[3])) for row in told["rows"])
            yield Run(no, day, at, actor, rows, tuple(told.get("stated", {}).items()))


def control_runs(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return a row a run, the newest first."""
    with workspace.database.reading() as connection:
        found = list(runs(connection, workspace.settings.entity, given.as_of))
    rows = [
        (
            one.as_of.isoformat(),
            one.ran_at.isoformat(timespec="seconds"),
            one.ran_by,
            one.state,
            len(one.rows),
            "; ".join(f"{name} {about}: {said}" for name, about, _, said in one.failed),
            one.batch,
        )
        for one in found
        if given["state"] in {"all", one.state}
    ]
    types = {name: pl.Int64 if name in {"controls", "batch"} else pl.String for name in _NAMES}
    return pl.DataFrame(rows, types, orient="row")
