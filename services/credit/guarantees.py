"""Guarantees at the desk: asked for by one person, granted by another, shown as they count, renewed before they end."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, select

import ledger
from credit import account_tasks, guarantees, limits
from credit.account_tasks import NewTask
from credit.guarantees import IN_FORCE, TO_COME, Guarantee, NewGuarantee
from kit.money import Money
from ledger.records import NewRequest
from services import control
from services.credit import documents
from services.credit.deeds import LIMIT
from services.workspace import Workspace

STEP = "guarantee-"


@dataclass(frozen=True, slots=True)
class Given:
    """A guarantee as it counts on a day: `state` in words, `counts` what it comes to in minor units of its currency."""

    guarantee: Guarantee
    state: str
    counts: int
    maker: str
    checker: str


def ask(workspace: Workspace, row: NewGuarantee, *, reason: str, actor: str, key: str = "") -> control.Asked:
    """Ask to count a guarantee in a limit; it counts once a second person grants it.

    They need authority for limits over all that the family may then owe (DOMAIN section 8.3).
    Refused: UnknownCustomer; NotFound for no document; Invalid where it cannot be.
    """
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        ledger.customers.known(connection, entity, [row.customer_number])
        guarantees.check(connection, entity, row)
        limits.check_reviewed(connection, entity, row)
        total = limits.resulting(connection, entity, row)
    told = json.dumps(asdict(row), sort_keys=True, default=str)
    what = f"{row} for {row.scope} {row.customer_number}, {Money(row.minor, row.currency)}"
    return control.ask(
        workspace, NewRequest(LIMIT, what, told, reason, total, row.currency, row.customer_number), actor, key
    )


def listed(workspace: Workspace, as_of: date, customer: str = "") -> list[Given]:
    """Return the guarantees for a customer, or for all, as they count on a day. Refused: UnknownCustomer."""
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        if customer:
            ledger.customers.known(connection, entity, [customer])
        return given(connection, entity, as_of, customer)


def given(connection: Connection, entity: str, on: date, *numbers: str) -> list[Given]:
    """Return the guarantees for customers, in the order they were granted, as they count on a day."""
    asked, said = ledger.tables.request, ledger.tables.verdict
    rows = [one for number in dict.fromkeys(numbers) for one in guarantees.of(connection, entity, number)]
    ids = [one.request_id for one in rows]
    chosen = select(asked.c.request_id, asked.c.maker, said.c.checker).join(
        said, said.c.request_id == asked.c.request_id
    )
    who = {row[0]: (row[1], row[2]) for row in connection.execute(chosen.where(asked.c.request_id.in_(ids)))}
    return [
        Given(one, state, one.counted if state == IN_FORCE else 0, *who[one.request_id])
        for one, state in guarantees.states(rows, on)
    ]


def remind(workspace: Workspace, book: ledger.Book, on: date) -> tuple[str, ...]:
    """Give tasks for guarantees that end soon, end those of replaced ones, and return what was given."""
    rows = guarantees.states(guarantees.of(book.connection, book.entity), on)
    wanted = [task for one, state in rows if state == IN_FORCE and one.minor for task in _due(one, on)]
    tasks = account_tasks.give(book, wanted, workspace.now())
    counts = {one.request_id for one, state in rows if state in {IN_FORCE, TO_COME}}
    waiting = account_tasks.of(book.connection, book.entity)
    gone = [one.task_id for one in waiting if one.step.startswith(STEP) and one.subject not in counts]
    if gone:
        account_tasks.end(book, gone, "it was replaced, or has ended", workspace.now())
    return tasks


def _due(one: Guarantee, on: date) -> Iterator[NewTask]:
    """Yield the task of a guarantee that ends soon; of steps that passed the nearest alone."""
    last = one.last_day
    if last is None or (left := (last - on).days) > documents.STEPS[0]:
        return
    step = min(days for days in documents.STEPS if left <= days)
    do = f"call it by {last}, or have it renewed" if last == one.call_by else f"it ends on {last}: have it renewed"
    yield NewTask(one.customer_number, documents.DEPARTMENT, f"the {one}: {do}", one.request_id, f"{STEP}{step}", last)
