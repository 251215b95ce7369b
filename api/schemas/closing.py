"""Tie-outs, reserves, sign-offs, daily controls and comparisons as the API says them."""

from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from pydantic import Field

from aging.provision import MILLION, Pool, Specific
from aging.tie_out import Reconciling, Tie, Why
from api.schemas.control import Waiting
from api.schemas.shared import Amount, Body, Day, Instant, Query, Told, amount
from kit.money import decimal
from services.auditing.conflicts import Conflict
from services.comparing import Comparison
from services.control import Asked
from services.month_end import Blocker, Readiness
from services.reports.control_runs import Run

State = Literal["green", "waits", "red"]


class ReconcilingItem(Body):
    """What explains a part of the gap: `minor` is by how much it makes the general ledger larger."""

    why: Why = Field(strict=False)
    minor: int
    reason: str = Field(min_length=1, max_length=500)
    owner: str = Field(min_length=1, max_length=100)
    evidence: str = Field(min_length=1, max_length=500)
    expected_on: Day

    def item(self) -> Reconciling:
        """Return the item."""
        return Reconciling(self.why, self.minor, self.reason, self.owner, self.evidence, self.expected_on)


class NewTieOut(Body):
    """The general ledger's control balance on a day, and what explains the gap to what is open."""

    as_of: Day
    gl: Amount
    items: list[ReconcilingItem] = Field(default_factory=list, max_length=1000)
    reason: str = Field("", max_length=500, description="Why something may stay unexplained.")
    by: str = Field("", max_length=100)

    def plain(self) -> str:
        """Return the balance as a decimal."""
        return decimal(self.gl.minor, self.gl.currency)


class TiedOut(Waiting):
    """A tie-out that waits for its signature, in minor units."""

    currency: str
    gl: int
    subledger: int
    difference: int
    explained: int
    unexplained: int


class SpecificDebt(Body):
    """A debt reserved by itself: `minor` of a bucket, `rate` in millionths."""

    customer_number: str = Field(min_length=1, max_length=100)
    bucket: str = Field(min_length=1, max_length=40)
    minor: int = Field(ge=1)
    rate: int = Field(MILLION, ge=0, le=MILLION)
    reason: str = Field(min_length=1, max_length=500)

    def debt(self) -> Specific:
        """Return the debt."""
        return Specific(self.customer_number, self.bucket, self.minor, self.rate, self.reason)


class PoolRates(Body):
    """Customers that share their risk, by the risk class or region they have on the day, and their losses by bucket."""

    pool: str = Field(min_length=1, max_length=100)
    rates: list[int] = Field(min_length=1, max_length=20, description="Millionths, current first.")


class NewReserve(Body):
    """Losses expected of each bucket on a day, current first, in millionths; `adjustment`: beyond history."""

    as_of: Day
    rates: list[int] = Field(min_length=1, max_length=20)
    adjustment: int = Field(0, ge=-MILLION, le=MILLION)
    specifics: list[SpecificDebt] = Field(default_factory=list, max_length=10_000)
    pools: list[PoolRates] = Field(default_factory=list, max_length=100, description="Others go by `rates`.")
    pool_by: Literal["risk_class", "region"] = "risk_class"
    currency: str = Field("", pattern=r"^([A-Z]{3})?$", description="Else the entity's.")
    reason: str = Field("", max_length=500)
    by: str = Field("", max_length=100)

    def pooled(self) -> list[Pool]:
        """Return the pools."""
        return [Pool(one.pool, tuple(one.rates)) for one in self.pools]


class Reserved(Waiting):
    """A reserve that waits for its signature, in minor units."""

    required: int
    allowance: int
    provision: int


class SignOff(Body):
    """Who prepares the sign-off of a month, and why it may close over what waits."""

    by: str = Field("", max_length=100)
    reason: str = Field("", max_length=500)


class CloseException(Body):
    """Who asks that a month may close over what is in its way, and why."""

    by: str = Field("", max_length=100)
    reason: str = Field(min_length=1, max_length=500)


class InTheWay(Told):
    """One thing in the way of a close."""

    code: str
    about: str
    sentence: str


