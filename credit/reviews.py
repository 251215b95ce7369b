"""Reviews of accounts: by class of risk, by what happens, and by rules; one that is overdue stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import Connection, Row, func, select

from credit import ruling
from credit.ruling import Rule
from credit.tables import account_review
from kit.days import microseconds
from ledger import master
from ledger.book import Book
from ledger.journal import day
from ledger.master import Review
from ledger.tables import review

#: How often a customer's file is looked at, by its class of risk (DOMAIN section 8); any other class as a low one.
EVERY = {"high": timedelta(days=31), "medium": timedelta(days=92), "low": timedelta(days=366)}
#: From the least risk to the most; a customer without a class is where a low one is.
CLASSES = ("low", "medium", "high")
TRIGGER, RULE = "trigger", "rule"
REVIEW, HOLD, LOWER, NONE = "review", "credit_hold_advised", "lower_limit_advised", "none"
ADVICE = frozenset({REVIEW, HOLD, LOWER})
FACTS = frozenset(
    {"utilisation", "days_past_due", "past_due_percent", "returned", "broken_promises", "dormant_months", "alerts"}
)
_USUAL = (
    Rule(name="past due over 60 days", says=HOLD, when={"days_past_due": "> 60"}),
    Rule(name="two promises broken", says=REVIEW, when={"broken_promises": ">= 2"}),
    Rule(name="nearly all of the limit used", says=REVIEW, when={"utilisation": ">= 90"}),
    Rule(name="a year without a sale", says=LOWER, when={"dormant_months": ">= 12"}),
)


class Reviews(BaseModel):
    """How accounts are looked at by night; of the rules the first that holds speaks (DOMAIN section 8.6)."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    days: int = Field(default=5, ge=0, le=90, description="A review that something opened is due after so many days.")
    lookback_days: int = Field(default=60, ge=1, le=366, description="What happened longer ago opens no review.")
    rules: tuple[Rule, ...] = Field(default=_USUAL, description="What is advised about an account.")

    @model_validator(mode="after")
    def _known(self) -> Self:
        """Refuse facts and advice that there are not."""
        ruling.check(self.rules, FACTS, ADVICE)
        return self


@dataclass(frozen=True, slots=True)
class Due:
    """Until when an account has to be reviewed, and why."""

    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that opens a review, and raises the risk of a customer unless `raises` is false.

    `cause` names the evidence, so that it speaks once.
    """

    customer_number: str
    cause: str
    says: str
    raises: bool = True


@dataclass(frozen=True, slots=True)
class Advised:
    """What the first rule that holds advises about a customer; `rule` is empty where none does any more."""

    customer_number: str
    rule: str
    advice: str
    says: str


def until(risk_class: str, on: date) -> date:
    """Return until when a look at a customer's file counts."""
    return on + EVERY.get(risk_class.casefold(), EVERY["low"])


def raised(risk_class: str) -> str:
    """Return the class of risk above one; above the highest there is none."""
    place = CLASSES.index(risk_class.casefold()) if risk_class.casefold() in CLASSES else 0
    return CLASSES[min(place + 1, len(CLASSES) - 1)]


def due(
    connection: Connection, entity: str, on: date, customer: str | None = None, batch: int = master.NEWEST
) -> dict[str, Due]:
    """Return until when accounts have to be reviewed, as of a day: of one customer, or of all.

    What somebody looked at holds until its day; what the night opened is due until somebody looked since. With `batch`
    only what was known then counts.
    """
    looked = master.standing(connection, entity, Review, on, customer=customer, batch=batch)
    held = looked.select("customer_number", "valid_until").iter_rows()
    found = {number: Due(last, "the last review has run out") for number, last in held if last is not None}
    for row in _open(connection, entity, on, customer, batch):
        last = day(row.due_on)
        if row.customer_number not in found or last < found[row.customer_number].on:
            found[row.customer_number] = Due(last, row.says)
    return found


def open_for(
    book: Book, signals: Sequence[Signal], classes: Mapping[str, str], due_on: date, *, on: date, at: datetime
) -> dict[str, str]:
    """Open a review for each signal that did not speak before, and return the class of risk each customer comes to.

    However many signals come on a night, a customer goes one class up.
    """
    there = _causes(book)
    fresh = [one for one in signals if (one.customer_number, one.cause) not in there]
    now = {one.customer_number: raised(classes[one.customer_number]) for one in fresh if one.raises}
    book.write(
        "account_review",
        [
            (
                *(book.entity, one.customer_number, TRIGGER, one.cause, "", REVIEW, one.says),
                *(
                    classes[one.customer_number],
                    now.get(one.customer_number, classes[one.customer_number]),
                    due_on,
                    on,
                    book.actor,
                    microseconds(at),
                ),
            )
            for one in fresh
        ],
    )
    return now


def advise(book: Book, found: Sequence[Advised], due_on: date, *, on: date, at: datetime) -> int:
    """Write what is advised where it is not what was advised before; return how much changed."""
    before = advised(book.connection, book.entity)
    changed = [one for one in found if one.rule != before.get(one.customer_number, nothing(one.customer_number)).rule]
    rows = [
        (
            *(book.entity, one.customer_number, RULE, f"rule {on}", one.rule, one.advice, one.says, "", ""),
            *(due_on if one.advice == REVIEW else None, on, book.actor, microseconds(at)),
        )
        for one in changed
    ]
    book.write("account_review", rows)
    return len(rows)


def advised(connection: Connection, entity: str) -> dict[str, Advised]:
    """Return what was advised last about each customer."""
    table = account_review
    chosen = select(table).where(table.c.entity == entity, table.c.kind == RULE).order_by(table.c.no)
    return {
        row.customer_number: Advised(row.customer_number, row.rule, row.advice, row.says)
        for row in connection.execute(chosen)
    }


def _open(
    connection: Connection, entity: str, on: date, customer: str | None, batch: int = master.NEWEST
) -> list[Row[Any]]:
    """Return what was opened up to a day, and not looked at since."""
    table = account_review
    last = (
        select(review.c.customer_number, func.max(review.c.batch).label("batch"))
        .where(review.c.entity == entity, review.c.batch <= batch)
        .group_by(review.c.customer_number)
        .subquery()
    )
    chosen = (
        select(table)
        .join(last, last.c.customer_number == table.c.customer_number, isouter=True)
        .where(table.c.entity == entity, table.c.due_on.is_not(None), table.c.batch <= batch)
        .where(func.coalesce(last.c.batch, 0) < table.c.batch)
        .order_by(table.c.no)
    )
    if customer is not None:
        chosen = chosen.where(table.c.customer_number == customer)
    return [row for row in connection.execute(chosen) if day(row.on_day) <= on]


def _causes(book: Book) -> set[tuple[str, str]]:
    """Return what spoke before, by customer and cause."""
    table = account_review
    chosen = select(table.c.customer_number, table.c.cause).where(table.c.entity == book.entity)
    return {(row.customer_number, row.cause) for row in book.connection.execute(chosen)}


def nothing(number: str) -> Advised:
    """Return that nothing is advised about a customer."""
    return Advised(number, "", NONE, "")
