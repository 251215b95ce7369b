"""The first page: the morning in figures."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.given import WorkspaceGiven
from api.pages.receipts import shares
from api.paper import paper
from services import inquiries

router = APIRouter(include_in_schema=False)

#: Statuses of receipts that are no customer's payment, or are counted elsewhere.
ASIDE = {"not_ar", "settled_elsewhere", "reversed"}


@router.get("/")
def overview_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show what came, what was applied without a person, what waits, and whether the books balance."""
    day = inquiries.overview(workspace)
    return paper(request, "overview.html", {"title": "Overview", **day, **figures(day, workspace.settings.currency)})


def figures(day: dict[str, Any], currency: str) -> dict[str, Any]:
    """Return the sums the page leads with, in the entity's currency."""
    rows = day["by_status"]
    payments = sum(row["receipts"] for row in rows if row["status"] not in ASIDE)
    own = [row for row in rows if row["currency"] == currency and row["status"] not in {"settled_elsewhere", "reversed"}]
    return {
        "receipts": sum(row["receipts"] for row in rows),
        "payments": payments,
        "received": sum(row["amount"] for row in own),
        "unapplied": sum(row["unapplied"] for row in own if row["status"] not in ASIDE),
        "automatic": day["automatic_count"] / payments if payments else 0.0,
        "currency": currency,
        "single_currency": {row["currency"] for row in rows} <= {currency},
        "shares": shares(rows),
    }
