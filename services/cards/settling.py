"""What a processor tells is taken and booked: what was open, chargebacks, payouts whose net is the bank's deposit.

Everything is taken before anything is booked, so that the order in which it came does not matter; what something is
missing for waits, and is told with its reason.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row

import ledger
from cards import asking, telling
from cards.records import Event, Line, Payout
from kit.money import Money
from kit.outside import UnansweredError, UnreachedError
from kit.refusals import AddressNotAllowed, Refused
from ledger import Disposal, Movement
from ledger.kinds import Kind as Moved
from services.banking.card_batches import Settled, Why
from services.cards import booking, performing
from services.cards.processors import adapter
from services.commands import command
from services.reports.settled import reconciled
from services.workspace import Workspace

CHARGEBACK, RETURNED = "chargeback", "returned"
#: Kind of a line -> kind of what was posted of it. A line of another kind is a fee, or what a person looks at.
POSTED = {"sale": "sale", "refund": "refund", CHARGEBACK: CHARGEBACK, RETURNED: RETURNED}


@dataclass(slots=True)
class Run:
    """What a run did: states of what was open, how much was taken and booked, and what waits with its reason."""

    processor: str
    states: dict[str, int] = field(default_factory=dict)
    events: int = 0
    payouts: int = 0
    booked: int = 0
    waits: list[str] = field(default_factory=list)


def run(workspace: Workspace, name: str, *, actor: str) -> Run:
    """Settle what is open at a processor, take what it told, book what is proven; safe as often as one likes.

    Refused: NotFound for an unknown processor. A processor that does not answer is told among what waits.
    """
    done = Run(name, performing.settle(workspace, name, actor))
    asked = adapter(workspace, name)
    try:
        _take(workspace, done, asked.events(), asked.payouts(), actor)
    except (UnreachedError, UnansweredError, AddressNotAllowed) as problem:
        done.waits.append(f"{name} was not read: {problem}")
    _book_events(workspace, name, actor, done)
    _book_payouts(workspace, name, actor, done)
    return done


def _take(workspace: Workspace, done: Run, events: Sequence[Event], payouts: Sequence[Payout], actor: str) -> None:
    """Write down what is new of what a processor told."""
    name, entity = done.processor, workspace.settings.entity
    with workspace.database.reading() as connection:
        known = {row.event_id for row in telling.events(connection, entity, name)}
        known |= {one.payout_id for _, one in telling.payouts(connection, entity, name)}
    told = sorted(({one.event_id for one in events} | {one.payout_id for one in payouts}) - known)
    if not told:
        return
    with command(workspace, "card told", actor, {"processor": name, "told": told}) as book:
        if book.replayed is None:
            done.events = telling.take_events(book, name, events, workspace.now())
            done.payouts = telling.take_payouts(book, name, payouts, workspace.now())


def _book_events(workspace: Workspace, name: str, actor: str, done: Run) -> None:
    """Book chargebacks and their returns that are not booked, chargebacks first."""
    with workspace.database.reading() as connection:
        rows = telling.events(connection, workspace.settings.entity, name)
        posted = telling.posted(connection, workspace.settings.entity, name)
    wanted = [
        row for row in rows if row.kind in {CHARGEBACK, RETURNED} and (name, row.kind, row.event_id) not in posted
    ]
    for row in sorted(wanted, key=lambda one: (one.kind, one.no)):
        key = f"card {row.kind} {workspace.settings.entity} {name} {row.event_id}"
        try:
            with command(workspace, f"card {row.kind}", actor, {"event": row.event_id}, key) as book:
                if book.replayed is None:
                    _event(book, name, row, workspace.today())
            done.booked += 1
        except (_WaitError, Refused) as waits:
            done.waits.append(f"{row.kind} {row.event_id}: {waits}")


class _WaitError(Exception):
    """Something is missing yet: nothing of the command is kept."""


def _event(book: ledger.Book, name: str, row: Row[Any], on: date) -> None:
    """Book a chargeback or its return. _WaitError with what is missing yet."""
    kind, event_id, reference, minor = row.kind, row.event_id, row.operation_id, row.minor
    posted = telling.posted(book.connection, book.entity, name)
    sale = posted.get((name, "sale", reference))
    if sale is None:
        raise _WaitError(f"nothing was captured under {reference}")
    sums = Counter({CHARGEBACK: 0, RETURNED: 0})
    for one in posted.values():
        sums[one.kind] += one.minor * (one.capture_id == reference)
    if sums["refund"]:
        raise _WaitError("a part of it was given back before: a person reverses its receipt")
    back = sums[CHARGEBACK] - sums[RETURNED]
    if kind == RETURNED and minor > back:
        raise _WaitError("no chargeback of so much is booked")
    if kind == CHARGEBACK and minor > sale.minor - back:
        raise _WaitError("it is more than was captured")
    now = asking.operation(book.connection, book.entity, reference)
    if kind == RETURNED:
        receipt = booking.received(book, event_id, now, minor, on)
        booking.apply(book, receipt, now, minor, on)
    else:
        held = [row.receipt_id for row in posted.values() if row.capture_id == reference and row.receipt_id]
        receipt = booking.lessened(book, held, now, event_id, minor, on)
    telling.post(book, kind, name, event_id, reference, minor, receipt)


def _book_payouts(workspace: Workspace, name: str, actor: str, done: Run) -> None:
    """Book each payout whose lines are all booked and whose net is the bank's deposit (P23b)."""
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        payouts = {one.payout_id: one for _, one in telling.payouts(connection, entity, name)}
        posted = telling.posted(connection, entity, name)
    open_ones = {number for number in payouts if (name, "payout", number) not in posted}
    if not open_ones:
        return
    for one in reconciled(workspace, workspace.today()):
        if one.batch is None or one.batch.processor != name or one.batch.payout not in open_ones:
            continue
        try:
            _pay_out(workspace, name, payouts[one.batch.payout], one, actor)
            done.booked += 1
        except (_WaitError, Refused) as waits:
            done.waits.append(f"payout {one.batch.payout}: {waits}")


