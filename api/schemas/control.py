"""Months, requests and verdicts as the API says them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Day, Instant, Paged, Told, amount
from ledger import Adjust
from services import disposition
from services.control import Asked, Settled
from services.events import Event, Happened


class Period(Told):
    """A month of the books, and who opened or closed it last."""

    month: str
    state: Literal["open", "closed"]
    changed_by: str
    changed_at: Instant
    changes: int


class Closing(Body):
    """Who closes the month."""

    by: str = Field("", max_length=100)


class Reopening(Body):
    """Who wants a closed month open again, and why."""

    by: str = Field("", max_length=100)
    reason: str = Field(min_length=1, max_length=500)


class NewAdjustment(Body):
    """An item or receipt that is to change without cash."""

    item: str = Field(min_length=1, max_length=200, description="An item's or receipt's id, or a document's number.")
    kind: Adjust = Field(strict=False)
    amount: Amount
    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)
    claim_tax: bool = False
    payee: str = Field("", max_length=100)
    as_of: Day | None = None


class NewRebilling(Body):
    """An invoice that is to be credited wholly and billed again."""

    item: str = Field(min_length=1, max_length=200, description="The invoice's number or id.")
    number: str = Field(min_length=1, max_length=200, description="Of the corrected invoice.")
    amount: Amount
    tax: int = Field(0, ge=0, description="The part of it that is sales tax, minor units.")
    freight: int | None = Field(None, ge=0, description="The part that is freight; null: what it was.")
    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)
    as_of: Day | None = None


class NewEvent(Body):
    """What happened, by what it is known, and the money it is about."""

    kind: Event = Field(strict=False)
    reference: str = Field(min_length=1, max_length=200, description="A payout, a deposit, a month: booked once.")
    amount: Amount
    fee: int = Field(0, ge=0, description="What a processor or an agency kept, minor units of the amount's currency.")
    receipt: str = Field("", max_length=200, description="The receipt it is about, or that a settlement explains.")
    item: str = Field("", max_length=200, description="What an agency's remittance pays.")
    customer: str = Field("", max_length=200, description="Whose money was received.")
    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)
    as_of: Day | None = None

    def told(self, today: date) -> Happened:
        """Return the event."""
        more = self.model_dump(include={"fee", "receipt", "item", "customer", "reason"})
        money, on = self.amount, self.as_of or today
        return Happened(self.kind, self.reference, money.minor, money.currency, on, **more)


class Waiting(Told):
    """A request that waits for a second person."""

    request_id: str
    kind: str


class RequestQuery(Paged):
    """Requests that wait, or all."""

    waiting: bool = True


class Requested(Told):
    """What one person asked for, and what another decided."""

    request_id: str
    kind: str
    subject: str
    customer_number: str
    amount: Amount | None
    reason: str
    maker: str
    requested_at: Instant
    state: Literal["waiting", "approved", "refused"]
    checker: str
    note: str
    books_on: Day | None = Field(description="The GL day on which it would be booked now, where one was asked for.")
    evidence: dict[str, str] = Field(
        description="Share of sales tax, age, attempts, disputes, guaranties, cash; empty where none is told."
    )


class NewVerdict(Body):
    """What a second person decides."""

    verdict: Literal["approved", "refused"]
    by: str = Field("", max_length=100)
    note: str = Field("", max_length=500)


class Verdict(Told):
    """What was decided, and how many entries that made."""

    request_id: str
    verdict: str
    entries: int
    booked_on: list[Day] = Field(description="The GL days of the entries: others than asked for where months closed.")


def period(row: Mapping[str, Any]) -> Period:
    """Return a month."""
    return Period(**row)


def waiting(asked: Asked) -> Waiting:
    """Return a request that waits."""
    return Waiting(request_id=asked.request_id, kind=asked.kind)


def requested(row: Mapping[str, Any]) -> Requested:
    """Return a request."""
    same = {name: row[name] for name in Requested.model_fields if name not in {"amount", "evidence"}}
    evidence = disposition.told(row["body"], row["currency"])
    money = amount(row["amount"], row["currency"]) if row["currency"] else None
    return Requested(**same, amount=money, evidence=evidence)


def verdict(settled: Settled) -> Verdict:
    """Return what was decided."""
    days = [date.fromisoformat(day) for day in settled.booked_on]
    return Verdict(request_id=settled.request_id, verdict=settled.verdict, entries=settled.entries, booked_on=days)
