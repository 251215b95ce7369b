"""The hold queue: orders that wait for a person, by the day they ship; who may let them go, and what became ready."""

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl
from sqlalchemy import Connection, Row, select

import ledger
from credit import cases, orders, reading, rules
from credit.orders import REJECTED, RELEASED, Release
from credit.policy import CreditPolicy
from credit.records import CheckOutcome, Order, Reason, ReleaseReason
from credit.tables import hold_release, order_check, sales_order
from kit.money import share
from kit.refusals import Invalid, NotFound
from ledger.records import NewRequest
from services.commands import command
from services.credit import policies
from services.credit.deeds import RELEASE
from services.credit.orders import OPEN
from services.workspace import Workspace

PENDING = "pending"
_PERCENT = 100
HELD: dict[str, Any] = {
    **dict.fromkeys(("number", "customer_number", "name", "check_id", "checkpoint"), pl.String),
    "ships_on": pl.Date,
    "amount": pl.Int64,
    "currency": pl.String,
    "held_on": pl.Date,
    "reasons": pl.List(pl.String),
    "says": pl.List(pl.String),
    **dict.fromkeys(("exposure", "limit"), pl.Int64),
    "limit_currency": pl.String,
    "ready": pl.Boolean,
    "still": pl.List(pl.String),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a held order: `released`, `rejected`, or `pending` where a second person has to decide."""

    number: str
    verdict: str
    request_id: str = ""
    cap: int = 0
    until: str = ""
    replayed: bool = False


def queue(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return the held orders, those that ship first at the head: columns HELD, amounts in minor units.

    `ready` says that nothing holds an order any more as the books stand; it still waits for a person.
    """
    entity, policy = workspace.settings.entity, policies.of(workspace)
    with workspace.database.reading() as connection:
        names = dict(ledger.reads.customers(connection, entity).select("customer_number", "name").iter_rows())
        rows = []
        for row in waiting(connection, entity):
            order, kept = reading.told(row), json.loads(row.snapshot)
            still = _still(connection, entity, order, as_of, policy)
            told = json.loads(row.failed)
            rows.append(
                {
                    **{name: getattr(order, name) for name in ("number", "customer_number", "ships_on", "currency")},
                    **{name: getattr(row, name) for name in ("check_id", "checkpoint")},
                    "name": names.get(order.customer_number, ""),
                    "amount": order.minor,
                    "held_on": ledger.journal.day(row.on_day),
                    "reasons": [one["reason"] for one in told],
                    "says": [one["says"] for one in told],
                    "exposure": kept["total"],
                    "limit": kept["limit"],
                    "limit_currency": kept["currency"],
                    "ready": not still,
                    "still": still,
                }
            )
    return pl.DataFrame(rows, HELD, orient="row").sort("ships_on", "number")


def release(
    workspace: Workspace,
    number: str,
    reason: ReleaseReason,
    *,
    actor: str,
    cap: int | None = None,
    until: date | None = None,
    whole: bool = False,
    note: str = "",
    key: str = "",
) -> Decided:
    """Let a held order go, up to a value and until a day; `whole`: the customer's other orders as well.

    Who was given authority over the order's value (kind `order_release`) lets it go, from anybody else it is a request;
    with it counts what was let go of the customer's other orders and is still open: one order in parts is no smaller.
    Refused: NotFound; Conflict; Invalid where the order is not held.
    """
    policy, today = policies.of(workspace), workspace.today()
    with command(
        workspace, "release", actor, {"said": [number, str(reason), cap, str(until), whole, note]}, key
    ) as book:
        if book.replayed is not None:
            return Decided(**book.replayed, replayed=True)
        row = _held(book.connection, book.entity, number)
        most = cap if cap is not None else share(row.minor, policy.release_percent, _PERCENT)
        last = until or today + timedelta(days=policy.release_days)
        if most < row.minor or last < today:
            raise Invalid("a release covers the order as it is, from today on")
        wanted = Release(RELEASED, reason, most, last, whole, note)
        book.result = {"number": number, "cap": most, "until": last.isoformat()}
        together = row.minor + orders.let_go(book, row.customer_number, row.currency, number, today)
        if ledger.approvals.may(book, RELEASE, row.currency, together, today):
            orders.decide(book, row.check_id, wanted, workspace.now())
            book.result |= {"verdict": RELEASED}
        else:
            book.result |= {"verdict": PENDING, "request_id": _ask(workspace, book, row, wanted)}
    return Decided(**book.result)


def reject(workspace: Workspace, number: str, *, note: str, actor: str, key: str = "") -> Decided:
    """Turn a held order down; the order system cancels it. Refused: NotFound; Conflict; Invalid without a note."""
    if not note.strip():
        raise Invalid("say why it is turned down")
    with command(workspace, "reject", actor, {"said": [number, note]}, key) as book:
        if book.replayed is not None:
            return Decided(**book.replayed, replayed=True)
        row = _held(book.connection, book.entity, number)
        wanted = Release(REJECTED, ReleaseReason.REJECTED, 0, workspace.today(), note=note)
        orders.decide(book, row.check_id, wanted, workspace.now())
        book.result = {"number": number, "verdict": REJECTED}
    return Decided(**book.result)


def force(
    workspace: Workspace, customer: str, *, held: bool, note: str, actor: str, number: str = "", key: str = ""
) -> None:
    """Hold a customer's orders, or one, by hand, or end that. Refused: UnknownCustomer; Invalid without a note."""
    with command(workspace, "force-hold", actor, {"said": [customer, number, held, note]}, key) as book:
        if book.replayed is None:
            orders.force(book, customer, number, held=held, reason=Reason.MANUAL, note=note, at=workspace.now())


def _still(connection: Connection, entity: str, order: Order, on: date, policy: CreditPolicy) -> list[str]:
    """Return why an order would be held now; where that cannot be said, why not."""
    try:
        found = rules.failed(cases.of(connection, entity, order, on, policy), policy)
    except Invalid as refused:
        return [refused.detail]
    return [str(one.reason) for one in found]


def currency(workspace: Workspace, number: str) -> str:
    """Return the currency of a held order. Refused: NotFound; Invalid where it is not held."""
    with workspace.database.reading() as connection:
        return str(_held(connection, workspace.settings.entity, number).currency)


def _ask(workspace: Workspace, book: ledger.Book, row: Row[Any], wanted: Release) -> str:
    """Ask a second person to let an order go."""
    body = {"check_id": row.check_id, "release": {**asdict(wanted), "until": wanted.until.isoformat()}}
    told = json.dumps(body, sort_keys=True)
    why = wanted.note or str(wanted.reason)
    asked = NewRequest(RELEASE, f"order {row.number}", told, why, row.minor, row.currency, row.customer_number)
    return ledger.approvals.ask(book, asked, workspace.now())


def _held(connection: Connection, entity: str, number: str) -> Row[Any]:
    """Return a held order with its check."""
    rows = waiting(connection, entity, number)
    if not rows:
        where = (sales_order.c.entity == entity, sales_order.c.number == number)
        if connection.execute(select(sales_order.c.no).where(*where)).first() is None:
            raise NotFound(f"there is no order {number}")
        raise Invalid(f"order {number} is not held")
    return rows[0]


def waiting(connection: Connection, entity: str, number: str = "") -> list[Row[Any]]:
    """Return open orders whose last check held them and that nobody decided."""
    later, told = order_check.alias("later"), sales_order.alias("told")
    again = select(later.c.no).where(
        later.c.entity == order_check.c.entity, later.c.number == order_check.c.number, later.c.no > order_check.c.no
    )
    anew = select(told.c.no).where(
        told.c.entity == sales_order.c.entity, told.c.number == sales_order.c.number, told.c.no > sales_order.c.no
    )
    decided = select(hold_release.c.no).where(hold_release.c.check_id == order_check.c.check_id)
    mine = [column for column in order_check.columns if column.name not in {"no", "batch", "entity", "number"}]
    chosen = (
        select(sales_order, *mine)
        .join(
            order_check, (order_check.c.entity == sales_order.c.entity) & (order_check.c.number == sales_order.c.number)
        )
        .where(sales_order.c.entity == entity, sales_order.c.state == OPEN, order_check.c.outcome == CheckOutcome.HELD)
        .where(~again.exists(), ~anew.exists(), ~decided.exists())
        .order_by(sales_order.c.no)
    )
    return list(connection.execute(chosen.where(sales_order.c.number == number) if number else chosen))
