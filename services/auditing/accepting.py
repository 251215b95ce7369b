"""A conflict of duties is accepted until a day: asked for by one person, decided by another."""

import json
from datetime import date

from ledger.records import NewRequest
from services import control
from services.auditing import conflicts
from services.auditing.conflicts import CLOSED, Conflict
from services.workspace import Workspace


def ask(
    workspace: Workspace, conflict_id: str, until: date, *, reason: str, actor: str, key: str = ""
) -> control.Asked:
    """Ask to let a conflict stand until a day; whom it is about does not decide it.

    Refused: NotFound; Invalid where it is closed, for a day that has passed or is too far off, or without a reason.
    """
    with workspace.database.reading() as connection:
        held = conflicts.one(connection, workspace.settings.entity, conflict_id)
    conflicts.check_until(until, workspace.today())
    about = f" of {held.about}" if held.about else ""
    body = json.dumps({"conflict_id": conflict_id, "until": until.isoformat()}, sort_keys=True)
    subject = f"{held.duties}{about} of {held.login} until {until}"
    return control.ask(workspace, NewRequest(conflicts.EXCEPTION, subject, body, reason), actor, key)


def listed(workspace: Workspace, *, whole: bool = False) -> list[Conflict]:
    """Return the conflicts that are open or accepted, those found first at the head; with `whole` the closed too."""
    with workspace.database.reading() as connection:
        found = conflicts.of(connection, workspace.settings.entity)
    return [one for one in found if whole or one.state != CLOSED]
