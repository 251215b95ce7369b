"""Shapes of work done beside requests."""

from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Body, Day, Instant, Paged, Told
from services.jobs import shown

State = Literal["ready", "running", "done", "dead"]


class WorkQuery(Paged):
    """Which work is listed."""

    state: State | None = Field(None, description="`dead` is what was given up, with its reason.")
    kind: str = Field("", max_length=40, examples=["match"])


class Work(Told):
    """One piece of work; `done` of `total` counts what its step works on, where that is known."""

    work_id: str
    kind: str
    entity: str
    state: State
    step: str
    done: int
    total: int
    failures: int
    reason: str
    result: dict[str, Any]
    asked_by: str
    asked_at: Instant
    due_at: Instant
    ended_at: Instant | None


class Try(Told):
    """One time a worker had it in hand; `outcome` is empty while it has."""

    number: int
    worker: str
    began_at: Instant
    ended_at: Instant | None
    outcome: Literal["", "done", "failed", "lost", "stopped", "asked again"]
    reason: str


class WorkWithTries(Told):
    """A piece of work with every try of it."""

    work: Work
    tries: list[Try]


class NewMailSettlement(Body):
    """What somebody found out of a report's e-mail that nobody knew of: whether it left, and how they know."""

    report: str = Field(min_length=1, max_length=40)
    as_of: Day
    to: str = Field(min_length=1, max_length=254)
    sent: bool = Field(description="One that was not sent is sent again.")
    note: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)


class MailSettled(Told):
    """What an e-mail of a report is by now."""

    report: str
    as_of: Day
    to: str
    state: str = Field(examples=["sent", "failed"])


def told(one: shown.Work) -> Work:
    """Return work as the API says it."""
    return Work(
        work_id=one.work_id,
        kind=one.kind,
        entity=one.entity,
        state=one.state,  # type: ignore[arg-type]
        step=one.step,
        done=one.done,
        total=one.total,
        failures=one.failures,
        reason=one.reason,
        result=one.result,
        asked_by=one.actor,
        asked_at=at(one.made_at),
        due_at=at(one.due_at),
        ended_at=at(one.ended_at) if one.ended_at is not None else None,
    )


def tried(one: shown.Try) -> Try:
    """Return a try as the API says it."""
    return Try(
        number=one.number,
        worker=one.owner,
        began_at=at(one.began_at),
        ended_at=at(one.ended_at) if one.ended_at is not None else None,
        outcome=one.outcome,  # type: ignore[arg-type]
        reason=one.reason,
    )


def at(seconds: int) -> datetime:
    """Return an instant of the queue."""
    return datetime.fromtimestamp(seconds, UTC)
