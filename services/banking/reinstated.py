"""Payments that stand again: a bank deleted the return that had reversed one, and a person said yes to that.

A reversal is never reversed: the money is received anew, on the day of the return, and what it had paid is paid anew
where all of that is still open; else its customer has it unapplied. Until the yes the withdrawal asks.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

import ledger
from kit.db import among
from kit.ids import content_id
from ledger import NewApplication, NewReceipt, WriteOff
from ledger.kinds import Kind
from ledger.tables import application, entry, item, posting
from services.banking import payouts, returns, telling, withdrawals
from services.tieout import Tie

RULE = withdrawals.ANEW


class Payment(NamedTuple):
    """A payment that stands again: its entry, the returns that are none, the day on which they had reversed it."""

    entry_id: str
    returns: tuple[str, ...]
    day: date

    @property
    def anew(self) -> str:
        """Return the entry under which it stands again."""
        return content_id("ent", RULE, self.entry_id, self.returns[0])

    @property
    def ties(self) -> list[Tie]:
        """Return what ties its returns to it."""
        return [Tie(one, self.anew, RULE) for one in self.returns]


def planned(connection: Connection, gone: AbstractSet[str], days: Mapping[str, date]) -> list[Payment]:
    """Return the payments of which every return is among the entries that banks took back, and they are not."""
    done = {entry_id for entry_id, _ in telling.ties(connection, RULE)}
    back: defaultdict[str, list[str]] = defaultdict(list)
    for entry_id, by in telling.ties(connection, returns.RULE):
        back[by].append(entry_id)
    found = [
        Payment(by, tuple(sorted(mine)), min(days[one] for one in mine))
        for by, mine in back.items()
        if by not in gone and gone >= set(mine) and done.isdisjoint(mine)
    ]
    there = _reversed(connection, [one.entry_id for one in found])
    return sorted(one for one in found if one.entry_id in there)


def last(connection: Connection) -> Callable[[str], str]:
    """Return what leads from a payment to the entry under which it stands again; itself where it never did."""
    anew = dict(telling.ties(connection, RULE))
    nearer = {by: anew[one] for one, by in telling.ties(connection, returns.RULE) if one in anew}
    return lambda entry_id: telling.last(nearer, entry_id)


def book(books: ledger.Book, payments: Sequence[Payment], rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Receive each payment anew, and pay with it what it had paid where all of that is open."""
    for one in payments:
        before = _receipt(books.connection, one.entry_id)
        row = NewReceipt(
            ledger.receipt_id(one.anew),
            one.anew,
            -before.amount,
            before.currency,
            before.issued_on,
            one.day,
            before.held_for,
            payouts.into(rows[one.entry_id]["format"]) if one.entry_id in rows else ledger.Into.BANK,
        )
        ledger.receipts.receive(books, [row])
        paid = _paid(books.connection, before)
        if paid and _are_open(books.connection, paid):
            taxes = _taxes(books.connection, paid)
            again = [
                _again(row.receipt_id, each, one.day, taxes.get((each.entry_no, each.item_id), 0)) for each in paid
            ]
            ledger.applications.apply(books, again)


def _receipt(connection: Connection, entry_id: str) -> Row[Any]:
    """Return the receipt that was booked of an entry."""
    return connection.execute(select(item).where(item.c.item_id == ledger.receipt_id(entry_id))).one()


def _reversed(connection: Connection, entries: Iterable[str]) -> set[str]:
    """Return the entries whose receipts are reversed; one that bounced by debit memo is none."""
    names = {ledger.receipt_id(one): one for one in entries}
    chosen = select(item.c.item_id).join(entry, entry.c.reverses == item.c.entry_no)
    mine = chosen.where(among(connection, item.c.item_id, names))
    return {names[receipt] for receipt in connection.scalars(mine)}


def _paid(connection: Connection, receipt: Row[Any]) -> Sequence[Row[Any]]:
    """Return the applications that were taken back with a receipt."""
    back, undone = application.alias("back"), entry.alias("undone")
    batch = select(entry.c.batch).where(entry.c.reverses == receipt.entry_no).scalar_subquery()
    chosen = (
        select(application)
        .join(back, back.c.reverses == application.c.no)
        .join(undone, undone.c.no == back.c.entry_no)
        .where(application.c.receipt_id == receipt.item_id, undone.c.batch == batch)
    )
    return connection.execute(chosen.order_by(application.c.no)).all()


def _are_open(connection: Connection, paid: Sequence[Row[Any]]) -> bool:
    """Whether all that was settled is open on its documents."""
    wanted: defaultdict[str, int] = defaultdict(int)
    for row in paid:
        wanted[row.item_id] += row.cash + row.discount + row.write_off + row.deduction
    chosen = select(item.c.item_id, item.c.balance).where(among(connection, item.c.item_id, wanted))
    return all(abs(row.balance) >= abs(wanted[row.item_id]) for row in connection.execute(chosen))


def _taxes(connection: Connection, paid: Sequence[Row[Any]]) -> Counter[tuple[int, str]]:
    """Return the sales tax that discounts of applications lessened, by entry and document."""
    mine = among(connection, posting.c.entry_no, [row.entry_no for row in paid]), posting.c.kind == Kind.DISCOUNT_TAX
    rows = connection.execute(select(posting.c.entry_no, posting.c.cr_item, posting.c.minor).where(*mine))
    return Counter({(row.entry_no, row.cr_item): row.minor for row in rows})


def _again(receipt_id: str, row: Row[Any], gl_on: date, tax: int) -> NewApplication:
    """Return an application as it was; of its discount `tax` is sales tax."""
    return NewApplication(
        receipt_id,
        row.item_id,
        row.cash,
        gl_on,
        discount=row.discount,
        discount_earned=bool(row.discount_earned),
        discount_tax=tax,
        write_off=row.write_off,
        write_off_kind=WriteOff(row.write_off_kind) if row.write_off_kind else None,
        deduction=row.deduction,
        deduction_reason=row.deduction_reason,
        decided_by=row.decided_by,
        rule=row.rule,
        confidence=row.confidence,
        explanation=row.explanation,
        certificate_id=row.certificate_id,
    )
