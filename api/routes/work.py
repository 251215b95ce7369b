"""Work beside requests: what waits, goes on, is done or dead, and why; what failed is tried again."""

from typing import Annotated

from fastapi import Query

from api import conventions, cursors
from api.given import ACTOR_API, KeyGiven, MatchingGiven, WorkspaceGiven
from api.schemas import work as shapes
from api.schemas.shared import Page
from services.jobs import shown
from services.scheduled import lost

router = conventions.router("work", prefix="/v1/jobs")


@router.get("")
def list_work(query: Annotated[shapes.WorkQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.Work]:
    """List work of every entity, the newest first."""
    (start,) = cursors.position(query.after, int) if query.after else (0,)
    asked = {"state": query.state or "", "kind": query.kind}
    found = shown.listed(workspace, **asked, start=start, limit=query.limit + 1)
    rows, following = cursors.page(found, query.limit, lambda _: (start + query.limit,))
    return Page(data=[shapes.told(one) for one in rows], next_cursor=following)


@router.post("/report-mail")
def settle_report_mail(
    body: shapes.NewMailSettlement, workspace: WorkspaceGiven, matching: MatchingGiven, key: KeyGiven
) -> shapes.MailSettled:
    """Say of a report's e-mail that nobody knows of whether it went; one that did not is sent again."""
    by = workspace.named(body.by, otherwise=ACTOR_API)
    named = body.report, body.as_of, body.to
    state = lost.settle(workspace, *named, went=body.sent, note=body.note, actor=by, key=key)
    matching.wake()
    return shapes.MailSettled(report=body.report, as_of=body.as_of, to=body.to, state=state)


@router.get("/{work_id}")
def read_work(work_id: str, workspace: WorkspaceGiven) -> shapes.WorkWithTries:
    """Read a piece of work with every try of it."""
    found, tries = shown.one(workspace, work_id)
    return shapes.WorkWithTries(work=shapes.told(found), tries=[shapes.tried(one) for one in tries])


@router.post("/{work_id}/retry")
def retry_work(work_id: str, workspace: WorkspaceGiven, matching: MatchingGiven, _key: KeyGiven) -> shapes.Work:
    """Have work that is dead, or waits for its next try, tried now; any other is refused with 409."""
    done = shown.retry(workspace, work_id, actor=workspace.named(otherwise=ACTOR_API))
    matching.wake()
    return shapes.told(done)
