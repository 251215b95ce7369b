"""Queues, who stands in, and playbooks as the API says them."""

from datetime import date

from pydantic import Field

from api.schemas.shared import Body, Day, Instant, Query, Told
from services.queues.owners import Owned
from services.queues.playbooks import Version
from services.queues.substitutes import StandIn


class QueueQuery(Query):
    """What waits for one person, or for everybody."""

    owner: str = Field("", max_length=100)


class Queue(Told):
    """A queue: how much waits in it, and how much of that each owner has; nobody's stands under an empty name."""

    queue: str
    title: str
    waiting: int
    owners: dict[str, int]


class QueueItem(Told):
    """Something that waits, and whose it is; `instead_of` is who they stand in for."""

    queue: str
    item: str
    customer_number: str
    since: date
    age_days: int
    says: str
    owner: str
    instead_of: str


class NewOwner(Body):
    """Who owns what of a queue nobody else owns."""

    owner: str = Field(min_length=1, max_length=100)
    by: str = Field("", max_length=100)


class NewAssignment(Body):
    """Who is given an item; an empty owner gives it back to the queue."""

    item: str = Field(min_length=1, max_length=200)
    owner: str = Field("", max_length=100)
    reason: str = Field("", max_length=500)
    by: str = Field("", max_length=100)


class NewDelegation(Body):
    """Who stands in for whom, from a day to a day."""

    login: str = Field(min_length=1, max_length=100)
    substitute: str = Field(min_length=1, max_length=100)
    first_on: Day
    last_on: Day
    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)


class Delegation(Told):
    """Somebody stands in for somebody."""

    delegation_id: str
    login: str
    substitute: str
    first_on: date
    last_on: date
    reason: str
    actor: str


class Ended(Body):
    """Why it ends."""

    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)


class NewPlaybook(Body):
    """A new version of how a queue is worked, in Markdown."""

    markdown: str = Field(min_length=1, max_length=20_000)
    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)


class Playbook(Told):
    """How a queue is worked; what it began with has no author."""

    markdown: str
    reason: str
    author: str
    written_at: Instant | None


def owned(one: Owned) -> QueueItem:
    """Return something that waits."""
    return QueueItem(**{name: getattr(one, name) for name in QueueItem.model_fields})


def delegation(one: StandIn) -> Delegation:
    """Return who stands in."""
    return Delegation(**{name: getattr(one, name) for name in Delegation.model_fields})


def playbook(one: Version) -> Playbook:
    """Return a version."""
    return Playbook(**{name: getattr(one, name) for name in Playbook.model_fields})
