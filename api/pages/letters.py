"""The page of dunning letters: what would go out today, what is left alone and why, and what became of each letter."""

import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.given import GlancesGiven, KeyGiven, WorkspaceGiven
from api.glances import Glances
from api.paper import paper
from dunning.notices import UNKNOWN
from dunning.planning import REASONS, Notice, Skipped
from services.dunning import runs, sending, strategies
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)
#: More than this nobody reads on one page; the command line and the API give all.
ROWS_MAX = 100

Text = Annotated[str, Form(max_length=2000)]


@router.get("/letters")
def letters_page(request: Request, workspace: WorkspaceGiven, glances: GlancesGiven) -> HTMLResponse:
    """Show the letters of today and what became of those before."""
    return paper(request, "letters.html", _context(workspace, glances))


@router.post("/letters/run")
def run_letters(
    request: Request, workspace: WorkspaceGiven, glances: GlancesGiven, key: KeyGiven, by: Text = ""
) -> HTMLResponse:
    """Write the letters of today and queue them."""
    done = runs.run(workspace, actor=workspace.named(by), key=key)
    return paper(
        request, "parts/letters.html", _context(workspace, glances, f"{len(done.notices)} letters are queued.")
    )


@router.post("/letters/send")
def send_queued(request: Request, workspace: WorkspaceGiven, glances: GlancesGiven, by: Text = "") -> HTMLResponse:
    """Send what is queued."""
    done = sending.send(workspace, actor=workspace.named(by))
    said = ", ".join(f"{count} {state}" for state, count in done.items()) or "Nothing was queued"
    return paper(request, "parts/letters.html", _context(workspace, glances, f"{said}."))


@router.post("/letters/{notice_id}/settle")
def settle_one(
    request: Request,
    notice_id: str,
    workspace: WorkspaceGiven,
    glances: GlancesGiven,
    key: KeyGiven,
    went: Annotated[bool, Form()],
    note: Text = "",
    by: Text = "",
) -> HTMLResponse:
    """Say of a letter nobody knows about whether it went."""
    runs.settle(workspace, notice_id, went=went, note=note, actor=workspace.named(by), key=key)
    return paper(request, "parts/letters.html", _context(workspace, glances, f"{notice_id} is settled."))


@dataclass(frozen=True, slots=True)
class Shown:
    """Of the letters of a day what the page shows: how many there are of each, and the first."""

    letters: int
    first: tuple[Notice, ...]
    documents: int
    left_alone: tuple[Skipped, ...]
    stale: str


def planned(workspace: Workspace) -> Shown:
    """Return what the page shows of the letters of today: it holds until the next command."""
    told = runs.propose(workspace)
    letters, documents = told.plan.notices, told.plan.skipped
    first, alone = tuple(letters[:ROWS_MAX]), tuple(documents[:ROWS_MAX])
    return Shown(len(letters), first, len(documents), alone, told.stale)


def _context(workspace: Workspace, glances: Glances, done: str = "") -> dict[str, object]:
    """Return what the page shows."""
    return {
        "title": "Letters",
        "plan": glances.of(planned),
        "strategies": strategies.in_force(workspace),
        "letters": runs.listed(workspace, most=ROWS_MAX).rows(named=True),
        "unknown": UNKNOWN,
        "reasons": REASONS,
        "done": done,
        "key": secrets.token_hex(16),
    }
