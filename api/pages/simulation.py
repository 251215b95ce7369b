"""The page that runs a past month by other rules and shows what would have been otherwise."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.given import WorkspaceGiven
from api.paper import paper
from services.simulation import changes, running
from services.simulation.rules import Proposed

router = APIRouter(include_in_schema=False)

#: Rows a page shows; `tieout simulate -o` and the API give all of them.
ROWS_SHOWN = 500
TEXT_LENGTH_MAX = 200_000
Text = Annotated[str, Form(max_length=TEXT_LENGTH_MAX)]


@router.get("/simulation")
def simulation_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show the form."""
    first, last = running.last_month(workspace.today())
    return paper(request, "simulation.html", {"title": "Simulation", "first": first, "last": last})


@router.post("/simulation")
def simulate_rules(
    request: Request,
    workspace: WorkspaceGiven,
    first: Annotated[date, Form()],
    last: Annotated[date, Form()],
    credit: Text = "",
    points: Text = "",
    strategy: Text = "",
    matching: Text = "",
) -> HTMLResponse:
    """Show what differs; nothing is kept."""
    strategies = (strategy,) if strategy.strip() else ()
    proposed = Proposed(strategies, credit.strip(), points.strip(), matching.strip())
    found = running.simulate(workspace, proposed, first, last)
    context = {
        "found": found,
        "pictures": running.pictures(found),
        "rows": found.changes.head(ROWS_SHOWN).rows(named=True),
        "sums": found.sums.rows(named=True),
        "kinds": changes.KINDS,
    }
    return paper(request, "parts/simulated.html", context)
