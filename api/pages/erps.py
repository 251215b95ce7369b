"""The page of write-back: how far each ERP is, and what waits for a person."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from api.given import WorkspaceGiven
from api.paper import paper
from services.erp import running

router = APIRouter(include_in_schema=False)
#: What somebody should look at, the most urgent first.
OPEN = ("rejected", "uncertain", "sent", "pending")
ROWS_MAX = 200


@router.get("/erps")
def erps_page(request: Request, workspace: WorkspaceGiven, erp: Annotated[str, Query()] = "") -> HTMLResponse:
    """Show how many documents are in each state, and those that are not confirmed."""
    erps = running.overview(workspace)
    names = [row["erp"] for row in erps if erp in {"", row["erp"]}]
    rows = [row for name in names for row in running.documents(workspace, name, *OPEN).to_dicts()]
    rows.sort(key=lambda row: (OPEN.index(row["state"]), row["told_at"]))
    context = {"title": "Write-back", "erps": erps, "rows": rows[:ROWS_MAX], "count": len(rows), "chosen": erp}
    return paper(request, "erps.html", context)
