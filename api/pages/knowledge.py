"""The page of knowledge: what answers taught, how far it reaches, approved by a second person or taken back."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from pydantic import Field
from starlette.responses import HTMLResponse

from api import cursors
from api.given import KeyGiven, WorkspaceGiven
from api.paper import paper
from api.schemas.shared import Query as Asked
from services.knowledge import acts, settling
from services.knowledge.standing import Known

router = APIRouter(include_in_schema=False)

ROWS_A_PAGE = 50
#: Act -> what carries it out, and the event its preview is about.
ACTS: dict[str, tuple[Callable[..., Known], str]] = {
    "approve": (acts.approve, "approved"),
    "retire": (acts.retire, "retired"),
}
By = Annotated[str, Form(min_length=1, max_length=100)]


class Search(Asked):
    """What of it is shown."""

    status: str = Field("", max_length=20)
    customer: str = Field("", max_length=100)
    after: str = Field("", max_length=500)


@router.get("/knowledge")
def knowledge_page(request: Request, asked: Annotated[Search, Query()], workspace: WorkspaceGiven) -> HTMLResponse:
    """Show what was taught, what waits for a second person first."""
    every = acts.listed(workspace, customer=asked.customer.strip())
    after = tuple(cursors.position(asked.after, int, str, str)) if asked.after else (-1, "", "")
    behind = [one for one in every if asked.status in {"", one.status} and acts.place(one) > after]
    rows, following = cursors.page(behind[: ROWS_A_PAGE + 1], ROWS_A_PAGE, acts.place)
    context = {
        "title": "Knowledge",
        "asked": asked,
        "rows": rows,
        "counts": [(status, sum(one.status == status for one in every)) for status in acts.ORDER],
        "total": len(every),
        "next_cursor": following,
    }
    return paper(request, "knowledge.html", context)


@router.get("/knowledge/{knowledge_id}/preview")
def knowledge_preview(request: Request, knowledge_id: str, workspace: WorkspaceGiven, act: str = "") -> HTMLResponse:
    """Show which waiting receipts an act would decide otherwise; nothing changes."""
    known, lessons = acts.one(workspace, knowledge_id)
    chosen = act if act in ACTS else "approve" if known.status == "proposed" else "retire"
    found = settling.preview(workspace, known.fact, ACTS[chosen][1])
    context: dict[str, Any] = {"one": known, "act": chosen, "changes": found, "lessons": lessons}
    return paper(request, "parts/known_preview.html", context)


@router.post("/knowledge/{knowledge_id}/{act}")
def knowledge_act(
    request: Request, knowledge_id: str, act: str, workspace: WorkspaceGiven, key: KeyGiven, by: By
) -> HTMLResponse:
    """Approve it as a second person, or take it back."""
    deed, _ = ACTS.get(act, ACTS["retire"])
    known = deed(workspace, knowledge_id, actor=workspace.named(by), key=key)
    return paper(request, "parts/known.html", {"one": known})
