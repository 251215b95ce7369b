"""The page of dunning letters: what would go out today, what is left alone and why, and what became of each letter."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.given import KeyGiven, WorkspaceGiven
from api.paper import paper
from dunning.notices import UNKNOWN
from dunning.planning import REASONS
from services.dunning import runs, sending, strategies
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)
#: More than this nobody reads on one page; the command line and the API give all.
ROWS_MAX = 100

Text = Annotated[str, Form(max_length=2000)]


@router.get("/letters")
def letters_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show the letters of today and what became of those before."""
    return paper(request, "letters.html", _context(workspace))


@router.post("/letters/run")
def run_letters(request: Request, workspace: WorkspaceGiven, key: KeyGiven, by: Text = "") -> HTMLResponse:
    """Write the letters of today and queue them."""
    done = runs.run(workspace, actor=workspace.named(by), key=key)
    return paper(request, "parts/letters.html", _context(workspace, f"{len(done.notices)} letters are queued."))


@router.post("/letters/send")
def send_queued(request: Request, workspace: WorkspaceGiven, by: Text = "") -> HTMLResponse:
    """Send what is queued."""
    done = sending.send(workspace, actor=workspace.named(by))
    said = ", ".join(f"{count} {state}" for state, count in done.items()) or "Nothing was queued"
    return paper(request, "parts/letters.html", _context(workspace, f"{said}."))


@router.post("/letters/{notice_id}/settle")
def settle_one(
    request: Request,
    notice_id: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    went: Annotated[bool, Form()],
    note: Text = "",
    by: Text = "",
) -> HTMLResponse:
    """Say of a letter nobody knows about whether it went."""
    runs.settle(workspace, notice_id, went=went, note=note, actor=workspace.named(by), key=key)
    return paper(request, "parts/letters.html", _context(workspace, f"{notice_id} is settled."))


def _context(workspace: Workspace, done: str = "") -> dict[str, object]:
    """Return what the page shows."""
    told = runs.propose(workspace)
    return {
        "title": "Letters",
        "plan": told.plan,
        "stale": told.stale,
        "strategies": strategies.in_force(workspace),
        "letters": runs.listed(workspace, most=ROWS_MAX).rows(named=True),
        "unknown": UNKNOWN,
        "reasons": REASONS,
        "most": ROWS_MAX,
        "done": done,
        "key": secrets.token_hex(16),
    }
