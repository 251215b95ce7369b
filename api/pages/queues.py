"""The pages of queues: how much waits and whose it is; one queue with its items, and how it is worked beside them."""

import secrets
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from pydantic import Field
from starlette.responses import HTMLResponse

from api.given import KeyGiven, WorkspaceGiven
from api.paper import paper
from api.schemas.shared import Query as Asked
from services.people import persons
from services.queues import kinds, owners, playbooks, substitutes
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)
ROWS_MAX = 200

Text = Annotated[str, Form(max_length=20_000)]
Login = Annotated[str, Form(max_length=100)]
FormDay = Annotated[date, Form()]


class Chosen(Asked):
    """Whose items are shown."""

    owner: str = Field("", max_length=100)


@router.get("/queues")
def queues_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show every queue with how much each owner has, and who stands in, today and later."""
    shown = {"counts": owners.counts(workspace), "queues": kinds.QUEUES, **_stand_ins(workspace)}
    return paper(request, "queues.html", {"title": "Queues", **shown})


@router.post("/delegations")
def begin_stand_in(
    request: Request,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    login: Login,
    substitute: Login,
    first: FormDay,
    last: FormDay,
    reason: Text,
    by: Text = "",
) -> HTMLResponse:
    """Let somebody stand in for somebody from a day to a day."""
    actor = workspace.named(by)
    made = substitutes.begin(workspace, login, substitute, first, last, reason=reason, actor=actor, key=key)
    said = f"{made.substitute} stands in for {made.login}."
    return paper(request, "parts/stand_ins.html", _stand_ins(workspace, said))


@router.post("/delegations/{delegation_id}/end")
def end_stand_in(
    request: Request, delegation_id: str, workspace: WorkspaceGiven, key: KeyGiven, reason: Text, by: Text = ""
) -> HTMLResponse:
    """End it before its last day."""
    substitutes.end(workspace, delegation_id, reason=reason, actor=workspace.named(by), key=key)
    return paper(request, "parts/stand_ins.html", _stand_ins(workspace, "It ended: what they own is their own again."))


@router.get("/queues/{name}")
def queue_page(
    request: Request, name: str, chosen: Annotated[Chosen, Query()], workspace: WorkspaceGiven
) -> HTMLResponse:
    """Show what waits in one queue, and how it is worked."""
    return paper(request, "queue.html", _context(workspace, name, chosen.owner))


@router.post("/queues/{name}/assign")
def assign(
    request: Request, name: str, workspace: WorkspaceGiven, key: KeyGiven, item: Text, owner: Text = "", by: Text = ""
) -> HTMLResponse:
    """Give an item to somebody, or back to the queue."""
    done = owners.assign(workspace, name, item, owner, reason="", actor=workspace.named(by), key=key)
    said = f"{item}: {done.owner or 'nobody'} has it now."
    return paper(request, "parts/queue.html", _context(workspace, name, "", said))


@router.post("/queues/{name}/playbook")
def playbook(
    request: Request, name: str, workspace: WorkspaceGiven, key: KeyGiven, markdown: Text, reason: Text, by: Text = ""
) -> HTMLResponse:
    """Write a new version of how the queue is worked."""
    playbooks.write(workspace, name, markdown, reason=reason, actor=workspace.named(by), key=key)
    return paper(request, "parts/queue.html", _context(workspace, name, "", "The new version counts."))


def _stand_ins(workspace: Workspace, said: str = "") -> dict[str, object]:
    """Return who stands in for whom today and later, and who may be named."""
    today = workspace.today()
    away = [one for one in substitutes.listed(workspace) if one.last_on >= today]
    logins = [one.login for one in persons.everybody(workspace) if one.active]
    return {"away": away, "logins": logins, "today": today, "stood_in": said, "key": secrets.token_hex(16)}


def _context(workspace: Workspace, name: str, owner: str, said: str = "") -> dict[str, object]:
    """Return what the page of a queue shows."""
    rows = owners.of(workspace, name, owner)
    told = {"rows": rows[:ROWS_MAX], "total": len(rows), "owner": owner, "said": said, "key": secrets.token_hex(16)}
    versions = playbooks.versions(workspace, name)
    return {"title": kinds.QUEUES[name].title, "name": name, "queue": kinds.QUEUES[name], "versions": versions, **told}
