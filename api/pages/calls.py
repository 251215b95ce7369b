"""The page of today's calls: whom, why, how much, and who is left alone."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from api import cursors
from api.given import GlancesGiven, WorkspaceGiven
from api.paper import paper
from dunning.worklist import place
from services.dunning import worklist

router = APIRouter(include_in_schema=False)

ROWS_A_PAGE = 100


@router.get("/calls")
def calls_page(
    request: Request,
    workspace: WorkspaceGiven,
    glances: GlancesGiven,
    collector: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[str, Query(max_length=500)] = "",
) -> HTMLResponse:
    """Show who is called today, of one collector or of all."""
    called = worklist.theirs(workspace, glances.of(worklist.today), collector.strip())
    behind = tuple(cursors.position(after, int, int, int, str, str)) if after else ()
    rows, following = cursors.page([one for one in called if place(one) > behind], ROWS_A_PAGE, place)
    context = {"title": "Collections", "called": rows, "total": len(called), "collector": collector}
    return paper(request, "calls.html", context | {"next_cursor": following})
