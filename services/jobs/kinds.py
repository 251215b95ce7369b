"""The kinds of work: what each does, how urgent it is, how often it is tried and how many go on at once."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from kit import log
from kit.ids import content_id
from kit.refusals import Invalid
from services import daily, matching, watching
from services.credit import decisions, nightly, notices
from services.dunning import by_clock, threads
from services.erp import beside
from services.jobs import queue
from services.jobs.queue import Held, Room
from services.scheduled import making, weekly
from services.scheduled.wanted import KIND as REPORT
from services.targets import targets
from services.webhooks import delivering
from services.workspace import Progress, Workspace

SCHEDULER = "schedule"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work.

    `run` does it: whatever it writes is written once in effect, however often it is begun. `delays` are the seconds
    before each new try; when they are used up the work is dead until somebody asks again. `covers`: one run does for
    all that were asked for before it.
    """

    name: str
    says: str
    run: Callable[[Workspace, Held, Progress], Mapping[str, Any]]
    priority: int  # smaller is first
    delays: tuple[int, ...]
    at_once: int = 1  # in one entity's books
    covers: bool = False
    apart: bool = False  # in a process of its own, where the requests' has one


def _match(workspace: Workspace, _held: Held, progress: Progress) -> Mapping[str, Any]:
    """Decide and post what waits, for today."""
    return matching.run(workspace, as_of=workspace.today(), progress=progress).by_status


def _weekly(workspace: Workspace, held: Held, _progress: Progress) -> Mapping[str, Any]:
    """Write the aging of a Monday (A10)."""
    folder = workspace.settings.weekly_folder
    if folder is None:
        raise Invalid("TIEOUT_WEEKLY_FOLDER names no folder")
    day = date.fromisoformat(held.payload["as_of"])
    done = weekly.run(workspace, folder / workspace.settings.entity, day)
    return {"as_of": held.payload["as_of"], "files": len(done.files)}


def _report(workspace: Workspace, held: Held, _progress: Progress) -> Mapping[str, Any]:
    """Make a report that the clock asks for (A35, A36)."""
    day = date.fromisoformat(held.payload["as_of"])
    return {"as_of": held.payload["as_of"], "files": making.run(workspace, held.payload["name"], day)}


def _controls(workspace: Workspace, held: Held, _progress: Progress) -> Mapping[str, Any]:
    """Run the daily controls of a morning once, loud where one fails (B6c), and look which figures miss targets."""
    day = held.payload["as_of"]
    done = daily.run(workspace, date.fromisoformat(day), actor=SCHEDULER, key=content_id("cmd", "controls", day))
    if done.failed:
        log.alarm("daily_control_failed", entity=workspace.settings.entity, count=len(done.failed))
    missed = targets.check(workspace, date.fromisoformat(day), actor=SCHEDULER, key=content_id("cmd", "targets", day))
    return {"as_of": day, "failed": len(done.failed), "missed": len(missed)}


def _accounts(workspace: Workspace, held: Held, _progress: Progress) -> Mapping[str, Any]:
    """Look at every account as of a day: what ends soon, what has to be reviewed (A12, A38, A62)."""
    return nightly.run(workspace, date.fromisoformat(held.payload["as_of"]), actor=SCHEDULER)


def _collections(workspace: Workspace, held: Held, _progress: Progress) -> Mapping[str, Any]:
    """Do what collections do of a day by the clock (A07, A31, B7b)."""
    return by_clock.collect(workspace, held.payload["as_of"], actor=SCHEDULER)


def _letters(workspace: Workspace, held: Held, progress: Progress) -> Mapping[str, Any]:
    """Write and send the letters of a day (B7a)."""
    return by_clock.write_letters(workspace, held.payload["as_of"], actor=SCHEDULER, progress=progress)


def _digests(workspace: Workspace, held: Held, _progress: Progress) -> Mapping[str, Any]:
    """Tell each who watches a customer what changed, once a day (A58)."""
    day = held.payload["as_of"]
    return {"as_of": day, "written": watching.tell(workspace, actor=SCHEDULER, key=content_id("cmd", "digests", day))}


def _mailbox(workspace: Workspace, held: Held, progress: Progress) -> Mapping[str, Any]:
    """Fetch what came into the shared inbox, and escalate what waits too long."""
    return asdict(threads.poll(workspace, actor=held.actor, progress=progress))


def _erp(workspace: Workspace, held: Held, progress: Progress) -> Mapping[str, Any]:
    """Write back to an ERP."""
    return beside.send(workspace, held.payload["erp"], held.actor, progress)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "match",
            "Book, decide and post what was taken in",
            _match,
            priority=10,
            delays=(1, 5, 30, 120, 600),
            covers=True,
            apart=True,
        ),
        Kind("deliver", "Tell an endpoint what is new", delivering.deliver, 20, delivering.DELAYS, at_once=4),
        Kind(decisions.NOTICE, "Tell a sales rep of a decision", notices.send, decisions.SOON, (5, 60, 600, 3600)),
        Kind("erp", "Write back to an ERP", _erp, priority=20, delays=beside.DELAYS),
        Kind("mailbox", "Fetch the shared inbox", _mailbox, priority=30, delays=(60, 300, 900)),
        Kind("controls", "Run the daily controls", _controls, priority=40, delays=(60, 600, 3600)),
        Kind(nightly.KIND, "Look at every account for the night", _accounts, priority=40, delays=(60, 600, 3600)),
        Kind(by_clock.COLLECTIONS, "Ask for help and settle plans", _collections, 40, (60, 600, 3600)),
        Kind(by_clock.LETTERS, "Write and send the letters of a day", _letters, 45, (600, 3600, 3600, 7200, 7200)),
        Kind("digests", "Tell who watches a customer what changed", _digests, priority=45, delays=(60, 600, 3600)),
        Kind(REPORT, "Make a report by the clock", _report, priority=50, delays=(60, 600, 3600)),
        Kind("weekly", "Write Monday's aging by rep and collector", _weekly, priority=50, delays=(60, 600, 3600)),
    )
}


def rooms() -> dict[str, Room]:
    """Return what a worker takes."""
    return {kind.name: Room(kind.at_once, kind.covers) for kind in KINDS.values()}


def ask(
    connection: Connection,
    kind: str,
    entity: str,
    key: str,
    *,
    actor: str,
    payload: Mapping[str, Any] | None = None,
) -> str:
    """Ask for work of a kind within the caller's transaction, once for each key, and return its id."""
    priority = KINDS[kind].priority
    return queue.put(connection, kind, entity, key, payload=payload, priority=priority, actor=actor)
