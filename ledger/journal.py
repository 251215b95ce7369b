"""Writing entries: movements are gathered, checked against what is left of each item, and written in bulk."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, func, select

import kit.db
from kit.db import Among, among
from kit.ids import content_id
from kit.money import MINOR_MAX, Money
from kit.refusals import Invalid, OverApplied
from ledger import valuing
from ledger.book import Book
from ledger.kinds import SIDES, Kind
from ledger.records import ItemType
from ledger.tables import LOGGED, entry, item, posting
from ledger.valuing import Side, Values, Worth

_ITEM_DEFAULTS: dict[str, object] = {
    "terms": "",
    "discount": 0,
    "discount_until": None,
    "tax": 0,
    "freight": 0,
    "po_number": "",
    "order_number": "",
    "delivery_number": "",
    "description": "",
    "origin_item_id": None,
    "reason": "",
    "bank_entry_id": None,
}


#: An item that moved no more often was opened, and settled at most once: nothing of it came back.
_UNTOUCHED = 2
#: Types whose GL day is that of the invoice they are a part of, while they are there from a later day on.
_BORN_LATER = frozenset({ItemType.DEDUCTION})


@dataclass(slots=True)
class Held:
    """An item as it stands: balance (signed minor units), version, and the account and customer it is held for.

    `since` is the first GL day on which it may be settled again: the last on which anything of it came, or came back.
    """

    item_id: str
    type: str
    number: str
    currency: str
    amount: int
    balance: int
    version: int
    held_in: str
    held_for: str | None
    entry_no: int
    gl_on: date
    issued_on: date
    due_on: date
    po_number: str
    value: int | None = None
    since: date = date.min

    def moved(self, minor: int) -> None:
        """Change the balance by one movement. Refused: OverApplied beyond nothing or beyond the amount."""
        left, self.balance = self.balance, self.balance + minor
        self.version += 1
        if not min(self.amount, 0) <= self.balance <= max(self.amount, 0):
            moving, open_now = Money(abs(minor), self.currency), Money(abs(left), self.currency)
            raise OverApplied(f"{self.type} {self.number}: {moving} cannot be moved, {open_now} is left")


#: What is read of an item; its value and its day are read beside it.
_HELD = tuple(name for name in Held.__dataclass_fields__ if name not in {"value", "since"})
_ITEMS = Among(lambda is_one: select(item.c.entity, *(item.c[name] for name in _HELD)).where(is_one(item.c.item_id)))


@dataclass(frozen=True, slots=True)
class Written:
    """A posting as it stands in the books."""

    entry_no: int
    kind: str
    dr_account: str
    dr_item: str | None
    cr_account: str
    cr_item: str | None
    minor: int
    currency: str


class Journal:
    """The entries of one verb: gathered in memory, written by `post` in one go per table."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.held: dict[str, Held] = {}
        self.applications: list[tuple[object, ...]] = []
        self._entries: list[tuple[object, ...]] = []
        self._items: list[tuple[object, ...]] = []
        self._postings: list[tuple[object, ...]] = []
        self._valuations: list[tuple[object, ...]] = []
        self._entry_no = book.number("entry") - 1
        self._line = self._worth_line = 0
        self._gl_on = date.min
        self.values = Values(book)

    def load(self, ids: Iterable[str]) -> None:
        """Read the items as they stand; those that do not exist are simply not among `held`.

        The ids alone choose the rows: asked for the entity as well, SQLite would walk all of its items.
        """
        fresh: dict[str, Held] = {}
        for entity, *facts in kit.db.rows(self.book.connection, *_ITEMS.about(self.book.connection, ids)):
            held = Held(*facts)
            if entity == self.book.entity:
                held.gl_on, held.issued_on, held.due_on = day(held.gl_on), day(held.issued_on), day(held.due_on)
                held.since = held.gl_on
                self.held[held.item_id] = fresh[held.item_id] = held
        self._came_back(held for held in fresh.values() if held.version > _UNTOUCHED or held.type in _BORN_LATER)
        self.values.load(fresh.values())

    def _came_back(self, moved: Iterable[Held]) -> None:
        """Find the last day on which something of items came, or came back: undone, reinstated, or held for another.

        Settled again before that day, an item would be settled twice on the days between.
        """
        by_side: dict[bool, list[str]] = {True: [], False: []}
        for held in moved:
            by_side[held.amount > 0].append(held.item_id)
        for debit, ids in by_side.items():
            side = posting.c.dr_item if debit else posting.c.cr_item
            for identity, gl_on in last_moved(self.book, side, ids).items():
                self.held[identity].since = max(self.held[identity].since, gl_on)

    def entry(
        self, kind: str, gl_on: date, *about: object, doc_on: date, reverses: int | None = None, reason: str = ""
    ) -> int:
        """Begin an entry and return its number; `about` makes its id, the same in every database."""
        self._entry_no += 1
        self._line = self._worth_line = 0
        self._gl_on = gl_on
        entry_id = content_id("jrn", self.book.entity, kind, *about)
        self._entries.append((self.book.entity, entry_id, kind, gl_on, doc_on, reverses, reason))
        return self._entry_no

    def open(self, facts: Mapping[str, Any]) -> Held:
        """Open an item within the entry begun last; the entry's movements must give it its whole amount."""
        whole = {**_ITEM_DEFAULTS, **facts, "entity": self.book.entity, "entry_no": self._entry_no}
        if not 1 <= abs(whole["amount"]) <= MINOR_MAX:
            raise Invalid(f"{whole['type']} {whole['number']}: the amount is nothing or beyond {MINOR_MAX}")
        self._items.append(tuple(whole[name] for name in LOGGED["item"]))
        derived = {"balance": 0, "version": 0, "held_in": "", "held_for": whole["customer_number"]}
        held = Held(**{name: {**whole, **derived}[name] for name in _HELD}, since=self._gl_on)
        self.held[held.item_id] = held
        return held

    def move(
        self, kind: Kind, minor: int, debit: Held | None = None, credit: Held | None = None, to: str | None = None
    ) -> None:
        """Add one movement to the entry begun last; `to` is the customer a receipt is held for from now on."""
        usual_debit, usual_credit = SIDES[kind]
        dr_account = (debit.held_in if debit else "") or usual_debit
        within = debit is not None and debit is credit
        cr_account = usual_credit if within else ((credit.held_in if credit else "") or usual_credit)
        self._write(kind, minor, (dr_account, debit), (cr_account, credit), to)

    def general(self, kind: Kind, minor: int, currency: str) -> None:
        """Add one movement that no item takes part in to the entry begun last."""
        debit, credit = SIDES[kind]
        self._write(kind, minor, (debit, None), (credit, None), general=currency)

    def turn(self, written: Written, *, valued: bool) -> None:
        """Add a posting turned round; cash that comes back joins what its receipt holds now.

        `valued`: what it was worth is turned round by itself (`turn_worth`).
        """
        debit = self.held[written.cr_item] if written.cr_item else None
        credit = self.held[written.dr_item] if written.dr_item else None
        dr_account = debit.held_in if debit else written.cr_account
        cr_account = credit.held_in if credit else written.dr_account
        to = credit.held_for if credit else None
        sides = ((dr_account, debit), (cr_account, credit))
        self._write(written.kind, written.minor, *sides, to, general=written.currency, valued=valued)

    def turn_worth(self, row: valuing.Row) -> None:
        """Add a valuation turned round: an item gets back what it was worth."""
        kind, dr_account, dr_item, cr_account, cr_item, minor = row
        debit = self._now(cr_account, cr_item)
        credit = self._now(dr_account, dr_item)
        for side, signed in ((debit, minor), (credit, -minor)):
            if side.held is not None:
                side.held.value = (side.held.value or 0) + signed
        self._worth(Worth(kind, debit, credit, minor))

    def _now(self, account: str, item_id: str | None) -> Side:
        """Return a side of a valuation: an item is in the account that holds it now."""
        held = self.held[item_id] if item_id else None
        return Side((held.held_in if held else "") or account, held)

    def _worth(self, worth: Worth) -> None:
        """Write one valuation down, its items in the accounts that hold them now."""
        self._worth_line += 1
        sides = [
            part
            for side in (worth.debit, worth.credit)
            for part in (str(side.account), side.held.item_id if side.held else None)
        ]
        self._valuations.append((self.book.entity, self._entry_no, self._worth_line, worth.kind, *sides, worth.minor))

    def _write(
        self,
        kind: str,
        minor: int,
        dr: tuple[str, Held | None],
        cr: tuple[str, Held | None],
        to: str | None = None,
        *,
        general: str = "",
        valued: bool = False,
    ) -> None:
        """Write one posting down and move its items; `general` is the currency where it has none."""
        (dr_account, debit), (cr_account, credit) = dr, cr
        assert minor > 0, (kind, minor)
        self._line += 1
        either = debit or credit
        currency = either.currency if either else general
        assert currency, "a movement names an item or a currency"
        if currency != self.values.base and not valued:
            sides_worth = Side(dr_account, debit), Side(cr_account, credit)
            for worth in self.values.worth(kind, minor, currency, *sides_worth, self._gl_on):
                self._worth(worth)
        if debit is not credit:
            for held, signed in ((debit, minor), (credit, -minor)):
                if held:
                    held.moved(signed)
        sides = [*_side(dr_account, debit, within=debit is credit)]
        if credit and to is not None:
            credit.held_for = to
        sides += _side(cr_account, credit, within=debit is credit)
        self._postings.append((self.book.entity, self._entry_no, self._line, str(kind), *sides, minor, currency))

    def post(self) -> None:
        """Write what was gathered."""
        self.book.write("entry", self._entries)
        self.book.write("item", self._items)
        self.book.write("posting", self._postings)
        self.book.write("valuation", self._valuations)
        self.book.write("application", self.applications)


