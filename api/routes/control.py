"""Months of the books, and what one person asks for and another decides."""

from functools import partial
from typing import Annotated

from fastapi import Query, Request, Response

from api import conventions, cursors, proposing
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import control as shapes
from api.schemas.shared import Page
from api.versions import TagSeen, tag, unchanged
from services import control, inquiries, periods
from services.workspace import Workspace

router = conventions.router("control")


@router.get("/periods")
def list_periods(workspace: WorkspaceGiven) -> Page[shapes.Period]:
    """List the months of the books in order, with who changed each last."""
    return Page(data=[shapes.period(row) for row in periods.listed(workspace).rows(named=True)], next_cursor=None)


@router.get("/periods/{month}")
def read_period(month: str, response: Response, workspace: WorkspaceGiven) -> shapes.Period:
    """Read one month of the books; its `ETag` moves when it is closed or opened."""
    found = shapes.period(periods.one(workspace, month))
    response.headers["ETag"] = tag(found)
    return found


@router.post("/periods/{month}/closing")
def close_period(
    month: str, body: shapes.Closing, workspace: WorkspaceGiven, key: KeyGiven, seen: TagSeen
) -> shapes.Period:
    """Close a month and the open ones before it: nothing is posted into them from now on."""
    with unchanged(workspace, seen, partial(_month_tag, month=month)) as books:
        periods.close(books, month, actor=workspace.named(body.by), key=key)
    return shapes.period(periods.one(workspace, month))


@router.post("/periods/{month}/reopening", status_code=202)
def reopen_period(
    month: str, body: shapes.Reopening, workspace: WorkspaceGiven, key: KeyGiven, seen: TagSeen
) -> shapes.Waiting:
    """Ask to open a closed month again; a second person decides."""
    asked = {"reason": body.reason, "actor": workspace.named(body.by), "key": key}
    with unchanged(workspace, seen, partial(_month_tag, month=month)) as books:
        return shapes.waiting(control.ask_reopening(books, month, **asked))


@router.post("/adjustments", status_code=202)
def ask_adjustment(body: shapes.NewAdjustment, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Waiting:
    """Ask to change an item without cash: write off, reinstate, refund, net; a second person decides."""
    inquiries.check_currency(workspace, body.item, body.amount.currency)
    more = body.model_dump(include={"reason", "claim_tax", "payee", "as_of"})
    asked = control.ask_adjustment(
        workspace, body.item, body.kind, body.amount.minor, actor=workspace.named(body.by), key=key, **more
    )
    return shapes.waiting(asked)


@router.post("/events", status_code=202)
def ask_event(body: shapes.NewEvent, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Waiting:
    """Ask to book what no bank file brings, like a settlement or a refund paid; a second person decides."""
    told = body.told(workspace.today())
    return shapes.waiting(control.ask_event(workspace, told, actor=workspace.named(body.by), key=key))


@router.post("/rebillings", status_code=202)
def ask_rebilling(body: shapes.NewRebilling, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Waiting:
    """Ask to credit an invoice wholly and bill it again under a number of its own; a second person decides."""
    inquiries.check_currency(workspace, body.item, body.amount.currency)
    more = body.model_dump(include={"tax", "freight", "reason", "as_of"})
    asked = control.ask_rebilling(
        workspace, body.item, body.number, body.amount.minor, actor=workspace.named(body.by), key=key, **more
    )
    return shapes.waiting(asked)


@router.get("/requests")
def list_requests(query: Annotated[shapes.RequestQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.Requested]:
    """List what waits for a second person, the oldest first; or all that was ever asked for."""
    (after,) = cursors.position(query.after, str) if query.after else ("",)
    found = control.behind(control.listed(workspace, waiting=query.waiting), after).rows(named=True)
    rows, following = cursors.page(found, query.limit, lambda row: (row["request_id"],))
    return Page(data=[shapes.requested(row) for row in rows], next_cursor=following)


@router.get("/requests/{request_id}")
def read_request(request_id: str, response: Response, workspace: WorkspaceGiven) -> shapes.Requested:
    """Read what was asked for; its `ETag` moves when it is decided."""
    found = shapes.requested(control.one(workspace, request_id))
    response.headers["ETag"] = tag(found)
    return found


@router.post("/requests/{request_id}/verdict")
def decide_request(
    request_id: str, body: shapes.NewVerdict, workspace: WorkspaceGiven, key: KeyGiven, seen: TagSeen
) -> shapes.Verdict:
    """Approve a request and carry it out, or refuse it; who asked cannot."""
    said = {"actor": workspace.named(body.by), "note": body.note, "key": key}
    with unchanged(workspace, seen, partial(_request_tag, request_id=request_id)) as books:
        return shapes.verdict(control.decide(books, request_id, body.verdict, **said))


@router.post("/proposals/{request_id}/verdict", response_model=shapes.Verdict)
async def decide_proposal(
    request_id: str, body: shapes.NewVerdict, request: Request, key: KeyGiven
) -> shapes.Verdict | Response:
    """Carry out what a trainee proposed, as who asks and may decide it, or refuse it; its trainee cannot."""
    request.state.workspace.named(body.by)
    done = await proposing.decide(request, request_id, body.verdict, body.note, key)
    return done if isinstance(done, Response) else shapes.verdict(done)


def _month_tag(workspace: Workspace, month: str) -> str:
    """Return the tag of a month as it stands."""
    return tag(shapes.period(periods.one(workspace, month)))


def _request_tag(workspace: Workspace, request_id: str) -> str:
    """Return the tag of a request as it stands."""
    return tag(shapes.requested(control.one(workspace, request_id)))
