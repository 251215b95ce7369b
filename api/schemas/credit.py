"""Orders, holds and limits as the API says them."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Day, Instant, Paged, Query, Told, amount
from credit import guarantees
from credit.guarantees import NewGuarantee
from credit.limits import NewLimit
from credit.records import (
    CheckOutcome,
    Checkpoint,
    GuaranteeKind,
    LimitKind,
    Limits,
    Order,
    Reason,
    ReleaseReason,
    Scope,
)
from services.credit import holds, limits, orders
from services.credit.guarantees import Given


class NewOrder(Body):
    """An order as it now stands; amounts are minor units of its currency."""

    number: str = Field(min_length=1, max_length=100, examples=["SO-1001"])
    customer_number: str = Field(min_length=1, max_length=100, description="Who is billed.")
    amount: Amount = Field(description="All of it, tax included.")
    ships_on: Day
    checkpoint: Checkpoint = Field(Checkpoint.ENTRY, strict=False)
    state: Literal["open", "closed", "cancelled"] = "open"
    ordered_by: str = Field("", max_length=100, description="Who ordered, where another is billed.")
    ship_to: str = Field("", max_length=100)
    shipped: int = Field(0, ge=0, description="What of it has gone out.")
    billed: int = Field(0, ge=0, description="What of it was invoiced.")
    card: int = Field(0, ge=0, description="What of it is authorised on a card.")
    card_until: Day | None = None
    terms: str = Field("", max_length=100)
    discount: int = Field(0, ge=0, le=10_000, description="Basis points.")
    po_number: str = Field("", max_length=100)
    as_of: Day | None = None
    by: str = Field("", max_length=100)

    def told(self) -> Order:
        """Return the order."""
        facts = self.model_dump(exclude={"amount", "checkpoint", "as_of", "by"})
        return Order(minor=self.amount.minor, currency=self.amount.currency, **facts)


class NewCheck(Body):
    """A check of an order at a step of its way."""

    checkpoint: Checkpoint = Field(strict=False)
    as_of: Day | None = None
    by: str = Field("", max_length=100)


class FailedRule(Told):
    """A rule that an order failed, in words with its figures."""

    reason: Reason
    says: str


class OrderCheck(Told):
    """What a check came to: `held` waits for a person; `outcome` is null where the order no longer counts."""

    number: str
    customer_number: str
    check_id: str
    checkpoint: str
    outcome: CheckOutcome | None
    failed: list[FailedRule]
    exposure: Amount | None
    limit: Amount | None


class HoldQuery(Query):
    """The held orders as the books stand on a day."""

    as_of: Day | None = None


class Hold(Told):
    """A held order; `ready` where nothing holds it any more, though a person still has to let it go."""

    number: str
    customer_number: str
    name: str
    check_id: str
    checkpoint: Checkpoint
    ships_on: Day
    amount: Amount
    held_on: Day
    failed: list[FailedRule]
    exposure: Amount
    limit: Amount | None
    ready: bool
    still: list[str] = Field(description="Reasons that hold it now, or why that cannot be said.")


class NewRelease(Body):
    """Why a held order goes, how far it may grow and until when."""

    reason: ReleaseReason = Field(strict=False)
    cap: int | None = Field(None, ge=0, description="Minor units of the order's currency; else the policy's share.")
    until: Day | None = None
    customer: bool = Field(default=False, description="Let the customer's other orders go as well.")
    note: str = Field("", max_length=2000)
    by: str = Field("", max_length=100)


class NewRejection(Body):
    """Why a held order is turned down."""

    note: str = Field(min_length=1, max_length=2000)
    by: str = Field("", max_length=100)


class HoldVerdict(Told):
    """What became of a held order; `pending` waits for a second person under `request_id`."""

    number: str
    verdict: Literal["released", "rejected", "pending"]
    request_id: str
    until: str


class NewForcedHold(Body):
    """A hold by hand of a customer's orders, or of one; `held` false ends it."""

    customer_number: str = Field(min_length=1, max_length=100)
    order: str = Field("", max_length=100)
    held: bool = True
    note: str = Field(min_length=1, max_length=2000)
    by: str = Field("", max_length=100)


class ForcedHold(Told):
    """Whether a customer's orders, or one, are held by hand now."""

    customer_number: str
    order: str
    held: bool


class NewCreditLimit(Body):
    """A limit that is wanted; of insurance `share` basis points count."""

    customer_number: str = Field(min_length=1, max_length=100)
    scope: Scope = Field(Scope.CUSTOMER, strict=False)
    kind: LimitKind = Field(LimitKind.BASE, strict=False)
    amount: Amount
    valid_from: Day
    valid_until: Day | None = None
    share: int = Field(10_000, ge=0, le=10_000)
    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)

    def told(self) -> NewLimit:
        """Return the limit."""
        facts = self.model_dump(exclude={"amount", "reason", "by"})
        return NewLimit(minor=self.amount.minor, currency=self.amount.currency, **facts)


class LimitQuery(Paged):
    """The limits that were granted to one customer, or to all."""

    customer_number: str = Field("", max_length=100)


