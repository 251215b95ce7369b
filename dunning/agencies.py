"""Placements with collection agencies: what is proposed, what was placed, what became of it, who recovers most."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl
from sqlalchemy import Connection, Row, Table, select

from dunning import agency
from dunning.agency import Agency
from dunning.planning import PLACE, Part
from dunning.tables import agency as agency_row
from dunning.tables import placement, placement_item, placement_step
from kit.days import microseconds
from kit.db import among
from kit.ids import content_id
from kit.money import share
from kit.refusals import Invalid, NotFound, refuse
from ledger import documents
from ledger.book import Book
from ledger.journal import day
from ledger.records import WriteOff
from ledger.tables import application, item

#: Days past due from which a document is proposed.
DAYS = 90
RECALLED, CLOSED, REMITTED = "recalled", "closed", "remitted"
#: What can be told of a placement beside money.
TOLD = ("acknowledged", "promise", "direct_payment", "suit_authorised", RECALLED, CLOSED)
ENDED = frozenset({RECALLED, CLOSED})


@dataclass(frozen=True, slots=True)
class Proposal:
    """Documents of a customer that are late enough to be placed, oldest first; `days` is the age of the oldest."""

    customer_number: str
    currency: str
    items: Mapping[str, int]
    numbers: tuple[str, ...]
    days: int

    @property
    def minor(self) -> int:
        """Return what is open of them."""
        return sum(self.items.values())


@dataclass(frozen=True, slots=True)
class NewPlacement:
    """What is placed with an agency: documents with what is open of each, the fee, and the file it is given."""

    customer_number: str
    agency: str
    jurisdiction: str
    currency: str
    items: Mapping[str, int]
    fee: int
    placed_on: date
    free_until: date
    file: str


@dataclass(frozen=True, slots=True)
class Placement:
    """A placement as it stands; `collected` is what came since, `fees` in it, by GL month; `state` the last step."""

    placement_id: str
    customer_number: str
    agency: str
    jurisdiction: str
    currency: str
    minor: int
    fee: int
    placed_on: date
    free_until: date
    ended_on: date | None
    state: str
    items: tuple[str, ...]
    numbers: tuple[str, ...]
    collected: Mapping[str, int]
    fees: Mapping[str, int]

    @property
    def recovered(self) -> int:
        """Return what came since it was placed."""
        return sum(self.collected.values())


def proposed(parts: pl.DataFrame, on: date, floor: int, days: int = DAYS) -> list[Proposal]:
    """Return what is to be placed: documents `days` late and left alone by nobody, from `floor` on a customer.

    `parts` have the columns PARTS.
    """
    late = parts.filter((pl.col("due_on") <= on - timedelta(days=days)) & (pl.col("left_alone") == "")).sort(PLACE)
    found = []
    for (customer, currency), rows in groupby(map(Part._make, late.iter_rows()), key=itemgetter(0, 1)):
        mine = list(rows)
        items: defaultdict[str, int] = defaultdict(int)
        for one in mine:
            items[one.item_id] += one.minor
        numbers = tuple(dict.fromkeys(one.number for one in mine))
        found.append(Proposal(customer, currency, dict(items), numbers, (on - mine[0].due_on).days))
    return [one for one in found if one.minor >= floor]


def keep(book: Book, code: str, body: str, request_id: str, at: datetime) -> None:
    """Write an agency down as it was approved."""
    book.write("agency", [(book.entity, code, body, request_id, microseconds(at))])


def known(connection: Connection, entity: str) -> dict[str, Agency]:
    """Return the agencies on the list, by code."""
    rows = connection.execute(select(agency_row).where(agency_row.c.entity == entity).order_by(agency_row.c.no))
    newest = {row.code: row.body for row in rows}
    return {code: agency.Agency.model_validate_json(body) for code, body in sorted(newest.items()) if body}


def place(book: Book, row: NewPlacement, request_id: str, at: datetime) -> str:
    """Write down what was placed, and return its id. Refused: Invalid where a document moved since it was asked."""
    rows = book.connection.execute(select(item).where(among(book.connection, item.c.item_id, row.items))).all()
    there = {name for one in standing(book.connection, book.entity) for name in one.items}
    for held in rows:
        if held.balance != row.items[held.item_id] or held.item_id in there:
            raise Invalid(f"{held.number} moved since it was asked: ask again")
    identity = content_id("plc", book.entity, request_id)
    facts = (identity, book.entity, row.customer_number, row.agency, row.jurisdiction, sum(row.items.values()))
    more = (row.currency, row.fee, row.placed_on, row.free_until, row.file, request_id, book.actor, microseconds(at))
    book.write("placement", [(*facts, *more)])
    book.write("placement_item", [(identity, name, minor) for name, minor in row.items.items()])
    return identity


def step(book: Book, identity: str, kind: str, on: date, *, note: str, at: datetime) -> Placement:
    """Write what became of a placement and return it as it was. Refused: NotFound; Invalid once it ended, or unsaid."""
    found = one(book.connection, book.entity, identity)
    wrong = {
        f"{identity} is {found.state}": found.ended_on is not None,
        f"of a placement is told {', '.join(TOLD)}": kind not in {*TOLD, REMITTED},
        "say what happened": not note.strip(),
    }
    refuse(wrong)
    book.write("placement_step", [(identity, kind, note.strip(), on, book.actor, microseconds(at))])
    return found


def one(connection: Connection, entity: str, identity: str) -> Placement:
    """Return a placement. Refused: NotFound."""
    found = next((one for one in of(connection, entity) if one.placement_id == identity), None)
    if found is None:
        raise NotFound(f"there is no placement {identity}")
    return found


def standing(connection: Connection, entity: str, on: date | None = None) -> list[Placement]:
    """Return what is with agencies on a day, else now."""
    return [one for one in of(connection, entity, on) if one.ended_on is None]


def placed(connection: Connection, entity: str, on: date) -> dict[str, str]:
    """Return the customers who are with an agency on a day, and that they are."""
    return {one.customer_number: "placed" for one in standing(connection, entity, on)}


def of(connection: Connection, entity: str, on: date | None = None) -> list[Placement]:
    """Return placements up to a day as they stood on it, else all as they stand, in the order they were made."""
    last = on or date.max
    chosen = select(placement).where(placement.c.entity == entity).order_by(placement.c.no)
    rows = [row for row in connection.execute(chosen) if day(row.placed_on) <= last]
    if not rows:
        return []
    ids = [row.placement_id for row in rows]
    steps, items = _rows(connection, placement_step, ids), _rows(connection, placement_item, ids)
    named = {one.item_id for mine in items.values() for one in mine}
    table = application
    cash = connection.execute(select(table).where(among(connection, table.c.item_id, named)).order_by(table.c.no)).all()
    known_as = documents.numbers(connection, named)
    return [
        _placement(row, items[row.placement_id], told, _since(cash, row, last), known_as)
        for row in rows
        for told in [[one for one in steps[row.placement_id] if day(one.happened_on) <= last]]
    ]


def _rows(connection: Connection, table: Table, ids: Sequence[str]) -> defaultdict[str, list[Row[Any]]]:
    """Return the rows of placements, in the order they were written."""
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(
        select(table).where(among(connection, table.c.placement_id, ids)).order_by(table.c.no)
    ):
        found[row.placement_id].append(row)
    return found


def _since(cash: Sequence[Row[Any]], row: Row[Any], last: date) -> list[Row[Any]]:
    """Return what was applied after a placement was written, up to a day by GL date, and what of that was undone."""
    batches = {one.no: one.batch for one in cash}
    return [one for one in cash if batches[one.reverses or one.no] > row.batch and day(one.gl_on) <= last]


def _placement(
    row: Row[Any],
    items: Sequence[Row[Any]],
    steps: Sequence[Row[Any]],
    cash: Sequence[Row[Any]],
    numbers: Mapping[str, str],
) -> Placement:
    """Return a placement as it stands."""
    named = tuple(one.item_id for one in items)
    mine = [one for one in cash if one.item_id in set(named)]
    ended = next((one for one in steps if one.kind in ENDED), None)
    collected: defaultdict[str, int] = defaultdict(int)
    fees: defaultdict[str, int] = defaultdict(int)
    for one in mine:
        month = day(one.gl_on).isoformat()[:7]
        fee = one.write_off if one.write_off_kind == WriteOff.AGENCY_FEE else 0
        fees[month] += fee
        collected[month] += one.cash + fee
    names = ("placement_id", "customer_number", "agency", "jurisdiction", "currency", "minor", "fee")
    return Placement(
        **{name: getattr(row, name) for name in names},
        placed_on=day(row.placed_on),
        free_until=day(row.free_until),
        ended_on=day(ended.happened_on) if ended else None,
        state=steps[-1].kind if steps else "placed",
        items=named,
        numbers=tuple(numbers[one] for one in named),
        collected=dict(collected),
        fees=dict(fees),
    )


@dataclass(frozen=True, slots=True)
class Ranked:
    """What an agency recovered of what it was given, in a currency: `rate` in basis points."""

    agency: str
    currency: str
    placements: int
    placed: int
    collected: int
    fees: int
    rate: int


def ranking(found: Iterable[Placement]) -> list[Ranked]:
    """Return agencies by what they recovered of what was placed with them, the best first (DOMAIN section 11)."""
    by: defaultdict[tuple[str, str], list[Placement]] = defaultdict(list)
    for one in found:
        by[one.agency, one.currency].append(one)
    rows = []
    for (code, currency), mine in by.items():
        placed_sum, came = sum(one.minor for one in mine), sum(one.recovered for one in mine)
        fees = sum(sum(one.fees.values()) for one in mine)
        rows.append(Ranked(code, currency, len(mine), placed_sum, came, fees, share(came, 10_000, placed_sum)))
    return sorted(rows, key=lambda row: (row.currency, -row.rate, row.agency))
