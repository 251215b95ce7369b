"""Payment plans and settlements as the API says them."""

from typing import Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Day, Query, Told, amount
from dunning.arrangements import GRACE, Arrangement, PlanState
from dunning.arrangements import Due as Agreed
from services.dunning import arrangements


class PlanQuery(Query):
    """Plans and settlements as they stood on a day; of one customer, or of all."""

    as_of: Day | None = None
    customer_number: str = Field("", max_length=100)


class PlanPart(Body):
    """A part of what is to be paid, in the documents' currency, and its day."""

    due_on: Day
    minor: int = Field(ge=1, le=10**13)


class NewPlan(Body):
    """What a customer agreed to: parts by their days, or `count` equal ones from `first_on`.

    With `agreed` and `waiver` it is a settlement: the rest is written off once `agreed` came in time.
    """

    documents: list[str] = Field(min_length=1, max_length=500, description="Numbers or ids.")
    person: str = Field(min_length=1, max_length=200)
    parts: list[PlanPart] = Field(default_factory=list, max_length=120)
    first_on: Day | None = None
    count: int = Field(1, ge=1, le=120)
    every: Literal["week", "fortnight", "month"] = "month"
    first_minor: int = Field(0, ge=0, le=10**13, description="The first part, where it is not as much as each.")
    grace: int = Field(GRACE, ge=0, le=60, description="Days by which a part may be late.")
    misses: int = Field(1, ge=1, le=12, description="So many missed parts end it.")
    conditions: str = Field("", max_length=4000)
    agreed: Amount | None = None
    waiver: Literal["", "bad_debt", "bad_debt_expensed", "concession"] = ""
    reason: str = Field(min_length=1, max_length=4000)
    by: str = Field("", max_length=100)

    def told(self) -> arrangements.Told:
        """Return it as the service takes it."""
        dues = tuple(Agreed(one.due_on, one.minor) for one in self.parts)
        names = {"person", "first_on", "count", "every", "grace", "misses", "conditions"}
        same = self.model_dump(include=names)
        return arrangements.Told(tuple(self.documents), dues=dues, first=self.first_minor, **same)


class NewCancellation(Body):
    """Why a plan or a settlement ends."""

    note: str = Field(min_length=1, max_length=4000)
    by: str = Field("", max_length=100)


class NewSettling(Body):
    """Who lets the rest of settlements be written off."""

    by: str = Field("", max_length=100)


class PlanEnded(Told):
    """A plan or a settlement that ended."""

    arrangement_id: str
    state: PlanState


class SettlementsBooked(Told):
    """Settlements whose rest was written off, and those of which more is open than was approved."""

    settled: list[str]
    moved: list[str]


class PlanDue(Told):
    """A part of what is to be paid, and its day."""

    due_on: Day
    amount: Amount


class PaymentPlan(Told):
    """A plan or a settlement as cash has judged it."""

    arrangement_id: str
    customer_number: str
    documents: list[str]
    amount: Amount
    waived: Amount
    waiver: str
    person: str
    conditions: str
    agreed_on: Day
    grace: int
    misses: int
    parts: list[PlanDue]
    paid: Amount
    needed: Amount
    open: Amount
    missed: int
    next_due_on: Day | None
    defaulted_on: Day | None
    state: PlanState


def plan(one: Arrangement) -> PaymentPlan:
    """Return a plan or a settlement."""
    money, kept, terms = one.currency, one.kept, one.terms
    names = ("arrangement_id", "customer_number", "waiver", "person", "conditions", "state")
    return PaymentPlan(
        **{name: getattr(one, name) for name in names},
        **{name: getattr(terms, name) for name in ("agreed_on", "grace", "misses")},
        documents=list(one.numbers),
        amount=amount(one.minor, money),
        waived=amount(one.waived, money),
        parts=[PlanDue(due_on=due.due_on, amount=amount(due.minor, money)) for due in terms.dues],
        paid=amount(kept.paid, money),
        needed=amount(kept.needed, money),
        open=amount(one.open, money),
        missed=kept.missed,
        next_due_on=kept.next_due.due_on if kept.next_due else None,
        defaulted_on=kept.defaulted_on,
    )
