"""What happens to an order: it is told, checked at every step, held, let go or turned down; nothing of it is edited."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from credit import cases, reading, rules
from credit.policy import CreditPolicy
from credit.records import Case, Checked, CheckOutcome, Checkpoint, Failed, Order, Reason, ReleaseReason
from credit.tables import forced_hold, hold_release, order_check, sales_order
from kit.days import microseconds
from kit.ids import content_id
from kit.refusals import Conflict, Invalid, NotFound
from ledger import customers, interests
from ledger.book import Book
from ledger.journal import day
from ledger.tables import NEWEST

RELEASED, REJECTED = "released", "rejected"
#: Why a customer is held whose debts an agency has: nobody ends it but by recalling them.
PLACED = "PLACED"


@dataclass(frozen=True, slots=True)
class Release:
    """What a person decided of a held order: `cap` is in minor units of its currency; `whole` lets all orders go."""

    verdict: str
    reason: ReleaseReason
    cap: int
    until: date
    whole: bool = False
    note: str = ""


def tell(book: Book, order: Order) -> int:
    """Take an order as it now stands, and return the number of its row; told twice alike it is one row.

    Refused: UnknownCustomer; Invalid where its parts are more than the whole.
    """
    customers.check(book, [order.customer_number])
    if not 0 <= max(order.shipped, order.billed, order.card) <= order.minor:
        raise Invalid(f"order {order.number}: what is shipped, billed or on a card lies between nothing and all of it")
    last = _newest(book.connection, book.entity, order.number)
    if last is not None and reading.told(last) == order:
        return int(last.no)
    number = book.number("sales_order")
    told = {**asdict(order), "entity": book.entity}
    book.write("sales_order", [tuple(told[name] for name in _SALES_ORDER)])
    return number


def told(connection: Connection, entity: str, number: str) -> Order | None:
    """Return an order as it was told last, None where it never was."""
    row = _newest(connection, entity, number)
    return None if row is None else reading.told(row)


def check(book: Book, number: str, checkpoint: Checkpoint, policy: CreditPolicy, *, on: date, at: datetime) -> Checked:
    """Check an order at a step of its way, and write down what came of it; nobody else's order is checked meanwhile.

    Refused: NotFound; Invalid where the order is not open, or a rate is missing.
    """
    row = _newest(book.connection, book.entity, number)
    if row is None:
        raise NotFound(f"there is no order {number}")
    if row.state != "open":
        raise Invalid(f"order {number} is {row.state}")
    case = cases.of(book.connection, book.entity, reading.told(row), on, policy)
    found = rules.failed(case, policy)
    said = outcome(book.connection, book.entity, case, found)
    identity = content_id("chk", book.entity, number, checkpoint, book.batch, book.number("order_check"))
    done = Checked(identity, number, case.order.customer_number, checkpoint, said, found, snapshot(case))
    told = json.dumps([{"reason": str(one.reason), "says": one.says} for one in found], ensure_ascii=False)
    facts = (identity, book.entity, number, row.no, str(checkpoint), on, str(said), told)
    kept = json.dumps(done.snapshot, sort_keys=True, ensure_ascii=False)
    book.write("order_check", [(*facts, kept, microseconds(at))])
    return done


def decide(book: Book, check_id: str, row: Release, at: datetime, request_id: str = "") -> Row[Any]:
    """Let a held order go, or turn it down, and return its check. The limit stays what it is.

    Refused: NotFound; Conflict where the order was checked again or decided since; ConflictOfInterest;
    Invalid without a reason's note.
    """
    held = book.connection.execute(select(order_check).where(order_check.c.check_id == check_id)).first()
    if held is None or held.entity != book.entity:
        raise NotFound(f"there is no check {check_id}")
    order = reading.told(book.connection.execute(select(sales_order).where(sales_order.c.no == held.order_no)).one())
    _check_open(book, held)
    if row.verdict == RELEASED:
        interests.check(book, order.customer_number)
        if _with_agency(book, order.customer_number):
            raise Invalid(f"{order.customer_number} is placed with an agency: recall that before anything goes")
    if row.reason is ReleaseReason.MANAGEMENT and not row.note.strip():
        raise Invalid("say in a note what management decided")
    facts = (row.verdict, "customer" if row.whole else "order", str(row.reason), row.note, order.currency, row.cap)
    who = (row.until, order.terms, book.actor, request_id, microseconds(at))
    book.write("hold_release", [(check_id, book.entity, held.number, order.customer_number, *facts, *who)])
    return held


def let_go(book: Book, customer: str, currency: str, but: str, on: date) -> int:
    """Return up to what value a customer's other open orders were let go, by releases that hold on a day."""
    table = hold_release
    mine = (table.c.entity == book.entity, table.c.customer_number == customer, table.c.currency == currency)
    rows = book.connection.execute(select(table).where(*mine).order_by(table.c.no)).all()
    newest = {row.number: row for row in rows}
    still = {one.number for one in reading.orders(book.connection, book.entity, [customer])} - {but}
    held = [row for number, row in newest.items() if number in still]
    return sum(row.cap for row in held if row.verdict == RELEASED and day(row.until) >= on)


