"""One run of write-back: what is open is settled, what is new is planned, what is pending is told."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

import ledger
from kit.refusals import Invalid, NotFound
from ledger.erp import State
from services.erp.delivering import deliver
from services.erp.planning import plan
from services.erp.settling import settle
from services.erp.targets import Target, target, targets
from services.workspace import Progress, Workspace, nobody


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did: instructions planned, documents told, how many are in each state now, and why it halted."""

    erp: str
    planned: int
    told: int
    states: dict[str, int]
    halted: str = ""

    def said(self) -> dict[str, Any]:
        """Return the run as data."""
        return asdict(self)


def send(workspace: Workspace, name: str, actor: str, limit: int | None = None, *, progress: Progress = nobody) -> Run:
    """Write back to one ERP; safe at any time, as often as one likes, after a crash as well.

    Refused: NotFound, Invalid for an ERP that takes files, AddressNotAllowed.
    """
    erp = spoken_to(workspace, name)
    progress("settle", 0, 0)
    settle(workspace, erp, actor)
    progress("plan", 0, 0)
    planned = plan(workspace, erp, actor)
    told, halted = 0, ""
    for _ in range(_steps_max(erp)):  # a later step of what was confirmed just now
        said = deliver(workspace, erp, actor, limit, progress=progress)
        told += sum(said.states.values())
        if halted := said.halted:
            break
    return Run(name, planned, told, states(workspace, name), halted)


def reconcile(workspace: Workspace, name: str, actor: str) -> Run:
    """Read back what is open in one ERP and tell nothing. Refused: as `send`."""
    settle(workspace, spoken_to(workspace, name), actor)
    return Run(name, 0, 0, states(workspace, name))


def states(workspace: Workspace, name: str) -> dict[str, int]:
    """Return how many documents of an ERP are in each state."""
    with workspace.database.reading() as connection:
        counts = ledger.erp.counts(connection)
    return {str(state): counts.get((name, str(state)), 0) for state in State}


def overview(workspace: Workspace) -> list[dict[str, Any]]:
    """Return a row an ERP: its adapter, and how many documents are in each state."""
    return [
        {"erp": name, "adapter": erp.adapter, "title": erp.kind.title, "entity": erp.entity, **states(workspace, name)}
        for name, erp in sorted(targets(workspace).items())
    ]


def documents(workspace: Workspace, name: str, *states: str) -> pl.DataFrame:
    """Return the documents of an ERP in one of these states, none named: all; oldest first.

    Refused: NotFound, Invalid for no state.
    """
    target(workspace, name)
    with workspace.database.reading() as connection:
        return ledger.erp.deliveries(connection, name, _states(states))


def page(workspace: Workspace, name: str, state: str, after: str, limit: int) -> pl.DataFrame:
    """Return at most `limit` documents of an ERP behind a reference, in order of the references. Refused: as above."""
    target(workspace, name)
    with workspace.database.reading() as connection:
        return ledger.erp.page(connection, name, _states((state,) if state else ()), after, limit)


def _states(states: Sequence[str]) -> Sequence[str]:
    """Return states that there are. Refused: Invalid."""
    if not set(states) <= set(map(str, State)):
        raise Invalid(f"state is one of {', '.join(State)}")
    return states


def history(workspace: Workspace, name: str, reference: str) -> pl.DataFrame:
    """Return every state of a document in order. Refused: NotFound."""
    target(workspace, name)
    with workspace.database.reading() as connection:
        found = ledger.erp.history(connection, name, reference)
    if found.is_empty():
        raise NotFound(f"{name} was told nothing under {reference}")
    return found


def spoken_to(workspace: Workspace, name: str) -> Target:
    """Return an ERP that answers. Refused: NotFound; Invalid for one that takes files."""
    erp = target(workspace, name)
    if erp.kind.write is None:
        raise Invalid(f"{name} takes files: tieout erp file {name} -o FILE")
    return erp


def _steps_max(erp: Target) -> int:
    """Return how often one run delivers: what ripens is not confirmed in the run that told it."""
    return 1 if erp.kind.ripens else 2
