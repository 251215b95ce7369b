"""Dunning letters as the API says them: the plan of a day, strategies, and what became of each letter."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Day, Query, Told, amount
from dunning.notices import LetterState
from dunning.planning import Notice, Skipped
from services.dunning.runs import Proposed, Ran
from services.dunning.strategies import Simulated

Kind = Literal["vip", "other", "bankrupt", "legal", "lifted"]
TEXT_LENGTH_MAX = 200_000


class PlanQuery(Query):
    """The letters of a day; else today's."""

    as_of: Day | None = None


class LetterQuery(Query):
    """Letters of one customer, or in one state; else all."""

    customer_number: str = Field("", max_length=100)
    state: LetterState | None = Field(None, strict=False)


class PlannedLetter(Told):
    """A letter that would be written; `fell_back` says why it is not by e-mail though its level is."""

    customer_number: str
    name: str
    strategy: str
    level: int
    channel: Literal["email", "letter"]
    recipient: str
    fell_back: str
    amount: Amount
    document_numbers: list[str]


class LeftAlone(Told):
    """A document past due that is in no letter, and why."""

    customer_number: str
    document_number: str
    days_past_due: int
    amount: Amount
    reason: str


class DunningPlan(Told):
    """The letters of a day as they would go out; `stale` says why they may not, empty where they may."""

    as_of: Day
    stale: str
    letters: list[PlannedLetter]
    left_alone: list[LeftAlone]


class NewRun(Body):
    """Write the letters of a day; else today's."""

    as_of: Day | None = None
    by: str = Field("", max_length=100)


class DunningRun(Told):
    """The letters that a run queued, and how many documents it left alone, by reason."""

    as_of: Day
    notice_ids: list[str]
    left_alone: dict[str, int]


class NewSending(Body):
    """Send what is queued."""

    by: str = Field("", max_length=100)


class Sending(Told):
    """How many letters became what."""

    counts: dict[str, int]


class Letter(Told):
    """A letter and what became of it."""

    notice_id: str
    customer_number: str
    strategy: str
    level: int
    run_on: Day
    channel: Literal["email", "letter"]
    recipient: str
    fell_back: str
    language: str
    amount: Amount
    subject: str
    state: LetterState
    attempt: int
    detail: str


class LetterLine(Told):
    """What a letter asks for."""

    document_number: str
    item_id: str
    instalment: int
    level: int
    days_late: int
    amount: Amount
    charge: Amount


class WholeLetter(Letter):
    """A letter with its words and lines."""

    body: str
    message_id: str
    lines: list[LetterLine]


class NewSettlement(Body):
    """Whether a letter that nobody knows about went, and how you know."""

    sent: bool
    note: str = Field(min_length=1, max_length=1000)
    by: str = Field("", max_length=100)


class LetterSettled(Told):
    """A letter whose state is known again."""

    notice_id: str
    state: LetterState


class NewStrategy(Body):
    """A strategy as TOML, and why."""

    toml: str = Field(min_length=1, max_length=TEXT_LENGTH_MAX)
    reason: str = Field(min_length=1, max_length=1000)
    by: str = Field("", max_length=100)


class NewSimulation(Body):
    """A strategy as TOML, tried on some days."""

    toml: str = Field(min_length=1, max_length=TEXT_LENGTH_MAX)
    first: Day
    days: int = Field(30, ge=1, le=366)


class SimulatedDay(Told):
    """A day of a simulation: letters by level and channel, what they ask for, documents left alone by reason."""

    on: Day
    letters: dict[str, int]
    asked_for: list[Amount]
    left_alone: dict[str, int]


class Simulation(Told):
    """What a strategy would write."""

    days: list[SimulatedDay]


class NewBlock(Body):
    """Nobody writes to a customer until a day; `bankrupt` and `legal` need none, `lifted` ends it."""

    customer_number: str = Field(min_length=1, max_length=100)
    kind: Kind
    until: Day | None = None
    reason: str = Field(min_length=1, max_length=1000)
    by: str = Field("", max_length=100)


class Blocked(Told):
    """A customer that nobody writes to, or that somebody does again."""

    customer_number: str
    kind: Kind
    until: Day | None


def plan(told: Proposed) -> DunningPlan:
    """Return the plan of a day."""
    letters, left = [_planned(one) for one in told.plan.notices], [_left(one) for one in told.plan.skipped]
    return DunningPlan(as_of=told.plan.run_on, stale=told.stale, letters=letters, left_alone=left)


def ran(done: Ran) -> DunningRun:
    """Return what a run came to."""
    return DunningRun(as_of=done.run_on, notice_ids=list(done.notices), left_alone=dict(done.left_alone))


def letter(row: Mapping[str, Any]) -> Letter:
    """Return a letter."""
    return Letter(**_letter(row))


def whole(row: Mapping[str, Any]) -> WholeLetter:
    """Return a letter with its words and lines."""
    money = row["currency"]
    lines = [
        LetterLine(
            document_number=line["number"],
            amount=amount(line["minor"], money),
            charge=amount(line["charge"], money),
            **{name: line[name] for name in ("item_id", "instalment", "level", "days_late")},
        )
        for line in row["lines"]
    ]
    return WholeLetter(**_letter(row), body=row["body"], message_id=row["message_id"], lines=lines)


def simulation(days: list[Simulated]) -> Simulation:
    """Return what a strategy would write."""
    return Simulation(
        days=[
            SimulatedDay(
                on=one.on,
                letters=dict(one.letters),
                asked_for=[amount(minor, currency) for currency, minor in sorted(one.minor.items())],
                left_alone=dict(one.left_alone),
            )
            for one in days
        ]
    )


def _letter(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a letter."""
    names = set(Letter.model_fields) - {"amount"}
    return {name: row[name] for name in names} | {"amount": amount(row["minor"], row["currency"])}


def _planned(one: Notice) -> PlannedLetter:
    """Return a letter that would be written."""
    names = ("customer_number", "name", "strategy", "level", "channel", "recipient", "fell_back")
    told: dict[str, Any] = {name: getattr(one, name) for name in names}
    numbers = [line.number for line in one.lines]
    return PlannedLetter(**told, amount=amount(one.minor, one.currency), document_numbers=numbers)


def _left(one: Skipped) -> LeftAlone:
    """Return what is left alone."""
    return LeftAlone(
        customer_number=one.customer_number,
        document_number=one.number,
        days_past_due=one.days,
        amount=amount(one.minor, one.currency),
        reason=one.reason,
    )
