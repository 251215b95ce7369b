"""The pages of customers: who owes what, and of each what is open, what was said, and what is done next."""

import secrets
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse

from api.given import GlancesGiven, KeyGiven, WorkspaceGiven, chosen_amount, chosen_day, chosen_names
from api.pages.agreements import agreements
from api.pages.customer_files import shown
from api.paper import paper
from credit.limits import NewLimit
from credit.records import LimitKind, Scope
from ledger.contact_log import CLOSING, Channel, Outcome
from services import contact_log, customer
from services.credit import limits
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=4000)]


@router.get("/customers")
def customers_page(
    request: Request,
    workspace: WorkspaceGiven,
    glances: GlancesGiven,
    part: Annotated[str, Query(max_length=100)] = "",
) -> HTMLResponse:
    """Show who owes what, the most past due first."""
    rows = customer.found(workspace, glances.of(customer.owing), part.strip())
    return paper(request, "customers.html", {"title": "Customers", "asked": part, "rows": rows})


@router.get("/customers/{number:path}")
def customer_page(
    request: Request, number: str, workspace: WorkspaceGiven, as_of: Annotated[str, Query(max_length=10)] = ""
) -> HTMLResponse:
    """Show one customer as of a day, else today, with its file."""
    on = chosen_day(as_of) or workspace.today()
    agreed = {"number": number, **agreements(workspace, number, on)}
    return paper(
        request, "customer.html", {**agreed, **shown(workspace, number, on), **_context(workspace, number, on)}
    )


@router.post("/customers/{number}/limit")
def ask_for_limit(
    request: Request,
    number: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    amount: Annotated[str, Form(max_length=30)],
    reason: Annotated[str, Form(max_length=500)],
    until: Annotated[str, Form(max_length=10)] = "",
    by: Annotated[str, Form(max_length=100)] = "",
) -> HTMLResponse:
    """Ask for a limit, for good or until a day; a second person grants it."""
    today = workspace.today()
    exposed = customer.customer(workspace, number).exposed
    last = chosen_day(until)
    kind = LimitKind.TEMPORARY if last else LimitKind.BASE
    minor = chosen_amount(amount, exposed.currency)
    row = NewLimit(number, Scope.CUSTOMER, kind, minor, exposed.currency, today, last)
    done = limits.ask(workspace, row, reason=reason, actor=workspace.named(by), key=key)
    return paper(request, "parts/limit.html", {"number": number, "exposed": exposed, **_limit(done.request_id)})


@router.post("/customers/{number}/contacts")
def log_contact(
    request: Request,
    number: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    channel: Annotated[Channel, Form()],
    outcome: Annotated[Outcome, Form()],
    by: Annotated[str, Form(max_length=100)] = "",
    happened_on: Text = "",
    person: Text = "",
    documents: Text = "",
    note: Text = "",
    next_action: Text = "",
    next_on: Text = "",
) -> HTMLResponse:
    """Write a contact down."""
    said = contact_log.Said(
        number,
        channel,
        outcome,
        chosen_day(happened_on),
        person,
        chosen_names(documents),
        note,
        next_action,
        chosen_day(next_on),
    )
    contact_log.log(workspace, said, actor=workspace.named(by), key=key)
    return paper(request, "parts/contacts.html", _context(workspace, number))


@router.post("/customers/{number}/contacts/{contact_id}/addenda")
def add_to_contact(
    request: Request,
    number: str,
    contact_id: str,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    note: Text,
    by: Annotated[str, Form(max_length=100)] = "",
) -> HTMLResponse:
    """Add to a contact."""
    contact_log.add(workspace, contact_id, note, actor=workspace.named(by), key=key)
    return paper(request, "parts/contacts.html", _context(workspace, number))


def _context(workspace: Workspace, number: str, on: date | None = None) -> dict[str, object]:
    """Return what the page shows, as of a day or today."""
    found = customer.customer(workspace, number, on)
    return {
        "title": found.name,
        "customer": found,
        "channels": list(Channel),
        "outcomes": [(one, one in CLOSING) for one in Outcome],
        "exposed": found.exposed,
        "key": secrets.token_hex(16),
        **_limit(),
    }


def _limit(asked_for: str = "") -> dict[str, object]:
    """Return what the form of a limit is sent with, and which request it became."""
    return {"asked_for": asked_for, "limit_key": secrets.token_hex(16)}
