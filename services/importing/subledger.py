"""Importing takes customers, open items and payer links from a sheet: every row, or none and the reasons why."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import polars as pl

import ledger
from kit.findings import Finding, Severity
from kit.terms import Basis, Instalment, Terms, WrongTermsError, offered
from ledger.evidence import PayerLink
from ledger.records import ItemType, NewCustomer, NewItem, item_id
from ledger.terms import Agreed
from services import by_two
from services.banking import company_ids
from services.decisions.usual import Usual
from services.importing import master, sheets
from services.importing.rows import BadRowError, ImportOutcome, Prepared, Request, Row, imported, sort
from services.knowledge.marks import written
from services.master import changing
from services.workspace import Workspace

CUSTOMER_COLUMNS = ("customer_number", "name")
ITEM_COLUMNS = ("document_number", "document_type", "customer_number", "issue_date", "amount", "open_amount")
LINK_COLUMNS = ("kind", "key", "customer_number")
LINK_KINDS = {"account", "company_id", "name", "virtual_account"}
ITEM_TYPES = {kind.value: kind for kind in ItemType if kind is not ItemType.RECEIPT}
#: Who has booked a document: another system (its other side is opening balances), or nobody yet (P01, P02).
OPENING, ISSUED = "opening", "issued"
#: What a sheet alone may book as issued. Credit memos take a second person, late charges a clause of a contract.
ISSUED_BY_SHEET = frozenset({ItemType.INVOICE, ItemType.DEBIT_MEMO})
#: What terms count from -> the column that says the day.
BASES = {
    Basis.INVOICE: "issue_date",
    Basis.SHIP: "ship_date",
    Basis.GOODS: "goods_date",
    Basis.STATEMENT: "statement_date",
}


def customers(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take customers: new ones are added, known ones get the sheet's facts; tax and DUNS numbers name payers."""
    frame = sheets.read(workspace, path, CUSTOMER_COLUMNS)
    return imported(workspace, Request(path, "customers", actor, partial), frame, _customers)


def items(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take open items as opening balances, or as issued by us where `booked_as` says so; nothing left is closed."""
    frame = sheets.read(workspace, path, ITEM_COLUMNS)
    return imported(workspace, Request(path, "items", actor, partial), frame, _items)


def payer_links(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take what is known of payers: an account, a company id, a name or a virtual account names a customer."""
    frame = sheets.read(workspace, path, LINK_COLUMNS)
    return imported(workspace, Request(path, "payer-links", actor, partial), frame, _payer_links)


def _customers(workspace: Workspace, rows: pl.DataFrame) -> "Prepared[NewCustomer]":
    """Read customers of one entity."""
    there = _known_links(workspace)
    sheet = sort(rows, lambda row: customer(row, workspace), lambda one: (one.number,))
    return Prepared(sheet, lambda book, new: _upsert(workspace, book, new, there))


def _items(workspace: Workspace, rows: pl.DataFrame) -> "Prepared[NewItem]":
    """Read open items of one entity."""
    with workspace.database.reading() as connection:
        usual = Usual(connection, workspace.settings.entity, workspace.settings.time_zone)
        agreed = ledger.terms.agreed(connection, workspace.settings.entity)
    return Prepared(
        sort(rows, lambda row: item(row, workspace, usual, agreed), lambda one: (one.type, one.number)), _issue
    )


def _payer_links(workspace: Workspace, rows: pl.DataFrame) -> "Prepared[PayerLink]":
    """Read payer links of one entity."""
    with workspace.database.reading() as connection:
        known = set(ledger.worklists.customers(connection, workspace.settings.entity)["customer"])
    there = _known_links(workspace)
    sheet = sort(
        rows, lambda row: payer_link(row, known), lambda one: (one.kind, one.key, one.customer_number), again=True
    )
    write = _link_by_two if workspace.settings.payer_links_by_two else _link
    return Prepared(sheet, lambda book, new: write(workspace, book, new, there))


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


def item(row: Row, workspace: Workspace, usual: Usual, agreed: Agreed) -> NewItem:
    """Read one row of open items; `usual` gives each known customer's terms of a day, for items that name none."""
    number, site = row.needed("customer_number"), row.text("bill_to")
    if not usual.knows(number):
        raise BadRowError(f"customer {number} is unknown: import customers first")
    if not usual.knows(number, site):
        raise BadRowError(f"bill_to {site!r} is no site of customer {number}: import sites first")
    kind = _kind(row)
    currency = row.currency(workspace.settings.currency)
    minor, left = row.amount("amount", currency), row.amount("open_amount", currency)
    _signed(kind, minor, left)
    opening = _opening(row, kind, minor, left)
    issued = row.day("issue_date")
    written = row.text("terms") or usual.terms(number, issued, site)
    parts = _parts(row, agreed.terms(written, issued), minor, currency, agreed)
    due_on = _due(row, parts)
    apart, until, off = offered(parts)
    return NewItem(
        number=row.needed("document_number"),
        type=kind,
        customer_number=number,
        currency=currency,
        minor=minor,
        issued_on=issued,
        due_on=due_on,
        open_minor=left,
        opening=opening,
        terms=written,
        discount=off,
        discount_until=until,
        tax=row.amount("tax_amount", currency) if row.text("tax_amount") else 0,
        freight=row.amount("freight_amount", currency) if row.text("freight_amount") else 0,
        po_number=row.text("po_number"),
        order_number=row.text("order_number"),
        delivery_number=row.text("delivery_number"),
        description=row.text("description"),
        instalments=apart,
    )


def _parts(row: Row, terms: Terms | None, minor: int, currency: str, agreed: Agreed) -> tuple[Instalment, ...]:
    """Return the parts the terms give the document, or none; a credit has one and no discount."""
    if terms is None:
        return ()
    start = row.day(BASES[terms.basis])
    if minor < 0:
        return (Instalment(1, terms.due_on(start, agreed.holidays), -minor),)
    try:
        return terms.instalments(start, minor, currency, agreed.holidays)
    except WrongTermsError as wrong:
        raise BadRowError(f"amount: {wrong}") from wrong


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
        key=key if kind == "name" else written(kind, key),
        customer_number=number,
        support=int(support),
        negative=row.truth("negative"),
    )


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


