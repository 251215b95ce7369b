"""What is known of customers and entities beside their first facts, in versions: any day as it was, or as it was known.

A row says what holds from `valid_from` to `valid_until`, both days included. Of the versions of one key the one of the
latest `valid_from` counts on a day, of one day the one written later; where its `valid_until` has passed, none does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import Any, ClassVar

import polars as pl
from sqlalchemy import Connection, Row, Select, Table, func, select

from kit.db import among, frame, stored_day
from kit.refusals import Invalid
from ledger import customers, tables
from ledger.book import Book
from ledger.journal import day
from ledger.refusals import Unapproved
from ledger.terms import ALWAYS

#: Every command there will ever be.
NEWEST = tables.NEWEST
#: Master data that only a second person changes once it stands (DUTIES A16); the database insists.
REQUEST = "master"


@dataclass(frozen=True, slots=True)
class Site:
    """A place of a customer: `roles` of SITE_ROLES; `terms` stand before the customer's own on what is billed there."""

    KEY: ClassVar = ("customer_number", "code")

    customer_number: str
    code: str
    roles: tuple[str, ...] = ()
    name: str = ""
    address: str = ""
    tax_jurisdiction: str = ""
    tax_group: str = ""
    terms: str = ""
    valid_from: date = ALWAYS
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or desk at a customer: `roles` of CONTACT_ROLES; `bounced_on`: mail to `email` came back that day."""

    KEY: ClassVar = ("customer_number", "name")

    customer_number: str
    name: str
    roles: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    channel: str = ""
    hours: str = ""
    do_not_email: bool = False
    bounced_on: date | None = None
    valid_from: date = ALWAYS
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who of us minds a customer, as `role` of ASSIGNED, on which days; it stands before the customer's file."""

    KEY: ClassVar = ("customer_number", "role")

    customer_number: str
    role: str
    person: str
    valid_from: date = ALWAYS
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class StatementPreference:
    """How a customer wants statements: `kind` of STATEMENTS, `form` of FORMS, as often as `cadence` of CADENCES.

    One that is `consolidated` has a section in the statement of its topmost parent, which goes as that one wants it.
    """

    KEY: ClassVar = ("customer_number",)

    customer_number: str
    kind: str = "open_item"
    consolidated: bool = False
    form: str = "pdf"
    cadence: str = "month"
    valid_from: date = ALWAYS
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a customer: `number` is its own, of a `terms_acceptance` the code of the terms that were accepted.

    It holds from the day it takes effect to the day it expires; `sha256` is the hash of the file where one is kept.
    """

    KEY: ClassVar = ("customer_number", "kind", "jurisdiction")

    customer_number: str
    kind: str
    jurisdiction: str = ""
    number: str = ""
    signer: str = ""
    sha256: str = ""
    note: str = ""
    valid_from: date = ALWAYS
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody looked at a customer's file on `valid_from`; the next look is due after `valid_until`."""

    KEY: ClassVar = ("customer_number",)

    customer_number: str
    reviewer: str
    note: str = ""
    valid_from: date = ALWAYS
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class EntityFact:
    """What the entity of the books is called and where it is; `remit_to` is where customers pay to."""

    KEY: ClassVar = ()

    name: str
    address: str = ""
    tax_id: str = ""
    remit_to: str = ""
    valid_from: date = ALWAYS
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class GlAccount:
    """An account of the entity's own chart; `kind` of GL_KINDS."""

    KEY: ClassVar = ("code",)

    code: str
    name: str
    kind: str
    valid_from: date = ALWAYS
    valid_until: date | None = None


Kept = Site | Contact | Assignment | StatementPreference | Paper | Review | EntityFact | GlAccount

SITE_ROLES = ("bill_to", "ship_to", "remit_from")
CONTACT_ROLES = ("ap", "controller", "owner", "buyer", "sales", "legal", "guarantor")
ASSIGNED = ("collector", "sales_rep", "credit_analyst")
STATEMENTS = ("open_item", "balance_forward", "none")
FORMS = ("pdf", "xlsx", "csv")
CADENCES = ("week", "month", "quarter")
GL_KINDS = ("asset", "liability", "equity", "income", "expense")
ACCEPTANCE = "terms_acceptance"
#: Kinds of papers (DOMAIN section 1).
PAPER_KINDS = (
    "credit_application",
    "w9",
    "resale_certificate",
    "exemption_certificate",
    "guaranty",
    "contract",
    "financials",
    "ucc_filing",
    ACCEPTANCE,
)

