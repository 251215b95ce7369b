"""The page of today's calls: whom, why, how much, and who is left alone."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from api.given import WorkspaceGiven
from api.paper import paper
from services.dunning import worklist

router = APIRouter(include_in_schema=False)


@router.get("/calls")
def calls_page(
    request: Request, workspace: WorkspaceGiven, collector: Annotated[str, Query(max_length=100)] = ""
) -> HTMLResponse:
    """Show who is called today, of one collector or of all."""
    called = worklist.of(workspace, workspace.today(), collector.strip())
    return paper(request, "calls.html", {"title": "Collections", "called": called, "collector": collector})
