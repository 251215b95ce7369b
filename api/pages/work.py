"""The page of work: what goes on and how far it is, what waits, what was given up and why."""

import secrets
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.given import ACTOR_DESK, KeyGiven, MatchingGiven, WorkspaceGiven, chosen_day
from api.paper import paper
from services.jobs import shown
from services.jobs.kinds import KINDS
from services.scheduled import lost
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

SHOWN = 50
Text = Annotated[str, Form(max_length=500)]


@router.get("/jobs")
def work_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show what is done beside requests."""
    return paper(
        request,
        "work.html",
        {"title": "Work", "lost": _lost(workspace), "key": secrets.token_hex(16), **state(workspace)},
    )


@router.get("/jobs/rows")
def work_rows(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show the same again, for a page that stays open."""
    return paper(request, "parts/work.html", state(workspace))


@router.get("/jobs/{work_id}")
def one_page(request: Request, work_id: str, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show one piece of work with every try of it."""
    found, tries = shown.one(workspace, work_id)
    return paper(request, "work_one.html", {"title": "Work", "one": found, "tries": tries, "kinds": KINDS})


@router.post("/jobs/{work_id}/retry")
def retry(request: Request, work_id: str, workspace: WorkspaceGiven, matching: MatchingGiven) -> HTMLResponse:
    """Have what failed tried now."""
    shown.retry(workspace, work_id, actor=workspace.named(otherwise=ACTOR_DESK))
    matching.wake()
    return paper(request, "parts/work.html", state(workspace))


@router.post("/jobs/report-mail")
def settle(
    request: Request, workspace: WorkspaceGiven, matching: MatchingGiven, key: KeyGiven, report: Text, as_of: Text,
    to: Text, sent: Annotated[Literal["yes", "no"], Form()], note: Text, by: Text = "",
) -> HTMLResponse:  # fmt: skip
    """Say of a report's e-mail that nobody knows of whether it went."""
    day = chosen_day(as_of) or workspace.today()
    actor = workspace.named(by, otherwise=ACTOR_DESK)
    lost.settle(workspace, report, day, to, went=sent == "yes", note=note, actor=actor, key=key)
    matching.wake()
    return paper(request, "parts/lost_mail.html", {"lost": _lost(workspace), "key": secrets.token_hex(16)})


def _lost(workspace: Workspace) -> list[lost.Sending]:
    """Return the e-mails of reports that nobody knows of."""
    return [one for one in lost.listed(workspace) if one.unsure]


def state(workspace: Workspace) -> dict[str, object]:
    """Return what the page shows: what is not done before what is."""
    order = ("running", "dead", "ready", "done")
    rows = [one for name in order for one in shown.listed(workspace, state=name, limit=SHOWN)]
    with workspace.database.reading() as connection:
        counts = shown.counts(connection)
    by_state = {name: sum(count for _, state, count in counts if state == name) for name in shown.STATES}
    return {"rows": rows, "counts": by_state, "kinds": KINDS}
