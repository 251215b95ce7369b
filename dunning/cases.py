"""Disputes: a document, what was said of it, and amounts that the postings alone say (DOMAIN section 9.5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, ScalarSelect, func, select

from dunning.tables import dispute, dispute_event
from kit.conditions import unset
from kit.days import is_business_day, microseconds
from kit.db import among, stored_day
from kit.ids import content_id
from kit.money import Money
from kit.refusals import NotFound, refuse
from ledger.book import Book
from ledger.journal import day
from ledger.kinds import Kind
from ledger.records import ItemType
from ledger.tables import entry, item, posting

#: Business days in which a case is settled.
SLA_DAYS = 10
#: Our reason -> the department that knows (DOMAIN section 14).
DEPARTMENTS: Mapping[str, str] = {
    "price": "pricing",
    "allowance": "sales",
    "discount": "ar",
    "quantity": "warehouse",
    "damage": "claims",
    "quality": "quality",
    "wrong_item": "order_desk",
    "return": "returns",
    "freight": "logistics",
    "tax": "tax",
    "duplicate": "billing",
    "not_ours": "billing",
    "cancelled": "order_desk",
    "documents": "ar",
    "promotion": "trade_marketing",
    "late_delivery": "logistics",
    "loss": "claims",
    "pallet": "logistics",
    "late_fee": "ar",
    "prior_credit": "ar",
    "fx": "treasury",
    "bank_fee": "treasury",
    "withholding": "tax",
    "compliance_fine": "supply_chain",
    "unknown": "ar",
}
#: What kind of movement settles a part of a document -> what that is called in a case; any other is paid.
SETTLES: Mapping[str, str] = {
    **dict.fromkeys(("deduction_allowed", "deduction_tax", "netted", "concession"), "credited"),
    **dict.fromkeys(("small_balance", "bad_debt", "bad_debt_expensed", "bad_debt_tax"), "written_off"),
    **dict.fromkeys(("reinstated", "reinstated_expensed", "reinstated_tax"), "written_off"),
    "charged_back": "charged_back",
}
#: What turns a short payment round: nothing of its deduction is disputed any more.
_UNDONE = "deduction_opened"
#: Movements that open a deduction.
_OPENS = ("deduction_opened", "opened_deduction", "debited", "invoiced")


class CaseState(StrEnum):
    """Where a case is on its way."""

    NEW = "new"
    RESEARCHING = "researching"
    AWAITING_CUSTOMER = "awaiting_customer"
    AWAITING_DEPARTMENT = "awaiting_department"
    APPROVED = "approved"
    DENIED = "denied"
    CLOSED = "closed"


class Validity(StrEnum):
    """Whether the customer is right."""

    UNKNOWN = "unknown"
    VALID = "valid"
    PART = "part"
    INVALID = "invalid"


#: Cases nobody waits for any more: their documents are asked for again.
ENDED = frozenset({CaseState.DENIED, CaseState.CLOSED})


@dataclass(frozen=True, slots=True)
class Amounts:
    """What became of what is disputed, in minor units: `disputed` is the sum of the others, always."""

    disputed: int
    paid: int
    credited: int
    written_off: int
    charged_back: int
    open: int


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands; `recorded` says whether anybody has done anything about it yet."""

    case_id: str
    customer_number: str
    item_id: str
    number: str
    of_deduction: bool
    currency: str
    amounts: Amounts
    reason: str
    customer_reason: str
    claim_number: str
    source: str
    opened_on: date
    due_on: date
    state: CaseState
    validity: Validity
    root_cause: str
    department: str
    processor: str
    next_step: str
    closed_on: date | None
    recorded: bool


@dataclass(frozen=True, slots=True)
class NewCase:
    """What somebody disputes: `minor` of a document, in the customer's words and in ours."""

    item_id: str
    minor: int
    reason: str
    opened_on: date
    customer_reason: str = ""
    claim_number: str = ""
    source: str = "person"


def case_id(entity: str, identity: str) -> str:
    """Return the id of the case that a deduction is."""
    return content_id("dsp", entity, identity)


def sla(opened_on: date, days: int = SLA_DAYS) -> date:
    """Return the day so many business days later."""
    on = opened_on
    while days:
        on += timedelta(days=1)
        days -= is_business_day(on)
    return on


def open_case(book: Book, row: NewCase, at: datetime) -> str:
    """Write a case down and return its id.

    Refused: NotFound; Invalid for a deduction (it is a case by itself), an unknown reason, nothing or more than is
    open, or a document that has a case already.
    """
    held = book.connection.execute(select(item).where(item.c.item_id == row.item_id)).first()
    if held is None or held.entity != book.entity or held.type == ItemType.RECEIPT:
        raise NotFound(f"there is no document {row.item_id}")
    has = [one for one in of(book.connection, book.entity, items=[row.item_id]) if one.state not in ENDED]
    wrong = {
        f"{held.number} is a deduction: its case is {has[0].case_id if has else ''}": held.type == ItemType.DEDUCTION,
        f"{row.reason} is none of {', '.join(DEPARTMENTS)}": row.reason not in DEPARTMENTS,
        f"{held.number}: {Money(held.balance, held.currency)} is open": not 0 < row.minor <= held.balance,
        f"{held.number} has a case: {has[0].case_id if has else ''}": bool(has),
    }
    refuse(wrong)
    identity = content_id("dsp", book.entity, row.item_id, book.batch)
    _write(book, identity, held, row, at)
    return identity


