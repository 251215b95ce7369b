"""Applications to buy on credit: begun, submitted, verified, decided once; nothing of them is edited."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from credit.applicants import Applicant, BankReference, TradeReference
from credit.tables import application_step, credit_application
from kit.days import microseconds
from kit.db import among
from kit.ids import content_id
from kit.refusals import Conflict, Invalid, NotFound
from ledger.book import Book
from ledger.tables import verdict


class Stage(StrEnum):
    """How far an application is (DOMAIN section 8.1)."""

    STARTED = "started"
    SUBMITTED = "submitted"
    VERIFICATION = "in_verification"
    ANALYSIS = "in_analysis"
    WAITING = "waiting_on_applicant"
    PENDING = "pending_approval"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


ENDED = frozenset({Stage.APPROVED, Stage.DECLINED, Stage.WITHDRAWN})
#: States in which somebody may decide.
DECIDABLE = frozenset({Stage.SUBMITTED, Stage.VERIFICATION, Stage.ANALYSIS})
_LOOKED_AT = frozenset({Stage.VERIFICATION, Stage.ANALYSIS, Stage.WAITING, Stage.WITHDRAWN})
#: Stage -> where people may move it from there; decisions move the rest.
MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.STARTED: frozenset({Stage.SUBMITTED, Stage.WITHDRAWN}),
    **{state: _LOOKED_AT - {state} for state in (*DECIDABLE, Stage.WAITING)},
}
_TRADE, _BANK = "trade_reference", "bank_reference"
_FORMS: Mapping[str, type[TradeReference] | type[BankReference]] = {_TRADE: TradeReference, _BANK: BankReference}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is applied for: `minor` of a currency, on terms."""

    customer_number: str
    minor: int
    currency: str
    terms: str
    applicant: Applicant


@dataclass(frozen=True, slots=True)
class Application:
    """An application as it stands; instants in microseconds UTC, `pauses` are when we waited on the applicant."""

    application_id: str
    wanted: Wanted
    by: str
    begun_at: int
    state: Stage
    submitted_at: int | None = None
    pauses: tuple[tuple[int, int | None], ...] = ()
    trade: tuple[TradeReference, ...] = ()
    banks: tuple[BankReference, ...] = ()
    request_id: str = ""


@dataclass(slots=True)
class _Read:
    """What the steps of an application tell, read one after the other."""

    state: Stage = Stage.STARTED
    submitted_at: int | None = None
    pauses: list[tuple[int, int | None]] = field(default_factory=list)
    told: defaultdict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    request_id: str = ""

    def take(self, row: Row[Any]) -> None:
        """Take a step."""
        if row.kind in _FORMS:
            self.told[row.kind].append(_FORMS[row.kind].model_validate_json(row.body))
        if row.kind != "state":
            return
        if self.state is Stage.WAITING:
            self.pauses[-1] = (self.pauses[-1][0], row.recorded_at)
        self.state = Stage(row.value)
        if self.state is Stage.WAITING:
            self.pauses.append((row.recorded_at, None))
        if self.state is Stage.SUBMITTED:
            self.submitted_at = row.recorded_at
        if self.state is Stage.PENDING:
            self.request_id = json.loads(row.body)["request_id"]


def begin(book: Book, wanted: Wanted, at: datetime) -> str:
    """Write an application and return its id. Refused: Conflict where the customer's last one is not decided yet."""
    number = wanted.customer_number
    if still := [one for one in of(book.connection, book.entity, customer=number) if one.state not in ENDED]:
        raise Conflict(f"{number} applied already: {still[0].application_id} is {still[0].state}")
    identity = content_id("app", book.entity, number, book.batch)
    facts = (wanted.minor, wanted.currency, wanted.terms, wanted.applicant.model_dump_json())
    book.write("credit_application", [(identity, book.entity, number, *facts, book.actor, microseconds(at))])
    return identity


