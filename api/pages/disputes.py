"""The page of disputes: what is disputed, who has it, what became of each amount, and how a case ends."""

import secrets
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.given import KeyGiven, WorkspaceGiven
from api.paper import paper
from services import inquiries
from services.dunning import disputes
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)
ROWS_MAX = 200

Text = Annotated[str, Form(max_length=2000)]


@router.get("/disputes")
def disputes_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show the cases that wait, the oldest first; those of which nothing is open apart."""
    return paper(request, "disputes.html", _context(workspace))


@router.post("/disputes/{case_id}/fact")
def tell_case(
    request: Request,
    case_id: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    fact: Annotated[Literal["root_cause", "next_step", "note"], Form()],
    value: Text = "",
    by: Text = "",
) -> HTMLResponse:
    """Say something about a case."""
    disputes.tell(workspace, case_id, fact, value, actor=workspace.named(by), key=key)
    return paper(request, "parts/disputes.html", _context(workspace, f"{case_id}: {fact.replace('_', ' ')} is kept."))


@router.post("/disputes/{case_id}/end")
def end_case(
    request: Request,
    case_id: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    end: Annotated[Literal["denied", "closed"], Form()],
    reason: Text = "",
    by: Text = "",
) -> HTMLResponse:
    """End a case."""
    verb = disputes.deny if end == "denied" else disputes.close
    state = verb(workspace, case_id, reason, actor=workspace.named(by), key=key)
    return paper(request, "parts/disputes.html", _context(workspace, f"{case_id} is {state}."))


def _context(workspace: Workspace, done: str = "") -> dict[str, object]:
    """Return what the page shows: cases of which nothing is open stand behind the others."""
    found = sorted(disputes.listed(workspace), key=lambda one: one.amounts.open == 0)
    shown = found[:ROWS_MAX]
    return {
        "title": "Disputes",
        "cases": shown,
        "names": inquiries.customer_names(workspace, sorted({one.customer_number for one in shown})),
        "more": max(len(found) - ROWS_MAX, 0),
        "loads": disputes.loads(workspace),
        "today": workspace.today(),
        "done": done,
        "key": secrets.token_hex(16),
    }
