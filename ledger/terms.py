"""Terms of payment and holidays as the entity keeps them: versions, of which a document takes the one of its day."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, union

import kit.terms
from kit.terms import Terms
from ledger.book import Book
from ledger.journal import day
from ledger.tables import NEWEST, customer_fact, holiday, item, site
from ledger.tables import terms as versions

#: The first version of terms is valid for documents of any day.
ALWAYS = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class NewTerms:
    """A version of terms; documents of a day from `valid_from` on take it, earlier ones keep what they have."""

    code: str
    terms: Terms
    valid_from: date = ALWAYS


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day without business, or (`closed=False`) one that is a business day after all."""

    day: date
    name: str = ""
    closed: bool = True


class Agreed:
    """What the entity has agreed: terms by code and day, and its holidays."""

    def __init__(self, found: Sequence[tuple[str, date, Terms]], holidays: frozenset[date]) -> None:
        self.holidays = holidays
        self._versions: defaultdict[str, list[tuple[date, Terms]]] = defaultdict(list)
        for code, valid_from, one in found:
            self._versions[key(code)].append((valid_from, one))
        for held in self._versions.values():
            held.sort(key=lambda version: version[0])  # stable: of one day the later row counts

    def terms(self, text: str, on: date) -> Terms | None:
        """Return the terms a document of a day has: kept under this code by then, else the trade's own, or None."""
        held = self._versions.get(key(text), ())
        place = bisect_right([valid_from for valid_from, _ in held], on)
        if place:
            return held[place - 1][1]
        return kit.terms.read(text) if text else None

    def grace(self, text: str, on: date) -> int:
        """Return the days of grace that the terms of a document of a day give, 0 where there are none."""
        held = self.terms(text, on)
        return held.grace_days if held else 0

    @property
    def any_grace(self) -> bool:
        """Tell whether any terms that are kept give grace."""
        return any(one.grace_days for held in self._versions.values() for _, one in held)

    def says(self, row: NewTerms) -> bool:
        """Say whether the terms kept for that day are these already; those the trade's words mean are not kept."""
        known = self.terms(row.code, row.valid_from)
        return known is not None and known.name == row.terms.name and known.body() == row.terms.body()

    def meaning(self, code: str, on: date, bought_by: Collection[str]) -> Terms | None:
        """Return what a code means for documents of a day: what is kept of it, else its words where it is `bought_by`.

        What is kept for later days alone is a meaning as well.
        """
        held = self._versions.get(key(code))
        if held:
            return self.terms(code, on) or held[-1][1]
        return kit.terms.read(code) if key(code) in bought_by else None


def key(code: str) -> str:
    """Return how a code is looked up: case and spaces do not count."""
    return " ".join(code.split()).upper()


def bought_by(connection: Connection, entity: str) -> frozenset[str]:
    """Return the codes, as they are looked up, that customers, their sites or documents of an entity name."""
    named = union(*(select(table.c.terms).where(table.c.entity == entity) for table in (customer_fact, site, item)))
    return frozenset(map(key, connection.execute(named).scalars()))


def agree(book: Book, rows: Sequence[NewTerms]) -> int:
    """Write versions that say something new; return how many. What is issued keeps the terms it was issued with."""
    known = agreed(book.connection, book.entity)
    fresh = [row for row in rows if not known.says(row)]
    book.write("terms", [(book.entity, row.code, row.terms.name, row.valid_from, row.terms.body()) for row in fresh])
    return len(fresh)


def keep_holidays(book: Book, rows: Sequence[Holiday]) -> int:
    """Write holidays that are not there, and those taken back; return how many changed."""
    there = agreed(book.connection, book.entity).holidays
    fresh = [row for row in rows if (row.day in there) != row.closed]
    book.write("holiday", [(book.entity, row.day, row.name, row.closed) for row in fresh])
    return len(fresh)


def agreed(connection: Connection, entity: str, batch: int = NEWEST) -> Agreed:
    """Return the terms and holidays of an entity, as they stand or stood when a batch was the newest."""
    by_then = (versions.c.entity == entity, versions.c.batch <= batch)
    rows = connection.execute(select(versions).where(*by_then).order_by(versions.c.no))
    found = [(row.code, day(row.valid_from), kit.terms.from_body(row.body, row.name)) for row in rows]
    days: dict[date, bool] = {}
    mine = (holiday.c.entity == entity, holiday.c.batch <= batch)
    chosen = select(holiday.c.day, holiday.c.closed).where(*mine).order_by(holiday.c.no)
    for row in connection.execute(chosen):
        days[day(row.day)] = bool(row.closed)
    return Agreed(found, frozenset(one for one, closed in days.items() if closed))
