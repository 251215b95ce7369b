"""Receipts: money that reached us, from the bank entry to a home (P05 to P07, P10, P19a, P35)."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from kit.db import among
from kit.refusals import Invalid
from ledger import applications, customers, periods
from ledger.book import Book
from ledger.journal import Held, Journal, turned
from ledger.kinds import Account, Kind
from ledger.records import Disposal, Identification, ItemType, NewReceipt
from ledger.refusals import UnknownReceipt
from ledger.tables import application, entry, item, posting


def receive(book: Book, rows: Sequence[NewReceipt]) -> int:
    """Book receipts: debit bank, credit unidentified or, with a customer, unapplied; one already booked is skipped.

    Returns how many were new. Refused: UnknownCustomer; Invalid where the amount is not positive.
    """
    there = among(book.connection, item.c.item_id, [row.receipt_id for row in rows])
    known = set(book.connection.execute(select(item.c.item_id).where(there)).scalars())
    fresh = {row.receipt_id: row for row in rows if row.receipt_id not in known}
    customers.check(book, (row.customer_number for row in fresh.values() if row.customer_number))
    gl_days = periods.gl_days(book, (row.gl_on for row in fresh.values()))
    journal = Journal(book)
    for row in fresh.values():
        if row.minor <= 0:
            raise Invalid(f"receipt {row.receipt_id}: the amount is not positive")
        gl_on = gl_days[row.gl_on]
        journal.entry("received", gl_on, row.receipt_id, doc_on=row.received_on)
        held = journal.open(
            {
                "item_id": row.receipt_id,
                "type": ItemType.RECEIPT,
                "number": row.receipt_id,
                "customer_number": None,
                "currency": row.currency,
                "amount": -row.minor,
                "issued_on": row.received_on,
                "due_on": row.received_on,
                "gl_on": gl_on,
                "bank_entry_id": row.entry_id,
            }
        )
        kind = Kind.RECEIVED if row.customer_number else Kind.RECEIVED_UNIDENTIFIED
        journal.move(kind, row.minor, credit=held, to=row.customer_number)
    journal.post()
    return len(fresh)


def identify(book: Book, rows: Sequence[Identification]) -> None:
    """Say who paid (P06), or who really paid (P35); the same customer again is a no-op.

    Refused: UnknownReceipt, UnknownCustomer, Invalid where nothing is left of the receipt.
    """
    customers.check(book, (row.customer_number for row in rows))
    journal = loaded(book, (row.receipt_id for row in rows))
    gl_days = periods.gl_days(book, (row.gl_on for row in rows))
    for row in rows:
        held = journal.held[row.receipt_id]
        if held.held_for == row.customer_number:
            continue
        kind = Kind.IDENTIFIED if held.held_in == Account.UNIDENTIFIED else Kind.REASSIGNED
        _within(journal, kind, held, row, gl_days[row.gl_on], to=row.customer_number)
    journal.post()


def place_on_account(book: Book, rows: Sequence[Disposal]) -> None:
    """Hold what is left of the receipts for their customers (P10). Refused: Invalid while the payer is unknown."""
    journal = loaded(book, (row.receipt_id for row in rows))
    gl_days = periods.gl_days(book, (row.gl_on for row in rows))
    for row in rows:
        held = journal.held[row.receipt_id]
        if held.held_in == Account.UNIDENTIFIED:
            raise Invalid(f"receipt {row.receipt_id}: its payer is unknown, identify it first")
        if held.held_in != Account.ON_ACCOUNT:
            _within(journal, Kind.ON_ACCOUNT, held, row, gl_days[row.gl_on], to=held.held_for)
    journal.post()


def take_off_account(book: Book, rows: Sequence[Disposal]) -> None:
    """Hold what is left of receipts as unapplied cash again (P10 turned round). Refused: Invalid where one is not.

    A movement of its own, no reversal: what was applied before and since may have come back to it.
    """
    journal = loaded(book, (row.receipt_id for row in rows))
    gl_days = periods.gl_days(book, (row.gl_on for row in rows))
    for row in rows:
        held = journal.held[row.receipt_id]
        if held.held_in != Account.ON_ACCOUNT:
            raise Invalid(f"receipt {row.receipt_id}: it is not on account")
        _within(journal, Kind.REASSIGNED, held, row, gl_days[row.gl_on], to=held.held_for)
    journal.post()


def not_ar(book: Book, rows: Sequence[Disposal]) -> None:
    """Book the receipts out of receivables. Refused: Invalid where something of it is applied."""
    journal = loaded(book, (row.receipt_id for row in rows))
    gl_days = periods.gl_days(book, (row.gl_on for row in rows))
    for row in rows:
        held = journal.held[row.receipt_id]
        if held.balance != held.amount:
            raise Invalid(f"receipt {row.receipt_id}: take its applications back first")
        day = max(gl_days[row.gl_on], held.gl_on)
        journal.entry("not_ar", day, row.receipt_id, held.version, doc_on=held.issued_on, reason=row.reason)
        journal.move(Kind.NOT_AR, -held.balance, debit=held)
    journal.post()


def take_back_not_ar(book: Book, rows: Sequence[Disposal]) -> None:
    """Bring receipts back into receivables. Refused: Invalid where one was not booked out."""
    entries = _not_ar_entries(book, (row.receipt_id for row in rows))
    missing = [row.receipt_id for row in rows if row.receipt_id not in entries]
    if missing:
        raise Invalid(f"receipt {missing[0]}: it was not booked out of receivables")
    gl_days = periods.gl_days(book, (row.gl_on for row in rows))
    journal = Journal(book)
    turned(journal, {entries[row.receipt_id]: (gl_days[row.gl_on], row.reason) for row in rows})
    journal.post()


def reverse(book: Book, rows: Sequence[Disposal]) -> None:
    """Reverse the receipts: their applications first, then the money (P19a). Items re-open with their due days.

    Refused: UnknownReceipt; Invalid where one is reversed already.
    """
    journal = loaded(book, (row.receipt_id for row in rows))
    by_id = {row.receipt_id: row for row in rows}
    reversed_before = among(book.connection, entry.c.reverses, [journal.held[one].entry_no for one in by_id])
    if book.connection.execute(select(entry.c.no).where(reversed_before)).first():
        raise Invalid("one of the receipts is reversed already")
    gl_days = periods.gl_days(book, (row.gl_on for row in rows))
    standing = applications.standing(book, application.c.receipt_id, by_id)
    undone = {row.entry_no: (gl_days[by_id[row.receipt_id].gl_on], by_id[row.receipt_id].reason) for row in standing}
    applications.take_back(book, standing, undone)
    again = _not_ar_entries(book, by_id)
    journal = loaded(book, by_id)
    entries = {number: by_id[receipt] for receipt, number in again.items()}
    entries |= {journal.held[receipt].entry_no: row for receipt, row in by_id.items()}
    turned(journal, {number: (gl_days[row.gl_on], row.reason) for number, row in entries.items()})
    journal.post()


def loaded(book: Book, ids: Iterable[str]) -> Journal:
    """Return a journal that holds the receipts. Refused: UnknownReceipt."""
    wanted = list(ids)
    journal = Journal(book)
    journal.load(wanted)
    for receipt in wanted:
        if receipt not in journal.held or journal.held[receipt].type != ItemType.RECEIPT:
            raise UnknownReceipt(f"there is no receipt {receipt}")
    return journal


def _within(
    journal: Journal, kind: Kind, held: Held, row: Identification | Disposal, gl_on: date, *, to: str | None
) -> None:
    """Move what is left of a receipt from one account or customer to another."""
    if not held.balance:
        raise Invalid(f"receipt {row.receipt_id}: nothing is left of it")
    reason = row.reason if isinstance(row, Disposal) else ""
    day = max(gl_on, held.gl_on)
    journal.entry(str(kind), day, row.receipt_id, held.version, doc_on=held.issued_on, reason=reason)
    journal.move(kind, -held.balance, held, held, to)


def _not_ar_entries(book: Book, ids: Iterable[str]) -> dict[str, int]:
    """Return for each receipt booked out of receivables the entry that did so and still stands."""
    later = entry.alias("later")
    statement = select(posting.c.dr_item, posting.c.entry_no).where(
        posting.c.kind == Kind.NOT_AR,
        among(book.connection, posting.c.dr_item, ids),
        ~select(later.c.no).where(later.c.reverses == posting.c.entry_no).exists(),
    )
    return {row.dr_item: row.entry_no for row in book.connection.execute(statement)}
