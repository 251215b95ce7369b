"""Documents on their way: what became of each, numbers we give without a gap, correction by credit and rebill."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, func, select

from kit.db import among
from kit.refusals import Invalid
from ledger import items, periods
from ledger.book import Book
from ledger.journal import Journal
from ledger.kinds import Kind
from ledger.records import ItemType, NewItem, Sending, item_id
from ledger.refusals import UnknownItem
from ledger.tables import item, sending, series_number

#: Series -> how its numbers read.
SERIES = {ItemType.CREDIT_MEMO: "CM-{:06d}", ItemType.DEBIT_MEMO: "DM-{:06d}", ItemType.FINANCE_CHARGE: "FC-{:06d}"}


def numbers(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the numbers of documents by their ids."""
    chosen = select(item.c.item_id, item.c.number).where(among(connection, item.c.item_id, ids))
    return {row.item_id: row.number for row in connection.execute(chosen)}


def send(book: Book, rows: Sequence[Sending]) -> int:
    """Write what became of documents; the same event of a document again is known. Refused: UnknownItem."""
    wanted = {row.item_id for row in rows}
    there = set(
        book.connection.execute(select(item.c.item_id).where(among(book.connection, item.c.item_id, wanted))).scalars()
    )
    if missing := sorted(wanted - there):
        raise UnknownItem(f"there is no item {missing[0]}")
    columns = [sending.c[name] for name in ("item_id", "event", "channel", "happened_on")]
    held = book.connection.execute(select(*columns).where(among(book.connection, sending.c.item_id, wanted)))
    known = {tuple(map(str, row)) for row in held}
    fresh = [
        row for row in rows if (row.item_id, str(row.event), row.channel, row.happened_on.isoformat()) not in known
    ]
    book.write("sending", [(row.item_id, row.event, row.channel, row.happened_on, row.note) for row in fresh])
    return len(fresh)


def number(book: Book, kind: ItemType) -> str:
    """Take the next number of a series: it is used up by this command alone, and never skipped."""
    where = (series_number.c.entity == book.entity, series_number.c.series == str(kind))
    last = book.connection.execute(select(func.coalesce(func.max(series_number.c.value), 0)).where(*where)).scalar_one()
    book.write("series_number", [(book.entity, str(kind), last + 1)])
    return SERIES[kind].format(last + 1)


def rebill(book: Book, original: str, corrected: NewItem, gl_on: date, reason: str) -> tuple[str, str]:
    """Credit an invoice wholly and bill it again; the original stays, settled by its credit memo.

    Return the ids of the memo and of the new invoice. Refused: UnknownItem; Invalid where it is no invoice or something
    of it is settled (take that back first), or the number is not a new one.
    """
    journal = Journal(book)
    journal.load([original])
    held = journal.held.get(original)
    if held is None or held.type != ItemType.INVOICE:
        raise UnknownItem(f"there is no invoice {original}")
    if held.balance != held.amount:
        raise Invalid(f"invoice {held.number}: something of it is settled, take that back first")
    if corrected.number == held.number:
        raise Invalid(f"invoice {held.number}: the corrected one has a number of its own")
    facts = book.connection.execute(select(item.c.tax, item.c.freight).where(item.c.item_id == original)).one()
    memo = NewItem(
        number=number(book, ItemType.CREDIT_MEMO),
        type=ItemType.CREDIT_MEMO,
        customer_number=held.held_for or "",
        currency=held.currency,
        minor=-held.amount,
        issued_on=gl_on,
        due_on=gl_on,
        tax=facts.tax,
        freight=facts.freight,
        po_number=held.po_number,
        origin_item_id=original,
        reason=reason,
    )
    issued = items.issue(book, [memo, replace(corrected, origin_item_id=original, reason=reason)])
    if len(issued.new) != 2:
        raise Invalid(f"invoice {corrected.number} is in the books already")
    memo_id = item_id(book.entity, ItemType.CREDIT_MEMO, memo.number)
    _settle(book, original, memo_id, gl_on, reason)
    return memo_id, item_id(book.entity, ItemType.INVOICE, corrected.number)


def credit(book: Book, original: str, minor: int, tax: int, *, gl_on: date, reason: str) -> str:
    """Credit `minor` of a document, `tax` of it sales tax, by a memo that is netted against it; return the memo's id.

    Refused: UnknownItem; Invalid where the amount is nothing, less than its tax, or more than is open.
    """
    journal = Journal(book)
    journal.load([original])
    held = journal.held.get(original)
    if held is None or held.amount < 0:
        raise UnknownItem(f"there is no document {original} to credit")
    if not 0 <= tax <= minor or not 0 < minor <= held.balance:
        raise Invalid(
            f"{held.type} {held.number}: the amount lies between nothing and what is open, tax is a part of it"
        )
    memo = NewItem(
        number=number(book, ItemType.CREDIT_MEMO),
        type=ItemType.CREDIT_MEMO,
        customer_number=held.held_for or "",
        currency=held.currency,
        minor=-minor,
        issued_on=gl_on,
        due_on=gl_on,
        tax=tax,
        po_number=held.po_number,
        origin_item_id=original,
        reason=reason,
    )
    items.issue(book, [memo])
    memo_id = item_id(book.entity, ItemType.CREDIT_MEMO, memo.number)
    _settle(book, original, memo_id, gl_on, reason, kind="netted")
    return memo_id


def _settle(book: Book, original: str, memo: str, gl_on: date, reason: str, *, kind: str = "rebilled") -> None:
    """Net a document against its credit memo, as far as that goes."""
    journal = Journal(book)
    journal.load([original, memo])
    held, credit = journal.held[original], journal.held[memo]
    day = max(gl_on, held.since, credit.since)
    journal.entry(kind, periods.gl_days(book, [day])[day], original, memo, doc_on=gl_on, reason=reason)
    journal.move(Kind.NETTED, min(held.balance, -credit.balance), debit=credit, credit=held)
    journal.post()
