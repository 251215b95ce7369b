"""The daily controls: run once a day, kept for ever, and loud where one fails (DUTIES B6c, A57)."""

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from kit.ids import content_id
from kit.money import decimal
from services import feed
from services.auditing import conflicts
from services.commands import command
from services.importing.sheets import amount
from services.reports.balances import subledger
from services.reports.control_runs import COMMAND, GREEN, RED, Run, runs
from services.reports.controls import Row, daily
from services.workspace import Workspace


def run(workspace: Workspace, as_of: date, *, gl: Mapping[str, str] | None = None, actor: str, key: str = "") -> Run:
    """Run the daily controls of a day and keep what they found.

    `gl` tells the general ledger's control balance by currency where somebody reads it there: it fails where that is
    not what is open, less what was not transferred. It holds for its day until it is told anew: a run that is told
    nothing takes the newest. Duties at odds are looked for first (DOMAIN section 12).
    Refused: Invalid for an amount that is none.
    """
    conflicts.look(workspace, actor=actor)
    at = workspace.now()
    given = {currency: amount(text, currency) for currency, text in (gl or {}).items()}
    with workspace.database.reading() as connection:
        entity = workspace.settings.entity
        rows, before = daily(connection, entity, as_of), _before(connection, entity, as_of)
        said = (dict(before.stated) if before else {}) | given
        for currency, minor in sorted(said.items()):
            rows.append(_stated(connection, entity, as_of, currency, minor))
    kept = {"as_of": as_of.isoformat(), "rows": [list(row) for row in rows], "stated": said}
    own = content_id("cmd", COMMAND, at.isoformat(), json.dumps([kept, given, before and before.batch]))
    with command(workspace, COMMAND, actor, {"as_of": as_of.isoformat(), "gl": given}, key or own) as book:
        if book.replayed is None:
            book.result = {**kept, "batch": book.batch}
        found = book.replayed or book.result
    return Run(found["batch"], as_of, at, actor, tuple((row[0], row[1], row[2], row[3]) for row in found["rows"]))


def alert(workspace: Workspace) -> Run | None:
    """Return the newest run where a control failed in it: it is loud until a run holds again."""
    with workspace.database.reading() as connection:
        newest = next(runs(connection, workspace.settings.entity, workspace.today()), None)
    return newest if newest is not None and newest.failed else None


def _before(connection: Connection, entity: str, as_of: date) -> Run | None:
    """Return the newest run for the day."""
    return next((one for one in runs(connection, entity, as_of) if one.as_of == as_of), None)


def _stated(connection: Connection, entity: str, as_of: date, currency: str, gl: int) -> Row:
    """Return whether a balance that somebody read in the general ledger is what is open and was transferred."""
    held = subledger(connection, entity, as_of, currency)
    missing = feed.not_accepted(connection, entity, as_of).get(currency, 0)
    gap, rest = gl - held, gl - held + missing
    parts = {"general ledger": gl, "ours": held, "difference": gap, "not accepted": missing, "unexplained": rest}
    said = ", ".join(f"{name} {decimal(part, currency)}" for name, part in parts.items())
    return "stated balance", currency, RED if rest else GREEN, said
