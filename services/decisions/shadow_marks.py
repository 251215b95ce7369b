"""What a policy in the shadow has still to decide: a command that was cut short leaves its runs to the next one."""

import json
from typing import Any

from sqlalchemy import Select, select

import ledger
from kit.ids import content_id
from ledger import tables
from matcher import Policy
from services.decisions.shadowed import COMMAND
from services.workspace import Workspace


def begun(workspace: Workspace, chosen: Policy, newest: int, actor: str) -> int:
    """Write down that the runs behind the newest one are for this policy too; return the number they begin behind.

    It is that of a command before, where that one was cut short before all its runs were decided in the shadow and no
    other policy has stood there since. Runs that were made while nothing stood in the shadow are none of its own.
    """
    last = next(reversed(_marks(workspace)), None)
    cut_short = last is not None and last["digest"] == chosen.digest and not last["ended"]
    since: int = last["begun"] if last is not None and cut_short else newest
    _mark(workspace, chosen, actor, {"begun": since})
    return since


def done(workspace: Workspace, chosen: Policy, since: int, actor: str) -> None:
    """Write down that all the runs behind a number are decided."""
    _mark(workspace, chosen, actor, {"done": since})


def decided(workspace: Workspace, chosen: Policy) -> frozenset[str]:
    """Return the runs that are decided under a policy, or of which is kept why they could not be."""
    return frozenset(row["run"] for row in _kept(workspace) if "run" in row and row["digest"] == chosen.digest)


def _marks(workspace: Workspace) -> list[dict[str, Any]]:
    """Return the marks that begin, in their order, with whether their end was reached."""
    rows = [row for row in _kept(workspace) if "run" not in row]
    ended = {(row["digest"], row["done"]) for row in rows if "done" in row}
    return [row | {"ended": (row["digest"], row["begun"]) in ended} for row in rows if "begun" in row]


def _kept(workspace: Workspace) -> list[dict[str, Any]]:
    """Return what the books keep of the entity's shadows, in order."""
    batch = tables.batch
    mine = batch.c.entity == workspace.settings.entity, batch.c.command == COMMAND
    chosen: Select[Any] = select(batch.c.payload).where(*mine).order_by(batch.c.no)
    with workspace.database.reading() as connection:
        return [json.loads(payload) for payload in connection.execute(chosen).scalars()]


def _mark(workspace: Workspace, chosen: Policy, actor: str, what: dict[str, int]) -> None:
    """Keep a mark once."""
    with ledger.book(
        workspace.database,
        entity=workspace.settings.entity,
        key=content_id("cmd", COMMAND, chosen.digest, *(f"{name} {number}" for name, number in what.items())),
        actor=actor,
        command=COMMAND,
        payload={"digest": chosen.digest, **what},
        recorded_at=workspace.now(),
    ) as book:
        if book.replayed is None:
            book.result = {}
