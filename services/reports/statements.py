"""Statements of account: what goes to customers, open item by item or as a balance carried forward."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

import polars as pl
from sqlalchemy import Connection, text

import ledger
from aging.aged import tabled
from aging.buckets import BUCKETS
from aging.statements import ACTIVITY, carried, open_lines, wanted
from kit.db import frame, stored_day
from kit.money import parsed
from services.exports import decimals
from services.reports import balances, books, flows, statement_pages, statement_wishes
from services.reports.aging import UNKNOWN
from services.reports.asked import KNOWN_AT, Asked, Option
from services.reports.roll_forward import first_day
from services.reports.statement_wishes import FORWARD, OPEN_ITEM, PARENT, PREFERRED
from services.workspace import Workspace

OPTIONS = (
    *statement_wishes.OPTIONS,
    Option(
        "from",
        "the first day of a balance carried forward; empty: of the month, or as often as the customer wants it",
    ),
    Option("minimum", "no statement where less than this is owed", "0.00"),
    Option("credit_only", "statements also where there is nothing but credits", "no", ("no", "yes")),
    KNOWN_AT,
)
NOTES = (
    "Open: what was left on the day; applied: what had been settled of the original amount. D: disputed.",
    "No statement goes where nothing is open, where less than the minimum is owed, or where there are only credits,",
    "unless they are asked for. A statement's total is the customer's balance in the books on that day.",
    "Who wants none gets none, unless named; what is consolidated goes to the topmost parent, as that one wants it.",
)
_ACTIVITY = """
WITH moved AS (SELECT no, gl_on FROM entry WHERE gl_on >= :first AND gl_on <= :last AND batch <= :batch {own}),
side AS (
  SELECT p.dr_customer AS customer, p.currency, m.gl_on, m.no AS entry_no, p.kind, p.dr_item AS item_id, p.minor
  FROM moved m JOIN posting p ON p.entry_no = m.no WHERE p.dr_account IN ({accounts})
  UNION ALL
  SELECT p.cr_customer, p.currency, m.gl_on, m.no, p.kind, p.cr_item, -p.minor
  FROM moved m JOIN posting p ON p.entry_no = m.no WHERE p.cr_account IN ({accounts}))
SELECT coalesce(s.customer, '') AS customer_number, s.currency, s.gl_on AS gl_date, s.entry_no, s.kind,
  min(coalesce(nullif(b.bank_reference, ''), i.number)) AS document_number, CAST(sum(s.minor) AS BIGINT) AS minor
FROM side s JOIN item i ON i.item_id = s.item_id LEFT JOIN bank_entry b ON b.entry_id = i.bank_entry_id
GROUP BY s.customer, s.currency, s.gl_on, s.entry_no, s.kind HAVING sum(s.minor) <> 0
"""
_OPENING = {"customer_number": pl.String, "currency": pl.String, "minor": pl.Int64}
_NUMBERS = """
SELECT i.item_id, b.bank_reference FROM item i JOIN bank_entry b ON b.entry_id = i.bank_entry_id
WHERE i.balance <> 0 AND i.type = 'receipt' AND b.bank_reference <> ''
"""


@dataclass(frozen=True, slots=True)
class Statements:
    """What the statements of a day say: who gets one, their lines, and the ages of what they owe, in minor units."""

    seller: str  # what the entity is called on the day, and where it is
    as_of: date
    people: pl.DataFrame  # customer_number, name, addressee, addressee_name, and the addressee's kind and form
    lines: pl.DataFrame  # of those who get open items
    carried: pl.DataFrame  # of those who get a balance carried forward
    strips: pl.DataFrame  # a row a customer and currency, as aging tells it
    skipped: pl.DataFrame
    remit_to: str = ""  # where it is paid to, if not to the seller
    languages: Mapping[str, str] = field(default_factory=dict)  # customer -> the language it is written to in
    addresses: Mapping[str, str] = field(default_factory=dict)  # customer -> where it is billed


def statements(workspace: Workspace, asked: Asked) -> pl.DataFrame:
    """Return the lines of all statements as one table; amounts as decimals.

    Where some are of open items and some carried forward, columns that one of the two does not have are empty there.
    """
    return table(of(workspace, asked), asked)


def table(told: Statements, asked: Asked) -> pl.DataFrame:
    """Return the lines of statements as one table; amounts as decimals."""
    opened = _shown(told.lines, told.people, ("original", "applied", "open"))
    forward = _shown(told.carried, told.people, ("minor", "balance")).drop("entry_no").rename({"minor": "amount"})
    whole = [one for one in (opened, forward) if one.height] or [forward if asked["kind"] == FORWARD else opened]
    lines = pl.concat(whole, how="diagonal")
    apart = lines.filter(pl.col("addressee") != pl.col("customer_number")).height
    named = {PARENT: ["family"], PREFERRED: ["addressee"] * bool(apart)}.get(asked["by"], [])
    if named or len(whole) > 1:
        lines = lines.sort("addressee", "customer_number", "currency", maintain_order=True)
    first = [*named, "customer_number", "name", "currency"]
    lines = lines.rename(dict.fromkeys(["addressee"], "".join(named) or "addressee"))
    return lines.select(*first, pl.exclude(*first, "addressee"))


def _shown(lines: pl.DataFrame, people: pl.DataFrame, amounts: Sequence[str]) -> pl.DataFrame:
    """Return lines with whose they are, amounts as decimals."""
    names = people.select("customer_number", "name", "addressee")
    table = lines.join(names, on="customer_number", how="left", maintain_order="left").with_columns(_named("name"))
    return table.with_columns(decimals(table, name) for name in amounts)


def printed(workspace: Workspace, asked: Asked) -> bytes:
    """Return the statements as one PDF, a page or more each."""
    return statement_pages.paper(of(workspace, asked))


def of(workspace: Workspace, asked: Asked) -> Statements:
    """Return what the statements of a day say. Refused: Invalid for no amount, or no such customer."""
    entity, as_of = workspace.settings.entity, asked.as_of
    with workspace.database.reading() as connection:
        batch = asked.read("known_at", lambda told: books.batch_of(connection, told))
        everybody = books.customers(connection, entity, as_of, workspace.settings.time_zone, batch)
        called = ledger.entities.called(connection, entity, as_of, batch)
        people = statement_wishes.of(connection, entity, everybody, asked, batch)
        sums = balances.sums(connection, entity, as_of, batch=batch, buckets=BUCKETS)
        strips = tabled(sums.filter(pl.col("customer_number").is_in(people["customer_number"].to_list())))
        lines = _lines(connection, entity, asked, batch)
        moved = _carried(connection, entity, asked, batch, people)
        languages = ledger.customers.spoken(connection, entity, batch)
        sites = ledger.master.billed(connection, entity, as_of, batch=batch).select("customer_number", "address")
    sent = _sent(strips.with_columns(owed=pl.col("total") - pl.col("credits")), asked)
    keys = ["customer_number", "currency"]
    kept = sent.filter(pl.col("skipped") == "").select(keys)
    opened = kept.join(people.filter(kind=OPEN_ITEM), on="customer_number", how="semi")
    seller = ", ".join(filter(None, (called.name, called.address))) if called else entity
    return Statements(
        seller,
        as_of,
        people,
        lines.join(opened, on=keys, how="semi", maintain_order="left"),
        moved.join(kept, on=keys, how="semi", maintain_order="left"),
        strips.join(kept, on=keys, how="semi", maintain_order="left"),
        sent.filter(pl.col("skipped") != "").select(*keys, "skipped"),
        remit_to=called.remit_to if called else "",
        languages=languages,
        addresses=dict(everybody.select("customer_number", "address").iter_rows()) | dict(sites.iter_rows()),
    )


def _sent(totals: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Return who gets a statement; the minimum is told with the digits of each currency."""
    parts = []
    for currency in totals["currency"].unique().sort():
        floor = asked.read("minimum", partial(_minor, currency=currency))
        own = totals.filter(pl.col("currency") == currency)
        parts.append(wanted(own, floor=floor, credit_only=asked["credit_only"] == "yes"))
    return pl.concat(parts) if parts else totals.with_columns(skipped=pl.lit(""))


