"""What `tieout inbox` does: ask a service, say what came of it."""

from typing import Any

from cli import books, say
from cli.asked import Asked
from dunning.mails import Thread
from services.dunning import threads

_SHOWN = ("thread_id", "due_on", "state", "customer_number", "intent", "owner", "documents", "subject", "sender")


def polled(asked: Asked, by: str) -> None:
    """Fetch what came."""
    workspace = books.writing(asked)
    done = threads.poll(workspace, actor=workspace.named(by))
    lines = [f"{done.new} new, {done.known} known before, {done.left} left out, {done.escalated} escalated"]
    say.result(done, as_json=asked.json, lines=lines)


def listed(asked: Asked, owner: str, *, ended: bool) -> None:
    """List threads."""
    found = threads.listed(books.reading(asked), ended=ended, owner=owner)
    if asked.json:
        say.result({"threads": [_told(one) for one in found]}, as_json=True)
        return
    say.table(_SHOWN, [[getattr(one, name) for name in _SHOWN] for one in found])


def decided(asked: Asked, thread: str, said: tuple[str, str, str], by: str) -> None:
    """Say what became of a thread."""
    kind, value, note = said
    one = threads.decide(books.writing(asked), thread, kind, actor=by, value=value, note=note)
    say.result(_told(one), as_json=asked.json, lines=[f"{thread} is {one.state}; {one.owner or 'nobody'} answers"])


def _told(one: Thread) -> dict[str, Any]:
    """Return a thread as data, its e-mails as they came."""
    told = {name: getattr(one, name) for name in (*_SHOWN, "known_by", "why", "escalated")}
    names = ("message_id", "sender", "subject", "body", "notice_id")
    return told | {"mails": [{name: getattr(mail, name) for name in names} for mail in one.mails]}
