"""The form beside a customer for what is agreed while one speaks: a promise, a plan, a settlement, a credit."""

import secrets
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.given import KeyGiven, WorkspaceGiven, chosen_day, chosen_names
from api.paper import paper
from dunning.arrangements import WAIVERS
from dunning.cases import DEPARTMENTS
from services.dunning import agreeing, arrangements, promises
from services.dunning.agreeing import Kind
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=4000)]


@router.post("/customers/{number}/agreements")
def agree(
    request: Request,
    number: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    kind: Annotated[Kind, Form()],
    documents: Text,
    person: Text,
    amount: Annotated[str, Form(max_length=30)] = "",
    on: Annotated[str, Form(max_length=10)] = "",
    count: Annotated[int, Form(ge=1, le=120)] = 1,
    every: Annotated[Literal["week", "fortnight", "month"], Form()] = "month",
    cause: Annotated[str, Form(max_length=40)] = "",
    note: Text = "",
    by: Annotated[str, Form(max_length=100)] = "",
) -> HTMLResponse:
    """Take what was agreed, and show what stands and what waits."""
    said = agreeing.Said(chosen_names(documents), person, amount, chosen_day(on), count, every, cause, note)
    done = agreeing.agree(workspace, number, kind, said, actor=workspace.named(by), key=key)
    return paper(request, "parts/agreements.html", {"number": number, **agreements(workspace, number, done=done)})


def agreements(workspace: Workspace, number: str, on: date | None = None, *, done: str = "") -> dict[str, object]:
    """Return what a customer promised and agreed to, as of a day or today, and what the form offers."""
    day = on or workspace.today()
    return {
        "done": done,
        "promised": promises.of(workspace, day, number).rows(named=True),
        "arranged": arrangements.of(workspace, day, number),
        "waivers": [str(one) for one in WAIVERS],
        "reasons": list(DEPARTMENTS),
        "agreement_key": secrets.token_hex(16),
    }
