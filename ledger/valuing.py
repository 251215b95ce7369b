"""Valuing: what movements in another currency are worth in the entity's own, and what a rate gained or lost (P24)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import func, select

from kit.db import among
from kit.money import converted, share
from ledger.book import Book
from ledger.kinds import SIDES, Kind
from ledger.tables import rate as rate_table
from ledger.tables import valuation

#: A valuation as written: kind, debited account and item, credited account and item, amount.
Row = tuple[str, str, str | None, str, str | None, int]


class Valued(Protocol):
    """An item as the journal holds it: `value` in the entity's currency, signed as its balance; None: not valued."""

    item_id: str
    currency: str
    amount: int
    balance: int
    held_in: str
    gl_on: date
    value: int | None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a valuation: the account, and the item where it is a control account."""

    account: str
    held: Valued | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """One valuation: its kind, both sides, and the amount in the entity's currency."""

    kind: str
    debit: Side
    credit: Side
    minor: int


class Values:
    """The rates of an entity, read once a command, and what its items are worth by them."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.base = book.base
        self._rates: dict[str, tuple[list[str], list[int]]] = {}

    def load(self, held: Iterable[Valued]) -> None:
        """Read what items in other currencies are worth."""
        foreign = {one.item_id: one for one in held if one.currency != self.base}
        if not foreign:
            return
        for side, sign in ((valuation.c.dr_item, 1), (valuation.c.cr_item, -1)):
            chosen = select(side, func.sum(valuation.c.minor)).where(among(self.book.connection, side, foreign))
            for identity, minor in self.book.connection.execute(chosen.group_by(side)):
                one = foreign[identity]
                one.value = (one.value or 0) + sign * int(minor)

    def worth(  # noqa: PLR0917 - a movement's two sides, amount, currency and day
        self, kind: str, minor: int, currency: str, debit: Side, credit: Side, on: date
    ) -> Iterator[Worth]:
        """Yield what a movement is worth, before it is made; the items' values move with it.

        What leaves an item takes its share of the item's value; what opens one takes its other side's, or the day's
        rate, and so does a movement of no item. Where two items settle each other, the difference of their values is
        gained or lost.
        """
        if currency == self.base or self.rate(currency, on) is None:
            return
        if debit.held is None and credit.held is None:
            yield from self._moved(kind, debit, credit, self._at(minor, currency, on))
            return
        if debit.held is credit.held:
            yield from self._first(debit.held, on)
            yield from self._moved(kind, debit, credit, _part(debit.held, minor))
            return
        leaves = [
            side for side, sign in ((debit, -1), (credit, 1)) if side.held is not None and side.held.amount * sign > 0
        ]
        for side in leaves:
            yield from self._first(side.held, on)
        parts = {id(side): _part(side.held, minor) for side in leaves}
        if not leaves:
            yield from self._moved(kind, debit, credit, self._at(minor, currency, on))
            return
        together = min(parts.values())
        yield from self._moved(kind, debit, credit, together)
        for side, kind_of, other in (
            (credit, Kind.FX_LOST, Side(SIDES[Kind.FX_LOST][0])),
            (debit, Kind.FX_GAINED, Side(SIDES[Kind.FX_GAINED][1])),
        ):
            if more := parts.get(id(side), together) - together:
                pair = (other, side) if side is credit else (side, other)
                yield from self._moved(str(kind_of), *pair, more)

    def _first(self, held: Valued | None, on: date) -> Iterator[Worth]:
        """Value an item that was not yet, by the rate of its own day, else of this one."""
        if held is None or held.value is not None:
            return
        held.value = 0
        day = held.gl_on if self.rate(held.currency, held.gl_on) is not None else on
        minor = self._at(abs(held.balance), held.currency, day)
        kind = Kind.VALUED if held.balance > 0 else Kind.VALUED_CREDIT
        own, other = Side(held.held_in, held), Side(SIDES[kind][held.balance > 0])
        pair = (own, other) if held.balance > 0 else (other, own)
        yield from self._moved(str(kind), *pair, minor)

    @staticmethod
    def _moved(kind: str, debit: Side, credit: Side, minor: int) -> Iterator[Worth]:
        """Move value between two sides; nothing is no valuation."""
        for side, signed in ((debit, minor), (credit, -minor)):
            if side.held is not None:
                side.held.value = (side.held.value or 0) + signed
        if minor:
            yield Worth(kind, debit, credit, minor)

    def _at(self, minor: int, currency: str, on: date) -> int:
        """Return an amount at the rate of a day."""
        nano = self.rate(currency, on)
        assert nano is not None, (currency, on)
        return converted(minor, currency, self.base, nano)

    def rate(self, currency: str, on: date) -> int | None:
        """Return the newest rate up to a day, or None where there is none."""
        if currency not in self._rates:
            self._rates[currency] = rates(self.book, currency)
        days, nanos = self._rates[currency]
        place = bisect_right(days, on.isoformat())
        return nanos[place - 1] if place else None


def rates(book: Book, currency: str) -> tuple[list[str], list[int]]:
    """Return the days of a currency's rates, in order, and the rates."""
    where = (rate_table.c.entity == book.entity, rate_table.c.currency == currency)
    rows = book.connection.execute(select(rate_table.c.day, rate_table.c.nano).where(*where).order_by(rate_table.c.no))
    newest = {str(row.day): int(row.nano) for row in rows}
    return sorted(newest), [newest[day] for day in sorted(newest)]


def keep_rates(book: Book, rows: Sequence[tuple[str, date, int]]) -> int:
    """Write rates (currency, day, billionths) that say something new; return how many."""
    known = {currency: dict(zip(*rates(book, currency), strict=True)) for currency in {row[0] for row in rows}}
    fresh = [row for row in rows if known[row[0]].get(row[1].isoformat()) != row[2]]
    book.write("rate", [(book.entity, *row) for row in fresh])
    return len(fresh)


def written(book: Book, entries: Iterable[int]) -> Mapping[int, list[Row]]:
    """Return the valuations of entries, each in order."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    columns = [valuation.c[name] for name in ("kind", "dr_account", "dr_item", "cr_account", "cr_item", "minor")]
    wanted = among(book.connection, valuation.c.entry_no, entries)
    for number, *row in book.connection.execute(
        select(valuation.c.entry_no, *columns).where(wanted).order_by(valuation.c.no)
    ):
        found[number].append(tuple(row))
    return found


def _part(held: Valued | None, minor: int) -> int:
    """Return the share of an item's value that an amount of it takes along; the last takes the rest."""
    assert held is not None
    value, balance = abs(held.value or 0), abs(held.balance)
    return value if minor >= balance else share(value, minor, balance)