def _side(account: str, held: Held | None, *, within: bool) -> list[object]:
    """Return one side as written: account, item, customer, version; a movement within one item counts each side."""
    if held is None:
        return [str(account), None, None, None]
    if within:
        held.version += 1
    held.held_in = str(account)
    return [held.held_in, held.item_id, held.held_for, held.version]


def day(value: Any) -> date:
    """Return a day as Python's, from SQLite's text or PostgreSQL's date."""
    return _parsed(value) if isinstance(value, str) else value


#: Items share their days.
_parsed = lru_cache(maxsize=10_000)(date.fromisoformat)


def last_moved(book: Book, side: Column[Any], ids: Collection[str]) -> dict[str, date]:
    """Return the last GL day on which items moved on one side of postings; those that never did are not among them."""
    if not ids:
        return {}
    return {identity: day(gl_on) for identity, gl_on in _LAST_MOVED[side.name].ask(book.connection, ids)}


def _moves(side: Column[Any]) -> Among:
    """Return the query for the last day on which items moved on a side."""
    last = select(side, func.max(entry.c.gl_on)).join(entry, entry.c.no == posting.c.entry_no)
    return Among(lambda is_one: last.where(is_one(side)).group_by(side))


_LAST_MOVED = {side.name: _moves(side) for side in (posting.c.dr_item, posting.c.cr_item)}


