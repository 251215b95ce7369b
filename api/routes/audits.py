"""Audits: postings drawn by chance, answered by a reviewer who is not shown them."""

from typing import Annotated

from fastapi import Query, Response

from api import conventions
from api.given import ACTOR_API, KeyGiven, VersionSeen, WorkspaceGiven, as_seen
from api.routes.receipts import answered
from api.schemas import audits as shapes
from api.schemas import resolutions
from api.schemas.shared import Page
from services import desk, inquiries
from services.decisions import audits

router = conventions.router("exceptions", prefix="/v1/audits")


@router.get("")
def list_audits(workspace: WorkspaceGiven) -> Page[shapes.Audit]:
    """List the audits that wait, the most money first; what was posted is not told."""
    return Page(data=[shapes.told(row) for row in audits.waiting(workspace)], next_cursor=None)


@router.get("/{audit_id}")
def read_audit(audit_id: str, workspace: WorkspaceGiven) -> shapes.AuditInFull:
    """Read the bank's words of an audit that waits."""
    return shapes.in_full(audits.shown(workspace, audit_id))


@router.get("/{audit_id}/items")
def list_audit_items(
    audit_id: str, query: Annotated[shapes.AuditItemQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.AuditItem]:
    """List a customer's items as they would stand without the posting; nobody's where no customer is given."""
    rows = audits.items(workspace, audit_id, query.customer_number)
    return Page(data=[shapes.item(row) for row in rows], next_cursor=None)


@router.post("/{audit_id}/answer")
def answer_audit(
    audit_id: str, body: shapes.AuditAnswer, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.AuditVerdict:
    """Answer as if nothing had been posted; then the posting is shown, and undoing it offered where it differs."""
    currency = inquiries.receipt_currency(workspace, audits.receipt_of(audit_id))
    lines: list[desk.Line] = resolutions.lines(body.lines, currency)
    said = {"customer_number": body.customer_number, "note": body.note, "key": key}
    return shapes.verdict(
        audits.answer(workspace, audit_id, body.act, actor=workspace.named(otherwise=ACTOR_API), lines=lines, **said),
        currency,
    )


@router.post("/{audit_id}/reversal")
def reverse_audited(
    audit_id: str, response: Response, workspace: WorkspaceGiven, key: KeyGiven, version: VersionSeen
) -> resolutions.ResolvedReceipt:
    """Reverse a posting that its audit contradicted; the receipt waits again."""
    currency = inquiries.receipt_currency(workspace, audits.receipt_of(audit_id))
    with as_seen(version):
        resolved = audits.reverse(workspace, audit_id, actor=workspace.named(otherwise=ACTOR_API), key=key)
    return answered(response, resolved, currency)
