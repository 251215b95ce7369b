"""How long people's queues took: recomputed from when each thing came to wait and when somebody decided it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, select

from credit.records import CheckOutcome
from credit.tables import hold_release, order_check, sales_order
from dunning.cases import ENDED
from dunning.tables import dispute, dispute_event
from kit.days import instant, microseconds
from ledger import tables
from ledger.journal import day
from ledger.tables import contact_entry
from services.credit.orders import OPEN
from services.reports.asked import Asked, Option, days
from services.workspace import Workspace

NOTES = (
    "A case counts on the day it came to wait. Hours run around the clock from then until somebody decided, or until",
    "the end of the day asked for where it still waits. Breached: it took, or has waited, the hours promised or more.",
    "Shipped late: orders that credit let go only after the day they were to ship.",
)
OPTIONS = (
    Option("days", "cases that came to wait within so many days", "30"),
    Option("by", "a row a queue, or each case that was breached", "queue", ("queue", "breach")),
    Option("sla", "hours promised: receipts, approvals, held orders, disputes, replies", "24,48,24,240,24"),
)
#: The command that ties a customer's answer to its letter.
ANSWERED: Final = "dunning-reply"
_AT: Final = pl.Datetime("us", "UTC")
_HOUR: Final = 3_600_000_000
_DAYS_MAX: Final = 366
_QUEUES: Final[dict[str, Any]] = {
    "queue": pl.String,
    **dict.fromkeys(("cases", "decided", "waiting"), pl.Int64),
    **dict.fromkeys(("median_hours", "longest_hours", "sla_hours"), pl.Int64),
    **dict.fromkeys(("breached", "shipped_late"), pl.Int64),
}
_BREACHES: Final[dict[str, Any]] = {
    **dict.fromkeys(("queue", "subject"), pl.String),
    **dict.fromkeys(("began", "ended"), _AT),
    **dict.fromkeys(("hours", "sla_hours"), pl.Int64),
    "decided_by": pl.String,
}


@dataclass(frozen=True, slots=True)
class Case:
    """Something that waited from `began` on; `ended` is None where it still does. Instants are microseconds, UTC."""

    subject: str
    began: int
    ended: int | None = None
    by: str = ""
    late: bool = False

    def hours(self, until: int) -> int:
        """Return how many whole hours it took, or has waited."""
        return ((until if self.ended is None else self.ended) - self.began) // _HOUR


def receipts(connection: Connection, entity: str, until: int) -> Iterator[Case]:
    """Yield receipts that the engine left to a person; parked or identified one waits on, undone it waits again."""
    mine = select(tables.item.c.item_id).where(tables.item.c.entity == entity)
    made, said = tables.decision.c, tables.resolution.c
    asked = select(made.receipt_id, made.decided_at, made.status).where(made.receipt_id.in_(mine))
    told = select(said.receipt_id, said.resolved_at, said.action, said.actor).where(said.receipt_id.in_(mine))
    events = [
        (one, at, "done" if status == "applied" else "wait", "engine") for one, at, status in connection.execute(asked)
    ]
    acts = {"park": "", "identify": "", "undo": "wait", "unapply": "wait"}
    events += [(one, at, acts.get(act, "done"), actor) for one, at, act, actor in connection.execute(told)]
    yield from _cases(events, until)


def approvals(connection: Connection, entity: str, until: int) -> Iterator[Case]:
    """Yield requests, from when they were asked for until a second person decided."""
    asked, said = tables.request.c, tables.verdict.c
    chosen = (
        select(asked.request_id, asked.requested_at, said.decided_at, said.checker)
        .join(tables.verdict, said.request_id == asked.request_id, isouter=True)
        .where(asked.entity == entity, asked.requested_at < until)
    )
    for one, began, ended, checker in connection.execute(chosen):
        yield Case(one, began, ended if ended and ended < until else None, checker or "")


def held_orders(connection: Connection, entity: str, until: int) -> Iterator[Case]:
    """Yield orders that a credit check held, until somebody let them go or turned them down, or a check passed them."""
    check, freed, order = order_check.c, hold_release.c, sales_order.c
    checks = select(check.number, check.recorded_at, check.outcome).where(check.entity == entity)
    events = [
        (number, at, "wait" if outcome == CheckOutcome.HELD else "done", "check")
        for number, at, outcome in connection.execute(checks)
    ]
    releases = select(freed.number, freed.recorded_at, freed.by).where(freed.entity == entity)
    events += [(number, at, "done", who) for number, at, who in connection.execute(releases)]
    written = select(order.number, order.ships_on, order.state, tables.batch.c.recorded_at)
    mine = written.join(tables.batch, tables.batch.c.no == order.batch).where(order.entity == entity)
    told = connection.execute(mine.order_by(order.no)).all()
    events += [(one.number, one.recorded_at, "done", one.state) for one in told if one.state != OPEN]
    ships = {one.number: day(one.ships_on) for one in told}
    for one in _cases(events, until):
        let_go = instant(one.ended or until).date()
        yield Case(one.subject, one.began, one.ended, one.by, late=let_go > ships[one.subject])


def disputes(connection: Connection, entity: str, until: int) -> Iterator[Case]:
    """Yield disputes, from when each was opened until it was ended; opened again, it waits anew."""
    case, event = dispute.c, dispute_event.c
    opened = connection.execute(select(case.case_id, case.recorded_at).where(case.entity == entity))
    events = [(one, at, "wait", "") for one, at in opened]
    moved = select(event.case_id, event.recorded_at, event.value, event.by).where(event.kind == "state")
    mine = moved.join(dispute, case.case_id == event.case_id).where(case.entity == entity)
    events += [(one, at, "done" if state in ENDED else "wait", who) for one, at, state, who in connection.execute(mine)]
    yield from _cases(events, until)


def replies(connection: Connection, entity: str, until: int) -> Iterator[Case]:
    """Yield customers' answers to letters, from when each came until somebody of ours was next in touch."""
    said, heads = contact_entry.c, tables.batch.c
    chosen = select(said.customer_number, said.recorded_at, said.author, heads.command)
    mine = chosen.join(tables.batch, heads.no == said.batch).where(said.entity == entity)
    yield from _cases(
        ((who, at, "wait" if how == ANSWERED else "done", by) for who, at, by, how in connection.execute(mine)), until
    )


