"""E-mail of reports by the clock: to whom each left, and what nobody knows of."""

from datetime import date

import polars as pl

from services.scheduled import lost
from services.workspace import Workspace

NOTES = (
    "Begun and not ended: the mail server or we were lost with it in hand. It is not sent again before somebody has",
    "looked: `tieout work settle`, or the page Work. Failed is tried again; bounced: the address takes no mail.",
)


def report_mail(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return a row an e-mail of a report of a day up to then, the newest first."""
    told = [one for one in lost.listed(workspace) if one.as_of <= as_of]
    rows = [(one.report, one.as_of.isoformat(), one.to, one.state) for one in told]
    return pl.DataFrame(rows, dict.fromkeys(("report", "as_of", "address", "state"), pl.String), orient="row")
