"""Applications: what a receipt settles of an item, and taking that back (P08 to P12, P15, P22b, P26 to P31, P37)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from kit.collecting import uncollected
from kit.conditions import unset
from kit.db import among
from kit.ids import content_id
from kit.money import Money
from kit.refusals import Invalid, OverApplied, Stale
from ledger import periods
from ledger.book import Book
from ledger.journal import Held, Journal, day, last_moved, turned
from ledger.kinds import Account, Kind
from ledger.records import ItemType, NewApplication, Undo, WriteOff, item_id
from ledger.refusals import UnknownApplication, UnknownItem, UnknownReceipt
from ledger.tables import LOGGED, application, item, posting

#: Why a remainder is let go -> what it is booked as.
WRITTEN_OFF = {
    WriteOff.BANK_FEE: Kind.BANK_FEE,
    WriteOff.SMALL_BALANCE: Kind.SMALL_BALANCE,
    WriteOff.WITHHELD: Kind.WITHHELD,
    WriteOff.AGENCY_FEE: Kind.AGENCY_FEE,
    WriteOff.UNCOLLECTIBLE: Kind.BAD_DEBT,
    WriteOff.CONCESSION: Kind.CONCESSION,
}
assert set(WRITTEN_OFF) == set(WriteOff), "every reason to let go has its kind"
_AMOUNTS = ("cash", "discount", "write_off", "deduction")
#: What cannot be, in the order in which it is told.
WRONG = (
    "its payer is unknown, identify it first",
    "it is in {own}, {item} in {other}",
    "{item}: nothing is settled",
    "{item}: amounts are not negative",
    "{item}: a credit memo has negative cash and nothing else",
    "{item}: the tax of a discount is a part of it",
    "{item}: a write-off says what it is",
    "{item}: a deduction of a deduction",
)


@uncollected
def apply(book: Book, rows: Sequence[NewApplication]) -> tuple[str, ...]:
    """Apply receipts to items; return the application ids in the order of the rows.

    Receipts must be identified first. Refused: UnknownReceipt, UnknownItem, Stale, Invalid (unidentified, currencies,
    signs, credit memos beyond the invoices of their receipt), OverApplied (more than is left of receipt or item).
    """
    journal = Journal(book)
    journal.load({one for row in rows for one in (row.receipt_id, row.item_id)})
    for row in rows:
        _check(journal, row)
    wished = [_wished(journal, row) for row in rows]
    gl_days = periods.gl_days(book, wished)
    numbers = _deductions(book, rows)
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        groups[row.receipt_id].append(place)
    ids = [""] * len(rows)
    for places in groups.values():
        for together in _entries(journal, rows, places):
            gl_on = max([gl_days[wished[place]] for place in together])
            found = _apply(journal, [rows[place] for place in together], gl_on, numbers)
            for place, identity in zip(together, found, strict=True):
                ids[place] = identity
    journal.post()
    return tuple(ids)


def unapply(book: Book, rows: Sequence[Undo]) -> None:
    """Take applications back by reversing entries (P11); a netting goes whole. Refused: UnknownApplication."""
    wanted = {row.application_id: row for row in rows}
    named = standing(book, application.c.application_id, wanted)
    missing = sorted(set(wanted) - {row.application_id for row in named})
    if missing:
        raise UnknownApplication(f"there is no application {missing[0]} that still stands")
    entries = {row.entry_no: wanted[row.application_id] for row in named}
    whole = standing(book, application.c.entry_no, entries)
    first = {number: max(on, entries[number].gl_on) for number, on in may_go_back(book, whole).items()}
    gl_days = periods.gl_days(book, first.values())
    take_back(book, whole, {number: (gl_days[on], entries[number].reason) for number, on in first.items()})


def may_go_back(book: Book, applied: Sequence[Row[Any]]) -> dict[int, date]:
    """Return the first GL day on which each entry of applications can be taken back.

    Its own; where it opened deductions, the last day on which anything of these came back: before it they were settled.
    """
    opened = [row.deduction_item_id for row in applied if row.deduction_item_id]
    came_back = last_moved(book, posting.c.dr_item, opened)
    days: dict[int, date] = {}
    for row in applied:
        own = came_back.get(row.deduction_item_id, date.min)
        days[row.entry_no] = max(days.get(row.entry_no, date.min), day(row.gl_on), own)
    return days


def standing(book: Book, column: ColumnElement[Any], values: Iterable[Any]) -> Sequence[Row[Any]]:
    """Return applications that are no reversals and not reversed, in order."""
    later = application.alias("later")
    statement = (
        select(application)
        .where(
            among(book.connection, column, values),
            unset(application.c.reverses),
            ~select(later.c.no).where(later.c.reverses == application.c.no).exists(),
        )
        .order_by(application.c.no)
    )
    return book.connection.execute(statement).all()


@uncollected
def take_back(book: Book, applied: Sequence[Row[Any]], entries: Mapping[int, tuple[date, str]]) -> None:
    """Reverse the entries and write the reversing application of each row."""
    journal = Journal(book)
    first = book.number("entry")
    turned(journal, entries)
    number = {original: first + place for place, original in enumerate(entries)}
    for row in applied:
        values = {name: getattr(row, name) for name in LOGGED["application"]}
        values |= {name: -values[name] for name in _AMOUNTS}
        gl_on, reason = entries[row.entry_no]
        values |= {
            "application_id": content_id("app", "reverses", row.application_id),
            "entry_no": number[row.entry_no],
            "gl_on": gl_on,
            "decided_by": book.actor,
            "explanation": reason,
            "reverses": row.no,
        }
        journal.applications.append(tuple(values[name] for name in LOGGED["application"]))
    journal.post()


def _check(journal: Journal, row: NewApplication) -> None:
    """Refuse what cannot be, in a fixed order: what is unknown, what is stale, what contradicts itself."""
    receipt, target = journal.held.get(row.receipt_id), journal.held.get(row.item_id)
    if receipt is None or receipt.type != ItemType.RECEIPT:
        raise UnknownReceipt(f"there is no receipt {row.receipt_id}")
    if target is None or target.type == ItemType.RECEIPT:
        raise UnknownItem(f"there is no item {row.item_id}")
    for held, version in ((receipt, row.receipt_version), (target, row.item_version)):
        if version is not None and version != held.version:
            raise Stale(
                f"{held.type} {held.number} moved since the plan was made: version {held.version}, not {version}"
            )
    amounts = (row.cash, row.discount, row.write_off, row.deduction)
    memo = target.type == ItemType.CREDIT_MEMO
    broken = (
        receipt.held_in == Account.UNIDENTIFIED,
        receipt.currency != target.currency,
        not any(amounts),
        not memo and min(amounts) < 0,
        memo and (row.cash >= 0 or any(amounts[1:])),
        not 0 <= row.discount_tax <= max(row.discount, 0),
        bool(row.write_off) != bool(row.write_off_kind),
        bool(row.deduction) and target.type == ItemType.DEDUCTION,
    )
    if any(broken):
        said = WRONG[broken.index(True)].format(item=target.number, own=receipt.currency, other=target.currency)
        raise Invalid(f"receipt {row.receipt_id}: {said}")


def _wished(journal: Journal, row: NewApplication) -> date:
    """Return the GL day asked for, never before that of the receipt or the item (DOMAIN section 4, rules 1 and 4).

    What came back by an application undone later than that day is not there before it came back.
    """
    return max(row.gl_on, journal.held[row.receipt_id].since, journal.held[row.item_id].since)


def _deductions(book: Book, rows: Sequence[NewApplication]) -> Counter[str]:
    """Return how many deductions were opened before, of each item that gets one."""
    wanted = {row.item_id for row in rows if row.deduction}
    if not wanted:
        return Counter()
    statement = (
        select(item.c.origin_item_id, func.count())
        .where(item.c.type == ItemType.DEDUCTION, among(book.connection, item.c.origin_item_id, wanted))
        .group_by(item.c.origin_item_id)
    )
    return Counter({row[0]: row[1] for row in book.connection.execute(statement)})


def _entries(journal: Journal, rows: Sequence[NewApplication], places: list[int]) -> list[list[int]]:
    """Return which rows of a receipt share an entry: all of them where a credit memo is netted, else each its own."""
    if len(places) > 1 and any(journal.held[rows[place].item_id].type == ItemType.CREDIT_MEMO for place in places):
        return [places]
    return [[place] for place in places]


def _apply(journal: Journal, rows: Sequence[NewApplication], gl_on: date, numbers: Counter[str]) -> list[str]:
    """Add one entry: credit memos against the rows first, the receipt for the rest, then what is let go."""
    receipt = journal.held[rows[0].receipt_id]
    ids = [
        content_id("app", row.receipt_id, row.item_id, receipt.version, journal.held[row.item_id].version)
        for row in rows
    ]
    if len(set(ids)) < len(ids):
        raise Invalid(f"receipt {receipt.item_id}: an item is named twice beside a credit memo")
    number = journal.entry("applied", gl_on, ids[0], doc_on=receipt.issued_on)
    memos = [[journal.held[row.item_id], -row.cash] for row in rows if row.cash < 0]
    if sum(row.cash for row in rows) < 0:
        raise Invalid(f"receipt {receipt.item_id}: its credit memos are more than the invoices they are netted against")
    for identity, row in zip(ids, rows, strict=True):
        target = journal.held[row.item_id]
        if row.cash > 0:
            _cash(journal, receipt, target, row.cash, memos)
        opened = _rest(journal, row, target, numbers)
        journal.applications.append(_written(identity, number, row, gl_on, opened))
    return ids


def _cash(journal: Journal, receipt: Held, target: Held, minor: int, memos: list[list[Any]]) -> None:
    """Settle the item: from the memos while any is left, then from the receipt."""
    for memo in memos:
        if taken := min(memo[1], minor):
            journal.move(Kind.NETTED, taken, debit=memo[0], credit=target)
            memo[1] -= taken
            minor -= taken
    if minor > -receipt.balance:
        asked, left = Money(minor, receipt.currency), Money(-receipt.balance, receipt.currency)
        raise OverApplied(f"receipt {receipt.item_id}: {asked} cannot be applied, {left} is left")
    if minor:
        journal.move(Kind.APPLIED, minor, debit=receipt, credit=target)


def _rest(journal: Journal, row: NewApplication, target: Held, numbers: Counter[str]) -> str | None:
    """Book discount and write-off, open the deduction's item, and return its id."""
    if row.discount:
        kind = Kind.DISCOUNT_EARNED if row.discount_earned else Kind.DISCOUNT_UNEARNED
        for part, minor in ((kind, row.discount - row.discount_tax), (Kind.DISCOUNT_TAX, row.discount_tax)):
            if minor:
                journal.move(part, minor, credit=target)
    if row.write_off_kind:
        journal.move(WRITTEN_OFF[row.write_off_kind], row.write_off, credit=target)
    if not row.deduction:
        return None
    numbers[target.item_id] += 1
    deduction = journal.open(_deduction(journal, row, target, numbers[target.item_id]))
    journal.move(Kind.DEDUCTION_OPENED, row.deduction, debit=deduction, credit=target)
    return deduction.item_id


