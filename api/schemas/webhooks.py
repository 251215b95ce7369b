"""Shapes of webhooks: endpoints, their secrets told once, and what they were told."""

from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Body, Instant, Paged, Told
from api.schemas.work import at
from services.webhooks import endpoints, log

State = Literal["ready", "running", "done", "dead"]


class NewEndpoint(Body):
    """Who is to be told: an https address, and of what; all events where none is named."""

    url: str = Field(min_length=1, max_length=2000, examples=["https://erp.example.com/tieout"])
    events: list[str] = Field(default_factory=list, max_length=20, examples=[["postings.created"]])
    from_start: bool = Field(default=False, description="Told of everything there is, not only of what comes.")


class Endpoint(Told):
    """Who is told; `told_to` is the number of the last row of each event it was told of."""

    endpoint_id: str
    url: str
    active: bool
    reason: str
    told_to: dict[str, int]
    added_by: str
    added_at: Instant
    rotating_until: Instant | None


class FreshEndpoint(Told):
    """An endpoint with the secret that signs, told this once."""

    endpoint: Endpoint
    secret: str


class Switched(Body):
    """Why an endpoint is told nothing more."""

    reason: str = Field("", max_length=200, examples=["moved to another system"])


class Attempt(Told):
    """One attempt; `status` 0 where no answer came."""

    number: int
    at: Instant
    status: int
    milliseconds: int
    said: str


class Delivery(Told):
    """A message with the state of its delivery: `ready` waits until `due_at`, `dead` was given up."""

    message_id: str
    event: str
    body: dict[str, Any]
    made_at: Instant
    state: State
    reason: str
    due_at: Instant
    attempts: list[Attempt]


class DeliveryQuery(Paged):
    """Which page of the log."""


class Sent(Told):
    """The message that is on its way."""

    message_id: str


class Replayed(Told):
    """How many messages are on their way again."""

    messages: int


def endpoint(one: endpoints.Endpoint) -> Endpoint:
    """Return an endpoint as the API says it."""
    return Endpoint(
        endpoint_id=one.endpoint_id,
        url=one.url,
        active=one.active,
        reason=one.reason,
        told_to=one.events,
        added_by=one.actor,
        added_at=at(one.made_at),
        rotating_until=at(one.rotating_until) if one.rotating_until else None,
    )


def delivery(one: log.Delivery) -> Delivery:
    """Return a delivery as the API says it."""
    return Delivery(
        message_id=one.message_id,
        event=one.event,
        body=one.body,
        made_at=at(one.made_at),
        state=one.state,  # type: ignore[arg-type]
        reason=one.reason,
        due_at=at(one.due_at),
        attempts=[
            Attempt(
                number=each.number,
                at=at(each.at),
                status=each.status,
                milliseconds=each.milliseconds,
                said=each.said,
            )
            for each in one.attempts
        ],
    )
