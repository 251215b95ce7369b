"""Importing takes master data in versions: sites, contacts, statement preferences, papers, entities and their like."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import partial as bound
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import polars as pl
from sqlalchemy import Connection

import ledger
from credit import reviews
from kit.findings import Finding, Severity
from ledger import master
from ledger.master import (
    Assignment,
    Contact,
    EntityFact,
    GlAccount,
    Kept,
    Paper,
    Review,
    Site,
    StatementPreference,
)
from ledger.terms import ALWAYS
from parsers.codes.currencies import CURRENCIES
from services.importing import sheets
from services.importing.rows import BadRowError, ImportOutcome, Prepared, Request, Row, imported, sort
from services.master import changing
from services.workspace import Workspace

#: Columns that say yes, and what stands where one says nothing that has to say something.
TRUTHS = frozenset({"do_not_email", "consolidated"})
USUAL = {"form": "pdf", "cadence": "month"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a sort of master data is written in a sheet: what must be there, and what some columns may be."""

    sort: type[Any]
    needed: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


#: Sheet -> what its rows are.
SHEETS: dict[str, Sheet] = {
    "sites": Sheet(Site, ("customer_number", "code"), {"roles": master.SITE_ROLES}),
    "contacts": Sheet(Contact, ("customer_number", "name"), {"roles": master.CONTACT_ROLES}),
    "assignments": Sheet(Assignment, ("customer_number", "role", "person"), {"role": master.ASSIGNED}),
    "statement-preferences": Sheet(
        StatementPreference,
        ("customer_number", "kind"),
        {"kind": master.STATEMENTS, "form": master.FORMS, "cadence": master.CADENCES},
    ),
    "papers": Sheet(Paper, ("customer_number", "kind"), {"kind": master.PAPER_KINDS}),
    "reviews": Sheet(Review, ("customer_number", "reviewer", "valid_from")),
    "entities": Sheet(EntityFact, ("name",)),
    "gl-accounts": Sheet(GlAccount, ("code", "name", "kind"), {"kind": master.GL_KINDS}),
}


