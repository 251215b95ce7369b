"""What is missing or old in the customers' files; what is mended is gone at the next look."""

from datetime import date, timedelta
from typing import Any

import polars as pl
from sqlalchemy import Connection, func, select

import ledger
from kit.db import frame
from ledger import tables
from ledger.master import ACCEPTANCE, Assignment, Contact, Paper, Review
from services.reports.books import EPOCH
from services.workspace import Workspace

STALE = timedelta(days=365)
NOTES = (
    "A customer is listed once for each thing found; stale: nothing of it was recorded for a year before the day, and",
    "no review of it is kept. A review holds until the next is due, a paper until it expires; of an AP contact the",
    "newest word counts. Terms are not accepted where the customer's paper names others than it has.",
    "A tax id or DUNS number that two customers share names both of them.",
)
_TEXTS = ("number", "name", "parent_number", "terms", "email", "collector", "tax_id", "duns")
#: Finding -> the column that is empty.
MISSING = {"no e-mail": "email", "no terms": "terms", "nobody collects": "collector"}
SHARED = {"shared tax id": "tax_id", "shared DUNS number": "duns"}
_FOUND = pl.Schema(dict.fromkeys(("customer_number", "finding", "detail"), pl.String))


def master_data(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return a row a customer and finding, by number."""
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        facts = _facts(connection, entity)
        contacts = ledger.master.held(connection, entity, Contact, as_of)
        papers = ledger.master.standing(connection, entity, Paper, as_of)
        reviews = ledger.master.standing(connection, entity, Review, as_of)
        minded = ledger.master.held(connection, entity, Assignment, as_of).filter(pl.col("role") == "collector")
    desks = contacts.filter(pl.col("roles").str.split("|").list.contains("ap"))
    facts = _reached(facts, desks, minded)
    found = [
        *_of_facts(facts, reviews, as_of),
        *_of_contacts(facts, desks, as_of),
        *_of_papers(facts, papers, as_of),
        _run_out(reviews, as_of, pl.lit("review overdue"), pl.col("reviewer")),
    ]
    names = facts.select("name", customer_number="number")
    table = pl.concat(found).join(names, on="customer_number")
    return table.select("customer_number", "name", "finding", "detail").sort("customer_number", "finding", "detail")


def _facts(connection: Connection, entity: str) -> pl.DataFrame:
    """Return the newest facts of each customer, with the moment they were recorded."""
    fact, batch = tables.customer_fact, tables.batch
    newest = select(func.max(fact.c.no)).where(fact.c.entity == entity).group_by(fact.c.number)
    columns = [*(fact.c[name] for name in _TEXTS), batch.c.recorded_at]
    statement = select(*columns).join(batch, batch.c.no == fact.c.batch).where(fact.c.no.in_(newest))
    schema: dict[str, Any] = {**dict.fromkeys(_TEXTS, pl.String), "recorded_at": pl.Int64}
    return frame(connection, statement, schema)


def _reached(facts: pl.DataFrame, desks: pl.DataFrame, minded: pl.DataFrame) -> pl.DataFrame:
    """Fill in from contacts and assignments where mail goes and who collects, if the customer's file says nothing."""
    mail = desks.filter(pl.col("email") != "").group_by("customer_number").agg(mail=pl.col("email").first())
    named = minded.select("customer_number", "person")
    joined = facts.join(mail, left_on="number", right_on="customer_number", how="left")
    joined = joined.join(named, left_on="number", right_on="customer_number", how="left")
    said = {"email": "mail", "collector": "person"}
    filled = [
        pl.when(pl.col(column) == "").then(pl.col(other).fill_null("")).otherwise(pl.col(column)).alias(column)
        for column, other in said.items()
    ]
    return joined.with_columns(filled)


def _of_facts(facts: pl.DataFrame, reviews: pl.DataFrame, as_of: date) -> list[pl.DataFrame]:
    """Return what is found in the customers' own facts."""
    bound = (as_of - STALE - EPOCH.date()) // timedelta(microseconds=1)
    known = facts["number"].to_list()
    looked_at = reviews["customer_number"].to_list()
    found = {
        **{name: pl.col(column) == "" for name, column in MISSING.items()},
        **{name: (pl.col(one) != "") & pl.col(one).is_duplicated() for name, one in SHARED.items()},
        "parent not known": (pl.col("parent_number") != "") & ~pl.col("parent_number").is_in(known),
        "stale": (pl.col("recorded_at") < bound) & ~pl.col("number").is_in(looked_at),
    }
    details = {**{name: pl.col(one) for name, one in SHARED.items()}, "parent not known": pl.col("parent_number")}
    return [
        _said(facts.filter(wrong), pl.col("number"), pl.lit(finding), details.get(finding, pl.lit("")))
        for finding, wrong in found.items()
    ]


def _of_contacts(facts: pl.DataFrame, desks: pl.DataFrame, as_of: date) -> list[pl.DataFrame]:
    """Return who has no contact in accounts payable, and whose mail comes back."""
    without = facts.filter(~pl.col("number").is_in(desks["customer_number"].to_list()))
    back = desks.filter(pl.col("bounced_on") <= as_of)
    return [
        _said(without, pl.col("number"), pl.lit("no AP contact"), pl.lit("")),
        _said(back, pl.col("customer_number"), pl.lit("AP e-mail bounced"), pl.col("email")),
    ]


def _of_papers(facts: pl.DataFrame, papers: pl.DataFrame, as_of: date) -> list[pl.DataFrame]:
    """Return whose papers have run out, and who has other terms than were accepted."""
    accepted = papers.filter(pl.col("kind") == ACCEPTANCE).join(facts, left_on="customer_number", right_on="number")
    differs = accepted.filter(pl.col("number").str.to_uppercase() != pl.col("terms").str.to_uppercase())
    kind = pl.col("kind").str.replace_all("_", " ")
    return [
        _run_out(papers, as_of, pl.lit("paper expired"), kind),
        _said(differs, pl.col("customer_number"), pl.lit("terms not accepted"), pl.col("terms")),
    ]


def _run_out(rows: pl.DataFrame, as_of: date, finding: pl.Expr, what: pl.Expr) -> pl.DataFrame:
    """Return rows whose last day has passed, with that day."""
    day = pl.col("valid_until").dt.to_string("%Y-%m-%d")
    gone = rows.filter(pl.col("valid_until") < as_of)
    return _said(gone, pl.col("customer_number"), finding, pl.concat_str(what, pl.lit(", "), day))


def _said(rows: pl.DataFrame, customer: pl.Expr, finding: pl.Expr, detail: pl.Expr) -> pl.DataFrame:
    """Return findings of rows."""
    return rows.select(customer.alias("customer_number"), finding.alias("finding"), detail.alias("detail")).cast(_FOUND)
