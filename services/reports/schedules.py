"""What is done by the clock as a report: when each ran last, when it failed last and why, and what waits (A35)."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
from sqlalchemy import Row, select

from ledger.tables import work, work_try
from services.workspace import Workspace

NOTES = (
    "A row a kind of work in this entity; times are UTC. The last failure stays; failing: no run",
    "ended well since. Never: nothing was asked for yet, or the settings do not ask for it.",
)
#: Kinds that the clock asks for, of which a row is told although there was none yet.
CLOCKED = ("accounts", "collections", "controls", "digests", "letters", "mailbox", "weekly")
_NAMES = ("kind", "state", "last_done_at", "last_failed_at", "why", "waits_until")


def schedules(workspace: Workspace, _as_of: date) -> pl.DataFrame:
    """Return a row a kind of work, by its name."""
    tried = select(work.c.kind, work.c.entity, work_try.c.ended_at, work_try.c.outcome, work_try.c.reason)
    mine = work.c.entity == workspace.settings.entity
    with workspace.database.reading() as connection:
        tries: list[Row[Any]] = list(
            connection.execute(
                tried.join(work_try, work_try.c.work_id == work.c.work_id)
                .where(mine, work_try.c.ended_at.is_not(None))
                .order_by(work_try.c.ended_at)
            )
        )
        waiting = select(work.c.kind, work.c.due_at).where(mine, work.c.state == "ready")
        waits = {row.kind: row.due_at for row in connection.execute(waiting.order_by(work.c.due_at.desc()))}
    kinds = sorted({*CLOCKED, *(row.kind for row in tries), *waits})
    rows = [_row(kind, [row for row in tries if row.kind == kind], waits.get(kind)) for kind in kinds]
    return pl.DataFrame(rows, dict.fromkeys(_NAMES, pl.String), orient="row")


def _row(kind: str, tries: list[Row[Any]], waits: int | None) -> tuple[str, ...]:
    """Return how a kind stands."""
    done = next((row for row in reversed(tries) if row.outcome == "done"), None)
    failed = next((row for row in reversed(tries) if row.outcome not in {"done", "stopped"}), None)
    failing = failed is not None and (done is None or failed.ended_at > done.ended_at)
    state = "failing" if failing else "well" if done else "waits" if waits else "never"
    last = [_at(one.ended_at) if one else "" for one in (done, failed)]
    return (kind, state, *last, failed.reason if failed else "", _at(waits) if waits else "")


def _at(seconds: int) -> str:
    """Return an instant for reading."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")
