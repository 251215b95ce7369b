"""The pages of audits: the bank's words, a form for the answer, and after it both answers beside each other."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse

from api.given import ACTOR_DESK, KeyGiven, WorkspaceGiven
from api.pages.desk import Typed, read_lines
from api.paper import paper
from dunning.cases import DEPARTMENTS
from kit.money import exponent
from services import inquiries
from services.decisions import audits

router = APIRouter(include_in_schema=False)


@router.get("/audits")
def audits_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """List the audits that wait."""
    return paper(request, "audits.html", {"title": "Audits", "rows": audits.waiting(workspace)})


@router.get("/audits/{audit_id}")
def audit_page(
    request: Request, audit_id: str, workspace: WorkspaceGiven, customer_number: Annotated[str, Query()] = ""
) -> HTMLResponse:
    """Show one audit: what the bank said, and the items of the customer the reviewer names."""
    item = audits.shown(workspace, audit_id)
    number = customer_number.strip()
    found = inquiries.customers_like(workspace, number) if number else []
    owed = [one for customer, _ in found[:1] for one in audits.items(workspace, audit_id, customer)]
    context: dict[str, Any] = {
        "title": "Audit",
        "item": item,
        "customers": found,
        "asked": number,
        "owed": owed,
        "digits": exponent(item["currency"]),
        "reasons": list(DEPARTMENTS),
        "key": secrets.token_hex(16),
    }
    return paper(request, "audit.html", context)


@router.post("/audits/{audit_id}/apply")
def answer_with_lines(
    request: Request, audit_id: str, workspace: WorkspaceGiven, key: KeyGiven, typed: Annotated[Typed, Depends()]
) -> HTMLResponse:
    """Answer with what the reviewer would apply."""
    currency = audits.shown(workspace, audit_id)["currency"]
    lines = read_lines(typed, currency)
    done = audits.answer(
        workspace, audit_id, "apply", actor=workspace.named(otherwise=ACTOR_DESK), lines=lines, key=key
    )
    return paper(request, "parts/audited.html", {"done": done, "currency": currency})


@router.post("/audits/{audit_id}/say")
def answer_without(
    request: Request,
    audit_id: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    act: Annotated[str, Form(max_length=20)],
    note: Annotated[str, Form(max_length=500)] = "",
) -> HTMLResponse:
    """Answer that it pays nothing of ours, stays on account, or is left for later."""
    currency = audits.shown(workspace, audit_id)["currency"]
    done = audits.answer(workspace, audit_id, act, actor=workspace.named(otherwise=ACTOR_DESK), note=note, key=key)
    return paper(request, "parts/audited.html", {"done": done, "currency": currency})


@router.post("/audits/{audit_id}/reverse")
def reverse(request: Request, audit_id: str, workspace: WorkspaceGiven) -> HTMLResponse:
    """Reverse a posting that its audit contradicted."""
    done = audits.reverse(workspace, audit_id, actor=workspace.named(otherwise=ACTOR_DESK))
    return paper(request, "parts/reversed.html", {"receipt_id": done.receipt_id})
