"""What `tieout queue` does."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

from cli import books, say
from cli.asked import Asked
from services.queues import owners, playbooks, substitutes
from services.queues.owners import Owned

COLUMNS = ("item", "customer_number", "since", "age_days", "says", "owner", "instead_of")
STOOD_IN = ("delegation_id", "login", "substitute", "first_on", "last_on", "reason", "actor")


def counted(asked: Asked) -> None:
    """List the queues."""
    found = owners.counts(books.reading(asked))
    if asked.json:
        say.result({"queues": found}, as_json=True)
        return
    whose = {
        name: ", ".join(f"{owner or 'nobody'} {count}" for owner, count in sorted(mine.items()))
        for name, mine in found.items()
    }
    say.table(("queue", "waiting", "whose"), [[name, sum(mine.values()), whose[name]] for name, mine in found.items()])


def shown(asked: Asked, queue: str, owner: str) -> None:
    """List what waits in a queue."""
    found = owners.of(books.reading(asked), queue, owner)
    if asked.json:
        say.result({"items": [asdict(one) for one in found]}, as_json=True)
        return
    say.table(COLUMNS, [[getattr(one, name) for name in COLUMNS] for one in found])


def owned(asked: Asked, queue: str, owner: str, by: str) -> None:
    """Name a queue's owner."""
    owners.own(books.writing(asked), queue, owner, actor=by)
    say.result({"queue": queue, "owner": owner}, as_json=asked.json, lines=[f"{owner} owns {queue}"])


def assigned(asked: Asked, queue: str, item: str, owner: str, reason: str, by: str) -> None:
    """Give an item to somebody."""
    found: Owned = owners.assign(books.writing(asked), queue, item, owner, reason=reason, actor=by)
    say.result(found, as_json=asked.json, lines=[f"{found.item}: {found.owner or 'nobody'} has it"])


def delegated(asked: Asked, login: str, substitute: str, days: tuple[date, date], reason: str, by: str) -> None:
    """Let somebody stand in."""
    found = substitutes.begin(books.writing(asked), login, substitute, *days, reason=reason, actor=by)
    line = f"{found.delegation_id}: {found.substitute} for {found.login}, {found.first_on} to {found.last_on}"
    say.result(found, as_json=asked.json, lines=[line])


def recalled(asked: Asked, delegation: str, reason: str, by: str) -> None:
    """End a delegation."""
    substitutes.end(books.writing(asked), delegation, reason=reason, actor=by)
    say.result({"delegation_id": delegation}, as_json=asked.json, lines=[f"{delegation} has ended"])


def delegations(asked: Asked) -> None:
    """List delegations."""
    found = substitutes.listed(books.reading(asked))
    if asked.json:
        say.result({"delegations": [asdict(one) for one in found]}, as_json=True)
        return
    say.table(STOOD_IN, [[getattr(one, name) for name in STOOD_IN] for one in found])


def playbook(asked: Asked, queue: str, file: Path | None, reason: str, by: str) -> None:
    """Print a playbook, or write a new version."""
    if file is None:
        found = playbooks.versions(books.reading(asked), queue)[0]
        lines = [found.markdown.rstrip()]
    else:
        text = file.read_text(encoding="utf-8")
        found = playbooks.write(books.writing(asked), queue, text, reason=reason, actor=by)
        lines = [f"{queue} is worked by a new version from now on; tieout queue playbook {queue} prints it"]
    say.result(found, as_json=asked.json, lines=lines)
