"""Documents that open items: invoices, memos, charges, deductions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from kit.collecting import uncollected
from kit.db import among
from kit.refusals import refuse
from ledger import customers, periods
from ledger.book import Book
from ledger.chain import canonical
from ledger.journal import Held, Journal, day
from ledger.kinds import Kind
from ledger.records import Issued, ItemType, NewItem, item_id
from ledger.tables import item

#: Document -> what its net, its tax and its freight are booked as (P01 to P04).
ISSUED: dict[ItemType, tuple[Kind, Kind, Kind]] = {
    ItemType.INVOICE: (Kind.INVOICED, Kind.TAX_BILLED, Kind.FREIGHT_BILLED),
    ItemType.DEBIT_MEMO: (Kind.DEBITED, Kind.TAX_BILLED, Kind.FREIGHT_BILLED),
    ItemType.FINANCE_CHARGE: (Kind.FINANCE_CHARGED, Kind.TAX_BILLED, Kind.FREIGHT_BILLED),
    ItemType.CREDIT_MEMO: (Kind.CREDITED, Kind.TAX_CREDITED, Kind.CREDITED),
    ItemType.DEDUCTION: (Kind.OPENED_DEDUCTION, Kind.OPENED_DEDUCTION, Kind.OPENED_DEDUCTION),
}
#: Why a finance charge is one for a payment that came back.
NSF_FEE = "nsf_fee"
#: Documents booked otherwise because of why they are issued: type and reason -> what the net is booked as (P19b).
FOR_A_REASON: dict[tuple[ItemType, str], Kind] = {(ItemType.FINANCE_CHARGE, NSF_FEE): Kind.NSF_FEE_CHARGED}
#: Document another system has booked -> how it is opened, and how what was settled there is brought forward.
OPENED: dict[ItemType, tuple[Kind, Kind]] = {
    **dict.fromkeys(
        (ItemType.INVOICE, ItemType.DEBIT_MEMO, ItemType.FINANCE_CHARGE), (Kind.OPENED, Kind.BROUGHT_FORWARD)
    ),
    ItemType.CREDIT_MEMO: (Kind.OPENED_CREDIT, Kind.BROUGHT_FORWARD_CREDIT),
    ItemType.DEDUCTION: (Kind.OPENED_DEDUCTION, Kind.BROUGHT_FORWARD),
}
_FACTS = ("customer_number", "currency", "amount", "issued_on", "due_on", "po_number", "terms")


@uncollected
def issue(book: Book, rows: Sequence[NewItem]) -> Issued:
    """Book the documents (P01 to P04, opening balances); a document already booked is left as it is and told.

    Refused: UnknownCustomer; Invalid where sign, open amount, tax, freight or discount cannot be.
    """
    known, differing = _known(book, rows)
    there = {*known, *differing}
    fresh = {identity: row for row in rows if (identity := item_id(book.entity, row.type, row.number)) not in there}
    customers.check(book, (row.customer_number for row in fresh.values()))
    gl_days = periods.gl_days(book, (_wished(row) for row in fresh.values()))
    journal = Journal(book)
    for identity, row in fresh.items():
        _issue(journal, identity, row, gl_days[_wished(row)])
    journal.post()
    book.write("instalment", [part for identity, row in fresh.items() for part in _parts(identity, row)])
    return Issued(tuple(fresh), tuple(known), tuple(differing))


def _known(book: Book, rows: Sequence[NewItem]) -> tuple[list[str], list[str]]:
    """Return the ids already booked with the facts given, and those with others."""
    wanted = {item_id(book.entity, row.type, row.number): row for row in rows}
    columns = [item.c.item_id, *(item.c[name] for name in _FACTS)]
    found = book.connection.execute(select(*columns).where(among(book.connection, item.c.item_id, wanted)))
    known: list[str] = []
    differing: list[str] = []
    for identity, *facts in found:
        row = wanted[identity]
        facts[3:5] = [day(facts[3]), day(facts[4])]
        given = [getattr(row, "minor" if name == "amount" else name) for name in _FACTS]
        (known if facts == given else differing).append(identity)
    return sorted(known), sorted(differing)


def _wished(row: NewItem) -> date:
    """Return the GL day asked for."""
    return row.gl_on or row.issued_on


def _issue(journal: Journal, identity: str, row: NewItem, gl_on: date) -> None:
    """Add the entries of one document."""
    left = row.minor if row.open_minor is None else row.open_minor
    _check(row, left)
    opened_as, forward = OPENED[row.type]
    net, tax, freight = ISSUED[row.type]
    journal.entry("opened" if row.opening else "issued", gl_on, identity, doc_on=row.issued_on)
    held = journal.open(_opened(identity, row, gl_on))
    if row.opening:
        _side(journal, opened_as, abs(row.minor), held, debit=row.minor > 0)
    else:
        net = FOR_A_REASON.get((row.type, row.reason), net)
        for kind, minor in ((net, abs(row.minor) - row.tax - row.freight), (tax, row.tax), (freight, row.freight)):
            _side(journal, kind, minor, held, debit=row.minor > 0)
    if left != row.minor:
        journal.entry("brought_forward", gl_on, identity, doc_on=row.issued_on)
        _side(journal, forward, abs(row.minor - left), held, debit=row.minor < 0)


def _side(journal: Journal, kind: Kind, minor: int, held: Held, *, debit: bool) -> None:
    """Move an amount into or out of the item; nothing is no movement."""
    if minor:
        journal.move(kind, minor, held if debit else None, None if debit else held)


def _check(row: NewItem, left: int) -> None:
    """Refuse what cannot be, cheapest first."""
    wrong = {
        "a credit memo is negative, all others are positive": (row.type is ItemType.CREDIT_MEMO) != (row.minor < 0)
        or not row.minor,
        "the open amount lies between nothing and the amount": not min(row.minor, 0) <= left <= max(row.minor, 0),
        "tax and freight are parts of the amount": min(row.tax, row.freight) < 0
        or row.tax + row.freight > abs(row.minor),
        "the discount is a part of the amount": not 0 <= row.discount <= abs(row.minor),
        "a receipt is not issued": row.type is ItemType.RECEIPT,
        "its instalments are not its amount": bool(row.instalments)
        and (sum(part.minor for part in row.instalments) != row.minor or min(p.minor for p in row.instalments) <= 0),
    }
    refuse(wrong, f"{row.type} {row.number}")


def _parts(identity: str, row: NewItem) -> list[tuple[object, ...]]:
    """Return the item's instalments as they are written."""
    return [
        (identity, part.seq, part.due_on, part.minor, canonical([[day.isoformat(), off] for day, off in part.offers]))
        for part in row.instalments
    ]


def _opened(identity: str, row: NewItem, gl_on: date) -> dict[str, Any]:
    """Return the item's facts."""
    same = (
        "type number customer_number currency issued_on due_on terms discount discount_until tax freight po_number "
        "order_number delivery_number description origin_item_id reason"
    ).split()
    return {name: getattr(row, name) for name in same} | {"item_id": identity, "amount": row.minor, "gl_on": gl_on}
