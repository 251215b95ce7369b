"""Receipts: search, read, and apply by hand."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Query, Response

from api import conventions, cursors
from api.given import ACTOR_API, KeyGiven, VersionSeen, WorkspaceGiven, as_seen, etag
from api.idempotency import REPLAYED
from api.schemas import receipts as shapes
from api.schemas import resolutions
from api.schemas.shared import Page
from services import blind, desk, inquiries, tracing
from services.decisions import certified, replay
from services.knowledge.settling import Change

router = conventions.router("receipts", prefix="/v1/receipts")


@router.get("")
def list_receipts(query: Annotated[shapes.ReceiptQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.Receipt]:
    """Find receipts by amount ± tolerance, trace, check number, payer, day and status; the newest first."""
    asked = query.model_dump(exclude={"after"})
    after = cursors.position(query.after, str, str) if query.after else None
    found = inquiries.receipts(workspace, **asked, after=after).rows(named=True)
    rows, following = cursors.page(found, query.limit, shapes.position)
    return Page(data=[shapes.told(row) for row in rows], next_cursor=following)


@router.get("/search")
def search_receipts(query: Annotated[shapes.ReceiptQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.Found]:
    """Find receipts as `GET /v1/receipts` does, each with every application of it: who made it, when and why."""
    asked = query.model_dump(exclude={"after"})
    after = cursors.position(query.after, str, str) if query.after else None
    rows, following = cursors.page(tracing.found(workspace, **asked, after=after), query.limit, shapes.position)
    return Page(data=[shapes.found(row) for row in rows], next_cursor=following)


@router.get("/{receipt_id}")
def read_receipt(receipt_id: str, response: Response, workspace: WorkspaceGiven) -> shapes.ReceiptInFull:
    """Read a receipt: the bank's text with the evidence in it, its applications, its decision and its history."""
    receipt = inquiries.receipt(workspace, receipt_id)
    response.headers["ETag"] = etag(receipt["version"])
    return shapes.in_full(receipt)


@router.get("/{receipt_id}/proposals")
def list_proposals(receipt_id: str, workspace: WorkspaceGiven) -> Page[shapes.Proposal]:
    """List the ranked answers of a receipt that waits; empty where it needs none."""
    receipt = inquiries.receipt(workspace, receipt_id)
    rows = inquiries.proposals(workspace, receipt_id)
    return Page(data=shapes.proposals(rows, receipt["currency"]), next_cursor=None)


@router.get("/{receipt_id}/decision")
def read_decision(receipt_id: str, workspace: WorkspaceGiven) -> shapes.Decision:
    """Read how the engine decided a receipt last: its certificate, and the run that `tieout replay` repeats."""
    blind.refuse(workspace, receipt_id)
    decision = replay.decision(workspace, receipt_id)
    return shapes.decision(decision, certified.words(decision.certificate, *replay.named(workspace, receipt_id)))


@router.post("/{receipt_id}/applications", status_code=201)
def apply_by_hand(
    receipt_id: str,
    body: resolutions.Applications,
    response: Response,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    version: VersionSeen,
) -> resolutions.ResolvedReceipt:
    """Apply a receipt to items by hand; what is left stays unapplied."""
    currency = inquiries.receipt_currency(workspace, receipt_id)
    lines = resolutions.lines(body.lines, currency)
    given: dict[str, Any] = {
        "actor": workspace.named(otherwise=ACTOR_API),
        "version": version,
        "key": key,
        "note": body.note,
    }
    with as_seen(version):
        resolved = desk.apply(workspace, receipt_id, lines, **given)
    return answered(response, resolved, currency)


@router.delete("/{receipt_id}/applications/{application_id}")
def reverse_application(
    receipt_id: str, application_id: str, response: Response, workspace: WorkspaceGiven, version: VersionSeen
) -> resolutions.ResolvedReceipt:
    """Reverse one application: nothing is deleted, the opposite is posted, the item is open again."""
    currency = inquiries.receipt_currency(workspace, receipt_id)
    with as_seen(version):
        resolved = desk.unapply(
            workspace, receipt_id, application_id, actor=workspace.named(otherwise=ACTOR_API), version=version
        )
    return answered(response, resolved, currency)


def answered(
    response: Response, resolved: desk.Resolved, currency: str, also: Sequence[Change] = ()
) -> resolutions.ResolvedReceipt:
    """Return what came of an act, with its new entity tag and what else it would settle."""
    response.headers["ETag"] = etag(resolved.version)
    if resolved.replayed:
        response.headers[REPLAYED] = "true"
    return resolutions.told(resolved, currency, also)
