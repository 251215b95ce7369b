"""What `tieout work` and `tieout webhook` do."""

import signal
import threading
from collections.abc import Sequence
from datetime import UTC, datetime

from cli import books, say, typed
from cli.asked import Asked
from kit import log as lines
from kit.refusals import Invalid
from services.jobs import shown
from services.jobs.apart import beside
from services.jobs.worker import Worker
from services.scheduled import lost
from services.webhooks import endpoints, log

ACTOR = "cli"
SETTLING_SECONDS = 30
LISTED = 50


def work(asked: Asked, threads: int, *, once: bool) -> None:
    """Work until stopped, or until nothing is due."""
    workspace = books.writing(asked).apart()
    lines.start(workspace.settings.log)
    worker = Worker(workspace if once else beside(workspace), threads=threads, scheduled=True)
    if once:
        worker.drain()
        worker.stop(SETTLING_SECONDS)
        workspace.stop_readers()
        return
    stopped = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: stopped.set())
    worker.start()
    say.reason("at work (Ctrl-C stops it)")
    stopped.wait()
    worker.stop(SETTLING_SECONDS)
    workspace.stop_readers()


def listed(asked: Asked, state: str, kind: str) -> None:
    """List work."""
    found = shown.listed(books.reading(asked), state=state, kind=kind, limit=LISTED)
    if asked.json:
        say.result(found, as_json=True)
        return
    rows = [(one.work_id, one.kind, one.entity, one.state, _far(one), _at(one.made_at), one.reason) for one in found]
    say.table(("work_id", "kind", "entity", "state", "how far", "asked for", "why"), rows)


def retry(asked: Asked, work_id: str, by: str) -> None:
    """Try again."""
    done = shown.retry(books.reading(asked), work_id, actor=by or ACTOR)
    say.result(done, as_json=asked.json, lines=[f"{done.work_id}: {done.state}, due now"])


def settled(asked: Asked, named: tuple[str, str, str], note: str, by: str, *, went: bool) -> None:
    """Say whether an e-mail went."""
    report, as_of, to = named
    day = typed.day("DATE", as_of)
    if day is None:
        raise Invalid("DATE is the day that the report is of")
    state = lost.settle(books.writing(asked), report, day, to, went=went, note=note, actor=by or ACTOR)
    told = {"report": report, "as_of": as_of, "to": to, "state": state}
    words = "sent" if went else "sent again once `tieout serve` or `tieout work` runs"
    say.result(told, as_json=asked.json, lines=[f"{report} of {as_of} to {to} is {words}"])


def history(asked: Asked, work_id: str) -> None:
    """Show every try."""
    found, tries = shown.one(books.reading(asked), work_id)
    if asked.json:
        say.result({"work": found, "tries": tries}, as_json=True)
        return
    rows = [
        (one.number, _at(one.began_at), _at(one.ended_at), one.outcome or "goes on", one.reason, one.owner)
        for one in tries
    ]
    say.table(("try", "from", "to", "outcome", "why", "in whose hands"), rows, f"{found.kind}: {found.state}")


def add(asked: Asked, url: str, names: Sequence[str], by: str, *, from_start: bool) -> None:
    """Add an endpoint."""
    made, secret = endpoints.add(books.reading(asked), url, names, from_start=from_start, actor=by or ACTOR)
    told = [made.endpoint_id, f"secret, shown this once: {secret}"]
    say.result({"endpoint": made, "secret": secret}, as_json=asked.json, lines=told)


def endpoints_listed(asked: Asked) -> None:
    """List the endpoints."""
    found = endpoints.listed(books.reading(asked))
    if asked.json:
        say.result(found, as_json=True)
        return
    rows = [
        (one.endpoint_id, one.url, ", ".join(one.events), "is told" if one.active else f"disabled: {one.reason}")
        for one in found
    ]
    say.table(("endpoint", "url", "events", "state"), rows)


def log_shown(asked: Asked, endpoint_id: str) -> None:
    """Show the log of an endpoint."""
    found = log.deliveries(books.reading(asked), endpoint_id)
    if asked.json:
        say.result(found, as_json=True)
        return
    rows = [
        (one.message_id, one.event, _at(one.made_at), one.state, _statuses(one), one.reason, _at(one.due_at))
        for one in found
    ]
    say.table(("message", "event", "told", "state", "attempts", "why", "due"), rows)


def rotate(asked: Asked, endpoint_id: str) -> None:
    """Give a new secret."""
    made, secret = endpoints.rotate(books.reading(asked), endpoint_id)
    told = [f"new secret, shown this once: {secret}", f"the one before signs too until {_at(made.rotating_until)}"]
    say.result({"endpoint": made, "secret": secret}, as_json=asked.json, lines=told)


def send_test(asked: Asked, endpoint_id: str, by: str) -> None:
    """Send a test."""
    message_id = log.test(books.reading(asked), endpoint_id, actor=by or ACTOR)
    told = [f"{message_id} is on its way once `tieout serve` or `tieout work` runs"]
    say.result({"message_id": message_id}, as_json=asked.json, lines=told)


def replay(asked: Asked, endpoint_id: str, message_id: str, by: str) -> None:
    """Send again."""
    workspace, actor = books.reading(asked), by or ACTOR
    if message_id:
        log.replay(workspace, endpoint_id, message_id, actor=actor)
        count = 1
    else:
        count = log.replay_dead(workspace, endpoint_id, actor=actor)
    say.result({"messages": count}, as_json=asked.json, lines=[f"{count} on their way again"])


def switch(asked: Asked, endpoint_id: str, *, active: bool) -> None:
    """Disable or enable."""
    found = endpoints.switch(books.reading(asked), endpoint_id, active=active)
    told = [f"{found.endpoint_id}: {'is told' if found.active else 'is told nothing'}"]
    say.result(found, as_json=asked.json, lines=told)


def _far(one: shown.Work) -> str:
    """Return how far work is."""
    return f"{one.step} {one.done:,} of {one.total:,}" if one.total else one.step


def _statuses(one: log.Delivery) -> str:
    """Return how the attempts were answered."""
    return ", ".join(str(each.status) if each.status else "no answer" for each in one.attempts)


def _at(seconds: int | None) -> str:
    """Return an instant of the queue in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S") if seconds else ""
