"""A command of a person or a program: one transaction in the books, once for each key its caller gives."""

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import ledger
from kit.ids import content_id
from ledger.refusals import ConflictOfInterest
from services.workspace import Approval, Workspace

#: The command under which the books keep that somebody tried to decide about a customer they are related to.
ATTEMPT = "conflict of interest"


@contextmanager
def command(
    workspace: Workspace, name: str, actor: str, payload: Mapping[str, Any], key: str = ""
) -> Iterator[ledger.Book]:
    """Open the books for a command; without the caller's key each is a new one. `payload` is JSON, kept with it.

    Nothing of a refused command is kept, but that somebody decided about a customer they are related to.
    """
    try:
        with _book(workspace, name, actor, payload, key) as book:
            approved = _approve(workspace, book)
            yield book
        if approved is not None:
            approved.done = True
    except ConflictOfInterest as refused:
        told = {"customer_number": refused.customer, "refused": refused.detail}
        with _book(workspace, ATTEMPT, actor, {"command": name, "of": dict(payload)}, "") as kept:
            kept.result = {"command": name, **told}
        raise


def _approve(workspace: Workspace, book: ledger.Book) -> Approval | None:
    """Write the verdict of a proposal that this command carries out, and return it; None where there is none."""
    approval = workspace.approval
    if approval is None or approval.done or book.replayed is not None:
        return None
    ledger.approvals.approve(book, approval.request_id, workspace.now(), workspace.today(), approval.note)
    return approval


def _book(
    workspace: Workspace, name: str, actor: str, payload: Mapping[str, Any], key: str
) -> AbstractContextManager[ledger.Book]:
    """Open the books."""
    at = workspace.now()
    return ledger.book(
        workspace.database,
        entity=workspace.settings.entity,
        key=key or content_id("cmd", name, actor, at.isoformat(), json.dumps(payload, sort_keys=True)),
        actor=actor,
        command=name,
        payload=payload,
        recorded_at=at,
    )