def take(name: str, workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take a sheet of a sort: a row that says something new of its day becomes a version."""
    frame = sheets.read(workspace, path, SHEETS[name].needed)
    prepare = _entity if name == "entities" else bound(_prepared, SHEETS[name])
    return imported(workspace, Request(path, name, actor, partial), frame, prepare)


#: What the command line calls, by sheet.
IMPORTS: dict[str, Callable[..., ImportOutcome]] = {name: bound(take, name) for name in SHEETS}


def record(sheet: Sheet, row: Row, usual: date) -> Kept:
    """Read one row; a day that is not said is `usual`. Refused: BadRowError."""
    read = {one.name: _cell(sheet, one.name, row) for one in fields(sheet.sort)}
    read["valid_from"] = read["valid_from"] or usual
    if read["valid_until"] and read["valid_until"] < read["valid_from"]:
        raise BadRowError("valid_until lies before valid_from")
    if sheet.sort is Site and "ship_to" in read["roles"] and not read["tax_jurisdiction"]:
        raise BadRowError("a site that is shipped to has a tax_jurisdiction")
    made: Kept = sheet.sort(**read)
    return made


def write(workspace: Workspace, reason: str, book: ledger.Book, new: list[Kept]) -> tuple[int, int, Iterable[Finding]]:
    """Write versions; what a second person has to approve is asked for."""
    at_once, waits = changing.of_kept(book, new)
    written = ledger.master.keep(book, at_once)
    return written, len(at_once) - written, waiting(workspace, book, waits, reason)


def waiting(
    workspace: Workspace, book: ledger.Book, changes: list[changing.Change], reason: str
) -> tuple[Finding, ...]:
    """Ask for changes, and say that they wait; nothing to ask says nothing."""
    if not changes:
        return ()
    request_id = changing.ask(book, changes, reason, workspace.now())
    return (waits(len(changes), "changes", request_id),)


def waits(count: int, of: str, request_id: str) -> Finding:
    """Return what says that something waits for a second person."""
    message = f"{count} {of} wait for a second person: tieout request approve {request_id}"
    return Finding(0, "change_waits", message, Severity.NOTE)


def reader(
    workspace: Workspace, connection: Connection, sheet: Sheet, *, customer: str | None = None
) -> Callable[[Row], Kept]:
    """Return what reads a row of a sheet against what is known, of all customers or of one. Refused by it: BadRowError.

    `customer` is whose rows they all are: nothing is read of others.
    """
    entity = workspace.settings.entity
    known = ledger.master.keys(connection, entity, sheet.sort, customer)
    classes = ledger.customers.classes(connection, entity, customer) if "customer_number" in sheet.sort.KEY else {}

    def read(row: Row) -> Kept:
        """Read a row."""
        key = tuple(row.text(name) for name in sheet.sort.KEY)
        number = row.text("customer_number")
        if "customer_number" in sheet.sort.KEY and number not in classes:
            raise BadRowError(f"customer {number} is unknown: import customers first")
        one = record(sheet, row, workspace.today() if key in known else ALWAYS)
        return _until_next(one, classes[number]) if isinstance(one, Review) else one

    return read


def _prepared(sheet: Sheet, workspace: Workspace, rows: pl.DataFrame) -> Prepared[Kept]:
    """Read the rows of one entity."""
    with workspace.database.reading() as connection:
        read = reader(workspace, connection, sheet)
    names = (*sheet.sort.KEY, "valid_from")
    taken = sort(rows, read, lambda one: tuple(getattr(one, name) for name in names))
    return Prepared(taken, bound(write, workspace, f"import {sheet.sort.__name__.lower()}s"))


def _entity(workspace: Workspace, rows: pl.DataFrame) -> Prepared[Kept]:
    """Read what is said of one entity; a new one is made, with the currency and time zone it keeps for ever."""
    code, first = workspace.settings.entity, Row(rows.row(0, named=True))
    named = (first.text("name"), first.text("currency"), first.text("time_zone"))
    made = ledger.entities.found(workspace.database, code)
    currency, zone = made or (workspace.settings.currency, workspace.settings.time_zone)
    prepared = _prepared(SHEETS["entities"], workspace, rows)
    wrong = [
        Finding(2, "row_not_taken", f"{name} of {code} is {was} and never changes")
        for name, was, said in (("currency", currency, named[1]), ("time_zone", zone, named[2]))
        if made and said and said != was
    ]
    wrong += [Finding(2, "row_not_taken", reason) for reason in unknown(named[1] or currency, named[2] or zone)]
    prepared.sheet.findings.extend(wrong)
    return Prepared(prepared.sheet, prepared.write, (named[0], named[1] or currency, named[2] or zone))


def unknown(currency: str, zone: str) -> Iterable[str]:
    """Yield what is wrong with a currency or time zone."""
    if currency not in CURRENCIES:
        yield f"currency {currency!r} is no ISO 4217 code"
    if zone not in available_timezones():
        yield f"time_zone {zone!r} is none of the IANA's"


def _until_next(one: Review, risk_class: str) -> Review:
    """Return a review with the day the next is due, by the customer's class of risk where it says none."""
    until = one.valid_until or reviews.until(risk_class, one.valid_from)
    return Review(one.customer_number, one.reviewer, one.note, one.valid_from, until)


def _cell(sheet: Sheet, name: str, row: Row) -> Any:
    """Read one cell as its field wants it. Refused: BadRowError."""
    text = row.needed(name) if name in sheet.needed else row.text(name)
    if name in {"valid_from", "valid_until", "bounced_on"}:
        return row.day(name) if text else None
    if name in TRUTHS:
        return row.truth(name)
    choices = sheet.choices.get(name, ())
    each = tuple(part.strip().lower() for part in text.split("|") if part.strip()) if choices else ()
    if wrong := [part for part in each if part not in choices]:
        raise BadRowError(f"{name} {wrong[0]!r} is none of {', '.join(choices)}")
    return each if name == "roles" else "".join(each) or USUAL.get(name, "") if choices else text