def move(book: Book, identity: str, state: Stage, at: datetime, note: str = "") -> Application:
    """Bring an application on its way and return it as it was. Refused: NotFound; Invalid where it cannot go there."""
    before = one(book.connection, book.entity, identity)
    if state not in MOVES.get(before.state, ()):
        raise Invalid(f"{identity} is {before.state}: it does not become {state}")
    put(book, identity, state, at, {"note": note} if note else {})
    return before


def put(book: Book, identity: str, state: Stage, at: datetime, body: Mapping[str, Any]) -> None:
    """Write that an application came to a state."""
    _step(book, identity, "state", str(state), json.dumps(body, sort_keys=True), at=at)


def refer(book: Book, identity: str, told: TradeReference | BankReference, at: datetime) -> None:
    """Write what a reference answered. Refused: NotFound; Invalid where the application ended."""
    before = one(book.connection, book.entity, identity)
    if before.state in ENDED:
        raise Invalid(f"{identity} is {before.state}")
    kind = next(name for name, form in _FORMS.items() if isinstance(told, form))
    _step(book, identity, kind, told.name, told.model_dump_json(), at=at)


def noticed(book: Book, identity: str, recipient: str, at: datetime) -> None:
    """Write that the sales rep was told of the decision; the database refuses a second time."""
    _step(book, identity, "notice", recipient, "", at=at)


def was_noticed(connection: Connection, identity: str) -> bool:
    """Say whether the sales rep was told of the decision."""
    mine = (application_step.c.application_id == identity, application_step.c.kind == "notice")
    return connection.execute(select(application_step.c.no).where(*mine)).first() is not None


def one(connection: Connection, entity: str, identity: str) -> Application:
    """Return an application. Refused: NotFound."""
    found = of(connection, entity, identity=identity)
    if not found:
        raise NotFound(f"there is no application {identity}")
    return found[0]


def of(connection: Connection, entity: str, *, identity: str = "", customer: str = "") -> list[Application]:
    """Return applications in the order they came: one, those of a customer, or all."""
    table = credit_application
    chosen = select(table).where(table.c.entity == entity).order_by(table.c.no)
    for column, value in ((table.c.application_id, identity), (table.c.customer_number, customer)):
        if value:
            chosen = chosen.where(column == value)
    rows = connection.execute(chosen).all()
    steps = _steps(connection, [row.application_id for row in rows])
    refused = _refused(connection, [read.request_id for read in steps.values() if read.state is Stage.PENDING])
    return [_application(row, steps[row.application_id], refused) for row in rows]


def _steps(connection: Connection, ids: Iterable[str]) -> defaultdict[str, _Read]:
    """Return what the steps of applications tell."""
    table, found = application_step, defaultdict[str, _Read](_Read)
    chosen = select(table).where(among(connection, table.c.application_id, ids)).order_by(table.c.no)
    for row in connection.execute(chosen):
        found[row.application_id].take(row)
    return found


def _refused(connection: Connection, requests: Sequence[str]) -> frozenset[str]:
    """Return the requests that the second person refused: their application is in analysis again."""
    mine = among(connection, verdict.c.request_id, requests)
    return frozenset(connection.scalars(select(verdict.c.request_id).where(mine, verdict.c.verdict == "refused")))


def _application(row: Row[Any], read: _Read, refused: frozenset[str]) -> Application:
    """Return a row with what became of it."""
    wanted = Wanted(row.customer_number, row.minor, row.currency, row.terms, Applicant.model_validate_json(row.body))
    back = read.request_id in refused
    return Application(
        row.application_id,
        wanted,
        row.by,
        row.recorded_at,
        Stage.ANALYSIS if back else read.state,
        read.submitted_at,
        tuple(read.pauses),
        tuple(read.told[_TRADE]),
        tuple(read.told[_BANK]),
        "" if back else read.request_id,
    )


def _step(book: Book, identity: str, kind: str, value: str, body: str, *, at: datetime) -> None:
    """Write one step."""
    book.write("application_step", [(identity, kind, value, body, book.actor, microseconds(at))])
