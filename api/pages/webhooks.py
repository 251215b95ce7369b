"""The page of webhooks: who is told, what they took and what not; tested, told again, switched off and on."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.given import ACTOR_DESK, MatchingGiven, WorkspaceGiven
from api.paper import paper
from kit.refusals import NotFound
from services.webhooks import endpoints, events, log
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

SHOWN = 20
#: What a button does -> how, for the workspace, the endpoint and who pressed it.
ACTS: dict[str, Callable[[Workspace, str, str], object]] = {
    "test": lambda workspace, endpoint_id, actor: log.test(workspace, endpoint_id, actor=actor),
    "replay": lambda workspace, endpoint_id, actor: log.replay_dead(workspace, endpoint_id, actor=actor),
    "disable": lambda workspace, endpoint_id, _: endpoints.switch(workspace, endpoint_id, active=False),
    "enable": lambda workspace, endpoint_id, _: endpoints.switch(workspace, endpoint_id, active=True),
}


@router.get("/webhooks")
def webhooks_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show the endpoints with what they were told last."""
    return paper(request, "webhooks.html", {"title": "Webhooks", **state(workspace)})


@router.post("/webhooks/{endpoint_id}/{act}")
def act(
    request: Request, endpoint_id: str, act: str, workspace: WorkspaceGiven, matching: MatchingGiven
) -> HTMLResponse:
    """Do what a button says."""
    if act not in ACTS:
        raise NotFound(f"an endpoint can be told to {', '.join(ACTS)}")
    ACTS[act](workspace, endpoint_id, workspace.named(otherwise=ACTOR_DESK))
    matching.wake()
    return paper(request, "parts/webhooks.html", state(workspace))


@router.post("/webhooks/{endpoint_id}/{message_id}/replay")
def replay(
    request: Request, endpoint_id: str, message_id: str, workspace: WorkspaceGiven, matching: MatchingGiven
) -> HTMLResponse:
    """Tell a message again."""
    log.replay(workspace, endpoint_id, message_id, actor=workspace.named(otherwise=ACTOR_DESK))
    matching.wake()
    return paper(request, "parts/webhooks.html", state(workspace))


def state(workspace: Workspace) -> dict[str, object]:
    """Return what the page shows."""
    shown = [(one, log.deliveries(workspace, one.endpoint_id, limit=SHOWN)) for one in endpoints.listed(workspace)]
    return {"endpoints": shown, "events": list(events.EVENTS)}
