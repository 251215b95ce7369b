"""What `tieout team` does."""

from dataclasses import asdict
from datetime import date

from cli import books, say
from cli.asked import Asked
from kit.refusals import NotFound
from services import watching
from services.people import access

GRANT = ("login", "role", "place", "state", "by", "reason")


def commented(asked: Asked, customer: str, said: str, by: str) -> None:
    """Write a comment."""
    watching.say(books.writing(asked), customer, said, actor=by)
    say.result({"customer_number": customer}, as_json=asked.json, lines=[f"it stands beside {customer}"])


def comments(asked: Asked, customer: str) -> None:
    """List comments."""
    found = watching.comments(books.reading(asked), customer)
    if asked.json:
        say.result({"comments": [asdict(one) for one in found]}, as_json=True)
        return
    say.table(("at", "author", "said"), [[one.at, one.author, one.said] for one in found])


def watched(asked: Asked, customer: str, by: str, *, stop: bool) -> None:
    """Watch a customer, or no longer."""
    workspace = books.writing(asked)
    watching.follow(workspace, customer, held=not stop, actor=by)
    found = watching.watched(workspace, by)
    say.result({"watched": found}, as_json=asked.json, lines=[f"{by} watches {', '.join(found) or 'nobody'}"])


def told(asked: Asked) -> None:
    """Write today's digests."""
    count = watching.tell(books.writing(asked), actor="clerk")
    say.result({"written": count}, as_json=asked.json, lines=[f"{count} digests"])


def digests(asked: Asked, login: str) -> None:
    """List somebody's digests."""
    found = watching.digests(books.reading(asked), login)
    if asked.json:
        say.result({"digests": [asdict(one) for one in found]}, as_json=True)
        return
    say.table(("on", "said"), [[one.on, one.said] for one in found])


def begun(asked: Asked, name: str, until: date, by: str) -> None:
    """Begin a campaign."""
    found = access.begin(books.writing(asked), name, until, actor=by)
    say.result(found, as_json=asked.json, lines=[f"{found.campaign_id}: every role until {found.due_on}"])


def access_of(asked: Asked, campaign_id: str) -> None:
    """List the roles of a campaign."""
    workspace = books.reading(asked)
    newest = next(iter(access.campaigns(workspace)), None)
    if not campaign_id and newest is None:
        raise NotFound("there is no campaign yet: tieout team campaign")
    found = access.grants(workspace, campaign_id or (newest.campaign_id if newest else ""))
    if asked.json:
        say.result({"grants": [asdict(one) for one in found]}, as_json=True)
        return
    say.table(GRANT, [[getattr(one, name) for name in GRANT] for one in found])


def reviewed(asked: Asked, grant: tuple[str, str, str, str], reason: str, by: str, *, kept: bool) -> None:
    """Keep or end a role."""
    found = access.review(books.writing(asked), *grant, kept=kept, reason=reason, actor=by)
    say.result(found, as_json=asked.json, lines=[f"{found.login}, {found.role}: {found.state}"])
