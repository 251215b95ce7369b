"""What is done by the clock as a report: when each ran last, when it failed last and why, and what waits (A35)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
from sqlalchemy import Row, select

from ledger import configs
from ledger.configs import Version
from ledger.tables import work, work_try
from services.configs import flags
from services.scheduled import wanted
from services.workspace import Workspace

NOTES = (
    "A row a kind of work in this entity, and one a report by the clock (`tieout config example reports`); times are",
    "UTC. The last failure stays; failing: no run ended well since. Never: nothing was asked for yet. Off: settings or",
    "flags of the entity do not ask for it.",
)
#: Kinds that the clock asks for, of which a row is told although there was none yet -> the flag that switches each.
CLOCKED = {
    "accounts": "nightly_accounts",
    "collections": "daily_collections",
    "controls": "daily_controls",
    "digests": "",
    "letters": "daily_letters",
    "mailbox": "",
    "weekly": "",
}
_NAMES = ("kind", "state", "last_done_at", "last_failed_at", "why", "waits_until")


def schedules(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return a row a kind of work, by its name."""
    tried = select(work.c.kind, work.c.key, work_try.c.ended_at, work_try.c.outcome, work_try.c.reason)
    mine = work.c.entity == workspace.settings.entity
    with workspace.database.reading() as connection:
        tries: list[Row[Any]] = list(
            connection.execute(
                tried.join(work_try, work_try.c.work_id == work.c.work_id)
                .where(mine, work_try.c.ended_at.is_not(None))
                .order_by(work_try.c.ended_at)
            )
        )
        waiting = select(work.c.kind, work.c.key, work.c.due_at).where(mine, work.c.state == "ready")
        waits = {_called(row): row.due_at for row in connection.execute(waiting.order_by(work.c.due_at.desc()))}
        told = configs.held(connection, workspace.settings.entity, configs.REPORTS, as_of)
        flagged = configs.everywhere(connection, configs.FLAGS, as_of)
    reports = {f"report {name}" for name in wanted.read(told.body if told else "")}
    of: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in tries:
        of[_called(row)].append(row)
    gone = {kind for kind in {*of, *waits} if kind.startswith("report ") and kind not in reports}
    off = gone | {kind for kind, flag in CLOCKED.items() if not _on(workspace, flagged, kind, flag)}
    kinds = sorted({*CLOCKED, *reports, *of, *waits})
    rows = [_row(kind, of[kind], waits.get(kind), off=kind in off) for kind in kinds]
    return pl.DataFrame(rows, dict.fromkeys(_NAMES, pl.String), orient="row")


def _called(row: Any) -> str:
    """Return what a run is told as: its kind, and of a report its name, which its key begins with."""
    return f"report {row.key.rpartition(' ')[0]}" if row.kind == "report" else str(row.kind)


def _on(workspace: Workspace, held: Mapping[str, Version], kind: str, flag: str) -> bool:
    """Say whether the settings and flags ask for a kind of work."""
    settings = workspace.settings
    if kind == "weekly":
        return settings.weekly_folder is not None
    return not flag or flags.on(settings, held, settings.entity, flag)


def _row(kind: str, tries: list[Row[Any]], waits: int | None, *, off: bool) -> tuple[str, ...]:
    """Return how a kind stands."""
    done = next((row for row in reversed(tries) if row.outcome == "done"), None)
    failed = next((row for row in reversed(tries) if row.outcome not in {"done", "stopped"}), None)
    failing = failed is not None and (done is None or failed.ended_at > done.ended_at)
    state = "off" if off else "failing" if failing else "well" if done else "waits" if waits else "never"
    last = [_at(one.ended_at) if one else "" for one in (done, failed)]
    return (kind, state, *last, failed.reason if failed else "", _at(waits) if waits else "")


def _at(seconds: int) -> str:
    """Return an instant for reading."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")
