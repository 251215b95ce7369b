"""Payment plans and settlements: parts agreed by days, judged by cash alone (DOMAIN section 9.4)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from dunning import cash
from dunning.cash import Cash
from dunning.tables import arrangement, arrangement_due, arrangement_end, arrangement_item
from kit.days import day_of_month, microseconds
from kit.db import among, stored_day
from kit.ids import content_id
from kit.money import Money
from kit.refusals import Invalid, NotFound, refuse
from ledger import documents
from ledger.book import Book
from ledger.journal import day
from ledger.records import Adjust, ItemType
from ledger.tables import entry, item, posting, request

#: Days by which a part may be late.
GRACE = 5
#: How the rest of a settlement is written off: a loss of credit, or a price that was lowered.
WAIVERS = (Adjust.BAD_DEBT, Adjust.BAD_DEBT_EXPENSED, Adjust.CONCESSION)


class PlanState(StrEnum):
    """What became of an arrangement."""

    PERFORMING = "performing"
    KEPT = "kept"
    DEFAULTED = "defaulted"
    CANCELLED = "cancelled"
    SETTLED = "settled"


#: In these nobody is asked for the documents: what was agreed is done so far.
HOLDS = frozenset({PlanState.PERFORMING, PlanState.KEPT})


@dataclass(frozen=True, slots=True)
class Due:
    """A part of what is to be paid, in minor units, and its day."""

    due_on: date
    minor: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed: the parts in order of their days, and when missed ones end it.

    A part is missed that did not come within `grace` days; `misses` of them end the arrangement.
    """

    agreed_on: date
    dues: tuple[Due, ...]
    grace: int = GRACE
    misses: int = 1


@dataclass(frozen=True, slots=True)
class Performance:
    """How an arrangement is kept: what came, what should have by now, missed parts, the day it ended by them."""

    paid: int
    needed: int
    missed: int
    defaulted_on: date | None
    next_due: Due | None
    whole: bool


@dataclass(frozen=True, slots=True)
class NewArrangement:
    """What somebody agreed to: documents with what is open of each, the parts, and of a settlement what is waived."""

    customer_number: str
    currency: str
    items: Mapping[str, int]
    terms: Terms
    person: str
    waiver: str = ""
    waived: int = 0
    conditions: str = ""

    @property
    def minor(self) -> int:
        """Return what is open of its documents."""
        return sum(self.items.values())


@dataclass(frozen=True, slots=True)
class Arrangement:
    """An arrangement as it stands on a day; `open` is what is left of its documents."""

    arrangement_id: str
    customer_number: str
    currency: str
    minor: int
    waiver: str
    waived: int
    person: str
    conditions: str
    request_id: str
    items: tuple[str, ...]
    numbers: tuple[str, ...]
    terms: Terms
    open: int
    kept: Performance
    state: PlanState


_EVERY: Mapping[str, Callable[[date, int], date]] = {
    "week": lambda first, place: first + timedelta(days=7 * place),
    "fortnight": lambda first, place: first + timedelta(days=14 * place),
    "month": lambda first, place: day_of_month(first, place, first.day),
}
EVERY = tuple(_EVERY)