def _opening(row: Row, kind: ItemType, minor: int, left: int) -> bool:
    """Return whether another system has booked the document; refuse to issue what a sheet alone cannot."""
    written = row.text("booked_as").lower() or OPENING
    if written not in {OPENING, ISSUED}:
        raise BadRowError(f"booked_as {written!r} is none of {OPENING}, {ISSUED}")
    if written == OPENING:
        return True
    if kind not in ISSUED_BY_SHEET:
        kinds = ", ".join(sorted(ISSUED_BY_SHEET))
        raise BadRowError(f"a {kind} is not issued by a sheet, only {kinds}: others are asked for one by one")
    if left != minor:
        raise BadRowError("open_amount of a document that is issued is its amount")
    return False


def _due(row: Row, parts: tuple[Instalment, ...]) -> date:
    """Return the day the row names, or the day its terms give; of several parts the last is the document's."""
    last = max((part.due_on for part in parts), default=None)
    if not row.text("due_date"):
        if last is None:
            raise BadRowError("due_date is empty and no terms say when it is due")
        return last
    given = row.day("due_date")
    if len(parts) > 1 and given != last:
        raise BadRowError(f"due_date {given} is not {last}, the last instalment's by its terms: leave it empty")
    return given


def _upsert(
    workspace: Workspace, book: ledger.Book, new: list[NewCustomer], there: set[tuple[str, str, str]]
) -> tuple[int, int, Iterable[Finding]]:
    """Write customers, and what their numbers say of them as payers; changes of what steers money are asked for."""
    at_once, waits = changing.of_customers(book, new)
    shared = _shared(book, new)
    ledger.customers.upsert(book, at_once)
    _link(workspace, book, company_ids.links(at_once), there)
    return len(new), 0, (*master.waiting(workspace, book, waits, "import customers"), *shared)


def _shared(book: ledger.Book, new: list[NewCustomer]) -> list[Finding]:
    """Warn of tax and DUNS numbers that another customer has as well."""
    found: list[Finding] = []
    for name, said in {"tax_id": "tax id", "duns": "DUNS number"}.items():
        owners = ledger.customers.having(book, name)
        for row in new:
            if mark := getattr(row, name):
                owners.setdefault(mark, set()).add(row.number)
        found += [
            Finding(0, "number_shared", f"{row.number} has the {said} of {others[0]} too", Severity.WARNING)
            for row in new
            if (others := sorted(owners.get(getattr(row, name), set()) - {row.number}))
        ]
    return found


def _issue(book: ledger.Book, new: list[NewItem]) -> tuple[int, int, Iterable[Finding]]:
    """Write items; one that is known with other facts is left as it is and reported."""
    issued = ledger.items.issue(book, new)
    message = "is in the books with other facts and was left as it is"
    ids = set(issued.differing)
    differing = [
        Finding(0, "item_known_otherwise", f"{row.type} {row.number} {message}", Severity.WARNING)
        for row in new
        if item_id(book.entity, row.type, row.number) in ids
    ]
    return len(issued.new), len(issued.known), differing


def _link(
    _: Workspace, book: ledger.Book, new: list[PayerLink], there: set[tuple[str, str, str]]
) -> tuple[int, int, Iterable[Finding]]:
    """Write payer links that are not there yet."""
    fresh = [link for link in new if (link.kind, link.key, link.customer_number) not in there]
    ledger.evidence.add(book, fresh)
    return len(fresh), len(new) - len(fresh), ()


def _link_by_two(
    workspace: Workspace, book: ledger.Book, new: list[PayerLink], there: set[tuple[str, str, str]]
) -> tuple[int, int, Iterable[Finding]]:
    """Ask for payer links that are not there yet: a second person lets them count."""
    fresh = [link for link in new if (link.kind, link.key, link.customer_number) not in there]
    if not fresh:
        return 0, len(new), ()
    request_id = by_two.ask_links(book, fresh, "import payer-links", workspace.now())
    return 0, len(new) - len(fresh), (master.waits(len(fresh), "payer links", request_id),)
