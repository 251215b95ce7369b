"""The queues: one query each of what waits; everything that is open is in exactly one of them (DUTIES A02e)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection

import ledger
from credit import applications
from credit import reviews as account_reviews
from credit.applications import ENDED as APPLICATIONS_ENDED
from dunning import cases
from dunning.cases import ENDED
from kit.days import instant
from kit.refusals import NotFound
from ledger.journal import day
from ledger.master import Review
from services import control, lists
from services.credit import holds
from services.decisions import audits
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that waits for a person since a day; `owner` is whose it is by itself, mostly nobody's."""

    item: str
    customer_number: str
    since: date
    says: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue: where it is worked, and who minds a customer's part of it, as a role of assignments."""

    title: str
    page: str
    minder: str
    find: Callable[[Workspace, Connection], Iterator[Waits]]


def opened(workspace: Workspace, connection: Connection) -> Iterator[Waits]:
    """Yield applications for credit that did not end; one whose decision waits for a second person is an approval."""
    asked = set(control.listed(workspace)["request_id"])
    for one in applications.of(connection, workspace.settings.entity):
        if one.state not in APPLICATIONS_ENDED and one.request_id not in asked:
            since = instant(one.begun_at).date()
            yield Waits(one.application_id, one.wanted.customer_number, since, str(one.state), one.by)


def exceptions(workspace: Workspace, connection: Connection) -> Iterator[Waits]:
    """Yield receipts that nobody decided."""
    for row in lists.exceptions(connection, workspace.settings.entity, workspace.today()):
        yield Waits(row["exception_id"], row["customer_number"] or "", row["opened_on"], row["reason"])


def unapplied(workspace: Workspace, connection: Connection) -> Iterator[Waits]:
    """Yield receipts that were decided and of which money is left, on account or as a deposit."""
    entity = workspace.settings.entity
    asked = {one.item[4:] for one in exceptions(workspace, connection)}
    held = ledger.reads.unapplied_cash(connection, entity=entity)["item_id"].to_list()
    left = ledger.reads.receipts(connection, entity, held)
    for row in left.iter_rows(named=True):
        if row["receipt_id"][4:] not in asked:
            yield Waits(row["receipt_id"], row["customer_number"] or "", row["received_on"], row["reason"])


def held_orders(workspace: Workspace, connection: Connection) -> Iterator[Waits]:
    """Yield orders that a credit check held."""
    for row in holds.waiting(connection, workspace.settings.entity):
        yield Waits(row.number, row.customer_number, day(row.on_day), f"ships on {day(row.ships_on)}")


def reviews(workspace: Workspace, connection: Connection) -> Iterator[Waits]:
    """Yield accounts whose review is due, and postings drawn for an audit."""
    today = workspace.today()
    entity = workspace.settings.entity
    told = ledger.master.standing(connection, entity, Review, today).select("customer_number", "reviewer")
    reviewers = dict(told.iter_rows())
    for number, due in account_reviews.due(connection, entity, today).items():
        if due.on <= today:
            yield Waits(number, number, due.on, f"credit: {due.why}", reviewers.get(number, ""))
    for row in audits.waiting(workspace):
        yield Waits(row["exception_id"], "", row["opened_on"], "posting")


def disputes(workspace: Workspace, connection: Connection) -> Iterator[Waits]:
    """Yield cases that nobody ended."""
    for case in cases.of(connection, workspace.settings.entity):
        if case.state not in ENDED:
            yield Waits(case.case_id, case.customer_number, case.opened_on, case.reason, case.processor)


def approvals(workspace: Workspace, _connection: Connection) -> Iterator[Waits]:
    """Yield what was asked for and nobody decided."""
    for row in control.listed(workspace).iter_rows(named=True):
        asked: datetime = row["requested_at"]
        yield Waits(row["request_id"], row["customer_number"], asked.date(), row["kind"])


#: Hand-written, in the order of a day. What waits in one waits in no other.
QUEUES: Final[dict[str, Queue]] = {
    "exceptions": Queue("Receipts nobody decided", "/desk", "", exceptions),
    "applications": Queue("Applications for credit", "/applications", "credit_analyst", opened),
    "unapplied": Queue("Money on account", "/receipts", "collector", unapplied),
    "holds": Queue("Held orders", "/holds", "credit_analyst", held_orders),
    "disputes": Queue("Disputes", "/disputes", "collector", disputes),
    "reviews": Queue("Credit reviews and audits", "/audits", "credit_analyst", reviews),
    "approvals": Queue("Approvals", "/approvals", "", approvals),
}


def queue(name: str) -> Queue:
    """Return a queue. Refused: NotFound."""
    if name not in QUEUES:
        raise NotFound(f"there is no queue {name}: {', '.join(QUEUES)}")
    return QUEUES[name]


def waiting(workspace: Workspace, connection: Connection, name: str) -> list[Waits]:
    """Return what waits in a queue, the oldest first. Refused: NotFound."""
    found: list[Any] = list(queue(name).find(workspace, connection))
    return sorted(found, key=lambda one: (one.since, one.item))
