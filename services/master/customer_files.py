"""The file of a customer: all that is known of it on a day, what changed and who said so, and how it is changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, select

import ledger
from kit.db import frame
from kit.money import decimal
from kit.refusals import Conflict, Invalid
from ledger import tables
from ledger.records import NewCustomer
from ledger.refusals import UnknownCustomer
from services import control
from services.banking import company_ids
from services.commands import command
from services.importing import master, subledger
from services.importing.rows import BadRowError, Row
from services.master import changing
from services.reports import books
from services.workspace import Workspace

#: What a customer's file holds besides its facts -> the sheet that says its columns.
PARTS = {
    "site": "sites",
    "contact": "contacts",
    "assignment": "assignments",
    "statement_preference": "statement-preferences",
    "paper": "papers",
    "review": "reviews",
}
#: Fact of a customer -> the column of the sheet of customers that says it.
COLUMNS = {"number": "customer_number", **{field.name: field.name for field in fields(NewCustomer)[1:]}}


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of a change: how many facts or rows were written, and the request that waits, if one does."""

    written: int
    request_id: str = ""
    replayed: bool = False


def listed(workspace: Workspace, as_of: date, *, parent: str = "") -> pl.DataFrame:
    """Return the customers as they stood on a day, those below one parent or all: `books.PEOPLE` and the family."""
    with workspace.database.reading() as connection:
        people = books.customers(connection, workspace.settings.entity, as_of, workspace.settings.time_zone)
    return people.filter(pl.col("family") == parent) if parent else people


def of(workspace: Workspace, number: str, as_of: date) -> dict[str, Any]:
    """Return a customer's file as it stood on a day. Refused: UnknownCustomer.

    `customer`: its facts then; `history`: every version of them; `family`: its parents, topmost first, and children;
    each of PARTS: what held that day; `payees`: as `control.payees`; `requests`: what was asked for it.
    """
    entity = workspace.settings.entity
    people = listed(workspace, as_of)
    with workspace.database.reading() as connection:
        history = _history(connection, entity, number)
        if not history.height:
            raise UnknownCustomer(f"there is no customer {number}")
        parts = {
            kind: ledger.master.held(connection, entity, master.SHEETS[sheet].sort, as_of, customer=number)
            for kind, sheet in PARTS.items()
        }
        payees = control.payees(connection, entity, number)
    requests = control.listed(workspace, waiting=False).filter(pl.col("customer_number") == number)
    return {
        "customer": _then(history, people, number, workspace, as_of),
        "history": history.rows(named=True),
        "parents": _parents(people, number),
        "children": people.filter(pl.col("parent_number") == number)["customer_number"].to_list(),
        **{kind: rows.rows(named=True) for kind, rows in parts.items()},
        "payees": payees,
        "requests": requests.drop("body").rows(named=True),
    }


def create(workspace: Workspace, number: str, said: Mapping[str, str], *, actor: str, key: str = "") -> Changed:
    """Make a customer. Refused: Conflict where there is one, Invalid for what cannot be."""
    row = read(workspace, {"customer_number": number, **said})
    with command(workspace, "create customer", actor, {"said": [number, sorted(said.items())]}, key) as book:
        if book.replayed is not None:
            return Changed(**book.replayed, replayed=True)
        if ledger.customers.standing(book, [number]):
            raise Conflict(f"there is a customer {number}: change it")
        ledger.customers.upsert(book, [row])
        ledger.evidence.add(book, company_ids.links([row]))
        book.result = {"written": 1}
    return Changed(**book.result)


def change(
    workspace: Workspace, number: str, said: Mapping[str, str], *, reason: str, actor: str, key: str = ""
) -> Changed:
    """Change facts of a customer: what steers money is asked for, all else is written at once.

    Refused: UnknownCustomer, Invalid for what cannot be, or for no reason where one is needed.
    """
    with command(workspace, "change customer", actor, {"said": [number, sorted(said.items()), reason]}, key) as book:
        if book.replayed is not None:
            return Changed(**book.replayed, replayed=True)
        before = ledger.customers.standing(book, [number]).get(number)
        if before is None:
            raise UnknownCustomer(f"there is no customer {number}")
        row = read(workspace, {**cells(before), **said, "customer_number": number})
        at_once, waits = changing.of_customers(book, [row])
        written = ledger.customers.upsert(book, at_once)
        request_id = changing.ask(book, waits, reason, workspace.now()) if waits else ""
        book.result = {"written": written, "request_id": request_id}
    return Changed(**book.result)