TABLES: Mapping[type[Any], Table] = {
    Site: tables.site,
    Contact: tables.contact,
    Assignment: tables.assignment,
    StatementPreference: tables.statement_preference,
    Paper: tables.paper,
    Review: tables.review,
    EntityFact: tables.entity_fact,
    GlAccount: tables.gl_account,
}
#: Sorts whose later versions take a second person: they steer where money and tax go.
CONTROLLED = (Site, EntityFact)
for _sort, _table in TABLES.items():
    assert tables.LOGGED[_table.name] == ("entity", *(field.name for field in fields(_sort))), _table.name

_TYPES: Mapping[str, Any] = {
    "valid_from": pl.Date,
    "valid_until": pl.Date,
    "bounced_on": pl.Date,
    "do_not_email": pl.Boolean,
    "consolidated": pl.Boolean,
}


def columns(sort: type[Any]) -> dict[str, Any]:
    """Return the columns of a sort's frames."""
    return {field.name: _TYPES.get(field.name, pl.String) for field in fields(sort)}


def keep(book: Book, rows: Sequence[Kept], *, approved: bool = False) -> int:
    """Write versions that say something new of their day; return how many. All rows are of one sort.

    Refused: UnknownCustomer; Unapproved where a version of a site is there and no second person approved; Invalid
    where a day ends before it begins.
    """
    if not rows:
        return 0
    sort = type(rows[0])
    if backwards := [row for row in rows if row.valid_until and row.valid_until < row.valid_from]:
        raise Invalid(f"{_said(backwards[0])}: valid_until lies before valid_from")
    if "customer_number" in sort.KEY:
        customers.check(book, [row.customer_number for row in rows if not isinstance(row, EntityFact | GlAccount)])
    there = _there(book, rows)
    fresh = [row for row in rows if not _stands(there.get(_key(row), []), row)]
    changed = [row for row in fresh if there.get(_key(row))]
    if sort in CONTROLLED and changed and not approved:
        raise Unapproved(f"{_said(changed[0])} is there: its change takes a second person's approval")
    book.write(TABLES[sort].name, [(book.entity, *_values(row)) for row in fresh])
    return len(fresh)


def changes(book: Book, rows: Sequence[Kept]) -> tuple[list[Kept], list[tuple[Kept, Kept]]]:
    """Divide rows of one sort into those that are written at once and those that a second person has to approve.

    The latter come with what stands before them.
    """
    if not rows or type(rows[0]) not in CONTROLLED:
        return list(rows), []
    there = _there(book, rows)
    at_once: list[Kept] = []
    waits: list[tuple[Kept, Kept]] = []
    for row in rows:
        known = there.get(_key(row), [])
        if not known or _stands(known, row):
            at_once.append(row)
        else:
            earlier = [one for one in known if day(one.valid_from) <= row.valid_from]
            waits.append((_record(earlier[-1] if earlier else known[0], type(row)), row))
    return at_once, waits


def versions(connection: Connection, entity: str, sort: type[Any]) -> pl.DataFrame:
    """Return every version that was not written anew for the same day, in order."""
    ranked = _ranked(sort, entity, "valid_from")
    chosen = select(*(ranked.c[name] for name in columns(sort))).where(ranked.c.place == 1).order_by(ranked.c.no)
    return frame(connection, chosen, columns(sort))


def keys(connection: Connection, entity: str, sort: type[Any], customer: str | None = None) -> set[tuple[object, ...]]:
    """Return the keys there are versions of, of all customers or of one; a sort without a key has the empty one."""
    table = TABLES[sort]
    columns = [table.c[name] for name in sort.KEY]
    chosen = select(*columns or [table.c.entity]).where(table.c.entity == entity).distinct()
    if customer is not None:
        chosen = chosen.where(table.c.customer_number == customer)
    return {tuple(row)[: len(columns)] for row in connection.execute(chosen)}


def standing(
    connection: Connection, entity: str, sort: type[Any], on: date, *, batch: int = NEWEST, customer: str | None = None
) -> pl.DataFrame:
    """Return the version of each key that counts on a day as `batch` knew it, those that have run out among them."""
    ranked = _ranked(sort, entity, batch=batch, on=stored_day(connection, on), customer=customer)
    order = [ranked.c[name] for name in sort.KEY]
    chosen = select(*(ranked.c[name] for name in columns(sort))).where(ranked.c.place == 1).order_by(*order)
    return frame(connection, chosen, columns(sort))


