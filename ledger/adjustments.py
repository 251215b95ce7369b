"""Adjustments change an item without cash: write-offs, recoveries, refunds, nettings (P15 to P18, P21a, P29, P33)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from kit.db import among
from kit.money import Money
from kit.refusals import Invalid, OverApplied, Stale, refuse
from ledger import periods
from ledger.book import Book
from ledger.journal import Held, Journal, day, last_moved, turned
from ledger.kinds import Account, Kind
from ledger.records import Adjust, Adjustment, ItemType
from ledger.refusals import UnknownItem
from ledger.tables import entry, posting


class Way(NamedTuple):
    """How an adjustment is booked: its kind, the kind of its tax part, and what it may be made of."""

    kind: Kind
    tax: Kind | None = None
    of: frozenset[ItemType] = frozenset(ItemType) - {ItemType.RECEIPT, ItemType.CREDIT_MEMO}


_CREDITS = frozenset({ItemType.RECEIPT, ItemType.CREDIT_MEMO})
#: The hand-written table of what can be adjusted.
ADJUSTED: dict[Adjust, Way] = {
    Adjust.SMALL_BALANCE: Way(Kind.SMALL_BALANCE),
    Adjust.BAD_DEBT: Way(Kind.BAD_DEBT, Kind.BAD_DEBT_TAX),
    Adjust.BAD_DEBT_EXPENSED: Way(Kind.BAD_DEBT_EXPENSED, Kind.BAD_DEBT_TAX),
    Adjust.REINSTATED: Way(Kind.REINSTATED, Kind.REINSTATED_TAX),
    Adjust.REINSTATED_EXPENSED: Way(Kind.REINSTATED_EXPENSED, Kind.REINSTATED_TAX),
    Adjust.CONCESSION: Way(Kind.CONCESSION, Kind.BAD_DEBT_TAX),
    Adjust.PAYABLE_NETTED: Way(Kind.PAYABLE_NETTED),
    Adjust.NOTE_TAKEN: Way(Kind.NOTE_TAKEN),
    Adjust.REFUND_APPROVED: Way(Kind.REFUND_APPROVED, of=_CREDITS),
    Adjust.UNCLAIMED: Way(Kind.UNCLAIMED, of=_CREDITS),
    Adjust.LATE_DISCOUNT: Way(Kind.DISCOUNT_UNEARNED, Kind.DISCOUNT_TAX),
}
assert set(ADJUSTED) == set(Adjust), "every adjustment has its way"
#: A recovery brings back what such a write-off took away.
REINSTATES = {
    Adjust.REINSTATED: Kind.BAD_DEBT,
    Adjust.REINSTATED_EXPENSED: Kind.BAD_DEBT_EXPENSED,
}


def adjust(book: Book, rows: Sequence[Adjustment]) -> tuple[int, ...]:
    """Book adjustments, each an entry of its own; return the entries' numbers in the order of the rows.

    Refused: UnknownItem; Stale; Invalid where this cannot be done to such an item, or its tax is more than it;
    OverApplied beyond what is left, and for a recovery beyond what was written off.
    """
    journal = Journal(book)
    journal.load(row.item_id for row in rows)
    for row in rows:
        _check(journal.held.get(row.item_id), row)
    gone = _written_off(book, (row.item_id for row in rows if row.kind in REINSTATES))
    wished = _wished(journal, rows)
    gl_days = periods.gl_days(book, wished)
    numbers = []
    for row, asked in zip(rows, wished, strict=True):
        held, way, day = journal.held[row.item_id], ADJUSTED[row.kind], gl_days[asked]
        numbers.append(
            journal.entry(str(row.kind), day, row.item_id, held.version, doc_on=row.gl_on, reason=row.reason)
        )
        if row.kind in REINSTATES:
            _take(gone, held, row)
        debit = row.kind in REINSTATES or held.amount < 0
        for kind, minor in ((way.kind, row.minor - row.tax), (way.tax, row.tax)):
            if minor:
                assert kind is not None, row
                journal.move(kind, minor, held if debit else None, None if debit else held)
    journal.post()
    return tuple(numbers)


def take_back(book: Book, number: int, gl_on: date, reason: str) -> None:
    """Turn an adjustment's entry round, on a day that is not before it. Refused: Invalid where it is turned already."""
    again = book.connection.execute(select(entry.c.no).where(entry.c.reverses == number)).first()
    if again is not None:
        raise Invalid(f"entry {number} was taken back before")
    booked = book.connection.execute(select(entry.c.gl_on).where(entry.c.no == number)).scalar_one()
    wished = max(gl_on, day(booked))
    journal = Journal(book)
    turned(journal, {number: (periods.gl_days(book, [wished])[wished], reason)})
    journal.post()


def _wished(journal: Journal, rows: Sequence[Adjustment]) -> list[date]:
    """Return the GL day of each adjustment: never before what it takes was there, or was taken that it brings back."""
    recovered = [row.item_id for row in rows if row.kind in REINSTATES]
    back = last_moved(journal.book, posting.c.cr_item, recovered)
    return [max(row.gl_on, journal.held[row.item_id].since, back.get(row.item_id, date.min)) for row in rows]


def _check(held: Held | None, row: Adjustment) -> None:
    """Refuse what cannot be, in a fixed order."""
    if held is None:
        raise UnknownItem(f"there is no item {row.item_id}")
    if row.version is not None and row.version != held.version:
        raise Stale(f"{held.type} {held.number} moved: version {held.version}, not {row.version}")
    way = ADJUSTED[row.kind]
    wrong = {
        "the amount is positive": row.minor <= 0,
        "tax is a part of the amount": not 0 <= row.tax <= row.minor or (bool(row.tax) and way.tax is None),
        f"a {held.type} takes no {row.kind}": held.type not in way.of,
        "its payer is unknown, identify it first": held.held_in == Account.UNIDENTIFIED,
    }
    refuse(wrong, f"{held.type} {held.number}")


def _written_off(book: Book, ids: Iterable[str]) -> dict[str, int]:
    """Return what is written off each item as a bad debt and not yet brought back, tax included."""
    kinds = {
        Kind.BAD_DEBT: 1,
        Kind.BAD_DEBT_EXPENSED: 1,
        Kind.BAD_DEBT_TAX: 1,
        Kind.REINSTATED: -1,
        Kind.REINSTATED_EXPENSED: -1,
        Kind.REINSTATED_TAX: -1,
    }
    wanted = list(ids)
    left: defaultdict[str, int] = defaultdict(int)
    for side, sign in ((posting.c.cr_item, 1), (posting.c.dr_item, -1)):
        chosen = select(side, posting.c.minor).where(
            among(book.connection, side, wanted), posting.c.kind.in_(list(kinds))
        )
        for identity, minor in book.connection.execute(chosen):
            left[identity] += sign * minor
    return left


def _take(gone: dict[str, int], held: Held, row: Adjustment) -> None:
    """Count a recovery against what was written off. Refused: OverApplied."""
    if row.minor > gone[held.item_id]:
        asked, left = Money(row.minor, held.currency), Money(gone[held.item_id], held.currency)
        raise OverApplied(f"{held.type} {held.number}: {asked} cannot be reinstated, {left} is written off")
    gone[held.item_id] -= row.minor
