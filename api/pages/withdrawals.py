"""The page of what banks took back: each file with its lines, and one yes or no for all of a file."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.given import ACTOR_DESK, MatchingGiven, WorkspaceGiven
from api.paper import paper
from services.banking import pins, taken_back
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

FILES_SHOWN = 100
LINES_SHOWN = 200


@router.get("/withdrawals")
def withdrawals_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show what banks took back, what asks first."""
    return paper(request, "withdrawals.html", {"title": "Taken back", **state(workspace)})


@router.post("/withdrawals/{file_id}")
def confirm(request: Request, file_id: str, workspace: WorkspaceGiven, matching: MatchingGiven) -> HTMLResponse:
    """Say yes to all that waits of a file, and let the matching carry it out."""
    pins.confirm_withdrawal(workspace, file_id, actor=workspace.named(otherwise=ACTOR_DESK), match=True)
    matching.wake()
    return paper(request, "parts/withdrawals.html", {**state(workspace), "said": file_id})


@router.post("/withdrawals/{file_id}/rejection")
def reject(
    request: Request, file_id: str, workspace: WorkspaceGiven, reason: Annotated[str, Form(max_length=500)] = ""
) -> HTMLResponse:
    """Say no to all that waits of a file: the books stay as they are."""
    pins.reject_withdrawal(workspace, file_id, reason, actor=workspace.named(otherwise=ACTOR_DESK))
    return paper(request, "parts/withdrawals.html", {**state(workspace), "said": file_id, "no": True})


def state(workspace: Workspace) -> dict[str, Any]:
    """Return what the page shows."""
    files = taken_back.by_file(taken_back.listed(workspace))
    return {
        "files": files[:FILES_SHOWN],
        "total": len(files),
        "asking": sum(any(one.asks for one in same) for same in files),
        "lines_shown": LINES_SHOWN,
        "said": "",
        "no": False,
    }
