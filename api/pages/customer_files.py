"""Files of customers and entities on their pages: who changed what, and changes asked for and decided."""

import secrets
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse

from api.given import KeyGiven, WorkspaceGiven, chosen_day
from api.paper import paper
from ledger.terms import ALWAYS
from services import control
from services.importing.master import SHEETS, TRUTHS
from services.master import customer_files, entity_files
from services.master.changing import STEERS
from services.master.customer_files import COLUMNS, PARTS
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

Day = Annotated[str, Query(alias="as_of", max_length=10)]
Who = Annotated[str, Form(max_length=100)]
Text = Annotated[str, Form(max_length=500)]
#: Columns that are days.
DAYS = ("valid_from", "valid_until", "bounced_on")
#: Kinds of request that are decided in the file itself; the others on the page of approvals.
DECIDED_BELOW = ("master", "payee", "payee_withdrawn")
#: What the page says of a version of a customer's facts.
SHOWN = tuple(column for name, column in COLUMNS.items() if name not in {"number", "currency", "aliases"})


async def said(request: Request) -> dict[str, str]:
    """Return the fields of a form in which something stands, but for who says it and why."""
    form = await request.form()
    return {name: str(value) for name, value in form.items() if str(value) and name not in {"by", "reason"}}


Said = Annotated[dict[str, str], Depends(said)]


@router.post("/customers/{number}/changes")
def change_file(
    request: Request, number: str, workspace: WorkspaceGiven, key: KeyGiven, fact: Text, value: Text = "",
    by: Who = "", reason: Text = "",
) -> HTMLResponse:  # fmt: skip
    """Change one fact; what steers money waits for a second person."""
    actor = workspace.named(by)
    customer_files.change(workspace, number, {fact: value}, reason=reason, actor=actor, key=key)
    return paper(request, "parts/customer_file.html", shown(workspace, number, workspace.today()))


@router.post("/customers/{number}/parts/{part}")
def add_to_file(
    request: Request, number: str, part: str, workspace: WorkspaceGiven, key: KeyGiven, given: Said, by: Who = "",
    reason: Text = "",
) -> HTMLResponse:  # fmt: skip
    """Add a part, or a newer version of one."""
    customer_files.add(workspace, number, part, given, reason=reason, actor=workspace.named(by), key=key)
    return paper(request, "parts/customer_file.html", shown(workspace, number, workspace.today()))


@router.post("/customers/{number}/requests/{request_id}")
def decide_in_file(
    request: Request, number: str, request_id: str, workspace: WorkspaceGiven, key: KeyGiven,
    verdict: Annotated[Literal["approved", "refused"], Form()], by: Who = "", note: Text = "",
) -> HTMLResponse:  # fmt: skip
    """Approve what somebody else asked for, or refuse it."""
    control.decide(workspace, request_id, verdict, actor=workspace.named(by), note=note, key=key)
    return paper(request, "parts/customer_file.html", shown(workspace, number, workspace.today()))


@router.get("/entities")
def entities_page(request: Request, workspace: WorkspaceGiven, as_of: Day = "") -> HTMLResponse:
    """Show the legal entities as they were called on a day."""
    return paper(request, "entities.html", _entities(workspace, as_of))


@router.post("/entities/{code}/changes")
def change_entity_page(
    request: Request, code: str, workspace: WorkspaceGiven, key: KeyGiven, given: Said, by: Who = "", reason: Text = ""
) -> HTMLResponse:
    """Change what an entity is called or where it is."""
    entity_files.change(workspace, code, given, reason=reason, actor=workspace.named(by), key=key)
    return paper(request, "parts/entities.html", _entities(workspace, ""))


@router.post("/entities/{code}/requests/{request_id}")
def decide_of_entity(
    request: Request, code: str, request_id: str, workspace: WorkspaceGiven, key: KeyGiven,
    verdict: Annotated[Literal["approved", "refused"], Form()], by: Who = "", note: Text = "",
) -> HTMLResponse:  # fmt: skip
    """Approve what somebody else asked for of an entity, or refuse it."""
    control.decide(workspace.of(code), request_id, verdict, actor=workspace.named(by), note=note, key=key)
    return paper(request, "parts/entities.html", _entities(workspace, ""))


def shown(workspace: Workspace, number: str, day: date) -> dict[str, Any]:
    """Return what a customer's file shows as it stood on a day. Refused: UnknownCustomer."""
    found = customer_files.of(workspace, number, day)
    return {
        "file": found,
        "number": number,
        "facts": SHOWN[1:],
        "changeable": (*SHOWN, "aliases"),
        "steers": STEERS,
        "parts": [(part, list(_inputs(part)), _columns(found[part])) for part in PARTS],
        "days": DAYS,
        "always": ALWAYS,
        "decided_below": DECIDED_BELOW,
        "steps": _steps(found["history"]),
        "key": secrets.token_hex(16),
    }


def _entities(workspace: Workspace, as_of: str) -> dict[str, Any]:
    """Return what the page of entities shows, with what waits of each."""
    day = _day(workspace, as_of)
    rows = entity_files.listed(workspace, day).rows(named=True)
    waits = {
        row["entity"]: [
            one
            for one in control.listed(workspace.of(row["entity"])).rows(named=True)
            if one["kind"] == "master" and one["subject"].startswith(f"{row['entity']}: ")
        ]
        for row in rows
    }
    return {"title": "Entities", "rows": rows, "waits": waits, "as_of": day, "key": secrets.token_hex(16)}


def _inputs(part: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the inputs of a part's form: column, its type, and what may be chosen."""
    sheet = SHEETS[PARTS[part]]
    for field in fields(sheet.sort):
        if field.name == "customer_number":
            continue
        kind = "truth" if field.name in TRUTHS else "text"
        yield field.name, "needed" if field.name in sheet.needed else kind, sheet.choices.get(field.name, ())


def _columns(rows: list[dict[str, Any]]) -> list[str]:
    """Return the columns of rows in which something stands."""
    nothing = (None, "", False, ALWAYS)
    names = [name for name in (rows[0] if rows else ()) if name != "customer_number"]
    return [name for name in names if any(row[name] not in nothing for row in rows)]


def _steps(history: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each version of facts with what it changed, the newest first."""
    steps = []
    for before, row in zip([None, *history], history, strict=False):
        changed = [name for name in SHOWN if row[name] != (before[name] if before else _nothing(row[name]))]
        steps.append({"recorded_at": row["recorded_at"], "actor": row["actor"], "changed": changed, "row": row})
    return steps[::-1]


def _nothing(value: object) -> object:
    """Return what stands where nothing was said, for a value."""
    return None if value is None or isinstance(value, int) else ""


def _day(workspace: Workspace, text: str) -> date:
    """Return the day that was chosen, else today. Refused: Invalid for no day."""
    return chosen_day(text) or workspace.today()