#: Queue -> its cases that began before an instant. Hand-written; the order is that of the option `sla`.
QUEUES: Final[dict[str, Callable[[Connection, str, int], Iterator[Case]]]] = {
    "receipts": receipts,
    "approvals": approvals,
    "held orders": held_orders,
    "disputes": disputes,
    "replies": replies,
}


def queue_times(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return a row a queue, or each case that took longer than promised, the longest first."""
    promised = given.read("sla", _hours)
    after = given.as_of + timedelta(days=1)
    first = microseconds(workspace.began(after - timedelta(days=given.read("days", days(_DAYS_MAX)))))
    until = microseconds(min(workspace.began(after), workspace.now()))
    with workspace.database.reading() as connection:
        found = {
            name: [one for one in cases(connection, workspace.settings.entity, until) if one.began >= first]
            for name, cases in QUEUES.items()
        }
    told = zip(found.items(), promised, strict=True)
    if given["by"] == "breach":
        rows = [_breach(name, one, sla, until) for (name, held), sla in told for one in held if one.hours(until) >= sla]
        table = pl.DataFrame(rows, {**_BREACHES, "began": pl.Int64, "ended": pl.Int64}, orient="row")
        return table.cast(dict.fromkeys(("began", "ended"), _AT)).sort("hours", "subject", descending=[True, False])
    return pl.DataFrame([_row(name, held, sla, until) for (name, held), sla in told], _QUEUES, orient="row")


def _cases(events: Iterable[tuple[str, int, str, str]], until: int) -> Iterator[Case]:
    """Yield the times each subject waited, from its events: `wait` begins, `done` ends, else nothing changes."""
    for subject, told in groupby(sorted(events, key=lambda event: event[:2]), key=lambda event: event[0]):
        began: int | None = None
        for _, at, what, who in told:
            if at >= until:
                break
            if what == "wait" and began is None:
                began = at
            elif what == "done" and began is not None:
                yield Case(subject, began, at, who)
                began = None
        if began is not None:
            yield Case(subject, began)


def _row(name: str, held: list[Case], sla: int, until: int) -> tuple[object, ...]:
    """Return a queue in figures; the median is the lower one of an even count."""
    hours = sorted(one.hours(until) for one in held if one.ended is not None)
    waiting = sum(one.ended is None for one in held)
    breached = sum(one.hours(until) >= sla for one in held)
    median = hours[(len(hours) - 1) // 2] if hours else None
    late = sum(one.late for one in held)
    return name, len(held), len(hours), waiting, median, hours[-1] if hours else None, sla, breached, late


def _breach(name: str, one: Case, sla: int, until: int) -> tuple[object, ...]:
    """Return a case that took longer than promised."""
    return name, one.subject, one.began, one.ended, one.hours(until), sla, one.by


def _hours(given: str) -> tuple[int, ...]:
    """Return the hours promised of each queue. Refused: ValueError where there is not one of each."""
    found = tuple(int(one) for one in given.split(","))
    if len(found) != len(QUEUES) or min(found) < 1:
        raise ValueError(f"hours of {', '.join(QUEUES)}, with commas between")
    return found
