"""Contact within so many days: each customer with enough past due, when they were last tried, and why not (A34)."""

from datetime import date
from typing import Any

import polars as pl

from dunning.planning import Addressee
from kit.money import decimal, exponent
from services.dunning import facts
from services.reports.asked import Asked, Option, days
from services.workspace import Workspace

NOTES = (
    "Waited: days since the customer was tried last by any way, else since the first document fell due.",
    "State: late, where nobody tried for more days than are allowed; suppressed, where all that is past due is left",
    "alone with a reason; else kept. Tries older than 60 days are not looked at.",
)
OPTIONS = (
    Option("days", "days that may pass without a try", "14"),
    Option("threshold", "past due from which a customer counts, whole units", "1000"),
)
_NAMES = ("customer", "name", "currency", "past_due", "oldest_days", "last_try", "waited", "state", "reasons")


def contact_sla(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return a row a customer and currency with enough past due, the longest waiting first; amounts as decimals."""
    allowed, least, on = given.read("days", days(366)), given.read("threshold", _units), given.as_of
    with workspace.database.reading() as connection:
        known = facts.of(workspace, connection, on)
    late = known.parts.filter(pl.col("due_on") < on).group_by("customer_number", "currency")
    sums = late.agg(pl.col("due_on").min(), pl.col("minor").sum(), pl.col("left_alone").unique())
    rows = [
        _row(row, known.people[row["customer_number"]], on, allowed)
        for row in sums.iter_rows(named=True)
        if row["minor"] >= least * 10 ** exponent(row["currency"])
    ]
    rows.sort(key=lambda row: (-row[6], row[0], row[2]))
    return pl.DataFrame([tuple(map(str, row)) for row in rows], dict.fromkeys(_NAMES, pl.String), orient="row")


def _units(given: str) -> int:
    """Read a number of whole units; it refuses anything else with a ValueError."""
    if not given.isascii() or not given.isdecimal():
        raise ValueError(f"it is a whole number: not {given!r}")
    return int(given)


def _row(
    late: dict[str, Any], who: Addressee, on: date, allowed: int
) -> tuple[str, str, str, str, int, str, int, str, str]:
    """Return how a customer was kept in touch with, of whom so much is `late`."""
    due = late["due_on"]
    last = max((one for one in who.contacted if due <= one <= on), default=None)
    waited = (on - (last or due)).days
    reasons = {who.left_alone} if who.left_alone else set(late["left_alone"])
    suppressed = "" not in reasons
    state = "suppressed" if suppressed else "late" if waited > allowed else "kept"
    whole = decimal(late["minor"], late["currency"])
    facts_of = (who.customer_number, who.name, late["currency"], whole, (on - due).days)
    return *facts_of, str(last or ""), waited, state, ", ".join(sorted(reasons)) if suppressed else ""
