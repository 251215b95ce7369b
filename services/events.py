"""Events that no bank file brings into the books: settlements, clearing, refunds paid, agencies, chargebacks.

Each is asked for by one person and booked when another approves it (DOMAIN §3, P19c to P38). What leaves a clearing
account or a liability is never more than it holds, and no event of one reference is booked twice.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, select

import ledger
from cards import asking
from cards.records import State
from cards.tables import card_operation
from kit.days import end_of_month
from kit.ids import content_id
from kit.money import Money
from kit.refusals import Invalid, refuse
from ledger import (
    Disposal,
    Identification,
    Into,
    ItemType,
    Movement,
    NewApplication,
    NewItem,
    NewReceipt,
    WriteOff,
    tables,
)
from ledger.items import NSF_FEE
from ledger.kinds import Account, Kind
from ledger.records import Adjust
from services.decisions import standing
from services.workspace import Workspace


class Event(StrEnum):
    """What happened. The value is the kind of the request, and of the entry where one kind makes it."""

    CARD_CAPTURED = "card_captured"
    BOXED = "boxed"
    DEPOSITED = "deposited"
    CARD_SETTLED = "card_settled"
    LOCKBOX_BANKED = "lockbox_banked"
    RETURN_FEE = "return_fee"
    REFUND_PAID = "refund_paid"
    REFUND_CANCELLED = "refund_cancelled"
    UNCLAIMED_REMITTED = "unclaimed_remitted"
    PROVIDED = "provided"
    PROVISION_RELEASED = "provision_released"
    CREDITS_PRESENTED = "credits_presented"
    AGENCY_REMITTED = "agency_remitted"
    CARD_CHARGEBACK = "card_chargeback"
    RETURNED = "returned"
    BOUNCED = "bounced"
    NSF_FEE_CHARGED = "nsf_fee_charged"


@dataclass(frozen=True, slots=True)
class Happened:
    """An event: what `reference` names is booked once. Amounts in minor units; `fee` is a part of `minor`.

    `receipt`: the receipt that it is about, or the bank's line that a settlement explains; `item`: what is paid.
    """

    event: Event
    reference: str
    minor: int
    currency: str
    gl_on: date
    fee: int = 0
    receipt: str = ""
    item: str = ""
    customer: str = ""
    reason: str = ""


Booking = Callable[[ledger.Book, Happened], None]


class Limit(NamedTuple):
    """Accounts whose balance an event cannot exceed, neither on its day nor now; `sign` is -1 where they hold credits.

    `on_its_day`: on its day alone, since it is turned round the day after.
    """

    accounts: tuple[Account, ...]
    sign: int
    on_its_day: bool = False


_CASH_HELD = (Account.UNAPPLIED, Account.ON_ACCOUNT)
LIMITS: Mapping[Event, Limit] = {
    Event.CARD_SETTLED: Limit((Account.CARD_CLEARING,), 1),
    Event.LOCKBOX_BANKED: Limit((Account.LOCKBOX_CLEARING,), 1),
    Event.REFUND_PAID: Limit((Account.REFUNDS,), -1),
    Event.UNCLAIMED_REMITTED: Limit((Account.UNCLAIMED,), -1),
    Event.PROVISION_RELEASED: Limit((Account.ALLOWANCE,), -1),
    Event.CREDITS_PRESENTED: Limit(_CASH_HELD, -1, on_its_day=True),
}
#: Events about a refund that was approved: one of them, once.
REFUNDS = (Event.REFUND_PAID, Event.REFUND_CANCELLED)
#: Events that take a receipt back: the money left again.
TAKEN_BACK = (Event.CARD_CHARGEBACK, Event.RETURNED, Event.BOUNCED)
#: What an event needs besides its reference and amount; what it does not name it refuses.
NEEDS: Mapping[Event, frozenset[str]] = {
    Event.DEPOSITED: frozenset({"customer"}),
    Event.AGENCY_REMITTED: frozenset({"receipt", "item"}),
    **{event: frozenset({"receipt"}) for event in (*TAKEN_BACK, Event.NSF_FEE_CHARGED)},
}
MAY: Mapping[Event, frozenset[str]] = {
    Event.CARD_CAPTURED: frozenset({"customer"}),
    Event.BOXED: frozenset({"customer"}),
    Event.CARD_SETTLED: frozenset({"fee", "receipt"}),
    Event.LOCKBOX_BANKED: frozenset({"receipt"}),
    Event.AGENCY_REMITTED: frozenset({"fee"}),
}
#: Events whose amount is not that of the receipt that they name.
_OTHER_AMOUNT = frozenset({Event.AGENCY_REMITTED, Event.BOUNCED, Event.NSF_FEE_CHARGED})
#: What to ask for where a part of a receipt came back.
_PART = dict.fromkeys((Event.CARD_CHARGEBACK, Event.RETURNED), ": a part of it bounces (`bounced`)")
_INTO = {Event.CARD_CAPTURED: Into.CARD, Event.BOXED: Into.LOCKBOX, Event.DEPOSITED: Into.BANK}


def check(connection: Connection, entity: str, told: Happened, own: str = "") -> dict[str, int]:
    """Refuse what cannot be; return what a second person looks at: the balance that bounds it, and what is left of it.

    `own` is the request that asks for it. Refused: Invalid, UnknownReceipt, UnknownItem.
    """
    _check_shape(told)
    _check_once(connection, entity, told, own)
    for name in ("receipt", "item"):
        if getattr(told, name):
            standing.held(connection, entity, getattr(told, name))
    if told.receipt:
        _check_receipt(connection, entity, told)
    if told.event in TAKEN_BACK:
        receipt = standing.held(connection, entity, told.receipt)
        if told.event is Event.BOUNCED:
            ledger.receipts.check_bounce(connection, receipt, told.minor)
        else:
            ledger.receipts.check_reversal(connection, [receipt])
    if told.event is Event.NSF_FEE_CHARGED:
        _check_fee(connection, entity, told)
    if told.event in REFUNDS:
        _check_refund(connection, entity, told)
    limit = LIMITS.get(told.event)
    if limit is None:
        return {}
    on = ledger.periods.open_day(connection, entity, told.gl_on)
    days = (on,) if limit.on_its_day else (on, None)
    held = min(_balance(connection, entity, told.currency, limit, day) for day in days)
    if told.minor > held:
        names = " and ".join(str(one).replace("_", " ") for one in limit.accounts)
        asked, there = Money(told.minor, told.currency), Money(held, told.currency)
        raise Invalid(f"{told.event} {told.reference}: {names} holds {there} on {on}, not {asked}")
    return {"held": held, "left": held - told.minor}


def _balance(connection: Connection, entity: str, currency: str, limit: Limit, on: date | None) -> int:
    """Return what the accounts of a limit hold at the end of a day (None: now)."""
    trial = ledger.reads.trial_balance(connection, on, entity).filter(currency=currency)
    rows = trial.filter(trial["role"].is_in([str(one) for one in limit.accounts]))
    return limit.sign * int(sum(rows["balance"].to_list()))


def _check_shape(told: Happened) -> None:
    """Refuse an event that lacks something, or is given what it does not have."""
    needs, may = NEEDS.get(told.event, frozenset()), MAY.get(told.event, frozenset())
    given = {name for name in ("fee", "receipt", "item", "customer") if getattr(told, name)}
    wrong = {
        "it has a reference": not told.reference.strip(),
        "the amount is positive": told.minor <= 0,
        "the fee is a part of the amount": not 0 <= told.fee <= told.minor,
        f"it needs {', '.join(sorted(needs - given))}": not needs <= given,
        f"it has no {', '.join(sorted(given - needs - may))}": not given <= needs | may,
    }
    refuse(wrong, f"{told.event} {told.reference}")


def settled(connection: Connection, entity: str, request_id: str, *events: Event) -> bool:
    """Say whether one of the events of an approved refund (all: `REFUNDS`) was asked for or booked."""
    asked = tables.request
    decided = select(tables.verdict.c.request_id).where(tables.verdict.c.verdict == "refused")
    mine = asked.c.kind.in_(events or REFUNDS), asked.c.subject == request_id, asked.c.entity == entity
    return connection.scalar(select(asked.c.no).where(*mine, asked.c.request_id.not_in(decided)).limit(1)) is not None


def paid_by_card(connection: Connection, entity: str, request_id: str) -> bool:
    """Say whether a processor was asked to give a refund back to a card, and did not decline."""
    found = asking.operations(connection, entity, card_operation.c.request_id == request_id)
    return any(one.state is not State.DECLINED for one in found)


def _check_once(connection: Connection, entity: str, told: Happened, own: str) -> None:
    """Refuse an event of a reference that was approved before."""
    found = connection.execute(
        _same(ledger.approvals.approved(entity, tables.request.c.request_id), told, own)
    ).scalar()
    if found is not None:
        raise Invalid(f"{told.event} {told.reference}: it was booked before, by {found}")


def check_waits(connection: Connection, entity: str, told: Happened) -> None:
    """Refuse to ask for an event of a reference that somebody asked for already: only one of the two can be booked.

    Refused: Invalid, also where it was approved meanwhile.
    """
    _check_once(connection, entity, told, "")
    asked, said = tables.request, tables.verdict
    waiting = select(asked.c.request_id, asked.c.maker).where(asked.c.entity == entity, said.c.no.is_(None))
    waiting = waiting.join(said, said.c.request_id == asked.c.request_id, isouter=True)
    found = connection.execute(_same(waiting, told, "")).first()
    if found is not None:
        raise Invalid(
            f"{told.event} {told.reference}: {found.maker} asked for it already, and {found.request_id} waits:"
            " approve or refuse that one, or name another reference"
        )


def _same(chosen: Select[Any], told: Happened, own: str) -> Select[Any]:
    """Narrow a query of requests to those of an event's kind and reference, but for its own."""
    asked = tables.request
    return chosen.where(asked.c.kind == told.event, asked.c.subject == told.reference, asked.c.request_id != own)


