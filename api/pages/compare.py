"""The page that compares a customer's own list of what it owes with ours, line by line."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from starlette.responses import HTMLResponse

from api.given import WorkspaceGiven
from api.paper import paper
from api.uploads import laid_down, received
from services import comparing
from services.reports.cells import figure

router = APIRouter(include_in_schema=False)

#: Lines a page shows; `tieout compare -o` and the API give all of them.
ROWS_SHOWN = 500
#: What differs is read first.
ORDER = ("amount_differs", "ours_only", "theirs_only", "matched")


@router.get("/compare")
def compare_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show the form."""
    return paper(request, "compare.html", {"title": "Compare a statement", "as_of": workspace.today()})


@router.post("/compare")
def compare_list(
    request: Request,
    workspace: WorkspaceGiven,
    file: UploadFile,
    customer: Annotated[str, Form(min_length=1, max_length=100)],
    as_of: Annotated[date | None, Form()] = None,
    currency: Annotated[str, Form(max_length=3)] = "",
) -> HTMLResponse:
    """Compare a list; nothing is kept."""
    money = currency.strip().upper()
    with laid_down(received(file, workspace.settings.table_bytes_max)) as path:
        on = as_of or workspace.today()
        found = comparing.compare(workspace, path, customer.strip(), as_of=on, currency=money)
    rows = sorted(found.lines.rows(named=True), key=lambda row: ORDER.index(row["state"]))
    context = {
        "found": found,
        "rows": rows[:ROWS_SHOWN],
        "height": len(rows),
        "states": [(state, found.states.get(state, 0)) for state in ORDER],
        "shown": figure,
    }
    return paper(request, "parts/compared.html", context)
