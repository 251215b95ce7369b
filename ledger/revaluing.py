"""Revaluation at a day's rates of what open items and the allowance hold in other currencies (P25).

What a customer owes is a monetary item, and so is what is expected to be lost of it: both stand at the day's rate, the
difference is gained or lost (IAS 21.23 and 28). It is turned round the day after.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from kit.money import converted
from ledger import general, reads
from ledger.book import Book
from ledger.kinds import Kind
from ledger.records import Movement
from ledger.tables import entry, posting
from ledger.valuing import Values

#: Kind -> whether it adds to what open items are worth.
_SIGNS = {Kind.REVALUED_UP: 1, Kind.REVALUED_DOWN: -1}


def revaluations(book: Book, on: date) -> list[Movement]:
    """Return what open items and the allowance gain or lose at the rates of a day beyond what is booked of it.

    A day is revalued as often as its books or rates change: each time the difference is booked.
    """
    values = Values(book)
    found = []
    for name, carried in (("", reads.carried), (" allowance", reads.reserved)):
        for row in carried(book.connection, on, book.entity).iter_rows(named=True):
            if nano := values.rate(row["currency"], on):
                what = f"{row['currency']}{name}"
                gained = converted(row["minor"], row["currency"], values.base, nano) - row["worth"]
                booked = list(_booked(book, what, on, values.base))
                if more := gained - sum(booked):
                    found.append(_movement(what, on, values.base, more, len(booked)))
    return found


def _movement(what: str, on: date, base: str, minor: int, before: int) -> Movement:
    """Return a gain, or a loss, of a currency or its allowance on a day; `before` revaluations of it are there."""
    kind = Kind.REVALUED_UP if minor > 0 else Kind.REVALUED_DOWN
    reference = f"{what} {on.isoformat()}" + (f" {before + 1}" if before else "")
    return Movement(((kind, abs(minor)),), base, on, reference, "revaluation", on + timedelta(days=1))


def _booked(book: Book, what: str, on: date, base: str) -> Iterator[int]:
    """Yield what was booked of a currency or its allowance for a day, in the order in which it was: gains positive."""
    before = 0
    while True:
        ids = [general.identity(book.entity, _movement(what, on, base, sign, before)) for sign in _SIGNS.values()]
        chosen = select(posting.c.kind, posting.c.minor).join(entry, entry.c.no == posting.c.entry_no)
        row = book.connection.execute(chosen.where(entry.c.entry_id.in_(ids))).first()
        if row is None:
            return
        yield _SIGNS[Kind(row.kind)] * row.minor
        before += 1