def _check_receipt(connection: Connection, entity: str, told: Happened) -> None:
    """Refuse a receipt that is not the money the event is about."""
    held = standing.held(connection, entity, told.receipt)
    net = told.minor - told.fee
    wrong = {
        "that is no receipt": held.type != ItemType.RECEIPT,
        f"the receipt is in {held.currency}": held.currency != told.currency,
        f"the receipt is {Money(-held.amount, held.currency)}{_PART.get(told.event, '')}": told.event
        not in _OTHER_AMOUNT
        and -held.amount != net,
        f"{Money(-held.balance, held.currency)} of the receipt is left": told.event is Event.AGENCY_REMITTED
        and -held.balance < net,
        "something of the receipt is applied": told.event in LIMITS and held.balance != held.amount,
    }
    refuse(wrong, f"{told.event} {told.reference}")


def _check_fee(connection: Connection, entity: str, told: Happened) -> None:
    """Refuse a fee for a receipt that did not come back, or that a fee was charged for before."""
    held, item = standing.held(connection, entity, told.receipt), tables.item
    charged = item.c.origin_item_id == held.item_id, item.c.type == ItemType.FINANCE_CHARGE, item.c.reason == NSF_FEE
    wrong = {
        "nobody is known to have paid the receipt": held.held_for is None,
        "the receipt did not come back: take it back first": not ledger.receipts.is_back(connection, held),
        "a fee was charged for it before": connection.execute(select(item.c.no).where(*charged)).first() is not None,
    }
    refuse(wrong, f"{told.event} {told.reference}")


