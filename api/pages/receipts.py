"""The page of receipts: what happened to every one, found by status, payer, amount, reference or day."""

import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import HTMLResponse

from api import cursors
from api.given import GlancesGiven, WorkspaceGiven, chosen_amount, chosen_day
from api.marking import Span, named
from api.paper import paper
from api.schemas.receipts import position
from api.schemas.shared import Query as Asked
from kit.money import FINEST
from kit.refusals import Invalid
from services import inquiries, tracing
from services.exports import last_four

router = APIRouter(include_in_schema=False)

ROWS_A_PAGE = 50
#: From what needs nobody to what is not ours.
STATUSES = (
    "applied",
    "partially_applied",
    "review",
    "unapplied",
    "unidentified",
    "not_ar",
    "settled_elsewhere",
    "reversed",
)


#: Statuses of receipts that are no customer's payment, or are counted elsewhere.
ASIDE = {"not_ar", "settled_elsewhere", "reversed"}


class Search(Asked):
    """What the search form sends: text, empty where nothing is asked."""

    status: str = Field("", max_length=30)
    customer: str = Field("", max_length=100)
    payer: str = Field("", max_length=100)
    amount: str = Field("", max_length=30)
    tolerance: str = Field("", max_length=30)
    bank_reference: str = Field("", max_length=100)
    date_from: str = Field("", max_length=10)
    date_to: str = Field("", max_length=10)
    after: str = Field("", max_length=500)


@router.get("/receipts")
def receipts_page(
    request: Request, asked: Annotated[Search, Query()], workspace: WorkspaceGiven, glances: GlancesGiven
) -> HTMLResponse:
    """Show the receipts that are asked for; the address holds the question, the form what was typed."""
    after = cursors.position(asked.after, str, str) if asked.after else None
    question, wrong = _question(asked)
    found = [] if wrong else tracing.found(workspace, **question, limit=ROWS_A_PAGE, after=after)
    rows, following = cursors.page(found, ROWS_A_PAGE, position)
    counts = glances.of(inquiries.by_status)
    context = {
        "title": "Receipts",
        "asked": asked,
        "wrong": wrong,
        "rows": rows,
        "next_cursor": following,
        "shares": shares(counts),
        "total": sum(counts.values()),
        "aside": ASIDE,
        "query": _address(asked),
        "traces": any((asked.payer, asked.amount, asked.bank_reference)),
    }
    return paper(request, "receipts.html", context, status_code=422 if wrong else 200)


@router.get("/receipts/{receipt_id}")
def receipt_page(request: Request, receipt_id: str, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show one receipt: what the bank said, what it paid, why, and its history."""
    receipt = inquiries.receipt(workspace, receipt_id)
    account = last_four(receipt["payer_account"])
    offered = inquiries.proposals(workspace, receipt_id)
    certificate = json.dumps(json.loads(receipt["certificate"] or "{}"), indent=2, ensure_ascii=False)
    item = {
        **receipt,
        "payer_account": account,
        "proposals": offered,
        "spans": evidence(receipt),
        "certificate": certificate if receipt["certificate"] else "",
        "traced": tracing.of(workspace, receipt_id),
        "sentence": inquiries.SENTENCES.get(receipt["reason"], ""),
    }
    return paper(request, "receipt.html", {"title": receipt["payer_name"] or "Receipt", "item": item})


def evidence(receipt: Mapping[str, Any]) -> list[Span]:
    """Return what is marked in the bank's text: what the engine gave, then the payer and the items applied to."""
    applied = [(line["document_number"], "reference") for line in receipt["applications"]]
    return [*receipt["spans"], *named(receipt["text"], [*applied, (receipt["payer_name"], "name")])]


def shares(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return how many receipts have each status, in the order in which a morning asks."""
    return [(status, counts[status]) for status in STATUSES if counts.get(status)]


def _question(asked: Search) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what is asked, read, and what is wrong by field; an amount is one of any currency."""
    question: dict[str, Any] = {name: getattr(asked, name).strip() for name in ("customer", "payer", "bank_reference")}
    question["status"] = asked.status
    wrong: dict[str, str] = {}
    for name, (key, read) in READ.items():
        try:
            question[key] = read(getattr(asked, name))
        except Invalid as refused:
            wrong[name] = refused.detail
    return {**question, "tolerance": question.get("tolerance") or 0}, wrong


def _amount(text: str) -> int | None:
    """Return ten-thousandths of what was typed, or None where nothing was."""
    return chosen_amount(text, FINEST) if text.strip() else None


#: Field of the form -> what it asks, and how it is read.
READ: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "amount": ("written", _amount),
    "tolerance": ("tolerance", _amount),
    "date_from": ("date_from", chosen_day),
    "date_to": ("date_to", chosen_day),
}


def _address(asked: Search) -> Callable[..., str]:
    """Return how the page writes its own address with another status or behind a cursor."""

    def query(status: str, after: str = "") -> str:
        kept = {name: value for name, value in asked.model_dump().items() if value and name not in {"status", "after"}}
        given = {**kept, **({"status": status} if status else {}), **({"after": after} if after else {})}
        return f"?{urlencode(given)}" if given else ""

    return query
