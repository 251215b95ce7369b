"""The page of applications: who asks to buy on credit, what is still open, by when we decide, and the decision."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.given import KeyGiven, WorkspaceGiven, chosen_amount
from api.paper import paper
from api.words import words
from credit.applicants import Applicant, filled
from credit.applications import MOVES, Stage, Wanted
from credit.documents import Document
from credit.onboarding import REASONS
from ledger.master import PAPER_KINDS
from services.credit import decisions, documents, onboarding
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=2000)]


@router.get("/applications")
def applications_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show the applications that wait, those due first at the head."""
    return paper(request, "applications.html", _context(workspace))


@router.post("/applications")
def begin_application(
    request: Request,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    number: Text,
    name: Text,
    amount: Text,
    terms: Text,
    email: Text = "",
    exempt_in: Text = "",
    by: Text = "",
) -> HTMLResponse:
    """Write down who asks to buy on credit; the clock starts, and the papers follow."""
    currency, places = workspace.settings.currency, tuple(exempt_in.upper().replace(",", " ").split())
    who = filled(Applicant, {"legal_name": name, "ap_email": email, "exempt_in": places})
    wanted = Wanted(number.strip(), chosen_amount(amount, currency), currency, terms, who)
    onboarding.begin(workspace, wanted, actor=workspace.named(by), submit=True, key=key)
    return shown(request, workspace, f"{name} applied: what is still open stands below.")


@router.post("/applications/{application_id}/states")
def move_application(
    request: Request,
    application_id: str,
    state: Annotated[Stage, Form()],
    workspace: WorkspaceGiven,
    key: KeyGiven,
    note: Text = "",
    by: Text = "",
) -> HTMLResponse:
    """Bring an application on its way; while it waits on the applicant the clock stands."""
    onboarding.move(workspace, application_id, state, actor=workspace.named(by), note=note, key=key)
    return shown(request, workspace, f"{application_id} is {words(state).lower()}.")


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
    return shown(request, workspace, _verdict(done))


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
    return shown(request, workspace, _verdict(done))


def shown(request: Request, workspace: Workspace, done: str) -> HTMLResponse:
    """Return the applications as they stand now, with what was done."""
    return paper(request, "parts/applications.html", _context(workspace) | {"done": done})


def _verdict(done: decisions.Decided) -> str:
    """Return what became of a decision."""
    waits = f"{done.application_id} waits for another person: see Approvals."
    return waits if done.verdict == "pending" else f"{done.application_id} is {done.verdict}."


def _context(workspace: Workspace) -> dict[str, object]:
    """Return what the page shows."""
    cases = onboarding.queue(workspace)
    papers: dict[str, list[Document]] = {one.application.wanted.customer_number: [] for one in cases}
    for one in documents.listed(workspace) if cases else ():
        if one.paper.customer_number in papers:
            papers[one.paper.customer_number].append(one)
    return {
        "title": "Applications",
        "cases": cases,
        "papers": papers,
        "kinds": PAPER_KINDS,
        "moves": MOVES,
        "today": workspace.today(),
        "tasks": documents.tasks(workspace),
        "reasons": REASONS,
        "zone": workspace.settings.time_zone,
        "currency": workspace.settings.currency,
        "done": "",
        "key": secrets.token_hex(16),
    }