def schedule(minor: int, first_on: date, count: int, every: str = "month", first: int = 0) -> tuple[Due, ...]:
    """Return parts of an amount, one each week, fortnight or month: `first`, else as much as each, and equal ones.

    What does not divide is in the earliest. Refused: Invalid for no parts, or a first that leaves nothing for others.
    """
    others = count - 1 if first else count
    left = minor - first
    if count < 1 or every not in _EVERY or first < 0 or left < others or (not others and left):
        raise Invalid(f"{count} parts, one every {every}: that is no schedule ({', '.join(EVERY)})")
    each = [left // others + (place < left % others) for place in range(others)]
    parts = [first, *each] if first else each
    return tuple(Due(_EVERY[every](first_on, place), part) for place, part in enumerate(parts))


def performance(terms: Terms, came: Sequence[Cash], owed: int, on: date) -> Performance:
    """Return how an arrangement was kept up to a day: cash fills the oldest part first, what is late stays late.

    `owed` is what has to come at all: a credit memo lowers it from the last part on.
    """
    missed, needed, whole = [], 0, 0
    for due in terms.dues:
        whole += due.minor
        last = due.due_on + timedelta(days=terms.grace)
        needed = min(whole, owed) if due.due_on <= on else needed
        if last < on and cash.paid(came, terms.agreed_on, last, on) < min(whole, owed):
            missed.append(last + timedelta(days=1))
    paid = cash.paid(came, terms.agreed_on, on, on)
    ended = missed[terms.misses - 1] if len(missed) >= terms.misses else None
    waits = next((due for due, sum_to in _sums(terms.dues) if min(sum_to, owed) > paid), None)
    return Performance(paid, needed, len(missed), ended, waits, paid >= owed)


def _sums(dues: Iterable[Due]) -> Iterable[tuple[Due, int]]:
    """Yield each part with what has to be paid up to it."""
    whole = 0
    for due in dues:
        whole += due.minor
        yield due, whole


def judged(kept: Performance, ended: str | None) -> PlanState:
    """Return what became of an arrangement: money that comes after it was missed does not bring it back."""
    if ended is not None:
        return PlanState(ended)
    if kept.defaulted_on is not None:
        return PlanState.DEFAULTED
    return PlanState.KEPT if kept.whole else PlanState.PERFORMING


def check(connection: Connection, entity: str, row: NewArrangement) -> None:
    """Refuse what cannot be agreed: NotFound, Invalid."""
    rows = connection.execute(select(item).where(among(connection, item.c.item_id, row.items))).all()
    held = {one.item_id: one for one in rows if one.entity == entity and one.type != ItemType.RECEIPT}
    if missing := sorted(set(row.items) - set(held)):
        raise NotFound(f"there is no document {missing[0]}")
    days = [due.due_on for due in row.terms.dues]
    there = {one for old in _standing(connection, entity, row) for one in old.items}
    wrong = {
        "say which documents": not row.items,
        "say who agreed": not row.person.strip(),
        "the parts come to what is open less what is waived": _to_pay(row) != sum(one.minor for one in row.terms.dues),
        "each part has a day after the one before, none before the day it was agreed": days != sorted(set(days))
        or not days
        or days[0] < row.terms.agreed_on,
        "a grace is not negative, a missed part ends it or a later one": row.terms.grace < 0 or row.terms.misses < 1,
        f"a settlement waives something, not all, as one of {', '.join(WAIVERS)}": not _fits(row),
    }
    wrong |= {_says(one): _moved(one, row, there) for one in held.values()}
    refuse(wrong)


def _to_pay(row: NewArrangement) -> int:
    """Return what has to come."""
    return row.minor - row.waived


def _fits(row: NewArrangement) -> bool:
    """Say whether what is waived and how go together."""
    return 0 < row.waived < row.minor if row.waiver in WAIVERS else not row.waiver and not row.waived


def _says(held: Row[Any]) -> str:
    """Return what a document is that cannot be in an arrangement."""
    return f"{held.number}: {Money(held.balance, held.currency)} is open, of {held.customer_number}, in none yet"


def _moved(held: Row[Any], row: NewArrangement, there: set[str]) -> bool:
    """Say whether a document is not as it was told: another's, more open than it was, paid, or in an arrangement."""
    is_theirs = (held.customer_number, held.currency) == (row.customer_number, row.currency)
    return not is_theirs or not 0 < held.balance <= row.items[held.item_id] or held.item_id in there


def _standing(connection: Connection, entity: str, row: NewArrangement) -> list[Arrangement]:
    """Return the customer's arrangements that are kept so far."""
    found = of(connection, entity, row.terms.agreed_on, customer=row.customer_number)
    return [one for one in found if one.state in HOLDS]


def make(book: Book, row: NewArrangement, request_id: str, at: datetime) -> str:
    """Write down what was agreed and approved, and return its id. Refused: as `check`."""
    check(book.connection, book.entity, row)
    identity = content_id("arr", book.entity, request_id)
    facts = (identity, book.entity, row.customer_number, row.minor, row.currency, row.waiver, row.waived)
    more = (row.terms.agreed_on, row.terms.grace, row.terms.misses, row.person.strip(), row.conditions.strip())
    book.write("arrangement", [(*facts, *more, request_id, book.actor, microseconds(at))])
    book.write("arrangement_item", [(identity, name, minor) for name, minor in sorted(row.items.items())])
    book.write("arrangement_due", [(identity, due.due_on, due.minor) for due in row.terms.dues])
    return identity


def end(book: Book, identity: str, state: PlanState, on: date, *, note: str, at: datetime) -> Arrangement:
    """Write how an arrangement ended and return it as it was. Refused: NotFound; Invalid where it ended, or no note."""
    found = one(book.connection, book.entity, identity, on)
    if found.state not in HOLDS:
        raise Invalid(f"{identity} is {found.state}")
    if not note.strip():
        raise Invalid("say why it ends")
    book.write("arrangement_end", [(identity, str(state), on, note.strip(), book.actor, microseconds(at))])
    return found


def one(connection: Connection, entity: str, identity: str, on: date) -> Arrangement:
    """Return an arrangement as it stood on a day. Refused: NotFound."""
    found = next((one for one in of(connection, entity, on) if one.arrangement_id == identity), None)
    if found is None:
        raise NotFound(f"there is no arrangement {identity}")
    return found


def of(connection: Connection, entity: str, on: date, *, customer: str = "") -> list[Arrangement]:
    """Return arrangements agreed up to a day as they stood on it, in the order they were made; of a customer or all."""
    chosen = (
        select(
            arrangement,
            request.c.batch.label("asked"),
            arrangement_end.c.state.label("ended"),
            arrangement_end.c.ended_on,
        )
        .join(request, request.c.request_id == arrangement.c.request_id)
        .join(arrangement_end, arrangement_end.c.arrangement_id == arrangement.c.arrangement_id, isouter=True)
        .where(arrangement.c.entity == entity)
        .order_by(arrangement.c.no)
    )
    if customer:
        chosen = chosen.where(arrangement.c.customer_number == customer)
    rows = [row for row in connection.execute(chosen) if day(row.agreed_on) <= on]
    if not rows:
        return []
    ids = [row.arrangement_id for row in rows]
    items, dues = _rows(connection, arrangement_item, ids), _rows(connection, arrangement_due, ids)
    named = {one.item_id for mine in items.values() for one in mine}
    known = _Known(cash.of(connection, named), documents.numbers(connection, named), left(connection, named, on))
    return [_arrangement(row, items[row.arrangement_id], dues[row.arrangement_id], known, on) for row in rows]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of documents: the cash they got, their numbers, and what was left of them on the day."""

    cash: Mapping[str, Sequence[Cash]]
    numbers: Mapping[str, str]
    left: Mapping[str, int]


def _rows(connection: Connection, table: Table, ids: Sequence[str]) -> defaultdict[str, list[Row[Any]]]:
    """Return the rows of arrangements, in the order they were written."""
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    chosen = select(table).where(among(connection, table.c.arrangement_id, ids)).order_by(table.c.no)
    for row in connection.execute(chosen):
        found[row.arrangement_id].append(row)
    return found


def left(connection: Connection, items: Iterable[str], on: date) -> defaultdict[str, int]:
    """Return what was left of documents on a day, by GL date."""
    found: defaultdict[str, int] = defaultdict(int)
    for side, sign in ((posting.c.dr_item, 1), (posting.c.cr_item, -1)):
        chosen = (
            select(side, posting.c.minor)
            .join(entry, entry.c.no == posting.c.entry_no)
            .where(among(connection, side, items), entry.c.gl_on <= stored_day(connection, on))
        )
        for identity, minor in connection.execute(chosen):
            found[identity] += sign * minor
    return found


def _arrangement(
    row: Row[Any], items: Sequence[Row[Any]], dues: Sequence[Row[Any]], known: _Known, on: date
) -> Arrangement:
    """Return an arrangement as it stood on a day."""
    parts = tuple(Due(day(due.due_on), due.minor) for due in dues)
    terms = Terms(day(row.agreed_on), parts, row.grace, row.misses)
    came = [one for held in items for one in known.cash.get(held.item_id, ()) if one.batch > row.asked]
    left = sum(max(known.left[held.item_id], 0) for held in items)
    otherwise = row.minor - left - cash.paid(came, terms.agreed_on, on, on)
    ended = row.ended if row.ended is not None and day(row.ended_on) <= on else None
    owed = min(row.minor - row.waived, max(row.minor - otherwise, 0))
    kept = performance(terms, came, owed, on)
    named = tuple(held.item_id for held in items)
    return Arrangement(
        **{name: getattr(row, name) for name in ("arrangement_id", "customer_number", "currency", "minor", "waiver")},
        **{name: getattr(row, name) for name in ("waived", "person", "conditions", "request_id")},
        items=named,
        numbers=tuple(known.numbers[one] for one in named),
        terms=terms,
        open=left,
        kept=kept,
        state=judged(kept, ended),
    )


def held(connection: Connection, entity: str, on: date) -> frozenset[str]:
    """Return the documents nobody is asked for on a day, because an arrangement about them is kept so far."""
    return frozenset(name for one in of(connection, entity, on) if one.state in HOLDS for name in one.items)
