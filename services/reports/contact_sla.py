"""Contact within so many days: each customer with enough past due, when they were last tried, and why not (A34)."""

from collections import defaultdict
from datetime import date

import polars as pl

from dunning.planning import Addressee, Part
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
    late: defaultdict[tuple[str, str], list[Part]] = defaultdict(list)
    for part in known.parts:
        if part.due_on < on:
            late[part.customer_number, part.currency].append(part)
    rows = [
        _row(mine, known.people[number], on, allowed)
        for (number, currency), mine in late.items()
        if sum(one.minor for one in mine) >= least * 10 ** exponent(currency)
    ]
    rows.sort(key=lambda row: (-row[6], row[0], row[2]))
    return pl.DataFrame([tuple(map(str, row)) for row in rows], dict.fromkeys(_NAMES, pl.String), orient="row")


def _units(given: str) -> int:
    """Read a number of whole units; it refuses anything else with a ValueError."""
    if not given.isascii() or not given.isdecimal():
        raise ValueError(f"it is a whole number: not {given!r}")
    return int(given)


def _row(
    mine: list[Part], who: Addressee, on: date, allowed: int
) -> tuple[str, str, str, str, int, str, int, str, str]:
    """Return how a customer was kept in touch with."""
    due = min(one.due_on for one in mine)
    last = max((one for one in who.contacted if due <= one <= on), default=None)
    waited = (on - (last or due)).days
    reasons = {who.left_alone} if who.left_alone else {one.left_alone for one in mine}
    suppressed = "" not in reasons
    state = "suppressed" if suppressed else "late" if waited > allowed else "kept"
    whole = decimal(sum(one.minor for one in mine), mine[0].currency)
    facts_of = (who.customer_number, who.name, mine[0].currency, whole, (on - due).days)
    return *facts_of, str(last or ""), waited, state, ", ".join(sorted(reasons)) if suppressed else ""
