"""Files of customers and entities: read as of a day, made, changed, the changes that steer money by two people."""

from functools import partial
from typing import Annotated

from fastapi import Query, Response

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import control as asked
from api.schemas import customers as shapes
from api.schemas import standings
from api.schemas.shared import Page
from api.versions import TagSeen, tag, unchanged
from ledger.refusals import UnknownEntity
from services import control, customer
from services.master import customer_files, entity_files
from services.workspace import Workspace

router = conventions.router("master data")


@router.post("/customers", status_code=201)
def create_customer(body: shapes.NewCustomer, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Changes:
    """Make a customer."""
    done = customer_files.create(workspace, body.customer_number, body.facts, actor=workspace.named(body.by), key=key)
    return shapes.changes(done)


@router.get("/customers/{customer_number}")
def read_customer(
    customer_number: str,
    query: Annotated[shapes.CustomerQuery, Query()],
    response: Response,
    workspace: WorkspaceGiven,
) -> shapes.CustomerFile:
    """Read all that is known of a customer as it stood on a day, and what was changed by whom."""
    told = shapes.customer_file(customer_files.of(workspace, customer_number, query.as_of or workspace.today()))
    if query.as_of in {None, workspace.today()}:
        response.headers["ETag"] = tag(told)
    return told


@router.get("/customers/{customer_number}/standing")
def read_standing(
    customer_number: str, query: Annotated[shapes.CustomerQuery, Query()], workspace: WorkspaceGiven
) -> standings.Standing:
    """Read where a customer stands on a day: balances, exposure and limit, people, and what happened."""
    return standings.standing(customer.customer(workspace, customer_number, query.as_of))


@router.post("/customers/{customer_number}/changes")
def change_customer(
    customer_number: str, body: shapes.NewFacts, workspace: WorkspaceGiven, key: KeyGiven, seen: TagSeen
) -> shapes.Changes:
    """Change facts; names, parent, terms, credit limit, tax id and DUNS wait for a second person."""
    said = {"reason": body.reason, "actor": workspace.named(body.by), "key": key}
    with unchanged(workspace, seen, partial(_customer, number=customer_number)) as books:
        return shapes.changes(customer_files.change(books, customer_number, body.facts, **said))


@router.post("/customers/{customer_number}/parts")
def add_customer_part(
    customer_number: str, body: shapes.NewPart, workspace: WorkspaceGiven, key: KeyGiven, seen: TagSeen
) -> shapes.Changes:
    """Add a part of the file (site, contact, paper and their like), or a newer version; a site that is there waits."""
    said = {"reason": body.reason, "actor": workspace.named(body.by), "key": key}
    with unchanged(workspace, seen, partial(_customer, number=customer_number)) as books:
        return shapes.changes(customer_files.add(books, customer_number, body.part, body.facts, **said))


@router.post("/customers/{customer_number}/payees", status_code=202)
def ask_payee(
    customer_number: str, body: shapes.NewPayee, workspace: WorkspaceGiven, key: KeyGiven, seen: TagSeen
) -> asked.Waiting:
    """Ask to verify an account to which a customer's refunds may go, or to take that back."""
    said = body.model_dump(include={"holder", "withdrawn", "reason"})
    with unchanged(workspace, seen, partial(_customer, number=customer_number)) as books:
        by = workspace.named(body.by)
        return asked.waiting(control.ask_payee(books, customer_number, body.account, actor=by, key=key, **said))


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


@router.get("/entities/{code}")
def read_entity(code: str, response: Response, workspace: WorkspaceGiven) -> shapes.Entity:
    """Read what a legal entity is called today."""
    told = _entity(workspace, code)
    response.headers["ETag"] = tag(told)
    return told


@router.post("/entities/{code}/changes")
def change_entity(
    code: str, body: shapes.NewFacts, workspace: WorkspaceGiven, key: KeyGiven, seen: TagSeen
) -> shapes.Changes:
    """Change what an entity is called, where it is or is paid to; once something is said, a second person approves."""
    said = {"reason": body.reason, "actor": workspace.named(body.by), "key": key}
    with unchanged(workspace, seen, lambda books: tag(_entity(books, code))) as books:
        return shapes.changes(entity_files.change(books, code, body.facts, **said))


def _customer(workspace: Workspace, number: str) -> str:
    """Return the tag of a customer's file as it stands today."""
    return tag(shapes.customer_file(customer_files.of(workspace, number, workspace.today())))


def _entity(workspace: Workspace, code: str) -> shapes.Entity:
    """Return an entity as it is called today. Refused: UnknownEntity."""
    found = entity_files.listed(workspace, workspace.today()).filter(entity=code)
    if found.is_empty():
        raise UnknownEntity(f"there is no entity {code}")
    return shapes.entity(found.row(0, named=True))