def _minor(text: str, currency: str) -> int:
    """Return an amount in minor units. A ValueError refuses what is none."""
    found = parsed(text, currency)
    if found is None:
        raise ValueError(f"{text!r} is no amount of {currency}")
    return found


def _lines(connection: Connection, entity: str, asked: Asked, batch: int) -> pl.DataFrame:
    """Return the lines of open items of everybody."""
    held = balances.open_items(connection, entity, asked.as_of, batch=batch)
    return open_lines(_numbered(connection, held), asked.as_of)


def _carried(connection: Connection, entity: str, asked: Asked, batch: int, people: pl.DataFrame) -> pl.DataFrame:
    """Return the balances carried forward of those who get them so, each from the day on that it begins."""
    parts = [carried(pl.DataFrame(schema=_OPENING), pl.DataFrame(schema=ACTIVITY))]
    for (cadence,), mine in people.filter(kind=FORWARD).partition_by("cadence", as_dict=True).items():
        said = asked["from"] or asked["kind"] == FORWARD
        first = first_day(asked) if said else statement_wishes.begins(str(cadence), asked.as_of)
        begun = balances.sums(connection, entity, first - timedelta(days=1), batch=batch, buckets=BUCKETS)
        opening = begun.group_by("customer_number", "currency").agg(pl.col("open").sum().alias("minor"))
        whole = carried(opening, activity(connection, entity, first, asked.as_of, batch=batch))
        parts.append(whole.join(mine, on="customer_number", how="semi", maintain_order="left"))
    return pl.concat(parts)


def activity(
    connection: Connection, entity: str, first: date, last: date, *, batch: int = books.NEWEST
) -> pl.DataFrame:
    """Return what moved the balances of customers from a GL day to another: columns ACTIVITY."""
    statement = _ACTIVITY.format(own="AND entity = :entity", accounts=flows.ACCOUNTS)
    days = {"first": stored_day(connection, first), "last": stored_day(connection, last)}
    return frame(connection, text(statement).bindparams(**days, batch=batch, entity=entity), ACTIVITY)


def _numbered(connection: Connection, held: pl.DataFrame) -> pl.DataFrame:
    """Return open items with receipts named by the bank's reference: ours says nothing to a customer."""
    names: dict[str, Any] = {"item_id": pl.String, "bank_reference": pl.String}
    references = frame(connection, text(_NUMBERS), names)
    joined = held.join(references, on="item_id", how="left", maintain_order="left")
    return joined.with_columns(document_number=pl.coalesce("bank_reference", "document_number")).drop("bank_reference")


def _named(column: str) -> pl.Expr:
    """Return a name, with words where the payer is unknown."""
    return pl.when(pl.col("customer_number") == "").then(pl.lit(UNKNOWN)).otherwise(pl.col(column)).alias(column)
