"""Importing takes customers, open items and payer links from a sheet: every row, or none and the reasons why."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

import polars as pl
from sqlalchemy import Connection

import ledger
from kit.days import BASIS_POINTS, Terms, iso, terms
from kit.findings import Finding, Severity
from kit.ids import content_id
from kit.money import MINOR_MAX, parsed, share
from kit.refusals import Invalid
from ledger.evidence import BankFinding, PayerLink
from ledger.records import ItemType, NewCustomer, NewItem
from services import company_ids, sheets
from services.customers import customers as known_customers
from services.loading import called
from services.workspace import Workspace

CUSTOMER_COLUMNS = ("customer_number", "name")
ITEM_COLUMNS = ("document_number", "document_type", "customer_number", "issue_date", "amount", "open_amount")
LINK_COLUMNS = ("kind", "key", "customer_number")
LINK_KINDS = {"account", "company_id", "name", "virtual_account"}
ITEM_TYPES = {kind.value: kind for kind in ItemType if kind is not ItemType.RECEIPT}
YES = {"1", "true", "yes", "y"}

Taken = TypeVar("Taken")


class RowsRefused(Invalid):
    """The sheet has rows that cannot be taken, so nothing was taken."""

    code = "rows_refused"

    def __init__(self, name: str, findings: Sequence[Finding]) -> None:
        super().__init__(f"{name}: {len(findings):,} rows cannot be taken, so nothing was; --partial takes the others")
        self.reasons = tuple(f"{name}:{wrong.line}: {wrong.message}" for wrong in findings)


class BadRowError(Exception):
    """This row cannot be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What came of a sheet: rows read, newly taken, known before, and the findings of the others."""

    name: str
    rows: int
    new: int
    known: int
    findings: tuple[Finding, ...]
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet, read column by column; what cannot be read says why."""

    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        """Return a cell that may be empty or absent."""
        return self.cells.get(name) or ""

    def needed(self, name: str) -> str:
        """Return a cell that must say something."""
        if value := self.text(name):
            return value
        raise BadRowError(f"{name} is empty")

    def amount(self, name: str, currency: str) -> int:
        """Return a decimal as minor units."""
        value = self.needed(name)
        minor = parsed(value, currency)
        if minor is None:
            raise BadRowError(f"{name} {value!r} is no plain amount in {currency}")
        if abs(minor) > MINOR_MAX:
            raise BadRowError(f"{name} {value} is larger than the books take")
        return minor

    def day(self, name: str) -> date:
        """Return a day written as 2026-11-20; a time after it is ignored."""
        value = self.needed(name)
        day = iso(value[:10])
        if day is None:
            raise BadRowError(f"{name} {value!r} is no day like 2026-11-20")
        return day

    def currency(self, default: str) -> str:
        """Return the row's currency, three capital letters, or the entity's."""
        value = self.text("currency") or default
        if len(value) != len("USD") or not (value.isascii() and value.isalpha() and value.isupper()):
            raise BadRowError(f"currency {value!r} is no ISO 4217 code")
        return value


@dataclass(frozen=True, slots=True)
class Sorted(Generic[Taken]):
    """The rows of a sheet that can be taken, and the findings of the others."""

    rows: int
    taken: list[Taken]
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Request:
    """Which sheet somebody wants taken, and whether its good rows are wanted without the bad ones."""

    path: Path
    kind: str
    actor: str
    partial: bool


#: Writes rows; returns how many were new, how many known, and what is to be said of them.
Write = Callable[[ledger.Book, list[Taken]], tuple[int, int, Iterable[Finding]]]


@dataclass(frozen=True, slots=True)
class Prepared(Generic[Taken]):
    """What was read of one entity's rows, and how it is written."""

    sheet: Sorted[Taken]
    write: Write[Taken]


cached_terms: Callable[[str], Terms | None] = cache(terms)


