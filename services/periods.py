"""Months of the books: which are open, and closing one; opening one again is asked for (`control`)."""

from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import text

import ledger
from kit.db import frame
from kit.refusals import NotFound, PeriodClosed
from services import month_end
from services.commands import command
from services.workspace import Workspace

PERIODS: dict[str, Any] = {
    **dict.fromkeys(("month", "state", "changed_by"), pl.String),
    "changed_at": pl.Datetime("us", "UTC"),
    "changes": pl.Int64,
}
_PERIODS = """
SELECT p.month, p.state, c.actor AS changed_by, h.recorded_at AS changed_at,
  (SELECT count(*) FROM period_change x WHERE x.entity = p.entity AND x.month = p.month) AS changes
FROM period p
JOIN period_change c ON c.no = (SELECT max(x.no) FROM period_change x WHERE x.entity = p.entity AND x.month = p.month)
JOIN batch h ON h.no = c.batch
WHERE p.entity = :entity ORDER BY p.month
"""


def listed(workspace: Workspace) -> pl.DataFrame:
    """Return the months there are, in order, with who changed each last: columns PERIODS."""
    with workspace.database.reading() as connection:
        return frame(connection, text(_PERIODS).bindparams(entity=workspace.settings.entity), PERIODS)


def revalue(workspace: Workspace, on: date, *, actor: str) -> int:
    """Book what open items and allowance in other currencies gain or lose at a day's rates, turned round the day after.

    Return how many movements that took: the same day again books what changed since. Refused: PeriodClosed, for what
    is booked on the first day after it and turned round that day says nothing.
    """
    with command(workspace, "revalue", actor, {"on": on.isoformat()}) as book:
        if book.replayed is not None:
            return 0
        if ledger.periods.closed(book, f"{on:%Y-%m}"):
            raise PeriodClosed(f"{on:%Y-%m} is closed: `tieout period reopen` asks to open it again, then revalue it")
        return ledger.general.post(book, ledger.revaluing.revaluations(book, on))


def one(workspace: Workspace, month: str) -> dict[str, Any]:
    """Return a month: columns PERIODS. Refused: NotFound."""
    found = listed(workspace).filter(month=month)
    if not found.height:
        raise NotFound(f"there is no month {month}")
    return found.row(0, named=True)


def close(workspace: Workspace, month: str, *, actor: str, key: str = "") -> list[str]:
    """Close a month: nothing is posted into it from now on, by whatever path; closed already, nothing changes.

    Open months before it are closed with it, for the tie-out of its last day covers them; all of them are returned.
    Refused: Invalid for no month; NotReady while it is not over, tied out and signed off, and no exception lifts that.
    """
    month_end.last_day(month)
    with command(workspace, "close month", actor, {"month": month}, key) as book:
        if book.replayed is not None:
            return list(book.replayed.get("months", []))
        closed: list[str] = []
        if not ledger.periods.closed(book, month):
            month_end.check(workspace, book.connection, month)
            closed = ledger.periods.close(book, month)
        book.result = {"months": closed}
    return closed
