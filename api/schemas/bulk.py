"""Many at once as the API says them: a list, all or none if asked, and what came of each by its place."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Generic, Literal, Self, TypeVar

from pydantic import Field, model_validator

from api import problems
from api.schemas.erps import Result
from api.schemas.postings import Acknowledgement
from api.schemas.resolutions import Resolution
from api.schemas.shared import Amount, Body, Day, Problem, Told
from kit.money import decimal
from kit.refusals import Refused
from services.bulk import LIMIT_MAX

Given = TypeVar("Given")
Row = TypeVar("Row")


class Many(Body, Generic[Given]):
    """What is to be done, in order. `atomic`: all of it or nothing; else each by itself."""

    data: list[Given] = Field(min_length=1, max_length=LIMIT_MAX)
    atomic: bool = Field(False, description="All in one transaction, or nothing: the answer is then one refusal.")


class BulkCustomer(Body):
    """A customer that is made or changed: columns of the sheet of customers; what is not said stays."""

    customer_number: str = Field(min_length=1, max_length=100)
    facts: dict[str, str] = Field(description="Columns of the sheet; a new customer needs `name`.", max_length=20)


class ManyCustomers(Many[BulkCustomer]):
    """Customers that are made or changed."""

    by: str = Field("", max_length=100)
    reason: str = Field("", max_length=500, description="Needed where something waits for a second person.")


class BulkItem(Body):
    """A document that another system has booked, or that is issued here; credit memos are negative.

    `open_amount`: else all of it is open.
    """

    document_number: str = Field(min_length=1, max_length=100)
    document_type: Literal["invoice", "credit_memo", "debit_memo", "finance_charge", "deduction"]
    customer_number: str = Field(min_length=1, max_length=100)
    issue_date: Day
    due_date: Day | None = Field(None, description="Else the terms give it.")
    amount: Amount
    open_amount: Amount | None = None
    booked_as: Literal["opening", "issued"] = Field(
        "opening", description="`issued`: revenue, tax and freight of an invoice or debit memo are booked here."
    )
    terms: str = Field("", max_length=100, description="Else those the customer had on the day of the document.")
    bill_to: str = Field("", max_length=100)
    tax_amount: Amount | None = None
    freight_amount: Amount | None = None
    po_number: str = Field("", max_length=100)
    order_number: str = Field("", max_length=100)
    delivery_number: str = Field("", max_length=100)
    description: str = Field("", max_length=500)

    @model_validator(mode="after")
    def of_one_currency(self) -> Self:
        """Refuse amounts of several currencies."""
        if len({value.currency for _, value in self if isinstance(value, Amount)}) > 1:
            raise ValueError("the amounts of a document are in one currency")
        return self


class BulkDecision(Body):
    """One decision: `version` is the `ETag` that was read of its receipt, without the quotes."""

    exception_id: str = Field(min_length=1, max_length=100)
    version: int | None = Field(None, ge=0)
    resolution: Resolution


class ManyItems(Many[BulkItem]):
    """Documents that are booked."""


class ManyDecisions(Many[BulkDecision]):
    """Decisions."""


class ManyAcknowledgements(Many[Acknowledgement]):
    """How the ERP took ranges of postings."""


class BulkResult(Result):
    """What an ERP made of one document."""

    reference: str = Field(min_length=1, max_length=100)


class ManyResults(Many[BulkResult]):
    """What ERPs made of documents."""


class BulkState(Told):
    """What came of one: `new`, `known`, `changed`, `same`, or `waits` for a second person."""

    state: Literal["new", "known", "changed", "same", "waits"]


class Came(Told, Generic[Row]):
    """What came of one: its place in the list from 0, the status it would have had alone, its answer or its problem."""

    place: int
    status: int
    answer: Row | None
    problem: Problem | None


class Bulk(Told, Generic[Row]):
    """What came of each, in order, and how many were done and refused."""

    data: list[Came[Row]]
    done: int
    refused: int


def told(came: Sequence[Any], shape: Any, status: int = 200) -> dict[str, Any]:
    """Return what came of each; `shape` makes the answer of one that was done."""
    rows = [_row(place, one, shape, status) for place, one in enumerate(came)]
    refused = sum(isinstance(one, Refused) for one in came)
    return {"data": rows, "done": len(rows) - refused, "refused": refused}


def cells(one: BulkItem) -> dict[str, str]:
    """Return a document as a row of the sheet of open items."""
    said: dict[str, Any] = dict(one)
    said["open_amount"] = said["open_amount"] or one.amount
    money = {name: decimal(value.minor, value.currency) for name, value in said.items() if isinstance(value, Amount)}
    days = {name: value.isoformat() for name, value in said.items() if isinstance(value, date)}
    texts = {name: value for name, value in said.items() if isinstance(value, str)}
    return {**texts, **days, **money, "currency": one.amount.currency}


def _row(place: int, one: Any, shape: Any, status: int) -> dict[str, Any]:
    """Return what came of one."""
    if isinstance(one, Refused):
        problem = problems.problem(one)
        return {"place": place, "status": problem["status"], "answer": None, "problem": Problem(**problem)}
    return {"place": place, "status": status, "answer": shape(one), "problem": None}
