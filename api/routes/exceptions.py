"""Exceptions: the queue, and what a person decides."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from fastapi import Query, Response

from api import conventions, cursors
from api.given import ACTOR_API, BesidesGiven, KeyGiven, VersionSeen, WorkspaceGiven, as_seen
from api.routes.receipts import answered
from api.schemas import exceptions as shapes
from api.schemas import knowledge, resolutions
from api.schemas.shared import Page
from services import desk, inquiries
from services.decisions import audits

router = conventions.router("exceptions", prefix="/v1/exceptions")


@router.get("")
def list_exceptions(
    query: Annotated[shapes.ExceptionQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.ExceptionItem]:
    """List what waits for a person, the most money left first, each with its best proposal."""
    after = tuple(cursors.position(query.after, int, int, str)) if query.after else None
    found = audits.queue(workspace, reason=query.reason, kind=query.kind, limit=query.limit, after=after)
    rows, following = cursors.page(found, query.limit, audits.place)
    return Page(data=[shapes.told(row) for row in rows], next_cursor=following)


@router.post("/{exception_id}/resolution")
def resolve_exception(
    exception_id: str,
    body: resolutions.Resolution,
    response: Response,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    version: VersionSeen,
    besides: BesidesGiven,
    query: Annotated[resolutions.ResolutionQuery, Query()],
) -> resolutions.ResolvedReceipt:
    """Decide: accept a rank, apply by hand, park, put on account, name the payer, take out of receivables, or undo."""
    receipt_id = shapes.receipt_of(exception_id)
    currency = inquiries.receipt_currency(workspace, receipt_id)
    deed = act(body, currency)
    with as_seen(version):
        resolved = deed(workspace, receipt_id, actor=workspace.named(body.by, ACTOR_API), version=version, key=key)
    also = besides(workspace, receipt_id) if query.also_settles else []
    return answered(response, resolved, currency, also)


@router.get("/{exception_id}/also-settles")
def list_also_settled(exception_id: str, workspace: WorkspaceGiven, besides: BesidesGiven) -> knowledge.Otherwise:
    """List the waiting receipts that what was learned from this one's answers decides otherwise."""
    receipt = inquiries.receipt_row(workspace, shapes.receipt_of(exception_id))
    found = besides(workspace, receipt["receipt_id"])
    return knowledge.Otherwise(data=[knowledge.changed(one) for one in found])


Act = Callable[..., desk.Resolved]


def _apply(body: resolutions.Apply, currency: str) -> Act:
    """Return the act of applying by hand."""
    return partial(_applied, lines=resolutions.lines(body.lines, currency), note=body.note)


def _applied(workspace: Any, receipt_id: str, *, lines: list[desk.Line], **rest: Any) -> desk.Resolved:
    """Apply lines given by name."""
    return desk.apply(workspace, receipt_id, lines, **rest)


#: shape of the body -> what the desk does with it
ACTS: dict[type, Callable[[Any, str], Act]] = {
    resolutions.Accept: lambda body, _: partial(desk.accept, rank=body.rank),
    resolutions.Apply: _apply,
    resolutions.Park: lambda body, _: partial(desk.park, note=body.note),
    resolutions.OnAccount: lambda body, _: partial(
        desk.on_account, customer_number=body.customer_number, note=body.note
    ),
    resolutions.Identify: lambda body, _: partial(desk.identify, customer_number=body.customer_number, note=body.note),
    resolutions.NotAr: lambda body, _: partial(desk.not_ar, note=body.note),
    resolutions.Undo: lambda body, _: partial(desk.undo, note=body.note),
}


def act(body: resolutions.Resolution, currency: str) -> Act:
    """Return what the desk does for a decision."""
    return ACTS[type(body)](body, currency)
