"""The page of applications: who asks to buy on credit, what is still open, by when we decide, and the decision."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.given import KeyGiven, WorkspaceGiven, chosen_amount
from api.paper import paper
from credit.onboarding import REASONS
from services.credit import decisions, documents, onboarding
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=2000)]


@router.get("/applications")
def applications_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show the applications that wait, those due first at the head."""
    return paper(request, "applications.html", _context(workspace))


@router.post("/applications/{application_id}/approval")
def approve_application(
    request: Request,
    application_id: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    amount: Text,
    terms: Text,
    note: Text = "",
    by: Text = "",
) -> HTMLResponse:
    """Give a limit and terms, or ask another person to."""
    money = onboarding.of(workspace, application_id).application.wanted.currency
    minor = chosen_amount(amount, money)
    by = workspace.named(by)
    done = decisions.approve(workspace, application_id, minor, terms, note=note, actor=by, key=key)
    return paper(request, "parts/applications.html", _context(workspace) | {"done": done})


@router.post("/applications/{application_id}/decline")
def decline_application(
    request: Request,
    application_id: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    reasons: Annotated[list[str], Form(max_length=20)] = [],  # noqa: B006 - the framework reads it
    note: Text = "",
    by: Text = "",
) -> HTMLResponse:
    """Decline an application, with its reasons."""
    done = decisions.decline(workspace, application_id, reasons, note=note, actor=workspace.named(by), key=key)
    return paper(request, "parts/applications.html", _context(workspace) | {"done": done})


def _context(workspace: Workspace) -> dict[str, object]:
    """Return what the page shows."""
    return {
        "title": "Applications",
        "cases": onboarding.queue(workspace),
        "tasks": documents.tasks(workspace),
        "reasons": REASONS,
        "zone": workspace.settings.time_zone,
        "done": None,
        "key": secrets.token_hex(16),
    }