def turned(journal: Journal, entries: Mapping[int, tuple[date, str]]) -> None:
    """Reverse entries that stand: number -> (GL day, reason); every posting is turned round in an entry of its own."""
    written = _written(journal, entries)
    touched = {one for rows in written.values() for row in rows for one in (row.dr_item, row.cr_item) if one}
    journal.load(touched - set(journal.held))
    wanted = among(journal.book.connection, entry.c.no, entries)
    named = journal.book.connection.execute(select(entry.c.no, entry.c.entry_id, entry.c.doc_on).where(wanted))
    originals = {row.no: row for row in named}
    worth = valuing.written(journal.book, entries)
    for number, (gl_on, reason) in entries.items():
        original = originals[number]
        journal.entry("reversal", gl_on, original.entry_id, doc_on=day(original.doc_on), reverses=number, reason=reason)
        for row in reversed(written[number]):
            journal.turn(row, valued=number in worth)
        for one in reversed(worth.get(number, [])):
            journal.turn_worth(one)


def _written(journal: Journal, entries: Iterable[int]) -> dict[int, list[Written]]:
    """Return the postings of the entries, in order."""
    found: dict[int, list[Written]] = {number: [] for number in entries}
    columns = [posting.c[name] for name in Written.__dataclass_fields__]
    wanted = among(journal.book.connection, posting.c.entry_no, found)
    for row in journal.book.connection.execute(select(*columns).where(wanted).order_by(posting.c.no)):
        found[row.entry_no].append(Written(*row))
    return found