def held(
    connection: Connection, entity: str, sort: type[Any], on: date, *, batch: int = NEWEST, customer: str | None = None
) -> pl.DataFrame:
    """Return what holds on a day: as `standing`, without what has run out."""
    found = standing(connection, entity, sort, on, batch=batch, customer=customer)
    return found.filter(pl.col("valid_until").is_null() | (pl.col("valid_until") >= on))


def billed(connection: Connection, entity: str, on: date, *, batch: int = NEWEST) -> pl.DataFrame:
    """Return the site at which each customer is billed on a day: of several the first by code."""
    bills = pl.col("roles").str.split("|").list.contains("bill_to")
    sites = held(connection, entity, Site, on, batch=batch).filter(bills)
    return sites.sort("code").unique("customer_number", keep="first", maintain_order=True)


def _ranked(
    sort: type[Any],
    entity: str,
    *more: str,
    batch: int = NEWEST,
    on: date | str | None = None,
    customer: str | None = None,
) -> Any:
    """Return the rows of a sort with their place among the versions of their key, the one that counts first."""
    table = TABLES[sort]
    parts = [table.c[name] for name in (*sort.KEY, *more)]
    newest = (table.c.valid_from.desc(), table.c.no.desc())
    place = func.row_number().over(partition_by=parts or None, order_by=newest).label("place")
    chosen: Select[Any] = select(table, place).where(table.c.entity == entity, table.c.batch <= batch)
    if on is not None:
        chosen = chosen.where(table.c.valid_from <= on)
    if customer is not None:
        chosen = chosen.where(table.c.customer_number == customer)
    return chosen.subquery()


def _there(book: Book, rows: Sequence[Kept]) -> dict[tuple[object, ...], list[Row[Any]]]:
    """Return the versions there are of the rows' keys, in the order in which they count."""
    sort = type(rows[0])
    table = TABLES[sort]
    chosen = select(table).where(table.c.entity == book.entity).order_by(table.c.valid_from, table.c.no)
    if sort.KEY:
        first = sort.KEY[0]
        chosen = chosen.where(among(book.connection, table.c[first], {getattr(row, first) for row in rows}))
    found: dict[tuple[object, ...], list[Row[Any]]] = {}
    for row in book.connection.execute(chosen):
        found.setdefault(tuple(getattr(row, name) for name in sort.KEY), []).append(row)
    return found


def _stands(known: Sequence[Row[Any]], row: Kept) -> bool:
    """Say whether what counts on the row's day says the same already."""
    until = [one for one in known if day(one.valid_from) <= row.valid_from]
    return bool(until) and _compared(until[-1], type(row)) == _values_but_day(row)


def _record(known: Row[Any], sort: type[Any]) -> Kept:
    """Return a row as the record it was."""
    said = {field.name: getattr(known, field.name) for field in fields(sort)}
    days = {name: day(said[name]) if said[name] else None for name in said if _TYPES.get(name) == pl.Date}
    roles = {"roles": tuple(filter(None, said["roles"].split("|")))} if "roles" in said else {}
    made: Kept = sort(**said | days | roles)
    return made


def _compared(known: Row[Any], sort: type[Any]) -> tuple[object, ...]:
    """Return a row as it is compared: the day it begins left out."""
    names = [field.name for field in fields(sort) if field.name != "valid_from"]
    return tuple(_plain(getattr(known, name)) for name in names)


def _values_but_day(row: Kept) -> tuple[object, ...]:
    """Return what a record says, without the day it begins."""
    names = [field.name for field in fields(row)]
    return tuple(_plain(value) for name, value in zip(names, _values(row), strict=True) if name != "valid_from")


def _values(row: Kept) -> tuple[object, ...]:
    """Return a record as it is written: roles in one text."""
    return tuple("|".join(value) if isinstance(value, tuple) else value for value in astuple(row))


def _plain(value: object) -> object:
    """Return a value as both databases and our records agree on it."""
    return value.isoformat() if isinstance(value, date) else int(value) if isinstance(value, bool) else value


def _key(row: Kept) -> tuple[object, ...]:
    """Return what names a record among its sort."""
    return tuple(getattr(row, name) for name in type(row).KEY)


def _said(row: Kept) -> str:
    """Return a record's name for people."""
    return " ".join((TABLES[type(row)].name.replace("_", " "), *map(str, _key(row))))
