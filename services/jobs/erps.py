"""When ERPs are told: when somebody asks, and every so many minutes where their table says so."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select

from kit import log
from kit.refusals import Refused
from ledger.tables import work
from services.erp import running
from services.erp.targets import Target, targets
from services.jobs import kinds
from services.workspace import Workspace

KIND = "erp"


def ask(workspace: Workspace, name: str, *, actor: str, key: str = "") -> str:
    """Ask for a run of write-back and return its work's id; one that waits to be begun does for all who ask.

    Refused: NotFound, Invalid for an ERP that takes files.
    """
    erp = running.spoken_to(workspace, name)
    return _asked(workspace, erp, key or workspace.now().isoformat(), actor)


def tick(workspace: Workspace) -> int:
    """Ask for every run whose time has come and that nobody has asked for, and return how many.

    A file of ERPs that cannot be read stops no other work; whoever asks for a run by name is told of it.
    """
    try:
        due = list(_due(workspace))
    except Refused as wrong:
        log.told("erps not read", error=wrong.code)
        return 0
    for erp, key in due:
        _asked(workspace, erp, key, kinds.SCHEDULER)
    return len(due)


def _asked(workspace: Workspace, erp: Target, key: str, actor: str) -> str:
    """Ask for a run, or find the one that waits."""
    with workspace.database.beside() as connection:
        waiting = select(work.c.work_id).where(*_of(erp), work.c.state == "ready", work.c.failures == 0)
        there = connection.scalar(waiting.order_by(work.c.work_id).limit(1))
        payload = {"erp": erp.name}
        return there or kinds.ask(connection, KIND, erp.entity, f"{erp.name} {key}", actor=actor, payload=payload)


def _due(workspace: Workspace) -> Iterator[tuple[Target, str]]:
    """Yield each ERP whose minutes are over and that no run is asked for."""
    minute = workspace.seconds() // 60
    with workspace.database.reading() as connection:
        for erp in targets(workspace).values():
            if not erp.every_minutes:
                continue
            key = f"every {minute // erp.every_minutes}"
            like = work.c.key == f"{erp.name} {key}"
            open_ones = work.c.state.in_(("ready", "running")) | like
            if connection.scalar(select(work.c.work_id).where(*_of(erp), open_ones).limit(1)) is None:
                yield erp, key


def _of(erp: Target) -> tuple[ColumnElement[bool], ...]:
    """Return what chooses the runs of an ERP."""
    return work.c.kind == KIND, work.c.entity == erp.entity, work.c.key.startswith(f"{erp.name} ", autoescape=True)
