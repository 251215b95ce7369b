"""The page of disputes: what is disputed, who has it, what became of each amount, and how a case ends."""

import secrets
from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse

from api import cursors
from api.given import KeyGiven, WorkspaceGiven, chosen_day
from api.paper import paper
from dunning.cases import Case
from dunning.tasks import RESOLUTIONS
from services import inquiries
from services.dunning import disputes
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)
ROWS_A_PAGE = 200
#: A department has so long to answer where no day is named.
TASK_DAYS = 7

Text = Annotated[str, Form(max_length=2000)]
After = Annotated[str, Query(max_length=500)]


@router.get("/disputes")
def disputes_page(request: Request, workspace: WorkspaceGiven, after: After = "") -> HTMLResponse:
    """Show the cases that wait, the oldest first; those of which nothing is open apart."""
    return paper(request, "disputes.html", _context(workspace, after))


@router.post("/disputes/{case_id}/fact")
def tell_case(
    request: Request,
    case_id: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    fact: Annotated[Literal["root_cause", "next_step", "note"], Form()],
    value: Text = "",
    by: Text = "",
    after: After = "",
) -> HTMLResponse:
    """Say something about a case."""
    disputes.tell(workspace, case_id, fact, value, actor=workspace.named(by), key=key)
    return paper(
        request, "parts/disputes.html", _context(workspace, after, f"{case_id}: {fact.replace('_', ' ')} is kept.")
    )


@router.post("/disputes/{case_id}/end")
def end_case(
    request: Request,
    case_id: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    end: Annotated[Literal["denied", "closed"], Form()],
    reason: Text = "",
    by: Text = "",
    after: After = "",
) -> HTMLResponse:
    """End a case."""
    verb = disputes.deny if end == "denied" else disputes.close
    state = verb(workspace, case_id, reason, actor=workspace.named(by), key=key)
    return paper(request, "parts/disputes.html", _context(workspace, after, f"{case_id} is {state}."))


@router.post("/disputes/{case_id}/task")
def give_task(
    request: Request,
    case_id: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    what: Text = "",
    department: Text = "",
    due: Text = "",
    by: Text = "",
    after: After = "",
) -> HTMLResponse:
    """Ask a department about a case: that of its reason where none is named, within a week where no day is."""
    due_on = chosen_day(due) or workspace.today() + timedelta(days=TASK_DAYS)
    actor = workspace.named(by)
    task_id = disputes.give(workspace, case_id, what, department=department, due_on=due_on, actor=actor, key=key)
    return paper(request, "parts/disputes.html", _context(workspace, after, f"{task_id} is asked for."))


@router.post("/disputes/tasks/{task_id}/answer")
def answer_task(
    request: Request,
    task_id: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    note: Text = "",
    resolution: Text = "",
    by: Text = "",
    after: After = "",
) -> HTMLResponse:
    """Answer a task; a resolution ends it."""
    disputes.answer(workspace, task_id, note, actor=workspace.named(by), resolution=resolution, key=key)
    done = f"{task_id} is {'done' if resolution else 'answered'}."
    return paper(request, "parts/disputes.html", _context(workspace, after, done))


def _context(workspace: Workspace, after: str, done: str = "") -> dict[str, object]:
    """Return what a page of the list shows: cases of which nothing is open stand behind the others."""
    behind = tuple(cursors.position(after, int, str, str)) if after else ()
    found = sorted(disputes.listed(workspace), key=_place)
    shown, following = cursors.page([one for one in found if _place(one) > behind], ROWS_A_PAGE, _place)
    return {
        "title": "Disputes",
        "cases": shown,
        "names": inquiries.customer_names(workspace, sorted({one.customer_number for one in shown})),
        "after": after,
        "next_cursor": following,
        "loads": disputes.loads(workspace),
        "tasks": disputes.tasks_of(workspace),
        "departments": disputes.departments(workspace),
        "resolutions": RESOLUTIONS,
        "today": workspace.today(),
        "done": done,
        "key": secrets.token_hex(16),
    }


def _place(case: Case) -> tuple[int, str, str]:
    """Return where a case stands in the list: no other stands there."""
    return int(case.amounts.open == 0), case.opened_on.isoformat(), case.case_id
