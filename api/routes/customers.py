"""Files of customers and entities: read as of a day, made, changed, the changes that steer money by two people."""

from typing import Annotated

from fastapi import Query

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import control as asked
from api.schemas import customers as shapes
from api.schemas.shared import Page
from services import control, customer_files, entity_files

router = conventions.router("master data")


@router.post("/customers", status_code=201)
def create_customer(body: shapes.NewCustomer, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Changes:
    """Make a customer."""
    done = customer_files.create(workspace, body.customer_number, body.facts, actor=workspace.named(body.by), key=key)
    return shapes.changes(done)


@router.get("/customers/{customer_number}")
def read_customer(
    customer_number: str, query: Annotated[shapes.CustomerQuery, Query()], workspace: WorkspaceGiven
) -> shapes.CustomerFile:
    """Read all that is known of a customer as it stood on a day, and what was changed by whom."""
    return shapes.customer_file(customer_files.of(workspace, customer_number, query.as_of or workspace.today()))


@router.post("/customers/{customer_number}/changes")
def change_customer(
    customer_number: str, body: shapes.NewFacts, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.Changes:
    """Change facts; name, parent, terms, credit limit, tax id and DUNS wait for a second person."""
    done = customer_files.change(
        workspace, customer_number, body.facts, reason=body.reason, actor=workspace.named(body.by), key=key
    )
    return shapes.changes(done)


@router.post("/customers/{customer_number}/parts")
def add_customer_part(
    customer_number: str, body: shapes.NewPart, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.Changes:
    """Add a site, contact, assignment, paper or review, or a newer version; a site that is there waits."""
    done = customer_files.add(
        workspace, customer_number, body.part, body.facts, reason=body.reason, actor=workspace.named(body.by), key=key
    )
    return shapes.changes(done)


@router.post("/customers/{customer_number}/payees", status_code=202)
def ask_payee(customer_number: str, body: shapes.NewPayee, workspace: WorkspaceGiven, key: KeyGiven) -> asked.Waiting:
    """Ask to verify an account to which a customer's refunds may go, or to take that back."""
    said = body.model_dump(include={"holder", "withdrawn", "reason"})
    return asked.waiting(
        control.ask_payee(workspace, customer_number, body.account, actor=workspace.named(body.by), key=key, **said)
    )


@router.get("/entities")
def list_entities(query: Annotated[shapes.CustomerQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.Entity]:
    """List the legal entities as they were called on a day."""
    found = entity_files.listed(workspace, query.as_of or workspace.today())
    return Page(data=[shapes.entity(row) for row in found.rows(named=True)], next_cursor=None)


@router.post("/entities", status_code=201)
def create_entity(body: shapes.NewEntity, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Changes:
    """Make an entity with its chart of accounts; its currency and time zone stay for ever."""
    return shapes.changes(
        entity_files.create(workspace, body.code, body.facts, actor=workspace.named(body.by), key=key)
    )


@router.post("/entities/{code}/changes")
def change_entity(code: str, body: shapes.NewFacts, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Changes:
    """Change what an entity is called, where it is or is paid to; once something is said, a second person approves."""
    done = entity_files.change(workspace, code, body.facts, reason=body.reason, actor=workspace.named(body.by), key=key)
    return shapes.changes(done)