def _check_refund(connection: Connection, entity: str, told: Happened) -> None:
    """Refuse a refund that no approved request is for, or of another amount."""
    asked = tables.request
    named = asked.c.request_id == told.reference, asked.c.kind == Adjust.REFUND_APPROVED
    chosen = ledger.approvals.approved(entity, asked.c.minor, asked.c.currency).where(*named)
    found = connection.execute(chosen).first()
    if found is None:
        raise Invalid(f"{told.event}: {told.reference} is no approved refund: name its request")
    if paid_by_card(connection, entity, told.reference):
        raise Invalid(f"{told.event}: {told.reference} went back to the card that paid")
    (other,) = (one for one in REFUNDS if one is not told.event)
    if settled(connection, entity, told.reference, other):
        raise Invalid(f"{told.event}: {other} of {told.reference} was asked for or booked")
    if (found.minor, found.currency) != (told.minor, told.currency):
        raise Invalid(f"{told.event} {told.reference}: the refund is {Money(found.minor, found.currency)}")


def body(told: Happened, evidence: Mapping[str, int]) -> str:
    """Return all that carrying an event out needs, as it is kept."""
    facts = {name: getattr(told, name) for name in ("minor", "fee", "receipt", "item", "customer")}
    kept = {**facts, "gl_on": told.gl_on.isoformat(), "evidence": dict(evidence)}
    return json.dumps(kept, sort_keys=True, ensure_ascii=False)


