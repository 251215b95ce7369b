"""What was said with customers: written down once, added to, never changed."""

from typing import Annotated

from fastapi import Query

from api import conventions, cursors
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import contacts as shapes
from api.schemas.shared import Page
from services import contact_log
from services.dunning import copies

router = conventions.router("contacts")


@router.get("/contacts")
def list_contacts(query: Annotated[shapes.ContactQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.Contact]:
    """List contacts, the newest first, each with what was added to it."""
    (after,) = cursors.position(query.after, str) if query.after else ("",)
    found = contact_log.behind(contact_log.of(workspace, query.customer_number), after).rows(named=True)
    rows, following = cursors.page(found[: query.limit + 1], query.limit, lambda row: (row["contact_id"],))
    return Page(data=[shapes.contact(row) for row in rows], next_cursor=following)


@router.post("/customers/{customer_number}/contacts", status_code=201)
def log_contact(
    customer_number: str, body: shapes.NewContact, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.Written:
    """Write a contact down; an outcome without a next action is refused unless it ends the matter."""
    done = contact_log.log(workspace, shapes.said(customer_number, body), actor=workspace.named(body.by), key=key)
    return shapes.written(done)


@router.post("/customers/{customer_number}/copies", status_code=201)
def send_copy(customer_number: str, body: shapes.NewCopy, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Written:
    """Send a copy of an invoice to the customer's address on file; the contact log says so."""
    actor = workspace.named(body.by)
    return shapes.written(copies.send(workspace, body.document, customer=customer_number, actor=actor, key=key))


@router.post("/contacts/{contact_id}/addenda", status_code=201)
def add_to_contact(
    contact_id: str, body: shapes.NewAddendum, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.Written:
    """Add to a contact; what was written stays."""
    return shapes.written(contact_log.add(workspace, contact_id, body.note, actor=workspace.named(body.by), key=key))