def customers(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take customers: new ones are added, known ones get the sheet's facts; tax and DUNS numbers name payers."""
    frame = sheets.read(path, CUSTOMER_COLUMNS, workspace.settings.table_bytes_max)
    return _imported(workspace, Request(path, "customers", actor, partial), frame, _customers)


def items(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take open items as opening balances; one with nothing left is taken as closed."""
    frame = sheets.read(path, ITEM_COLUMNS, workspace.settings.table_bytes_max)
    return _imported(workspace, Request(path, "items", actor, partial), frame, _items)


def payer_links(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take what is known of payers: an account, a company id, a name or a virtual account names a customer."""
    frame = sheets.read(path, LINK_COLUMNS, workspace.settings.table_bytes_max)
    return _imported(workspace, Request(path, "payer-links", actor, partial), frame, _payer_links)


def _imported(
    workspace: Workspace,
    request: Request,
    frame: pl.DataFrame,
    prepare: Callable[[Workspace, pl.DataFrame], "Prepared[Taken]"],
) -> ImportOutcome:
    """Read each legal entity's rows; write them all, or none where a row cannot be taken."""
    parts = [(own, prepare(own, rows)) for own, rows in _entities(workspace, frame)]
    findings = sorted((wrong for _, part in parts for wrong in part.sheet.findings), key=lambda wrong: wrong.line)
    if findings and not request.partial:
        raise RowsRefused(request.path.name, findings)
    outcomes = [_take(own, request, part) for own, part in parts]
    return ImportOutcome(
        request.path.name,
        frame.height,
        sum(outcome.new for outcome in outcomes),
        sum(outcome.known for outcome in outcomes),
        tuple(wrong for outcome in outcomes for wrong in outcome.findings),
        replayed=all(outcome.replayed for outcome in outcomes) and bool(outcomes),
    )


def _entities(workspace: Workspace, frame: pl.DataFrame) -> Iterator[tuple[Workspace, pl.DataFrame]]:
    """Yield each legal entity's rows, with their lines, and the workspace of its books; `entity` may be left out."""
    named = pl.col("entity") if "entity" in frame.columns else pl.lit("")
    entity = pl.when(named == "").then(pl.lit(workspace.settings.entity)).otherwise(named)
    numbered = frame.with_row_index("line", offset=2).with_columns(pl.col("line").cast(pl.String), entity=entity)
    for rows in numbered.partition_by("entity", maintain_order=True):
        yield workspace.of(rows["entity"][0]), rows


def _customers(workspace: Workspace, rows: pl.DataFrame) -> "Prepared[NewCustomer]":
    """Read customers of one entity."""
    there = _known_links(workspace)
    sheet = _sorted(rows, lambda row: customer(row, workspace), lambda one: (one.number,))
    return Prepared(sheet, lambda book, new: _upsert(book, new, there))


def _items(workspace: Workspace, rows: pl.DataFrame) -> "Prepared[NewItem]":
    """Read open items of one entity."""
    with workspace.database.reading() as connection:
        usual = _terms(connection, workspace.settings.entity)
    return Prepared(_sorted(rows, lambda row: item(row, workspace, usual), lambda one: (one.type, one.number)), _issue)


def _payer_links(workspace: Workspace, rows: pl.DataFrame) -> "Prepared[PayerLink]":
    """Read payer links of one entity."""
    with workspace.database.reading() as connection:
        known = set(ledger.worklists.customers(connection, workspace.settings.entity)["customer"])
    there = _known_links(workspace)
    sheet = _sorted(rows, lambda row: payer_link(row, known), lambda one: (one.kind, one.key, one.customer_number))
    return Prepared(sheet, lambda book, new: _link(book, new, there))


def _known_links(workspace: Workspace) -> set[tuple[str, str, str]]:
    """Return the payer links that are there: kind, key, customer."""
    with workspace.database.reading() as connection:
        links = ledger.worklists.links(connection, workspace.settings.entity)
    return set(links.select("kind", "key", "customer").iter_rows())


def customer(row: Row, workspace: Workspace) -> NewCustomer:
    """Read one row of customers."""
    currency = row.currency(workspace.settings.currency)
    plain = ("terms", "email", "phone", "address", "tax_id", "duns", "risk_class", "collector", "sales_rep")
    return NewCustomer(
        number=row.needed("customer_number"),
        name=row.needed("name"),
        parent_number=row.text("parent_number"),
        currency=currency,
        credit_limit=row.amount("credit_limit", currency) if row.text("credit_limit") else None,
        aliases=tuple(alias.strip() for alias in row.text("aliases").split("|") if alias.strip()),
        **{name: row.text(name) for name in plain},
    )


def item(row: Row, workspace: Workspace, usual: Mapping[str, str]) -> NewItem:
    """Read one row of open items; `usual` gives each known customer's terms, for items that name none."""
    number = row.needed("customer_number")
    if number not in usual:
        raise BadRowError(f"customer {number} is unknown: import customers first")
    kind = _kind(row)
    currency = row.currency(workspace.settings.currency)
    minor, left = row.amount("amount", currency), row.amount("open_amount", currency)
    _signed(kind, minor, left)
    issued = row.day("issue_date")
    written = row.text("terms") or usual[number]
    agreed = cached_terms(written) if written else None
    allowed = share(minor, agreed.discount_bp, BASIS_POINTS) if agreed and minor > 0 else 0
    return NewItem(
        number=row.needed("document_number"),
        type=kind,
        customer_number=number,
        currency=currency,
        minor=minor,
        issued_on=issued,
        due_on=row.day("due_date") if row.text("due_date") else _due(issued, agreed),
        open_minor=left,
        opening=True,
        terms=written,
        discount=allowed,
        discount_until=agreed.discount_until(issued) if agreed and allowed else None,
        tax=row.amount("tax_amount", currency) if row.text("tax_amount") else 0,
        freight=row.amount("freight_amount", currency) if row.text("freight_amount") else 0,
        po_number=row.text("po_number"),
        order_number=row.text("order_number"),
        delivery_number=row.text("delivery_number"),
        description=row.text("description"),
    )


def payer_link(row: Row, known: set[str]) -> PayerLink:
    """Read one row of payer links."""
    kind, number = row.needed("kind").lower(), row.needed("customer_number")
    if kind not in LINK_KINDS:
        raise BadRowError(f"kind {kind!r} is none of {', '.join(sorted(LINK_KINDS))}")
    if number not in known:
        raise BadRowError(f"customer {number} is unknown: import customers first")
    support = row.text("support") or str(company_ids.MASTER_DATA_SUPPORT)
    if not (support.isascii() and support.isdigit()):
        raise BadRowError(f"support {support!r} is no number")
    key = row.needed("key")
    return PayerLink(
        kind=kind,
        key=key if kind == "name" else "".join(filter(str.isalnum, key)).upper(),
        customer_number=number,
        support=int(support),
        negative=row.text("negative").lower() in YES,
    )


def _terms(connection: Connection, entity: str) -> dict[str, str]:
    """Return every customer's usual terms by its number."""
    known = known_customers(connection, entity)
    return dict(zip(known["customer_number"], known["terms"], strict=True))


def _kind(row: Row) -> ItemType:
    """Return the document's type."""
    written = row.needed("document_type").lower()
    if written not in ITEM_TYPES:
        raise BadRowError(f"document_type {written!r} is none of {', '.join(ITEM_TYPES)}")
    return ITEM_TYPES[written]


def _signed(kind: ItemType, minor: int, left: int) -> None:
    """Refuse an amount of the wrong sign, and an open amount beyond it."""
    if minor == 0 or (minor < 0) != (kind is ItemType.CREDIT_MEMO):
        raise BadRowError("amount is negative for a credit memo and positive for all others, never zero")
    if left and (left < 0) != (minor < 0):
        raise BadRowError("open_amount has another sign than amount")
    if abs(left) > abs(minor):
        raise BadRowError("open_amount is more than amount")


def _due(issued: date, agreed: Terms | None) -> date:
    """Return the due day the terms give where the row names none."""
    if agreed is None:
        raise BadRowError("due_date is empty and no terms say when it is due")
    return agreed.due_on(issued)


def _sorted(
    frame: pl.DataFrame, read: Callable[[Row], Taken], key: Callable[[Taken], tuple[object, ...]]
) -> Sorted[Taken]:
    """Read every row; one that names what an earlier row named is reported, not merged. The header is line 1."""
    taken: dict[tuple[object, ...], Taken] = {}
    findings: list[Finding] = []
    lines: dict[tuple[object, ...], int] = {}
    for cells in frame.iter_rows(named=True):
        line = int(cells["line"])
        try:
            one = read(Row(cells))
        except BadRowError as wrong:
            findings.append(Finding(line, "row_not_taken", str(wrong)))
            continue
        name = key(one)
        if name in taken:
            findings.append(Finding(line, "row_repeats", f"the same as line {lines[name]} names"))
            continue
        taken[name], lines[name] = one, line
    return Sorted(frame.height, list(taken.values()), findings)


def _take(workspace: Workspace, request: Request, part: Prepared[Taken]) -> ImportOutcome:
    """Write one entity's rows in one command; the same sheet with the same bad rows is the same command."""
    path, sheet = request.path, part.sheet
    ledger.entities.ensure(
        workspace.database, workspace.settings.entity, workspace.settings.entity, workspace.settings.currency
    )
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    payload = {"kind": request.kind, "sha256": sha256, "left_out": [wrong.line for wrong in sheet.findings]}
    with ledger.book(
        workspace.database,
        entity=workspace.settings.entity,
        key=content_id("imp", request.kind, sha256, payload["left_out"]),
        actor=request.actor,
        command=f"import {request.kind}",
        payload=payload,
        recorded_at=workspace.now(),
    ) as book:
        if book.replayed is not None:
            return ImportOutcome(called(path), sheet.rows, 0, len(sheet.taken), tuple(sheet.findings), replayed=True)
        new, known, more = part.write(book, sheet.taken)
        findings = (*sheet.findings, *more)
        ledger.evidence.add(book, [_kept(sha256, called(path), wrong) for wrong in findings])
        book.result = {"rows": sheet.rows, "new": new, "known": known, "findings": len(findings)}
    return ImportOutcome(called(path), sheet.rows, new, known, findings)


def _kept(sha256: str, name: str, wrong: Finding) -> BankFinding:
    """Return a finding as it is kept."""
    return BankFinding(sha256, name, wrong.line, wrong.code, wrong.message, wrong.severity.value, wrong.raw)


def _upsert(
    book: ledger.Book, new: list[NewCustomer], there: set[tuple[str, str, str]]
) -> tuple[int, int, Iterable[Finding]]:
    """Write customers, and what their numbers say of them as payers."""
    ledger.customers.upsert(book, new)
    _link(book, company_ids.links(new), there)
    return len(new), 0, ()


def _issue(book: ledger.Book, new: list[NewItem]) -> tuple[int, int, Iterable[Finding]]:
    """Write items; one that is known with other facts is left as it is and reported."""
    issued = ledger.items.issue(book, new)
    message = "is in the books with other facts and was left as it is"
    differing = [Finding(0, "item_known_otherwise", f"{one} {message}", Severity.WARNING) for one in issued.differing]
    return len(issued.new), len(issued.known), differing


def _link(
    book: ledger.Book, new: list[PayerLink], there: set[tuple[str, str, str]]
) -> tuple[int, int, Iterable[Finding]]:
    """Write payer links that are not there yet."""
    fresh = [link for link in new if (link.kind, link.key, link.customer_number) not in there]
    ledger.evidence.add(book, fresh)
    return len(fresh), len(new) - len(fresh), ()
