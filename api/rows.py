"""Holds every request to the rows its person may see and change: by legal entity, and by whose customers.

One place: each route passes here before its function runs, and lists are narrowed by the workspace that it is given.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from api import addresses, admission
from api.acting import Acting
from api.pages import PAGES, Page
from kit.refusals import NotAllowed, NotFound
from services.people import persons, roles, rows
from services.people.persons import Person
from services.workspace import Workspace

#: Belongs to the installation as a whole: for who holds a role in every legal entity.
WHOLE = ("/metrics", "/people", "/v1/people", "/v1/access-campaigns", "/webhooks", "/v1/webhook-endpoints")
#: What who sees some customers alone may ask: path -> where the customer is named, `part`, `?query` or `body.field`; an
#: empty text where the list narrows itself. Any other route is closed to them.
CUSTOMERS: dict[str, str] = {
    "/": "",
    "/calls": "",
    "/me": "",
    "/me/sessions/end": "",
    "/v1/me": "",
    "/v1/collections/worklist": "",
    "/v1/collections/promises": "?customer_number",
    "/v1/collections/promises/{promise_id}/withdrawal": "promise_id",
    "/v1/collections/plans": "?customer_number",
    "/v1/collections/plans/{arrangement_id}/cancellation": "arrangement_id",
    "/v1/collections/placements": "?customer_number",
    "/v1/collections/placements/proposals": "",
    "/v1/contacts": "?customer_number",
    "/v1/contacts/{contact_id}/addenda": "contact_id",
    "/v1/credit/customers/{customer_number}/limit": "customer_number",
    "/v1/credit/customers/{customer_number}/documents": "customer_number",
    "/v1/customers/{customer_number}": "customer_number",
    "/v1/customers/{customer_number}/standing": "customer_number",
    "/v1/customers/{customer_number}/contacts": "customer_number",
    "/customers": "",
    "/reports/query": "",
    "/reports/query.{form}": "",
    "/v1/reports/query": "",
    "/v1/customers/{customer_number}/copies": "customer_number",
    "/v1/customers/{customer_number}/comments": "customer_number",
    "/v1/customers/{customer_number}/watch": "customer_number",
    "/v1/me/digests": "",
    "/v1/me/watched": "",
    "/customers/{number}": "number",
    "/customers/{number}/agreements": "number",
    "/customers/{number}/contacts": "number",
    "/customers/{number}/contacts/{contact_id}/addenda": "number",
}
#: Writes of these addresses are closed to them, what is read under the same address is not.
READ_ALONE = frozenset(
    {
        "/v1/collections/placements",
        "/v1/collections/plans",
        "/v1/collections/promises",
        "/v1/credit/customers/{customer_number}/documents",
    }
)


async def held(request: Request) -> None:
    """Give the request its workspace, and refuse a row that its person may not see or change in its legal entity.

    Refused: NotFound for another entity's row, as if it were not there; NotAllowed for what is beyond their part.
    """
    workspace: Workspace = request.app.state.workspace
    acting: Acting = request.state.acting
    if acting.person is None:
        request.state.workspace = workspace
        return
    await run_in_threadpool(_held, request, workspace, acting.person)


def _held(request: Request, workspace: Workspace, person: Person) -> None:
    """Give the request of somebody known its workspace, and refuse what is not theirs."""
    customers = None if person.portfolios is None else rows.portfolio(workspace, person.portfolios)
    approval = getattr(request.state, "approval", None)
    mine = workspace.by(person.login, confined=person.confined, customers=customers)
    request.state.workspace = replace(mine, approval=approval)
    path = addresses.of(request)
    if path.startswith(admission.OPEN):
        return
    if person.confined and path.startswith(WHOLE):
        raise NotAllowed(f"{path} is for who holds a role in every legal entity")
    _entities(request, workspace, person)
    if customers is not None:
        _customer(request, workspace, customers)


def pages(person: Person | None) -> tuple[Page, ...]:
    """Return the pages that somebody may open: who sees some customers alone is shown those about customers.

    The overview leads them to their customers, so it is not among these.
    """
    own = person is not None and person.portfolios is not None
    return tuple(page for page in PAGES if not own or (page.path in CUSTOMERS and page.path != "/"))


def named(request: Request, part: str, value: str) -> None:
    """Refuse a row that a body names and of whose legal entity the person may not do what is asked: as `held`."""
    acting: Acting = request.state.acting
    if acting.person is not None and not addresses.of(request).startswith(admission.OPEN):
        _entity(request, request.app.state.workspace, acting.person, part, value)


def _entities(request: Request, workspace: Workspace, person: Person) -> None:
    """Refuse a row of a legal entity in which the person may not do what is asked."""
    for part, value in request.path_params.items():
        _entity(request, workspace, person, part, str(value))


def _entity(request: Request, workspace: Workspace, person: Person, part: str, value: str) -> None:
    """Refuse one row, named by a part of an address or of a body."""
    acting: Acting = request.state.acting
    need = admission.scope(request.method, addresses.of(request)) or ""
    for entity in rows.owners(workspace, part, value) - {workspace.settings.entity}:
        scopes = persons.one(workspace.of(entity), person.login).scopes
        if not roles.allow(scopes if acting.ceiling is None else scopes & acting.ceiling, need):
            raise NotFound(f"there is no {value} in {workspace.settings.entity}")


def _customer(request: Request, workspace: Workspace, customers: frozenset[str]) -> None:
    """Refuse what is not about a customer of theirs."""
    route = _asked(request)
    where = CUSTOMERS.get(route)
    if where is None or (request.method not in admission.SAFE and route in READ_ALONE):
        raise NotAllowed(f"{request.method} {addresses.of(request)} is about more than the customers of yours")
    if where and _named(workspace, where, request.path_params, request.query_params) not in customers:
        raise NotFound("there is no such customer among yours")
    also = request.path_params.get("contact_id")
    if also and rows.customer(workspace, "contact_id", str(also)) not in customers:
        raise NotFound("there is no such contact with a customer of yours")


def _named(workspace: Workspace, where: str, parts: Mapping[str, object], query: Mapping[str, str]) -> str:
    """Return the customer that a request names."""
    if where.startswith("?"):
        return query.get(where[1:], "")
    return rows.customer(workspace, where, str(parts.get(where, "")))


def _asked(request: Request) -> str:
    """Return the route's path as the table writes it."""
    path = addresses.of(request)
    return next((route for route, pattern in _patterns() if pattern.fullmatch(path)), "")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the table's paths as patterns, those without a part first."""
    order = sorted(CUSTOMERS, key=lambda route: route.count("{"))
    return tuple((route, re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(route)) + "/?")) for route in order)