def _deduction(journal: Journal, row: NewApplication, target: Held, count: int) -> dict[str, Any]:
    """Return the facts of a deduction: it keeps the invoice's customer, day, due day and purchase order."""
    number = f"{target.number}-D{count}"
    return {
        "item_id": item_id(journal.book.entity, ItemType.DEDUCTION, number),
        "type": ItemType.DEDUCTION,
        "number": number,
        "customer_number": target.held_for,
        "currency": target.currency,
        "amount": row.deduction,
        "issued_on": target.issued_on,
        "due_on": target.due_on,
        "gl_on": target.gl_on,
        "po_number": target.po_number,
        "origin_item_id": target.item_id,
        "reason": row.deduction_reason,
    }


def _written(identity: str, entry_no: int, row: NewApplication, gl_on: date, opened: str | None) -> tuple[object, ...]:
    """Return the application as it is written."""
    return (
        identity,
        entry_no,
        *_NAMED(row),
        *_SETTLED(row),
        row.write_off_kind or "",
        row.deduction,
        row.deduction_reason,
        opened,
        gl_on,
        *_WHY(row),
        None,
    )


#: The columns of an application that it says itself, between those that booking it gives.
_NAMED = attrgetter("receipt_id", "item_id")
_SETTLED = attrgetter("cash", "discount", "discount_earned", "write_off")
_WHY = attrgetter("decided_by", "rule", "confidence", "explanation", "certificate_id")
