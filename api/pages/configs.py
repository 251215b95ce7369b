"""The pages of configuration: what holds of each kind of rules; one kind with its versions and what differs."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from pydantic import Field
from starlette.responses import HTMLResponse

from api.given import KeyGiven, WorkspaceGiven, chosen_day
from api.paper import paper
from api.schemas.shared import Query as Asked
from ledger.configs import Version
from services.configs import kinds, proposing
from services.control import Asked as Waiting
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=200_000)]
Word = Annotated[str, Form(max_length=500)]


class Chosen(Asked):
    """Which name is shown, and which two versions are compared; none: the newest with the one before it."""

    name: str = Field("", max_length=100)
    first: int | None = Field(None, ge=0)
    second: int | None = Field(None, ge=0)


@router.get("/configs")
def configs_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show what holds of every kind today, and what is to come."""
    shown = {"title": "Configuration", "standing": proposing.standing(workspace, workspace.today())}
    return paper(request, "configs.html", shown)


@router.get("/configs/{kind}")
def config_page(
    request: Request, kind: str, chosen: Annotated[Chosen, Query()], workspace: WorkspaceGiven
) -> HTMLResponse:
    """Show the versions of a kind and what differs between two of them."""
    return paper(request, "config.html", _context(workspace, kind, chosen))


@router.post("/configs/{kind}/propose")
def propose(
    request: Request,
    kind: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    text: Text,
    reason: Word,
    name: Word = "",
    start: Word = "",
    by: Word = "",
) -> HTMLResponse:
    """Ask for a version."""
    when, actor = proposing.When(reason, chosen_day(start)), workspace.named(by)
    done = proposing.propose(workspace, kind, text, when, name=name, actor=actor, key=key)
    return paper(request, "parts/config.html", _asked(workspace, kind, name, done))


@router.post("/configs/{kind}/revert")
def revert(
    request: Request,
    kind: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    version: Annotated[int, Form(ge=0)],
    reason: Word,
    name: Word = "",
    start: Word = "",
    by: Word = "",
) -> HTMLResponse:
    """Ask for an older version to hold again."""
    when, actor = proposing.When(reason, chosen_day(start)), workspace.named(by)
    done = proposing.revert(workspace, kind, version, when, name=name, actor=actor, key=key)
    return paper(request, "parts/config.html", _asked(workspace, kind, name, done))


def _asked(workspace: Workspace, kind: str, name: str, done: Waiting) -> dict[str, object]:
    """Return what the page shows once something was asked for."""
    chosen = Chosen.model_validate({"name": name})
    return {**_context(workspace, kind, chosen), "said": f"{done.request_id} waits for a second person: Approvals."}


def _context(workspace: Workspace, kind: str, chosen: Chosen) -> dict[str, object]:
    """Return what the page of a kind shows."""
    about, today = kinds.named(kind), workspace.today()
    versions = proposing.history(workspace, kind)
    mine = [one for one in versions if one.name == _name(versions, chosen.name)]
    held = next((one for one in proposing.standing(workspace, today) if one.kind == kind and _is(one.name, mine)), None)
    second = chosen.second if chosen.second is not None else (mine[0].number if mine else 0)
    first = chosen.first if chosen.first is not None else max(second - 1, 0)
    name = mine[0].name if mine else chosen.name
    text = held.version.body if held and held.version else ""
    return {
        "title": f"Configuration: {kind}",
        "kind": about,
        "name": name,
        "names": sorted({one.name for one in versions}),
        "versions": mine,
        "held": held,
        "first": first,
        "second": second,
        "lines": proposing.diff(workspace, kind, first, second, name) if mine else [],
        "text": text or about.example(workspace),
        "today": today,
        "said": "",
        "key": secrets.token_hex(16),
    }


def _name(versions: list[Version], wanted: str) -> str:
    """Return which name is shown: the one that is wanted, else that of the newest version."""
    return wanted or (versions[0].name if versions else "")


def _is(name: str, mine: list[Version]) -> bool:
    """Say whether a name is the one that is shown."""
    return not mine or name == mine[0].name
