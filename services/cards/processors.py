"""A card processor we ask: its adapter, address and secret from the file that TIEOUT_CARD_FILE names, and how it talks.

A processor is one adapter: it is told an operation under our reference, it says how one of a reference stands, and it
lists what it tells by itself (chargebacks, their return) and what it pays out.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from cards.records import Event, Kind, Line, Operation, Outcome, Payout, State
from kit import named_tables
from kit.outside import Answer, Reach, UnansweredError, call, checked, networks
from kit.refusals import NotFound
from services.workspace import Workspace

One = TypeVar("One")


class Processor(BaseModel):
    """One processor of one legal entity."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,30}$")
    adapter: str = Field(default="json", pattern="^json$")
    entity: str
    url: str  # https://host/…
    secret_file: Path | None = None  # read at each run
    seconds: int = Field(default=30, ge=1)  # for one answer
    settle_seconds: int = Field(default=900, ge=2)  # how late it may still carry out what it was sent
    tries: int = Field(default=5, ge=1)
    every_minutes: int = Field(default=0, ge=0)  # asked by the worker so often; 0: when somebody asks


class RefusedError(Exception):
    """The processor takes nothing of us now; certainly nothing was carried out."""


class Adapter(Protocol):
    """How a processor talks. UnreachedError: nothing was sent; UnansweredError: nobody knows; RefusedError: a no."""

    def tell(self, asked: Operation, about: str) -> Outcome:
        """Ask for an operation; `about` is the processor's own number of what it is about."""

    def find(self, reference: str) -> Outcome | None:
        """Return what the processor holds under our reference, None where it holds nothing."""

    def events(self) -> list[Event]:
        """Return what the processor told by itself, in any order, perhaps more than once."""

    def payouts(self) -> list[Payout]:
        """Return what it paid out."""


#: Answers that say for certain that nothing was carried out.
REFUSED = frozenset({401, 403, 429})
_PLACES = {Kind.AUTHORISE: "authorisations", Kind.CAPTURE: "captures", Kind.VOID: "voids", Kind.REFUND: "refunds"}


@dataclass(frozen=True, slots=True)
class Json:
    """The adapter of the JSON that docs/how-to/take-card-money.md says; the simulator speaks it."""

    processor: Processor
    reach: Reach

    def tell(self, asked: Operation, about: str) -> Outcome:
        """Ask for an operation, its reference as the idempotency key."""
        body = {"reference": asked.operation_id, "amount": asked.minor, "currency": asked.currency}
        body |= {"token": asked.token} if asked.kind is Kind.AUTHORISE else {"about": about}
        answer = self._call("POST", _PLACES[asked.kind], body)
        if answer.status in REFUSED:
            raise RefusedError(f"answered {answer.status}")
        if not 200 <= answer.status < 300 or not answer.whole:
            raise UnansweredError(f"answered {answer.status}")
        return _outcome(_read(answer), asked.operation_id)

    def find(self, reference: str) -> Outcome | None:
        """Read what is held under our reference."""
        answer = self._call("GET", f"operations/{quote(reference, safe='')}")
        return None if answer.status == 404 else _outcome(_read(_good(answer)), reference)

    def events(self) -> list[Event]:
        """Read what it told by itself."""
        rows = _read(_good(self._call("GET", "events")))
        return _each(rows, "events", _event)

    def payouts(self) -> list[Payout]:
        """Read what it paid out."""
        return _each(_read(_good(self._call("GET", "payouts"))), "payouts", _payout)

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """Ask once."""
        one = self.processor
        secret = named_tables.secret(one.secret_file, one.name) if one.secret_file else None
        proof = {"Authorization": f"Bearer {secret.get_secret_value()}"} if secret else {}
        key = {"Idempotency-Key": str(body["reference"])} if body else {}
        headers = {"Accept": "application/json", "Content-Type": "application/json", **proof, **key}
        place = checked(f"{one.url.rstrip('/')}/{path}", self.reach)
        content = json.dumps(body).encode() if body else b""
        return call(place, method, headers, content, seconds_max=one.seconds)


def processors(workspace: Workspace) -> dict[str, Processor]:
    """Return the processors of the file by name. Refused: Invalid with what is wrong in it."""
    said = workspace.settings
    return named_tables.read(said.card_file, "processors", Processor, entity=said.entity)


def processor(workspace: Workspace, name: str) -> Processor:
    """Return a processor of the entity. Refused: NotFound with those there are."""
    known = {one.name: one for one in processors(workspace).values() if one.entity == workspace.settings.entity}
    if name not in known:
        names = ", ".join(sorted(known)) or "none: set TIEOUT_CARD_FILE"
        raise NotFound(f"there is no card processor {name}; there are {names}")
    return known[name]


def adapter(workspace: Workspace, name: str) -> Adapter:
    """Return how a processor is asked. Refused: NotFound."""
    return Json(processor(workspace, name), Reach(allowed=networks(workspace.settings.outside_allowed)))


def _good(answer: Answer) -> Answer:
    """Return a whole answer. UnansweredError for any other."""
    if answer.status != 200 or not answer.whole:
        raise UnansweredError(f"answered {answer.status}")
    return answer


def _read(answer: Answer) -> Mapping[str, Any]:
    """Return an object of JSON. UnansweredError where it is none: nobody knows what was said."""
    try:
        found = json.loads(answer.body)
    except ValueError as wrong:
        raise UnansweredError("the answer is no JSON") from wrong
    if not isinstance(found, dict):
        raise UnansweredError("the answer is no object")
    return found


def _each(rows: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any]], One]) -> list[One]:
    """Return what rows say. UnansweredError where one cannot be read."""
    try:
        return [read(row) for row in rows[name]]
    except (KeyError, TypeError, ValueError) as wrong:
        raise UnansweredError(f"{name}: {type(wrong).__name__} {wrong}") from wrong


def _outcome(row: Mapping[str, Any], reference: str) -> Outcome:
    """Return what a processor says of an operation. UnansweredError where it says nothing of it."""
    try:
        if row["reference"] != reference:
            raise UnansweredError("the answer is about something else")
        until = date.fromisoformat(row["until"]) if row.get("until") else None
        state, number, words = State(row["state"]), str(row["id"]), str(row.get("message") or "")
        return Outcome(state, _minor(row["amount"]), number, until, words)
    except (KeyError, TypeError, ValueError) as wrong:
        raise UnansweredError(f"the answer cannot be read: {type(wrong).__name__}") from wrong


def _event(row: Mapping[str, Any]) -> Event:
    """Return an event from its JSON."""
    day = date.fromisoformat(row["on"])
    return Event(str(row["id"]), str(row["kind"]), str(row["reference"]), _minor(row["amount"]), day)


def _payout(row: Mapping[str, Any]) -> Payout:
    """Return a payout from its JSON."""
    lines = tuple(
        Line(one["kind"], str(one["reference"]), _minor(one["gross"]), _minor(one["fee"])) for one in row["lines"]
    )
    return Payout(str(row["id"]), date.fromisoformat(row["paid_on"]), _minor(row["net"]), str(row["currency"]), lines)


def _minor(value: object) -> int:
    """Return whole minor units. ValueError for anything else."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"no whole amount: {type(value).__name__}")  # noqa: TRY004 - read as wrong content
    return value
