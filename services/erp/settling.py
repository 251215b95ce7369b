"""What nobody knows of an ERP is read in its books by our reference: there, or proven absent and told again."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from kit.outside import UnansweredError, UnreachedError
from ledger.erp import State
from services.erp.delivering import (
    REFUSED,
    Ask,
    Delivered,
    Document,
    Outcome,
    advance,
    asked,
    compared,
    documents,
    read_back,
)
from services.erp.records import Booked, UnreadableError
from services.erp.targets import Target
from services.workspace import Workspace

_MICROSECONDS = 1_000_000
_AT_ONCE = 50


def settle(workspace: Workspace, target: Target, actor: str, ask: Ask | None = None) -> Delivered:
    """Read back what is uncertain or long on its way; return how many went to which state.

    What is absent goes back to pending once the ERP cannot book it late any more, and is rejected after `tries`; an
    ERP that queues what it takes never proves absence, so that a person decides there.
    """
    said = Delivered()
    asking = ask or asked(workspace, target)
    open_ones = list(documents(workspace, target, (State.SENT, State.UNCERTAIN)))
    with ThreadPoolExecutor(target.parallel) as pool:
        for start in range(0, len(open_ones), _AT_ONCE):
            some = open_ones[start : start + _AT_ONCE]
            answers = list(pool.map(lambda one: _read(workspace, target, asking, one), some))
            kept = [(one, outcome) for one, outcome in zip(some, answers, strict=True) if outcome is not None]
            _write(workspace, actor, kept)
            for one, outcome in zip(some, answers, strict=True):
                said.count(outcome.state if outcome else str(one.row["state"]))
    return said


def _write(workspace: Workspace, actor: str, kept: Sequence[tuple[Document, Outcome]]) -> None:
    """Write what was found; from `sent` nothing is absent: it is uncertain first."""
    doubtful = [
        (one.row, Outcome(State.UNCERTAIN, "no answer was kept"))
        for one, outcome in kept
        if one.row["state"] == State.SENT and outcome.state == State.PENDING
    ]
    now = advance(workspace, actor, "erp settle", doubtful)
    advance(
        workspace,
        actor,
        "erp settle",
        [(now.get(one.told.reference, one.row), outcome) for one, outcome in kept],
    )


def _read(workspace: Workspace, target: Target, ask: Ask, document: Document) -> Outcome | None:
    """Return what the ERP's books say of a document; None: nothing yet."""
    settled = int(workspace.now().timestamp() * _MICROSECONDS) - target.settle_seconds * _MICROSECONDS
    late = document.row["told_at"] < settled
    if document.row["state"] == State.SENT and not late and not target.kind.ripens:
        return None  # somebody waits for its answer
    try:
        found = read_back(target, ask, document)
    except (UnreachedError, UnansweredError):
        return None
    except UnreadableError as why:  # it will say the same tomorrow: a person is told
        told = document.row["state"] == State.UNCERTAIN
        return None if told or not late else Outcome(State.UNCERTAIN, str(why))
    if not found:
        return _absent(target, document, late=late)
    return _present(target, document, found, late=late)


def _present(target: Target, document: Document, found: Sequence[Booked], *, late: bool) -> Outcome | None:
    """Return what is there; what ripens may be half way."""
    outcome = compared(target, document, found)
    half_way = target.kind.ripens and not late and len(found) == 1 and outcome.state == State.REJECTED
    return None if half_way else outcome


def _absent(target: Target, document: Document, *, late: bool) -> Outcome | None:
    """Return what it means that a document is not there."""
    message = str(document.row["message"])
    if REFUSED.match(message):
        return Outcome(State.REJECTED, message)
    if not late:
        return None
    if target.kind.queued:
        if document.row["state"] == State.UNCERTAIN:
            return None
        return Outcome(State.UNCERTAIN, "not in the ERP's books yet: it may still be queued, so look there first")
    if document.row["attempts"] >= target.tries:
        return Outcome(State.REJECTED, f"not in the ERP's books after it was sent {document.row['attempts']} times")
    return Outcome(State.PENDING, "not in the ERP's books: told again")