def recorded(book: Book, identity: str, at: datetime) -> Case:
    """Return a case, written down where it is a deduction's that nobody has looked at. Refused: NotFound."""
    case = one(book.connection, book.entity, identity)
    if not case.recorded:
        held = book.connection.execute(select(item).where(item.c.item_id == case.item_id)).one()
        row = NewCase(
            case.item_id, held.amount, case.reason, case.opened_on, case.customer_reason, source="short_payment"
        )
        _write(book, identity, held, row, at)
    return case


def _write(book: Book, identity: str, held: Row[Any], row: NewCase, at: datetime) -> None:
    """Write the row of a case."""
    facts = (identity, book.entity, held.customer_number, row.item_id, row.minor, held.currency, row.reason)
    more = (row.customer_reason.strip(), row.claim_number.strip(), row.source, row.opened_on, book.actor)
    book.write("dispute", [(*facts, *more, microseconds(at))])


def note(book: Book, identity: str, kind: str, value: str, on: date, *, at: datetime, said: str = "") -> None:
    """Write something that became of a case."""
    book.write("dispute_event", [(identity, kind, value, said.strip(), on, book.actor, microseconds(at))])


def one(connection: Connection, entity: str, identity: str) -> Case:
    """Return a case; of one that is written down its document alone is read. Refused: NotFound."""
    written = connection.execute(select(dispute.c.item_id).where(dispute.c.case_id == identity)).scalar()
    known = of(connection, entity, items=None if written is None else [written])
    found = next((case for case in known if case.case_id == identity), None)
    if found is None:
        raise NotFound(f"there is no dispute {identity}")
    return found


def of(
    connection: Connection, entity: str, *, items: Iterable[str] | None = None, on: date | None = None
) -> list[Case]:
    """Return every case, the oldest first: those written down, and each deduction that has none yet.

    A deduction whose short payment was taken back is no case; one that was written down is closed, nothing disputed.

    With a day, as it stood then, but for what was open of its document: that is taken for all of it.
    """
    rows = [row for row in _cases(connection, entity, items) if on is None or _opened_on(row) <= on]
    events = _events(connection, [row.case_id for row in rows if row.case_id], on)
    settled = _settled(connection, rows, on)
    made = [_case(row, entity, events, settled, row.balance if on is None else row.amount) for row in rows]
    found = [case for case in made if case.recorded or case.amounts.disputed]
    return sorted(found, key=lambda case: (case.opened_on, case.case_id))


def _cases(connection: Connection, entity: str, items: Iterable[str] | None) -> list[Row[Any]]:
    """Return the rows of cases with their documents, and of deductions without one."""
    names = ("case_id", "minor", "reason", "customer_reason", "claim_number", "source", "opened_on")
    held = ("item_id", "number", "type", "currency", "amount", "balance", "issued_on", "customer_number")
    written = select(dispute.c.item_id).where(dispute.c.entity == entity)
    short = select(item.c.item_id).where(item.c.entity == entity, item.c.type == ItemType.DEDUCTION)
    chosen = (
        select(
            *(dispute.c[name] for name in names if name != "reason"),
            dispute.c.reason.label("named"),
            dispute.c.batch.label("since"),
            *(item.c[name] for name in held),
            item.c.reason.label("deducted"),
            _short_on().label("short_on"),
        )
        .join(dispute, dispute.c.item_id == item.c.item_id, isouter=True)
        .where(item.c.item_id.in_(written.union(short)))
    )
    if items is not None:
        chosen = chosen.where(among(connection, item.c.item_id, items))
    return list(connection.execute(chosen))


def _short_on() -> ScalarSelect[Any]:
    """Return the query for the GL day on which an item was left open by a short payment; none for other items."""
    opened = select(func.min(entry.c.gl_on)).join(posting, posting.c.entry_no == entry.c.no)
    mine = posting.c.dr_item == item.c.item_id, posting.c.kind == Kind.DEDUCTION_OPENED, unset(entry.c.reverses)
    return opened.where(*mine).correlate(item).scalar_subquery()


def _opened_on(row: Row[Any]) -> date:
    """Return the day a case begins: when it was written down, when the payment was short, else its document's own."""
    return day(row.opened_on or row.short_on or row.issued_on)


