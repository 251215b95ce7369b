"""Whose it is: an item's own owner, else who minds its customer, else the queue's owner (DUTIES A02e)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from kit.refusals import Invalid, NotFound
from ledger import master
from ledger.tables import queue_item, queue_owner
from services.commands import command
from services.queues import kinds, substitutes
from services.queues.kinds import QUEUES, Waits
from services.queues.substitutes import Present
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Owned:
    """Something that waits and whose it is; `instead_of` is who they stand in for. An empty owner: it is nobody's."""

    queue: str
    item: str
    customer_number: str
    since: date
    age_days: int
    says: str
    owner: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class _Known:
    """Who owns what, as of a day."""

    given: Mapping[str, str]
    minders: Mapping[str, str]
    owner: str
    standing_in: Mapping[str, str]
    present: Present

    def of(self, one: Waits) -> str:
        """Return whose something is by itself: the first who is there."""
        wished = (self.given.get(one.item, ""), one.owner, self.minders.get(one.customer_number, ""), self.owner)
        return next((name for name in wished if self.present(name)), "")


def of(workspace: Workspace, queue: str = "", owner: str = "") -> list[Owned]:
    """Return what waits in one queue or all, of one person or all, the oldest first. Refused: NotFound."""
    names = [queue] if queue else list(QUEUES)
    there = Present(workspace)
    with workspace.database.reading() as connection:
        found = [one for name in names for one in _owned(workspace, connection, name, there)]
    return [one for one in found if owner in {"", one.owner}]


def counts(workspace: Workspace) -> dict[str, dict[str, int]]:
    """Return how much waits in each queue by its owner, nobody's under an empty name: every queue has its row."""
    found: dict[str, dict[str, int]] = {name: {} for name in QUEUES}
    for one in of(workspace):
        found[one.queue][one.owner] = found[one.queue].get(one.owner, 0) + 1
    return found


def assign(workspace: Workspace, queue: str, item: str, owner: str, *, reason: str, actor: str, key: str = "") -> Owned:
    """Give one item to somebody, or with an empty owner back to the queue.

    Refused: NotFound where it does not wait there; Invalid for one who is not there.
    """
    if not any(one.item == item for one in of(workspace, queue)):
        raise NotFound(f"{item} does not wait in {queue}")
    _check(workspace, owner, wanted=False)
    with command(workspace, "assign", actor, {"said": [queue, item, owner, reason]}, key) as book:
        if book.replayed is None:
            book.write("queue_item", [(book.entity, queue, item, owner.strip(), reason.strip(), book.actor)])
    return next(one for one in of(workspace, queue) if one.item == item)


def own(workspace: Workspace, queue: str, owner: str, *, actor: str, key: str = "") -> None:
    """Name who owns what of a queue nobody else owns. Refused: NotFound; Invalid for one who is not there."""
    kinds.queue(queue)
    _check(workspace, owner, wanted=True)
    with command(workspace, "assign", actor, {"said": [queue, owner]}, key) as book:
        if book.replayed is None:
            book.write("queue_owner", [(book.entity, queue, owner.strip(), book.actor)])


def _check(workspace: Workspace, owner: str, *, wanted: bool) -> None:
    """Refuse an owner who is not there."""
    if (wanted or owner.strip()) and not Present(workspace)(owner.strip()):
        raise Invalid(f"{owner or 'nobody'} is not there: an owner is somebody who may come in")


def _owned(workspace: Workspace, connection: Connection, name: str, there: Present) -> list[Owned]:
    """Return what waits in a queue with its owners."""
    entity, today = workspace.settings.entity, workspace.today()
    standing_in = substitutes.on(connection, entity, today)
    known = _Known(
        _given(connection, entity, name),
        _minders(connection, entity, QUEUES[name].minder if name in QUEUES else "", today),
        _owner(connection, entity, name),
        {away: here for away, here in standing_in.items() if there(here)},
        there,
    )
    rows = []
    for one in kinds.waiting(workspace, connection, name):
        own_of = known.of(one)
        now = substitutes.whose(own_of, known.standing_in)
        age = max((today - one.since).days, 0)
        instead = own_of if now != own_of else ""
        rows.append(Owned(name, one.item, one.customer_number, one.since, age, one.says, now, instead))
    return rows


def _given(connection: Connection, entity: str, name: str) -> dict[str, str]:
    """Return what of a queue was given to somebody, as it was said last."""
    table = queue_item.c
    mine = (table.entity == entity, table.queue == name)
    newest = select(func.max(table.no)).where(*mine).group_by(table.item)
    rows = connection.execute(select(table.item, table.owner).where(table.no.in_(newest)))
    return {row.item: row.owner for row in rows}


def _minders(connection: Connection, entity: str, role: str, today: date) -> dict[str, str]:
    """Return who minds each customer in a role on a day."""
    if not role:
        return {}
    held = master.held(connection, entity, master.Assignment, today)
    return {row["customer_number"]: row["person"] for row in held.iter_rows(named=True) if row["role"] == role}


def _owner(connection: Connection, entity: str, name: str) -> str:
    """Return who owns a queue, empty where nobody was named."""
    table = queue_owner.c
    last = select(table.owner).where(table.entity == entity, table.queue == name).order_by(table.no.desc()).limit(1)
    return str(connection.execute(last).scalar() or "")
