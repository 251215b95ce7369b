"""The page of the shared inbox: the thread that is due first whole, decided by a key, and the others behind it."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request
from pydantic import Field
from starlette.responses import HTMLResponse

from api.given import KeyGiven, WorkspaceGiven
from api.paper import paper
from api.schemas.shared import Query as Asked
from services.dunning import threads
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)
SHOWN = 200
DONE = {"answered": "answered", "closed": "needs no answer", "taken": "yours", "customer": "tied to the customer"}


class Chosen(Asked):
    """Which thread is shown."""

    thread: str = Field("", max_length=100)


@router.get("/inbox")
def inbox_page(request: Request, chosen: Annotated[Chosen, Query()], workspace: WorkspaceGiven) -> HTMLResponse:
    """Show every thread that waits, the chosen one whole."""
    return paper(request, "inbox.html", {"title": "Inbox", **_state(workspace, chosen.thread)})


@router.post("/inbox/{thread_id}/{act}")
def decide_thread(
    request: Request,
    thread_id: str,
    act: Literal["answered", "closed", "taken", "customer"],
    workspace: WorkspaceGiven,
    key: KeyGiven,
    by: Annotated[str, Form(max_length=100)] = "",
    value: Annotated[str, Form(max_length=100)] = "",
) -> HTMLResponse:
    """Say what became of a thread; the next one is shown."""
    threads.decide(workspace, thread_id, act, actor=workspace.named(by), value=value, key=key)
    stays = thread_id if act in {"taken", "customer"} else ""
    said = f"{thread_id}: {DONE[act]}."
    return paper(request, "parts/inbox.html", {**_state(workspace, stays), "said": said})


def _state(workspace: Workspace, chosen: str) -> dict[str, Any]:
    """Return what the page shows."""
    waits = threads.listed(workspace)
    named = [one for one in waits if one.thread_id == chosen]
    return {
        "said": "",
        "one": next(iter(named or waits), None),
        "waits": waits[:SHOWN],
        "total": len(waits),
        "today": workspace.today(),
    }