def _events(connection: Connection, ids: Iterable[str], on: date | None) -> defaultdict[str, dict[str, Row[Any]]]:
    """Return the newest event of each kind, by case; up to a day where one is named."""
    table = dispute_event
    found: defaultdict[str, dict[str, Row[Any]]] = defaultdict(dict)
    for row in connection.execute(select(table).where(among(connection, table.c.case_id, ids)).order_by(table.c.no)):
        if on is None or day(row.happened_on) <= on:
            found[row.case_id][row.kind] = row
    return found


def _settled(
    connection: Connection, rows: Iterable[Row[Any]], on: date | None
) -> defaultdict[tuple[str, int], dict[str, int]]:
    """Return what settled each document since its case was opened, by (document, since) and what it is called."""
    wanted = {row.item_id: row.since if row.type != ItemType.DEDUCTION else 0 for row in rows}
    found: defaultdict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    since: defaultdict[str, set[int]] = defaultdict(set)
    for row in rows:
        since[row.item_id].add(row.since or 0)
    for side, sign in ((posting.c.cr_item, 1), (posting.c.dr_item, -1)):
        chosen = select(side.label("item_id"), posting.c.batch, posting.c.kind, posting.c.minor).where(
            among(connection, side, wanted), posting.c.kind.not_in(_OPENS if sign < 0 else ())
        )
        if on is not None:
            chosen = chosen.join(entry, entry.c.no == posting.c.entry_no)
            chosen = chosen.where(entry.c.gl_on <= stored_day(connection, on))
        for moved in connection.execute(chosen):
            for first in since[moved.item_id]:
                if moved.batch > first or wanted[moved.item_id] == 0:
                    told, called = found[moved.item_id, first], SETTLES.get(moved.kind, "paid")
                    called = _UNDONE if moved.kind == _UNDONE and wanted[moved.item_id] == 0 else called
                    told[called] = told.get(called, 0) + sign * moved.minor
    return found


def _amounts(minor: int, balance: int, settled: Mapping[str, int]) -> Amounts:
    """Return what became of what is disputed: what is gone and neither credited nor written off nor back was paid."""
    named, left = {}, minor
    for called in ("credited", "written_off", "charged_back"):
        named[called] = min(max(settled.get(called, 0), 0), left)
        left -= named[called]
    waits = min(left, balance)
    return Amounts(minor, left - waits, **named, open=waits)


def _case(
    row: Row[Any],
    entity: str,
    events: Mapping[str, Mapping[str, Row[Any]]],
    settled: Mapping[tuple[str, int], Mapping[str, int]],
    balance: int,
) -> Case:
    """Return a case as it stands, with what is open of its document."""
    told = events.get(row.case_id or "", {})
    said = {kind: event.value for kind, event in told.items()}
    reason = said.get("reason", row.named or row.deducted)
    reason = reason if reason in DEPARTMENTS else "unknown"
    opened_on = _opened_on(row)
    gone = settled.get((row.item_id, row.since or 0), {})
    amounts = _amounts((row.minor or row.amount) - gone.get(_UNDONE, 0), balance, gone)
    usual = CaseState.NEW if amounts.open else CaseState.APPROVED if amounts.disputed else CaseState.CLOSED
    state = CaseState(said.get("state", usual))
    state = state if amounts.disputed or state in ENDED else CaseState.CLOSED
    return Case(
        case_id=row.case_id or case_id(entity, row.item_id),
        customer_number=row.customer_number,
        item_id=row.item_id,
        number=row.number,
        of_deduction=row.type == ItemType.DEDUCTION,
        currency=row.currency,
        amounts=amounts,
        reason=reason,
        customer_reason=row.customer_reason or (row.deducted if row.case_id is None else ""),
        claim_number=row.claim_number or "",
        source=row.source or "short_payment",
        opened_on=opened_on,
        due_on=sla(opened_on),
        state=state,
        validity=Validity(said.get("validity", Validity.UNKNOWN)),
        root_cause=said.get("root_cause", ""),
        department=said.get("department", DEPARTMENTS[reason]),
        processor=said.get("processor", ""),
        next_step=said.get("next_step", ""),
        closed_on=day(told["state"].happened_on) if state in ENDED and "state" in told else None,
        recorded=row.case_id is not None,
    )


def disputed(
    connection: Connection, entity: str, on: date | None = None, *, items: Iterable[str] | None = None
) -> dict[str, int]:
    """Return what is disputed of documents that are no deductions, by document: open cases alone; of some, or of all.

    With a day, as much as was disputed then at most: the caller knows what was open.
    """
    if not connection.execute(select(func.count()).select_from(dispute)).scalar_one():
        return {}
    table = select(dispute.c.item_id).where(dispute.c.entity == entity)
    if items is not None:
        table = table.where(among(connection, dispute.c.item_id, items))
    found = of(connection, entity, items=connection.execute(table).scalars(), on=on)
    return {one.item_id: one.amounts.open for one in found if one.state not in ENDED and not one.of_deduction}
