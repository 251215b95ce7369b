"""What collections do by the clock, once a day: tasks overdue, plans settled, the ladder climbed, letters written."""

from collections.abc import Mapping
from typing import Any

from kit.ids import content_id
from services.dunning import arrangements, disputes, escalations, runs, sending
from services.workspace import Progress, Workspace

COLLECTIONS, LETTERS = "collections", "letters"


def collect(workspace: Workspace, day: str, *, actor: str) -> Mapping[str, Any]:
    """Tell managers of overdue tasks, settle settlements that were paid, ask for help by the ladder; each once a day.

    Asked again for the same day, nothing happens twice.
    """
    overdue = disputes.escalate(workspace, actor=actor, key=_key("disputes", day))
    settled = arrangements.settle(workspace, actor=actor, key=_key("settlements", day))
    raised = escalations.escalate(workspace, actor=actor, key=_key("escalations", day))
    return {"as_of": day, "overdue": len(overdue), "settled": len(settled.settled), "raised": len(raised)}


def write_letters(workspace: Workspace, day: str, *, actor: str, progress: Progress) -> Mapping[str, Any]:
    """Write the letters of a day and hand over all that wait; a day has one run. Refused: StaleBankData, Invalid.

    Stale bank data refuse it until they are taken in: the work is tried again.
    """
    written = runs.run(workspace, actor=actor, key=_key("letters", day))
    sent = sending.send(workspace, actor=actor, progress=progress)
    return {"as_of": day, "letters": len(written.notices), **sent}


def _key(what: str, day: str) -> str:
    """Return the key under which something is done once for a day."""
    return content_id("cmd", what, day)
