"""The page of what waits for a second person: each request with what it would do, approved or refused by a key."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from api import proposing
from api.given import KeyGiven, WorkspaceGiven
from api.paper import paper
from api.schemas.shared import Query as Asked
from services import control, effects
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

SHOWN = 200


class Chosen(Asked):
    """Which request is shown."""

    request: str = Field("", max_length=100)


@router.get("/approvals")
def approvals_page(request: Request, chosen: Annotated[Chosen, Query()], workspace: WorkspaceGiven) -> HTMLResponse:
    """Show every request that waits, the chosen one whole."""
    return paper(request, "approvals.html", {"title": "Approvals", **state(workspace, chosen.request)})


@router.post("/approvals/{request_id}/{verdict}")
def decide(
    request: Request,
    request_id: str,
    verdict: Literal["approved", "refused"],
    workspace: WorkspaceGiven,
    key: KeyGiven,
    by: Annotated[str, Form(max_length=100)] = "",
    note: Annotated[str, Form(max_length=500)] = "",
) -> HTMLResponse:
    """Approve a request and carry it out, or refuse it; the next one is shown."""
    done = control.decide(workspace, request_id, verdict, actor=workspace.named(by), note=note, key=key)
    said = f"{request_id}: {done.verdict}{done.moved and f', {done.moved}'}."
    return paper(request, "parts/approvals.html", {**state(workspace, ""), "said": said})


@router.post("/proposals/{request_id}/{verdict}")
async def decide_proposal(
    request: Request,
    request_id: str,
    verdict: Literal["approved", "refused"],
    workspace: WorkspaceGiven,
    note: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Carry out what a trainee proposed, or refuse it; the next one is shown."""
    done = await proposing.decide(request, request_id, verdict, note)
    if isinstance(done, Response):
        return done
    shown = await run_in_threadpool(state, workspace, "")
    return paper(request, "parts/approvals.html", {**shown, "said": f"{request_id}: {done.verdict}."})


def state(workspace: Workspace, chosen: str) -> dict[str, Any]:
    """Return what the page shows: the requests, and the chosen one, else the first that this person may decide."""
    waits = effects.waiting(workspace)
    others = [one for one in waits if one.row["maker"].casefold() != workspace.person]
    named = [one for one in waits if one.row["request_id"] == chosen]
    first = next(iter([*named, *others, *waits]), None)
    return {
        "waits": waits[:SHOWN],
        "total": len(waits),
        "one": first,
        "mine": first is not None and first not in others,
        "said": "",
    }
