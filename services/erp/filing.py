"""Documents go to an ERP in a file: what is in it is on its way, and the same file can be written once more."""

from kit.ids import content_id
from kit.refusals import Invalid, NotFound
from ledger.erp import State
from services.erp.delivering import Document, Outcome, advance, documents, ready
from services.erp.records import UntoldError
from services.erp.targets import Target
from services.workspace import Workspace

_RUN = "in the file "


def write(workspace: Workspace, target: Target, actor: str, limit: int | None = None) -> tuple[str, bytes, int]:
    """Return a file of what is pending under its run's name, and how many documents are in it; they are sent.

    What such a file cannot say is rejected. Refused: Invalid where this ERP takes no files, or nothing is pending.
    """
    _takes_files(target)
    chosen: list[Document] = []
    untold = []
    for one in list(ready(workspace, target))[:limit]:
        try:
            target.kind.check(one.instruction, one.told)
            chosen.append(one)
        except UntoldError as why:
            untold.append((one.row, Outcome(State.REJECTED, f"not sent: {why}")))
    content = _content(target, chosen)
    run = content_id("run", target.name, *(one.told.reference for one in chosen))
    advance(workspace, actor, "erp send", untold)
    taken = advance(workspace, actor, "erp send", [(one.row, Outcome(State.SENT, f"{_RUN}{run}")) for one in chosen])
    if len(taken) < len(chosen):
        raise Invalid("somebody else wrote a file meanwhile: write another one")
    return run, content, len(chosen)


def rewrite(workspace: Workspace, target: Target, run: str) -> bytes:
    """Return the file of a run again, byte for byte, while none of it is answered. Refused: NotFound."""
    _takes_files(target)
    held = [one for one in documents(workspace, target, (State.SENT,)) if one.row["message"] == f"{_RUN}{run}"]
    if content_id("run", target.name, *(one.told.reference for one in held)) != run:
        raise NotFound(f"{run} is no file of {target.name} that waits unanswered")
    return _content(target, held)


def _content(target: Target, chosen: list[Document]) -> bytes:
    """Return the bytes of a file."""
    assert target.kind.file is not None
    return target.kind.file([(one.instruction, one.told) for one in chosen]) if chosen else b""


def _takes_files(target: Target) -> None:
    """Refuse an ERP that is spoken to."""
    if target.kind.file is None:
        raise Invalid(f"{target.name} takes no files: {target.kind.title} is spoken to")
