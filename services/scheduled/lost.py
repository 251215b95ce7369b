"""E-mail of reports by the clock: what became of each, and a person's word on what nobody knows of."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from kit.days import iso
from kit.refusals import Conflict, Invalid, NotFound
from ledger.tables import work
from services.commands import command
from services.jobs import queue
from services.scheduled.mailing import BEGUN, FAILED, SENT, Kept
from services.scheduled.wanted import KIND
from services.workspace import Workspace

_NAMED = "-????-??-??.mail.json"


class BeingSent(Conflict):
    """Somebody has this e-mail in hand now."""

    code = "report_mail_being_sent"
    retry = True


@dataclass(frozen=True, slots=True)
class Sending:
    """An e-mail of a report of a day to one address; `begun` and not ended: nobody knows whether it left."""

    report: str
    as_of: date
    to: str
    state: str

    @property
    def unsure(self) -> bool:
        """Say whether a person has to look."""
        return self.state == BEGUN


def listed(workspace: Workspace) -> list[Sending]:
    """Return the e-mails of an entity's reports, the newest first."""
    found = [
        Sending(kept.path.parent.name, of, to, state)
        for kept in _kept(workspace)
        if (of := iso(kept.path.name.removesuffix(".mail.json")[-10:]))
        for to, state in kept.known.items()
    ]
    return sorted(found, key=lambda one: (-one.as_of.toordinal(), one.report, one.to))


def settle(
    workspace: Workspace, report: str, as_of: date, to: str, *, went: bool, note: str, actor: str, key: str = ""
) -> str:
    """Say of an e-mail that nobody knows of whether it went, and return what it is: sent, or failed and sent again.

    Refused: NotFound; Invalid where what became of it is known, or without a note; BeingSent.
    """
    kept = next((one for one in _kept(workspace) if one.path.name == f"{report}-{as_of}.mail.json"), None)
    if kept is None or to not in kept.known:
        raise NotFound(f"no e-mail of {report} of {as_of} to {to} was begun: `tieout report report-mail` lists them")
    state = SENT if went else FAILED
    with command(workspace, "report-mail", actor, {"said": [report, as_of.isoformat(), to, went, note]}, key) as book:
        if book.replayed is None:
            _check(kept.known[to], note)
        if kept.known[to] == BEGUN:
            _check_idle(workspace, report, as_of)
            kept.step(to, state)
    with workspace.database.beside() as connection:
        for work_id in connection.scalars(_runs(workspace, report, as_of)).all():
            queue.again(connection, work_id, actor)
    return kept.known[to]


def _check(state: str, note: str) -> None:
    """Refuse what cannot be said."""
    if state != BEGUN:
        raise Invalid(f"it is {state}: there is nothing to settle")
    if not note.strip():
        raise Invalid("say how you know")


def _check_idle(workspace: Workspace, report: str, as_of: date) -> None:
    """Refuse to say of an e-mail what a worker finds out now."""
    with workspace.database.reading() as connection:
        running = connection.scalar(_runs(workspace, report, as_of).where(work.c.state == "running").limit(1))
    if running is not None:
        raise BeingSent(f"{report} of {as_of} is being sent now ({running}): look again when it ended")


def _runs(workspace: Workspace, report: str, as_of: date) -> Select[Any]:
    """Return the pieces of work that make a report of a day: asked for on it, or on the day after."""
    keys = [f"{report} {day}" for day in (as_of, as_of + timedelta(days=1))]
    mine = work.c.kind == KIND, work.c.entity == workspace.settings.entity, work.c.key.in_(keys)
    return select(work.c.work_id).where(*mine)


def _kept(workspace: Workspace) -> list[Kept]:
    """Return what became of the e-mails of each report and day."""
    folder = workspace.settings.weekly_folder
    if folder is None:
        return []
    return [Kept(path) for path in sorted((folder / workspace.settings.entity).glob(f"*/*{_NAMED}"))]
