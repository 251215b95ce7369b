"""The page of held orders: why each waits, what became ready, and one key to let it go."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.given import KeyGiven, WorkspaceGiven, chosen_day
from api.paper import paper
from credit.records import ReleaseReason
from services.credit import holds
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=2000)]


@router.get("/holds")
def holds_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show the held orders, those that ship first at the head."""
    return paper(request, "holds.html", _context(workspace))


@router.post("/holds/{number}/release")
def release_order(
    request: Request,
    number: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    reason: Annotated[ReleaseReason, Form()],
    until: Text = "",
    note: Text = "",
    by: Text = "",
) -> HTMLResponse:
    """Let an order go, or ask a second person to."""
    last = chosen_day(until)
    done = holds.release(workspace, number, reason, actor=workspace.named(by), until=last, note=note, key=key)
    return paper(request, "parts/holds.html", _context(workspace) | {"done": done})


@router.post("/holds/{number}/rejection")
def reject_order(
    request: Request, number: str, workspace: WorkspaceGiven, key: KeyGiven, note: Text = "", by: Text = ""
) -> HTMLResponse:
    """Turn an order down."""
    done = holds.reject(workspace, number, note=note, actor=workspace.named(by), key=key)
    return paper(request, "parts/holds.html", _context(workspace) | {"done": done})


def _context(workspace: Workspace) -> dict[str, object]:
    """Return what the page shows."""
    reasons = [one for one in ReleaseReason if one is not ReleaseReason.REJECTED]
    rows = holds.queue(workspace, workspace.today()).rows(named=True)
    return {"title": "Holds", "rows": rows, "reasons": reasons, "done": None, "key": secrets.token_hex(16)}
