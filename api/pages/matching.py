"""The page of matching: hit rates, and for each kind of answer its errors with their bound, as bars and as a table."""

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from api.given import WorkspaceGiven
from api.paper import paper
from services import reports
from services.decisions import policies
from services.reports.matching import NOTES

router = APIRouter(include_in_schema=False)

#: The picture runs from one in ten thousand to one, each tenfold as wide as the next.
DECADES = 4
WIDTH = 1000


@router.get("/matching")
def matching_page(
    request: Request, workspace: WorkspaceGiven, as_of: Annotated[date | None, Query()] = None
) -> HTMLResponse:
    """Show how much was applied without a person, and how much of it was wrong."""
    day = as_of or workspace.today()
    rows = reports.made(workspace, "matching", day).rows(named=True)
    limit = policies.of(workspace).error_bound
    strata = [row for row in rows if row["scope"] == "stratum"]
    context = {
        "title": "Matching",
        "as_of": day,
        "applied": [{**row, **legible(row)} for row in rows if row["scope"] == "applied"],
        "total": next(row for row in rows if row["scope"] == "total"),
        "strata": strata,
        "measured": [
            {**row, **bar(row)} for row in strata if row["audited"] or row["found_wrong"] or row["decoy_answers"]
        ],
        "limit": limit,
        "limit_at": place(limit),
        "marks": [(f"{100 / 10**power:g} %", place(1 / 10**power)) for power in range(DECADES, -1, -1)],
        "notes": NOTES,
    }
    return paper(request, "matching.html", context)


def legible(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the amounts of a row of hit rates with the thousands marked."""
    return {name: f"{Decimal(row[name]):,}" for name in ("amount", "amount_automatic")}


def place(rate: float) -> int:
    """Return where a rate stands in the picture, 0 to WIDTH on a scale of tenfolds."""
    return 0 if rate <= 0 else max(0, round(WIDTH * (1 + math.log10(rate) / DECADES)))


def bar(row: dict[str, Any]) -> dict[str, Any]:
    """Return where a stratum's rate, its bound and its decoys' bound stand."""
    decoys = row["decoy_bound"]
    return {
        "rate_at": place(row["false_rate"] or 0),
        "bound_at": place(row["bound"]),
        "decoy_at": None if decoys is None else place(decoys),
    }
