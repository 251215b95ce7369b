"""Today's calls and promises as the API says them."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Day, Query, Told, amount
from dunning.promises import State
from dunning.worklist import Called
from ledger.contact_log import Channel
from services.dunning.promises import Made


class WorklistQuery(Query):
    """Who is called on a day; of one collector, or of all."""

    as_of: Day | None = None
    collector: str = Field("", max_length=100)


class Reasoned(Told):
    """A reason to call, and its points."""

    says: str
    points: int


class CalledCustomer(Told):
    """A customer on the list; `suppressed` says why they are left alone."""

    customer_number: str
    name: str
    collector: str
    score: int
    past_due: Amount
    collectible: Amount
    oldest_days: int
    reasons: list[Reasoned]
    suppressed: list[Literal["disputed", "in_plan", "not_received", "placed", "promised", "contact_cap"]]


class PromiseQuery(Query):
    """Promises as they stood on a day; of one customer, or of all."""

    as_of: Day | None = None
    customer_number: str = Field("", max_length=100)


class NewPromise(Body):
    """What somebody promised to pay, and by when; without an amount all that is open."""

    document: str = Field(min_length=1, max_length=200, description="Number or id.")
    promised_on: Day
    person: str = Field(min_length=1, max_length=200)
    amount: Amount | None = None
    channel: Channel = Field(Channel.CALL, strict=False)
    tolerance: int = Field(3, ge=0, le=60, description="Days after which money still keeps it.")
    note: str = Field("", max_length=4000)
    made_on: Day | None = None
    by: str = Field("", max_length=100)


class NewWithdrawal(Body):
    """Why a promise no longer counts."""

    note: str = Field(min_length=1, max_length=4000)
    by: str = Field("", max_length=100)


class PromiseMade(Told):
    """A promise that is written down, and the contact it was made in."""

    promise_id: str
    contact_id: str


class PromiseToPay(Told):
    """A promise as cash has judged it."""

    promise_id: str
    customer_number: str
    item_id: str
    document_number: str
    amount: Amount
    paid: Amount
    made_on: Day
    promised_on: Day
    until: Day
    level: int
    person: str
    note: str
    by: str
    state: State


class PromiseWithdrawn(Told):
    """A promise that no longer counts."""

    promise_id: str
    state: Literal["withdrawn"]


def called(one: Called) -> CalledCustomer:
    """Return a customer on the list."""
    facts = one.facts
    return CalledCustomer(
        customer_number=facts.customer_number,
        name=facts.name,
        collector=facts.collector,
        score=one.score,
        past_due=amount(facts.past_due, facts.currency),
        collectible=amount(facts.collectible, facts.currency),
        oldest_days=facts.oldest,
        reasons=[Reasoned(says=point.says, points=point.points) for point in one.points],
        suppressed=list(facts.suppressed),  # type: ignore[arg-type]
    )


def made(done: Made) -> PromiseMade:
    """Return what was written down."""
    return PromiseMade(promise_id=done.promise_id, contact_id=done.contact_id)


def promise(row: Mapping[str, Any]) -> PromiseToPay:
    """Return a promise."""
    shown = {name: row[name] for name in set(PromiseToPay.model_fields) & set(row) - {"amount", "paid"}}
    money = row["currency"]
    return PromiseToPay(
        document_number=row["number"], amount=amount(row["minor"], money), paid=amount(row["paid"], money), **shown
    )
