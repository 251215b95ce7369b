"""The first page: the morning in figures."""

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.given import GlancesGiven, WorkspaceGiven
from api.pages.receipts import ASIDE, STATUSES, shares
from api.paper import paper
from services import daily, inquiries
from services.banking import taken_back

router = APIRouter(include_in_schema=False)

Row = dict[str, Any]


@router.get("/")
def overview_page(request: Request, workspace: WorkspaceGiven, glances: GlancesGiven) -> Response:
    """Show what came, what was applied without a person, and what waits; their customers to who sees those alone."""
    if workspace.customers is not None:
        return RedirectResponse("/customers", status_code=303)
    day = glances.of(inquiries.overview)
    shown = {**day, **figures(day, workspace.settings.currency)}
    return paper(
        request,
        "overview.html",
        {"title": "Overview", "alert": glances.of(daily.alert), "taking_back": glances.of(taken_back.asking), **shown},
    )


@router.get("/balance")
def balance(request: Request, glances: GlancesGiven) -> HTMLResponse:
    """Show whether the books balance; the sums are taken once for each state of the books."""
    return paper(request, "parts/balance.html", {"broken": glances.of(inquiries.disagreements)})


def figures(day: Row, currency: str) -> Row:
    """Return the sums the page leads with; the entity's own currency comes first."""
    rows = [row for row in day["by_status"] if row["receipts"]]
    rows.sort(key=lambda row: (STATUSES.index(row["status"]), row["currency"] != currency, row["currency"]))
    reasons = _grouped(day["reasons"], "reason", currency)
    payments = sum(row["receipts"] for row in rows if row["status"] not in ASIDE)
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row["status"]] += row["receipts"]
    return {
        "payments": payments,
        "received": _sums(rows, "amount", currency, {"settled_elsewhere", "reversed", "not_ar"}),
        "unapplied": _sums(rows, "unapplied", currency, ASIDE),
        "automatic_count": day["automatic"],
        "automatic": day["automatic"] / payments if payments else None,
        "by_status": _grouped(rows, "status", currency),
        "reasons": sorted(reasons, key=lambda group: (-group["receipts"], group["code"])),
        "currency": currency,
        "aside": ASIDE,
        "single_currency": {row["currency"] for row in rows} <= {currency},
        "shares": shares(counts),
    }


def _sums(rows: list[Row], column: str, currency: str, without: set[str]) -> list[tuple[str, int]]:
    """Return (currency, sum) of what counts, the own currency first and always there."""
    sums: Counter[str] = Counter({currency: 0})
    for row in rows:
        if row["status"] not in without:
            sums[row["currency"]] += row[column]
    return sorted(sums.items(), key=lambda pair: (pair[0] != currency, pair[0]))


def _grouped(rows: list[Row], by: str, currency: str) -> list[Row]:
    """Return rows of one code together, in the order in which the codes come."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[by], []).append(row)
    return [
        {
            "code": code,
            "receipts": sum(row["receipts"] for row in same),
            "rows": sorted(same, key=lambda row: (row["currency"] != currency, row["currency"])),
        }
        for code, same in groups.items()
    ]
