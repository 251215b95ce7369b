"""Orders of the order system: each is taken as it stands and checked where it is on its way, in one command."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import ledger
from credit import orders
from credit.records import CheckOutcome, Checkpoint, Failed, Order, Reason
from services.commands import command
from services.credit import policies
from services.workspace import Workspace

OPEN = "open"


@dataclass(frozen=True, slots=True)
class Taken:
    """What an order's check came to; without a check where the order is no longer open. Amounts are minor units."""

    number: str
    customer_number: str
    check_id: str = ""
    checkpoint: str = ""
    outcome: CheckOutcome | None = None
    failed: tuple[Failed, ...] = ()
    snapshot: Mapping[str, Any] | None = None
    replayed: bool = False


def take(
    workspace: Workspace,
    order: Order,
    checkpoint: Checkpoint = Checkpoint.ENTRY,
    *,
    actor: str,
    as_of: date | None = None,
    key: str = "",
) -> Taken:
    """Take an order as it now stands and check it; told twice, it is checked twice and counts once.

    Refused: UnknownCustomer; Invalid where its parts exceed it or a rate is missing; BadCreditPolicy.
    """
    told = {name: str(value) for name, value in asdict(order).items()}
    on = as_of or workspace.today()
    with command(workspace, "order", actor, {"order": told, "at": [str(checkpoint), str(on)]}, key) as book:
        if book.replayed is not None:
            return _read(book.replayed, replayed=True)
        orders.tell(book, order)
        book.result = {"number": order.number, "customer_number": order.customer_number}
        if order.state == OPEN:
            book.result = _checked(workspace, book, order.number, checkpoint, on)
    return _read(book.result)


def check(
    workspace: Workspace, number: str, checkpoint: Checkpoint, *, actor: str, as_of: date | None = None, key: str = ""
) -> Taken:
    """Check an order as it was told last. Refused: NotFound; Invalid where it is not open or a rate is missing."""
    on = as_of or workspace.today()
    with command(workspace, "order-check", actor, {"said": [number, str(checkpoint), str(on)]}, key) as book:
        if book.replayed is not None:
            return _read(book.replayed, replayed=True)
        book.result = _checked(workspace, book, number, checkpoint, on)
    return _read(book.result)


def _checked(workspace: Workspace, book: ledger.Book, number: str, checkpoint: Checkpoint, on: date) -> dict[str, Any]:
    """Check an order and return what came of it as JSON."""
    done = orders.check(book, number, checkpoint, policies.of(workspace, on), on=on, at=workspace.now())
    return {**asdict(done), "failed": [[str(one.reason), one.says] for one in done.failed]}


def _read(kept: Mapping[str, Any], *, replayed: bool = False) -> Taken:
    """Return what was kept of a command."""
    failed = tuple(Failed(Reason(reason), says) for reason, says in kept.get("failed", ()))
    outcome = CheckOutcome(kept["outcome"]) if kept.get("outcome") else None
    return Taken(**{**kept, "failed": failed, "outcome": outcome}, replayed=replayed)
