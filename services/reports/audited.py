"""Reports for auditors: rules set aside, duties that met in one person, and every control with its exceptions."""

from datetime import datetime, timedelta

import polars as pl

from services.auditing import duties, packs, register
from services.reports.asked import Asked, Option, days
from services.workspace import Workspace

SINCE = Option("days", "how many days back, the day itself among them", "90")
OPTIONS = (SINCE,)
_DAYS_MAX = 3_660
OVERRIDE_NOTES = (
    "Each row is one command of the trail (`batch`) that set a rule aside: who asked, who approved, and why.",
    "Authority itself is set aside by nobody: what is beyond it is refused.",
)
DUTY_NOTES = (
    "Who did both of two duties that no one person should do, whatever roles they hold. Times: of the rarer one.",
    "Where a team is too small to part them, a second person looks at each batch named here.",
)
CONTROL_NOTES = (
    "Population: all that a control looked at. Red: something broke it; `tieout audit pack` writes it all down.",
)


def overrides(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return each rule that was set aside, in order; amounts as decimals."""
    with workspace.database.reading() as connection:
        return packs.shown(register.overrides(connection, workspace.settings.entity, *_bounds(workspace, given)))


def segregation(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return who did both of two duties at odds."""
    with workspace.database.reading() as connection:
        return duties.done(connection, workspace.settings.entity, *_bounds(workspace, given))


def control_tests(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return every control over the days, with how many rows it looked at and how many broke it."""
    first = given.as_of - timedelta(days=given.read("days", days(_DAYS_MAX)) - 1)
    return packs.tested(workspace, first, given.as_of).controls


def _bounds(workspace: Workspace, given: Asked) -> tuple[datetime, datetime]:
    """Return the instants between which commands count."""
    after = given.as_of + timedelta(days=1)
    return workspace.began(after - timedelta(days=given.read("days", days(_DAYS_MAX)))), workspace.began(after)