def _pay_out(workspace: Workspace, name: str, payout: Payout, one: Settled, actor: str) -> None:
    """Book a payout, the bank's line that it explains out of the queue, in one command."""
    if one.deposit is None or one.why is not Why.AGREES:
        raise _WaitError(str(one.why).replace("_", " "))
    key = f"card payout {workspace.settings.entity} {name} {payout.payout_id}"
    with command(workspace, "card payout", actor, {"payout": payout.payout_id}, key) as book:
        if book.replayed is not None:
            return
        fee = _proven(book, name, payout)
        on, receipt = workspace.today(), ledger.receipt_id(one.deposit.entry_id)
        why = f"payout {payout.payout_id} of {name}"
        ledger.receipts.reverse(book, [Disposal(receipt, on, why)])
        lines = ((Moved.CARD_SETTLED, payout.net), *([(Moved.CARD_FEE, fee)] if fee else []))
        ledger.general.post(book, [Movement(lines, payout.currency, on, f"{name} {payout.payout_id}", why)])
        telling.post(book, "payout", name, payout.payout_id, "", payout.net, receipt)


def _proven(book: ledger.Book, name: str, payout: Payout) -> int:
    """Return the fees of a payout whose every line is booked as it says, once. _WaitError with what is not."""
    posted = telling.posted(book.connection, book.entity, name)
    elsewhere = {
        (line.kind, line.reference)
        for _, other in telling.payouts(book.connection, book.entity, name)
        if other.payout_id != payout.payout_id and (name, "payout", other.payout_id) in posted
        for line in other.lines
    }
    seen: Counter[tuple[str, str]] = Counter((line.kind, line.reference) for line in payout.lines)
    for line in payout.lines:
        row = posted.get((name, POSTED.get(line.kind, ""), line.reference))
        if row is None or row.minor != abs(line.gross) or _sign(line) != line.gross // abs(line.gross):
            raise _WaitError(f"{line.kind} {line.reference} of {Money(line.gross, payout.currency)} is not booked so")
        if (line.kind, line.reference) in elsewhere or seen[line.kind, line.reference] > 1:
            raise _WaitError(f"{line.kind} {line.reference} was paid out before")
    fee = sum(line.fee for line in payout.lines)
    if sum(line.gross for line in payout.lines) - fee != payout.net or payout.net <= 0 or fee < 0:
        raise _WaitError("its lines do not come to its net")
    return fee


def _sign(line: Line) -> int:
    """Return whether a line brings money or takes it."""
    return 1 if line.kind in {"sale", RETURNED} else -1
