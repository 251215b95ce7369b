"""Collections: who is called today and why, and what customers promised."""

from typing import Annotated

from fastapi import Query

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import dunning as shapes
from api.schemas.shared import Page
from services.dunning import promises, worklist

router = conventions.router("collections", prefix="/v1/collections")


@router.get("/worklist")
def list_calls(
    query: Annotated[shapes.WorklistQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.CalledCustomer]:
    """List who is called on a day, the most points first; who is left alone stands below, with the reason."""
    found = worklist.of(workspace, query.as_of or workspace.today(), query.collector)
    return Page(data=[shapes.called(one) for one in found], next_cursor=None)


@router.get("/promises")
def list_promises(
    query: Annotated[shapes.PromiseQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.PromiseToPay]:
    """List promises as they stood on a day, the newest first."""
    found = promises.of(workspace, query.as_of or workspace.today(), query.customer_number)
    return Page(data=[shapes.promise(row) for row in found.rows(named=True)], next_cursor=None)


@router.post("/promises", status_code=201)
def make_promise(body: shapes.NewPromise, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.PromiseMade:
    """Write a promise down, and the contact it was made in; one of the same document that is open is superseded."""
    promises.check_currency(workspace, body.document, body.amount.currency if body.amount else "")
    more = body.model_dump(include={"person", "channel", "tolerance", "note", "made_on"})
    minor, by = body.amount.minor if body.amount else None, workspace.named(body.by)
    done = promises.make(workspace, body.document, body.promised_on, minor=minor, actor=by, key=key, **more)
    return shapes.made(done)


@router.post("/promises/{promise_id}/withdrawal")
def withdraw_promise(
    promise_id: str, body: shapes.NewWithdrawal, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.PromiseWithdrawn:
    """End a promise that the customer took back."""
    promises.withdraw(workspace, promise_id, body.note, actor=workspace.named(body.by), key=key)
    return shapes.PromiseWithdrawn(promise_id=promise_id, state="withdrawn")
