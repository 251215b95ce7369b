"""Disputes as the API says them: cases with their amounts, tasks of departments, causes."""

from typing import Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Day, Query, Told, amount
from dunning.cases import Case, CaseState, Validity
from dunning.tasks import Task
from services.dunning.disputes import Cause, Load

Fact = Literal["state", "reason", "root_cause", "validity", "department", "processor", "next_step", "document", "note"]


class DisputeQuery(Query):
    """Cases of one customer, or all; those that ended too."""

    customer_number: str = Field("", max_length=100)
    ended: bool = False


class CausesQuery(Query):
    """A period, both days included."""

    first: Day
    last: Day


class DisputedAmounts(Told):
    """What became of what is disputed: the first is the sum of the others."""

    disputed: Amount
    paid: Amount
    credited: Amount
    written_off: Amount
    charged_back: Amount
    open: Amount


class Dispute(Told):
    """A case as it stands."""

    case_id: str
    customer_number: str
    item_id: str
    document_number: str
    of_deduction: bool
    amounts: DisputedAmounts
    reason: str
    customer_reason: str
    claim_number: str
    source: Literal["person", "short_payment", "reply"]
    opened_on: Day
    due_on: Day
    state: CaseState
    validity: Validity
    root_cause: str
    department: str
    processor: str
    next_step: str
    closed_on: Day | None


class NewDispute(Body):
    """What a customer disputes; without an amount all that is open."""

    document: str = Field(min_length=1, max_length=200, description="Number or id.")
    reason: str = Field(min_length=1, max_length=100)
    amount: Amount | None = None
    customer_reason: str = Field("", max_length=2000)
    claim_number: str = Field("", max_length=200)
    by: str = Field("", max_length=100)


class DisputeOpened(Told):
    """A case that is written down."""

    case_id: str


class NewFact(Body):
    """Something about a case."""

    fact: Fact
    value: str = Field(min_length=1, max_length=1000)
    note: str = Field("", max_length=4000)
    by: str = Field("", max_length=100)


class NewTask(Body):
    """What a department is asked; without one that of the case's reason."""

    what: str = Field(min_length=1, max_length=4000)
    department: str = Field("", max_length=100)
    due_on: Day
    by: str = Field("", max_length=100)


class TaskGiven(Told):
    """A task that a department has."""

    task_id: str


class TaskAnswer(Body):
    """An answer to a task; a resolution ends it."""

    note: str = Field(min_length=1, max_length=4000)
    resolution: str = Field("", max_length=100)
    by: str = Field("", max_length=100)


class DepartmentTask(Told):
    """A task as it stands."""

    task_id: str
    case_id: str
    department: str
    what: str
    due_on: Day
    escalated_on: Day | None
    resolution: str
    done_on: Day | None


class NewCredit(Body):
    """What the customer is right about."""

    amount: Amount
    reason: str = Field(min_length=1, max_length=1000)
    by: str = Field("", max_length=100)


class NewEnd(Body):
    """Why a case ends, as denied or closed."""

    end: Literal["denied", "closed"]
    reason: str = Field(min_length=1, max_length=1000)
    by: str = Field("", max_length=100)


class DisputeState(Told):
    """Where a case is."""

    case_id: str
    state: CaseState


class RootCause(Told):
    """A root cause: how many cases it closed, for how much, and its share in basis points."""

    root_cause: str
    cases: int
    disputed: Amount
    share: int


class DepartmentLoad(Told):
    """What a department has to do, and what is disputed in it."""

    department: str
    tasks: int
    overdue: int
    oldest_days: int
    disputed: Amount


def dispute(case: Case) -> Dispute:
    """Return a case."""
    names = set(Dispute.model_fields) - {"amounts", "document_number"}
    sums = {name: amount(getattr(case.amounts, name), case.currency) for name in DisputedAmounts.model_fields}
    told = {name: getattr(case, name) for name in names}
    return Dispute(document_number=case.number, amounts=DisputedAmounts(**sums), **told)


def task(one: Task) -> DepartmentTask:
    """Return a task."""
    return DepartmentTask(**{name: getattr(one, name) for name in DepartmentTask.model_fields})


def cause(one: Cause) -> RootCause:
    """Return a root cause."""
    sums = amount(one.minor, one.currency)
    return RootCause(root_cause=one.root_cause, cases=one.cases, disputed=sums, share=one.share)


def load(one: Load) -> DepartmentLoad:
    """Return what a department has to do."""
    counts = {name: getattr(one, name) for name in ("department", "tasks", "overdue", "oldest_days")}
    return DepartmentLoad(**counts, disputed=amount(one.minor, one.currency))