def add(
    workspace: Workspace, number: str, kind: str, said: Mapping[str, str], *, reason: str, actor: str, key: str = ""
) -> Changed:
    """Write a version of a part of a customer's file, as a row of its sheet says it; a site that is there is asked for.

    Refused: Invalid for no such part or what cannot be, UnknownCustomer.
    """
    if kind not in PARTS:
        raise Invalid(f"there is no {kind!r} in a customer's file: there is {', '.join(PARTS)}")
    return keep(workspace, PARTS[kind], {"customer_number": number, **said}, reason=reason, actor=actor, key=key)


def keep(
    workspace: Workspace, name: str, said: Mapping[str, str], *, reason: str, actor: str, key: str = ""
) -> Changed:
    """Write one row of a sheet of master data. Refused: Invalid for what cannot be, UnknownCustomer."""
    sheet = master.SHEETS[name]
    check_columns(said, sheet)
    whose = said.get("customer_number", "") if "customer_number" in sheet.sort.KEY else None
    with workspace.database.reading() as connection:
        try:
            row = master.reader(workspace, connection, sheet, customer=whose)(Row(said))
        except BadRowError as wrong:
            raise Invalid(str(wrong)) from wrong
    with command(workspace, f"keep {name}", actor, {"said": [sorted(said.items()), reason]}, key) as book:
        if book.replayed is not None:
            return Changed(**book.replayed, replayed=True)
        at_once, waits = changing.of_kept(book, [row])
        written = ledger.master.keep(book, at_once)
        request_id = changing.ask(book, waits, reason, workspace.now()) if waits else ""
        book.result = {"written": written, "request_id": request_id}
    return Changed(**book.result)


def check_columns(said: Mapping[str, str], sheet: master.Sheet) -> None:
    """Refuse a column that a sheet does not have. Refused: Invalid."""
    _known(said, (field.name for field in fields(sheet.sort)))


def _then(
    history: pl.DataFrame, people: pl.DataFrame, number: str, workspace: Workspace, as_of: date
) -> dict[str, Any]:
    """Return the facts that held at the end of a day, with whom assignments name; before the first, the first."""
    zone = workspace.settings.time_zone
    until = history.filter(pl.col("recorded_at").dt.convert_time_zone(zone).dt.date() <= as_of)
    facts = (until.tail(1) if until.height else history.head(1)).row(0, named=True)
    minded = people.row(by_predicate=pl.col("customer_number") == number, named=True)
    return {**facts, **{name: minded[name] for name in ("collector", "sales_rep", "family", "family_name")}}


def _parents(people: pl.DataFrame, number: str) -> list[str]:
    """Return the customers above one, the topmost first; a ring ends where it began."""
    above = dict(people.select("customer_number", "parent_number").iter_rows())
    way: list[str] = []
    while (parent := above.get(way[-1] if way else number, "")) and parent not in {number, *way}:
        way.append(parent)
    return way[::-1]


def _history(connection: Connection, entity: str, number: str) -> pl.DataFrame:
    """Return every version of a customer's facts, the oldest first, with who said it and when."""
    fact, batch = tables.customer_fact, tables.batch
    names = [field.name for field in fields(NewCustomer)]
    chosen = (
        select(*(fact.c[name] for name in names), batch.c.recorded_at, batch.c.actor, batch.c.command)
        .join(batch, batch.c.no == fact.c.batch)
        .where(fact.c.entity == entity, fact.c.number == number)
        .order_by(fact.c.no)
    )
    schema: dict[str, Any] = {
        **dict.fromkeys(names, pl.String),
        "credit_limit": pl.Int64,
        "aliases": pl.List(pl.String),
        "recorded_at": pl.Datetime("us", "UTC"),
        "actor": pl.String,
        "command": pl.String,
    }
    return frame(connection, chosen, schema)


def read(workspace: Workspace, cells: Mapping[str, str]) -> NewCustomer:
    """Read a customer as a row of a sheet. Refused: Invalid."""
    _known(cells, COLUMNS.values())
    try:
        return subledger.customer(Row(cells), workspace)
    except BadRowError as wrong:
        raise Invalid(str(wrong)) from wrong


def _known(said: Mapping[str, str], columns: Iterable[str]) -> None:
    """Refuse a column that there is not."""
    names = list(columns)
    if unknown := [name for name in said if name not in names]:
        raise Invalid(f"there is no {unknown[0]!r}: there is {', '.join(names)}")


def cells(facts: NewCustomer) -> dict[str, str]:
    """Return a customer's facts as a sheet spells them."""
    limit = "" if facts.credit_limit is None else decimal(facts.credit_limit, facts.currency)
    plain = {column: getattr(facts, name) for name, column in COLUMNS.items()}
    return {**plain, "aliases": "|".join(facts.aliases), "credit_limit": limit}
