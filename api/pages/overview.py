"""The first page: the morning in figures."""

from collections import Counter
from typing import Any

import polars as pl
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.given import WorkspaceGiven
from api.pages.receipts import STATUSES, shares
from api.paper import paper
from services import inquiries

router = APIRouter(include_in_schema=False)

#: Statuses of receipts that are no customer's payment, or are counted elsewhere.
ASIDE = {"not_ar", "settled_elsewhere", "reversed"}


@router.get("/")
def overview_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show what came, what was applied without a person, what waits, and whether the books balance."""
    day = inquiries.overview(workspace)
    waits = inquiries.exceptions(workspace)
    sums = waits.group_by("reason", "currency").agg(pl.len().alias("receipts"), pl.col("amount").sum())
    reasons = sums.sort("receipts", "reason", descending=[True, False]).rows(named=True)
    shown = {**day, **figures(day, workspace.settings.currency), "reasons": reasons}
    return paper(request, "overview.html", {"title": "Overview", **shown})


def figures(day: dict[str, Any], currency: str) -> dict[str, Any]:
    """Return the sums the page leads with, in the entity's currency."""
    rows = sorted(day["by_status"], key=lambda row: (STATUSES.index(row["status"]), row["currency"]))
    payments = sum(row["receipts"] for row in rows if row["status"] not in ASIDE)
    own = [
        row for row in rows if row["currency"] == currency and row["status"] not in {"settled_elsewhere", "reversed"}
    ]
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row["status"]] += row["receipts"]
    return {
        "receipts": sum(row["receipts"] for row in rows),
        "payments": payments,
        "received": sum(row["amount"] for row in own),
        "unapplied": sum(row["unapplied"] for row in own if row["status"] not in ASIDE),
        "automatic_count": day["automatic"],
        "automatic": day["automatic"] / payments if payments else None,
        "by_status": rows,
        "currency": currency,
        "aside": ASIDE,
        "single_currency": {row["currency"] for row in rows} <= {currency},
        "shares": shares(counts),
    }
