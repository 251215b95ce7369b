"""The guess at a table on the page of files: its first rows, what it asks, and a button that confirms it."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.given import ACTOR_DESK, WorkspaceGiven
from api.paper import paper
from api.uploads import Upload
from kit.refusals import Refused
from services.banking import pins
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

#: What a guess may ask -> the label, and the answers there are; none: a text of one's own.
CHOICES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "day_order": ("Days are written", (("dmy", "day, month, year"), ("mdy", "month, day, year"))),
    "decimal": ("Decimal mark", ((".", "point"), (",", "comma"))),
    "sign": (
        "A minus is",
        (
            ("signed", "money that left"),
            ("inverted", "money that came"),
            ("columns_signed", "a correction in its column"),
        ),
    ),
    "currency": ("Currency (ISO 4217)", ()),
}


def guess(workspace: Workspace, upload: Upload) -> dict[str, Any] | None:
    """Return what the page shows of a guess, None where the file is no single table."""
    try:
        found = pins.guess(workspace, upload.data, upload.name)
    except Refused:
        return None
    asked = [(name, *CHOICES[name]) for name in found.asked]
    return {"words": found.words, "body": found.body, "asked": asked, "header": found.header, "rows": found.rows}


@router.post("/files/mappings")
def confirm_guess(
    request: Request,
    workspace: WorkspaceGiven,
    name: Annotated[str, Form()],
    body: Annotated[str, Form()],
    day_order: Annotated[str, Form()] = "",
    decimal: Annotated[str, Form()] = "",
    sign: Annotated[str, Form()] = "",
    currency: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Confirm the guess; the file itself is taken when it comes again."""
    given = {"day_order": day_order, "decimal": decimal, "sign": sign, "currency": currency.strip().upper()}
    answers = {question: answer for question, answer in given.items() if answer}
    done = pins.confirm_mapping(workspace, body, actor=workspace.named(otherwise=ACTOR_DESK), answers=answers)
    return paper(
        request, "parts/confirmed.html", {"name": name, "words": pins.in_words(done), "waits": done.request_id}
    )
