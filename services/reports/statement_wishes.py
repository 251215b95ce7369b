"""Who gets a statement of a day, to whom it goes and of which kind: as customers want it, or as a person asked."""

from datetime import date, timedelta

import polars as pl
from sqlalchemy import Connection

import ledger
from kit.refusals import Invalid
from ledger.master import CADENCES, FORMS, STATEMENTS, StatementPreference
from services.reports.asked import Asked, Option

OPEN_ITEM, FORWARD, NONE = STATEMENTS
WEEK, MONTH, QUARTER = CADENCES
PREFERRED, CUSTOMER, PARENT = "preferred", "customer", "parent"
OPTIONS = (
    Option("customer", "one customer's number; empty: everybody who gets a statement"),
    Option(
        "kind",
        "as each customer wants it (`statement-preferences`), else open items; or for all open items line by line, or"
        " the balance carried from movement to movement",
        PREFERRED,
        (PREFERRED, OPEN_ITEM, FORWARD),
    ),
    Option(
        "by",
        "as each wants it; or a statement for each customer, or one for a parent with a section for each child",
        PREFERRED,
        (PREFERRED, CUSTOMER, PARENT),
    ),
    Option("form", "only who wants it in this form; empty: everybody", "", ("", *FORMS)),
    Option(
        "cadence",
        "only who wants one so often; month: at the end of a quarter those of a quarter too; empty: everybody",
        "",
        ("", *CADENCES),
    ),
)
_WANTED = ["kind", "form", "cadence"]


def of(connection: Connection, entity: str, people: pl.DataFrame, asked: Asked, batch: int) -> pl.DataFrame:
    """Return the customers a statement is asked for: theirs, `addressee`, `addressee_name`, `kind` and `cadence`.

    What a statement is like is as its addressee wants it. Who wants none gets one where it is named. Refused: Invalid
    for no such customer.
    """
    told = _addressed(_wishes(connection, entity, people, asked.as_of, batch), asked)
    found = _narrowed(told, asked)
    kind = pl.col("kind") if asked["kind"] == PREFERRED else pl.lit(asked["kind"])
    return found.with_columns(kind=kind.replace(NONE, OPEN_ITEM))


def begins(cadence: str, last: date) -> date:
    """Return the first day of a balance carried forward to a day."""
    if cadence == WEEK:
        return last - timedelta(days=6)
    months = (last.month - 1) % 3 if cadence == QUARTER else 0
    return last.replace(month=last.month - months, day=1)


def _wishes(connection: Connection, entity: str, people: pl.DataFrame, as_of: date, batch: int) -> pl.DataFrame:
    """Return the customers with what each wants on a day, and what is usual where none says."""
    usual = StatementPreference("")
    said = ledger.master.held(connection, entity, StatementPreference, as_of, batch=batch)
    wants = said.select("customer_number", "consolidated", *_WANTED)
    joined = people.join(wants, on="customer_number", how="left", maintain_order="left")
    return joined.with_columns(pl.col(name).fill_null(getattr(usual, name)) for name in ("consolidated", *_WANTED))


def _addressed(people: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Say to whom each customer's statement goes, and what that one wants of it. Refused: Invalid."""
    alone = {PARENT: pl.lit(value=False), CUSTOMER: pl.lit(value=True), PREFERRED: ~pl.col("consolidated")}[asked["by"]]
    to = pl.when(alone).then("customer_number").otherwise("family").alias("addressee")
    called = pl.when(alone).then("name").otherwise("family_name").alias("addressee_name")
    told = people.with_columns(to, called)
    if number := asked["customer"]:
        told = _of_one(told, number, asked["by"])
    wants = people.select("customer_number", *_WANTED)
    return told.drop(_WANTED).join(
        wants, left_on="addressee", right_on="customer_number", how="left", maintain_order="left"
    )


def _of_one(told: pl.DataFrame, number: str, by: str) -> pl.DataFrame:
    """Return those whose statement goes to one customer; its own where that goes to its parent. Refused: Invalid."""
    found = told.filter(pl.col("addressee") == number)
    if not found.height and by == PREFERRED:
        own = told.filter(pl.col("customer_number") == number)
        found = own.with_columns(addressee="customer_number", addressee_name="name")
    if not found.height:
        raise Invalid(f"customer: there is no {PARENT if by == PARENT else CUSTOMER} {number}")
    return found


def _narrowed(told: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Leave out who wants none, or wants it in another form or at other times."""
    often = {asked["cadence"]} | ({QUARTER} if asked["cadence"] == MONTH and asked.as_of.month % 3 == 0 else set())
    unwanted = asked["kind"] == PREFERRED and not asked["customer"]
    rules = (
        (unwanted, pl.col("kind") != NONE),
        (bool(asked["form"]), pl.col("form") == asked["form"]),
        (bool(asked["cadence"]), pl.col("cadence").is_in(sorted(often))),
    )
    for narrows, rule in rules:
        told = told.filter(rule) if narrows else told
    return told