class Ready(Told):
    """How far a month is."""

    month: str
    as_of: date
    can_close: bool
    blockers: list[InTheWay]
    lifted: list[InTheWay] = Field(description="What an approver's exception lifts.")
    waiting: dict[str, int] = Field(description="How much waits in the month by kind of event.")


class NewControlRun(Body):
    """The day to run the daily controls for, and what the general ledger shows where somebody reads it there."""

    as_of: Day | None = None
    gl: list[Amount] = Field(default_factory=list, max_length=50)
    by: str = Field("", max_length=100)

    def stated(self) -> dict[str, str]:
        """Return the balances as decimals by currency."""
        return {one.currency: decimal(one.minor, one.currency) for one in self.gl}


class Control(Told):
    """One control of a run."""

    control: str
    about: str
    state: State
    found: str


class ControlRun(Told):
    """A run of the daily controls."""

    batch: int
    as_of: date
    ran_at: Instant
    ran_by: str
    state: State
    controls: list[Control]


class DutyConflict(Told):
    """Duties at odds in one person, as the night found them: `about` is a delegation or a customer, or empty."""

    conflict_id: str
    login: str
    basis: Literal["held", "delegated", "case"]
    duties: str
    about: str
    why: str
    evidence: str
    owner: str
    found_on: date
    state: Literal["open", "accepted", "closed"]
    since: date = Field(description="The day from which its state holds.")
    until: date | None = Field(description="Until when it is accepted.")
    note: str
    by: str


class ConflictQuery(Query):
    """The conflicts that are open or accepted, or all."""

    closed: bool = Field(False, strict=False, description="Those that are closed too.")


class NewAcceptance(Body):
    """Until when a conflict of duties may stand, and what is looked at instead."""

    until: Day
    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)


def conflict(one: Conflict) -> DutyConflict:
    """Return a conflict of duties."""
    return DutyConflict.model_validate({name: getattr(one, name) for name in DutyConflict.model_fields})


class ComparedLine(Told):
    """A document as both lists have it; decimals, null where a list has none."""

    document_number: str
    state: Literal["matched", "amount_differs", "ours_only", "theirs_only"]
    ours: str | None
    theirs: str | None
    difference: str


class Compared(Told):
    """A customer's list against ours; the lines' differences sum to the gap."""

    customer_number: str
    as_of: date
    ours: Amount
    theirs: Amount
    gap: Amount
    states: dict[str, int]
    lines: list[ComparedLine]


def tied(tie: Tie, asked: Asked) -> TiedOut:
    """Return a tie-out."""
    names = ("currency", "gl", "subledger", "difference", "explained", "unexplained")
    return TiedOut(request_id=asked.request_id, kind=asked.kind, **{name: getattr(tie, name) for name in names})


def reserved(body: dict[str, Any], asked: Asked) -> Reserved:
    """Return a reserve."""
    sums = {name: body[name] for name in ("required", "allowance", "provision")}
    return Reserved(request_id=asked.request_id, kind=asked.kind, **sums)


def ready(now: Readiness) -> Ready:
    """Return how far a month is."""
    return Ready(
        month=now.month,
        as_of=now.as_of,
        can_close=not now.blockers,
        blockers=[_blocker(one) for one in now.blockers],
        lifted=[_blocker(one) for one in now.lifted],
        waiting=now.waiting,
    )


def _blocker(one: Blocker) -> InTheWay:
    """Return one thing in the way."""
    return InTheWay(**asdict(one))


def run(done: Run) -> ControlRun:
    """Return a run."""
    names = ("control", "about", "state", "found")
    rows = [Control(**dict(zip(names, row, strict=True))) for row in done.rows]  # type: ignore[arg-type]
    plain = {name: getattr(done, name) for name in ("batch", "as_of", "ran_at", "ran_by")}
    return ControlRun(**plain, state=done.state, controls=rows)  # type: ignore[arg-type]


def compared(found: Comparison) -> Compared:
    """Return a comparison."""
    names = list(ComparedLine.model_fields)
    return Compared(
        customer_number=found.customer_number,
        as_of=found.as_of,
        ours=amount(found.ours, found.currency),
        theirs=amount(found.theirs, found.currency),
        gap=amount(found.gap, found.currency),
        states=found.states,
        lines=[ComparedLine(**row) for row in found.lines.select(names).rows(named=True)],
    )