def customer(connection: Connection, entity: str, told: Happened) -> str:
    """Return whose money an event moves, empty where it is nobody's: what one customer is granted counts together."""
    if told.event in REFUNDS:
        asked = tables.request
        chosen = select(asked.c.customer_number).where(asked.c.request_id == told.reference)
        return str(connection.execute(chosen).scalar_one())
    named = told.item or (told.receipt if told.event not in LIMITS else "")
    return told.customer or (standing.held(connection, entity, named).held_for or "" if named else "")


def _carried_out(_: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Book an event that was asked for. Refused: what `check` refuses by now, and what the books refuse."""
    kept = json.loads(asked.body)
    told = Happened(
        Event(asked.kind),
        asked.subject,
        kept["minor"],
        asked.currency,
        date.fromisoformat(kept["gl_on"]),
        kept["fee"],
        kept["receipt"],
        kept["item"],
        kept["customer"],
        asked.reason,
    )
    check(book.connection, book.entity, told, asked.request_id)
    BOOKED[told.event](book, told)


def _received(book: ledger.Book, told: Happened) -> None:
    """Book money by hand: into card clearing, a lockbox, or as a deposit (P22a, P23a, P38)."""
    entry_id = content_id("ent", book.entity, told.event, told.reference)
    row = NewReceipt(
        ledger.receipt_id(entry_id),
        entry_id,
        told.minor,
        told.currency,
        told.gl_on,
        told.gl_on,
        told.customer or None,
        _INTO[told.event],
        deposit=told.event is Event.DEPOSITED,
    )
    ledger.receipts.receive(book, [row])


def _moved(*kinds: Kind) -> Booking:
    """Return what books an event beside the items: its amount less the fee by the first kind, the fee by the second.

    The bank's own line that it explains leaves the queue: its receipt is reversed in the same command.
    """

    def booked(book: ledger.Book, told: Happened) -> None:
        if told.receipt:
            ledger.receipts.reverse(book, [_disposal(book, told)])
        minors = (told.minor - told.fee, told.fee)
        lines = tuple((kind, minor) for kind, minor in zip(kinds, minors, strict=False) if minor)
        back = _next_month(told.gl_on) if told.event is Event.CREDITS_PRESENTED else None
        row = Movement(lines, told.currency, told.gl_on, told.reference, told.reason, back)
        ledger.general.post(book, [row])

    return booked


def _agency(book: ledger.Book, told: Happened) -> None:
    """Settle an item by what an agency remits net, and its fee (P30)."""
    held, owed = (standing.held(book.connection, book.entity, name) for name in (told.receipt, told.item))
    if held.held_in == Account.UNIDENTIFIED:
        ledger.receipts.identify(book, [Identification(held.item_id, owed.customer_number, told.gl_on)])
    row = NewApplication(
        held.item_id,
        owed.item_id,
        told.minor - told.fee,
        told.gl_on,
        write_off=told.fee,
        write_off_kind=WriteOff.AGENCY_FEE if told.fee else None,
        decided_by=book.actor,
        rule=told.event.value,
        explanation=told.reason,
    )
    ledger.applications.apply(book, [row])


def _returned(book: ledger.Book, told: Happened) -> None:
    """Reverse a receipt with what it paid (P19a, P23c)."""
    ledger.receipts.reverse(book, [_disposal(book, told)])


def _bounced(book: ledger.Book, told: Happened) -> None:
    """Reverse a receipt, or a part of it, by debit memo: what it paid stays paid, the customer owes anew (P20)."""
    ledger.receipts.bounce(book, [replace(_disposal(book, told), minor=told.minor)])


def _fee_charged(book: ledger.Book, told: Happened) -> None:
    """Charge the customer of a receipt that came back a fee for it (P19b)."""
    held = standing.held(book.connection, book.entity, told.receipt)
    fee = NewItem(
        number=ledger.documents.number(book, ItemType.FINANCE_CHARGE),
        type=ItemType.FINANCE_CHARGE,
        customer_number=held.held_for or "",
        currency=told.currency,
        minor=told.minor,
        issued_on=told.gl_on,
        due_on=told.gl_on,
        description=told.reference,
        origin_item_id=held.item_id,
        reason=NSF_FEE,
    )
    ledger.items.issue(book, [fee])


def _refund_cancelled(book: ledger.Book, told: Happened) -> None:
    """Turn an approved refund round: the customer's credit is there again."""
    entry, said = tables.entry, tables.verdict
    approved = select(said.c.batch).where(said.c.request_id == told.reference).scalar_subquery()
    mine = entry.c.kind == Adjust.REFUND_APPROVED, entry.c.batch == approved
    number = book.connection.execute(select(entry.c.no).where(*mine)).scalar_one()
    ledger.adjustments.take_back(book, number, told.gl_on, f"{told.event}: {told.reason}")


def _disposal(book: ledger.Book, told: Happened) -> Disposal:
    """Return what takes the event's receipt back."""
    held = standing.held(book.connection, book.entity, told.receipt)
    return Disposal(held.item_id, told.gl_on, f"{told.event}: {told.reference}: {told.reason}")


def _next_month(day: date) -> date:
    """Return the first day of the next month."""
    return end_of_month(day) + timedelta(days=1)


#: Event -> how it is booked. Hand-written: nothing else can be asked for.
BOOKED: Mapping[Event, Booking] = {
    **dict.fromkeys(_INTO, _received),
    Event.CARD_SETTLED: _moved(Kind.CARD_SETTLED, Kind.CARD_FEE),
    Event.LOCKBOX_BANKED: _moved(Kind.LOCKBOX_BANKED),
    Event.RETURN_FEE: _moved(Kind.RETURN_FEE),
    Event.REFUND_PAID: _moved(Kind.REFUND_PAID),
    Event.REFUND_CANCELLED: _refund_cancelled,
    Event.UNCLAIMED_REMITTED: _moved(Kind.UNCLAIMED_REMITTED),
    Event.PROVIDED: _moved(Kind.PROVIDED),
    Event.PROVISION_RELEASED: _moved(Kind.PROVISION_RELEASED),
    Event.CREDITS_PRESENTED: _moved(Kind.CREDITS_PRESENTED),
    Event.AGENCY_REMITTED: _agency,
    Event.CARD_CHARGEBACK: _returned,
    Event.RETURNED: _returned,
    Event.BOUNCED: _bounced,
    Event.NSF_FEE_CHARGED: _fee_charged,
}
assert set(BOOKED) == set(Event), "every event has its booking"

DEEDS = {str(event): _carried_out for event in Event}