class GrantedLimit(Told):
    """A limit that was granted, by whom and when."""

    customer_number: str
    scope: Scope
    kind: LimitKind
    amount: Amount
    share: int
    valid_from: Day
    valid_until: Day | None
    reason: str
    maker: str
    checker: str
    decided_at: Instant


class NewCreditGuarantee(Body):
    """A guarantee that is wanted: `share` basis points of it count, up to its last day and the day to call it by."""

    customer_number: str = Field(min_length=1, max_length=100)
    scope: Scope = Field(Scope.CUSTOMER, strict=False)
    kind: GuaranteeKind = Field(strict=False)
    guarantor: str = Field(min_length=1, max_length=200)
    amount: Amount = Field(description="The most they stand in for; nothing ends an earlier one of theirs.")
    share: int = Field(10_000, ge=0, le=10_000)
    valid_from: Day
    valid_until: Day | None = Field(None, description="A bank's has one; a company's or a person's may hold on.")
    call_by: Day | None = Field(None, description="The last day on which payment can be demanded.")
    document_id: str = Field(min_length=1, max_length=100, description="The verified guaranty it stands on.")
    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)

    def told(self) -> NewGuarantee:
        """Return the guarantee."""
        facts = self.model_dump(exclude={"amount", "reason", "by"})
        return NewGuarantee(minor=self.amount.minor, currency=self.amount.currency, **facts)


class GuaranteeQuery(Paged):
    """The guarantees for one customer, or for all, as they count on a day."""

    customer_number: str = Field("", max_length=100)
    as_of: Day | None = None


class CreditGuarantee(Told):
    """A guarantee as it counts on a day: `counts` is what it comes to, nothing unless it is in force."""

    customer_number: str
    scope: Scope
    kind: GuaranteeKind
    guarantor: str
    amount: Amount
    share: int
    counts: Amount
    state: str = Field(description=", ".join(guarantees.STATES))
    valid_from: Day
    valid_until: Day | None
    call_by: Day | None
    document_id: str
    sha256: str = Field(description="The hash of its document.")
    request_id: str
    reason: str
    maker: str
    checker: str


class DayQuery(Query):
    """A day; today where none is named."""

    as_of: Day | None = None


class CustomerLimits(Told):
    """The limits of a customer on a day; null where nothing limits it."""

    customer_number: str
    limit: Amount | None
    secured: Amount | None = Field(description="What of the limit stands on insurance or guarantees.")
    expired: bool
    head: str
    group_limit: Amount | None
    guarantees: list[CreditGuarantee] = Field(description="For it and for its family.")


def check(done: orders.Taken) -> OrderCheck:
    """Return what a check came to."""
    kept = done.snapshot
    return OrderCheck(
        number=done.number,
        customer_number=done.customer_number,
        check_id=done.check_id,
        checkpoint=done.checkpoint,
        outcome=done.outcome,
        failed=[FailedRule(reason=one.reason, says=one.says) for one in done.failed],
        exposure=amount(kept["total"], kept["currency"]) if kept else None,
        limit=amount(kept["limit"], kept["currency"]) if kept and kept["limit"] is not None else None,
    )


def hold(row: Mapping[str, Any]) -> Hold:
    """Return a row of the queue."""
    money = row["limit_currency"]
    shown = {name: row[name] for name in set(Hold.model_fields) & set(row) - {"amount", "exposure", "limit"}}
    failed = [
        FailedRule(reason=Reason(reason), says=says) for reason, says in zip(row["reasons"], row["says"], strict=True)
    ]
    return Hold(
        amount=amount(row["amount"], row["currency"]),
        exposure=amount(row["exposure"], money),
        limit=None if row["limit"] is None else amount(row["limit"], money),
        failed=failed,
        **shown,
    )


def verdict(done: holds.Decided) -> HoldVerdict:
    """Return what became of a held order."""
    return HoldVerdict.model_validate({name: getattr(done, name) for name in HoldVerdict.model_fields})


def granted(row: Mapping[str, Any]) -> GrantedLimit:
    """Return a granted limit."""
    shown = {name: row[name] for name in GrantedLimit.model_fields if name != "amount"}
    return GrantedLimit(amount=amount(row["amount"], row["currency"]), **shown)


def guarantee(one: Given) -> CreditGuarantee:
    """Return a guarantee as it counts."""
    row, plain = one.guarantee, set(CreditGuarantee.model_fields) - {"amount", "counts"}
    shown = {name: getattr(one if hasattr(one, name) else row, name) for name in plain}
    return CreditGuarantee(amount=amount(row.minor, row.currency), counts=amount(one.counts, row.currency), **shown)


def of_day(held: limits.Held) -> CustomerLimits:
    """Return the limits of a day."""
    return CustomerLimits(
        customer_number=held.customer_number,
        limit=_amount(held.own),
        secured=None if held.own.minor is None else amount(held.own.secured, held.own.currency),
        expired=held.own.expired,
        head=held.head,
        group_limit=_amount(held.group),
        guarantees=[guarantee(one) for one in held.given],
    )


def _amount(held: Limits | None) -> Amount | None:
    """Return a limit as an amount."""
    return None if held is None or held.minor is None else amount(held.minor, held.currency)