def freeze(book: Book, customer: str, *, placed: bool, note: str, at: datetime) -> None:
    """Hold a customer who is placed with an agency; recalled, they stay held until a person ends that."""
    facts = (book.entity, customer, "", PLACED if placed else str(Reason.MANUAL), 1, note, book.actor, microseconds(at))
    book.write("forced_hold", [facts])


def _with_agency(book: Book, customer: str) -> bool:
    """Say whether a customer is held because an agency has what they owe."""
    table = forced_hold.c
    where = (table.entity == book.entity, table.customer_number == customer, table.number == "")
    chosen = select(table.reason).where(*where).order_by(table.no.desc()).limit(1)
    return book.connection.execute(chosen).scalar() == PLACED


def force(book: Book, customer: str, number: str, *, held: bool, reason: Reason, note: str, at: datetime) -> None:
    """Hold a customer, or one order of theirs, by hand, or end that. Refused: UnknownCustomer; Invalid."""
    customers.check(book, [customer])
    if not note.strip():
        raise Invalid("say why")
    if not number and _with_agency(book, customer):
        raise Invalid(f"{customer} is placed with an agency: recall that first")
    if bool(reading.forced(book.connection, book.entity, customer, number)) == held:
        raise Invalid(f"{number or customer} is {'held' if held else 'not held'} by hand already")
    facts = (book.entity, customer, number, str(reason), int(held), note.strip(), book.actor, microseconds(at))
    book.write("forced_hold", [facts])


def snapshot(case: Case) -> dict[str, Any]:
    """Return the figures of a case as they are kept with its check, amounts in minor units of `currency`."""
    group = case.group and case.group_limit
    return {
        "currency": case.limit.currency,
        "limit": case.limit.minor,
        "exposure": case.exposure.parts(),
        "total": case.exposure.total,
        "group": {"limit": group.minor, "currency": group.currency, "total": case.group.total}
        if group and case.group
        else None,
        "value": case.value,
        "owing": asdict(case.owing),
    }


def outcome(
    connection: Connection, entity: str, case: Case, found: tuple[Failed, ...], batch: int = NEWEST
) -> CheckOutcome:
    """Return what failed rules come to: a release that still covers the order, or did by a batch, lets it go."""
    if not found:
        return CheckOutcome.PASSED
    return CheckOutcome.RELEASED if _covered(connection, entity, case, batch) else CheckOutcome.HELD


def _covered(connection: Connection, entity: str, case: Case, batch: int) -> bool:
    """Say whether somebody let this order go as it now stands: value, terms, day, and no hold by hand since."""
    order = case.order
    mine = (hold_release.c.number == order.number) | (hold_release.c.scope == "customer")
    where = (hold_release.c.entity == entity, hold_release.c.customer_number == order.customer_number, mine)
    chosen = select(hold_release).where(*where, hold_release.c.batch <= batch).order_by(hold_release.c.no.desc())
    row = connection.execute(chosen).first()
    if row is None or row.verdict != RELEASED:
        return False
    by_hand = (forced_hold.c.entity == entity, forced_hold.c.customer_number == order.customer_number)
    since = select(forced_hold.c.no).where(
        *by_hand,
        forced_hold.c.number.in_(("", order.number)),
        forced_hold.c.held == 1,
        forced_hold.c.recorded_at > row.recorded_at,
        forced_hold.c.batch <= batch,
    )
    same = (row.currency, row.terms) == (order.currency, order.terms) or row.number != order.number
    fits = order.minor <= row.cap and case.on <= day(row.until) and row.currency == order.currency
    return same and fits and connection.execute(since.limit(1)).first() is None


def _check_open(book: Book, held: Row[Any]) -> None:
    """Refuse a check that is not held, or is not the last word on its order."""
    where = (order_check.c.entity == book.entity, order_check.c.number == held.number)
    last = book.connection.execute(
        select(order_check.c.check_id).where(*where).order_by(order_check.c.no.desc())
    ).scalar()
    if held.outcome != CheckOutcome.HELD:
        raise Invalid(f"order {held.number} is not held: it {held.outcome}")
    if last != held.check_id:
        raise Conflict(f"order {held.number} was checked again since: see {last}")
    decided = select(hold_release.c.verdict, hold_release.c.by).where(hold_release.c.check_id == held.check_id)
    if (done := book.connection.execute(decided).first()) is not None:
        raise Conflict(f"order {held.number} was {done.verdict} by {done.by}")


def _newest(connection: Connection, entity: str, number: str) -> Row[Any] | None:
    """Return the row of an order as it was told last."""
    where = (sales_order.c.entity == entity, sales_order.c.number == number)
    return connection.execute(select(sales_order).where(*where).order_by(sales_order.c.no.desc()).limit(1)).first()


_SALES_ORDER = tuple(column.name for column in sales_order.columns if column.name not in {"no", "batch"})
assert set(_SALES_ORDER) == set(Order.__dataclass_fields__) | {"entity"}
