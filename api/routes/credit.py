"""Credit: orders are checked, held ones let go or turned down, limits asked for."""

from typing import Annotated

from fastapi import Query

from api import conventions, cursors
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import control as requests
from api.schemas import credit as shapes
from api.schemas.shared import Page
from services.credit import guarantees, holds, limits, orders

router = conventions.router("credit", prefix="/v1/credit")


@router.post("/orders")
def take_order(body: shapes.NewOrder, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.OrderCheck:
    """Take an order as it now stands and check it: passed, released, or held with every rule it fails."""
    by = workspace.named(body.by)
    done = orders.take(workspace, body.told(), body.checkpoint, actor=by, as_of=body.as_of, key=key)
    return shapes.check(done)


@router.post("/orders/{number}/checks")
def check_order(number: str, body: shapes.NewCheck, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.OrderCheck:
    """Check an order at a step of its way, as it was told last."""
    by = workspace.named(body.by)
    return shapes.check(orders.check(workspace, number, body.checkpoint, actor=by, as_of=body.as_of, key=key))


@router.get("/holds")
def list_holds(query: Annotated[shapes.HoldQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.Hold]:
    """List the held orders, those that ship first at the head."""
    found = holds.queue(workspace, query.as_of or workspace.today())
    return Page(data=[shapes.hold(row) for row in found.rows(named=True)], next_cursor=None)


@router.post("/holds/{number}/release")
def release_order(number: str, body: shapes.NewRelease, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.HoldVerdict:
    """Let a held order go; beyond the caller's authority it waits for a second person."""
    more = body.model_dump(include={"reason", "cap", "until", "note"})
    by = workspace.named(body.by)
    return shapes.verdict(holds.release(workspace, number, actor=by, whole=body.customer, key=key, **more))


@router.post("/holds/{number}/rejection")
def reject_order(
    number: str, body: shapes.NewRejection, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.HoldVerdict:
    """Turn a held order down."""
    return shapes.verdict(holds.reject(workspace, number, note=body.note, actor=workspace.named(body.by), key=key))


@router.post("/forced-holds")
def force_hold(body: shapes.NewForcedHold, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.ForcedHold:
    """Hold a customer's orders, or one, by hand, or end that; it never lifts by itself."""
    by, of = workspace.named(body.by), body.customer_number
    holds.force(workspace, of, held=body.held, note=body.note, actor=by, number=body.order, key=key)
    return shapes.ForcedHold(customer_number=body.customer_number, order=body.order, held=body.held)


@router.get("/limits")
def list_limits(query: Annotated[shapes.LimitQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.GrantedLimit]:
    """List the limits that were granted, the newest first, with who asked and who granted."""
    (after,) = cursors.position(query.after, int) if query.after else (0,)
    found = limits.granted(workspace, query.customer_number).with_row_index("place", 1).slice(after).rows(named=True)
    rows, following = cursors.page(found, query.limit, lambda row: (row["place"],))
    return Page(data=[shapes.granted(row) for row in rows], next_cursor=following)


@router.post("/limits", status_code=202)
def ask_limit(body: shapes.NewCreditLimit, workspace: WorkspaceGiven, key: KeyGiven) -> requests.Waiting:
    """Ask for a limit; it holds once a second person grants it."""
    by = workspace.named(body.by)
    return requests.waiting(limits.ask(workspace, body.told(), reason=body.reason, actor=by, key=key))


@router.get("/guarantees")
def list_guarantees(
    query: Annotated[shapes.GuaranteeQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.CreditGuarantee]:
    """List guarantees in the order they were granted, with how each counts on a day."""
    (after,) = cursors.position(query.after, int) if query.after else (0,)
    found = guarantees.listed(workspace, query.as_of or workspace.today(), query.customer_number)
    placed = list(enumerate(found, 1))[after:]
    rows, following = cursors.page(placed, query.limit, lambda row: (row[0],))
    return Page(data=[shapes.guarantee(one) for _, one in rows], next_cursor=following)


@router.post("/guarantees", status_code=202)
def ask_guarantee(body: shapes.NewCreditGuarantee, workspace: WorkspaceGiven, key: KeyGiven) -> requests.Waiting:
    """Ask to count a guarantee in a limit; it counts once a second person grants it."""
    by = workspace.named(body.by)
    return requests.waiting(guarantees.ask(workspace, body.told(), reason=body.reason, actor=by, key=key))


@router.get("/customers/{customer_number}/limit")
def get_limit(
    customer_number: str, query: Annotated[shapes.DayQuery, Query()], workspace: WorkspaceGiven
) -> shapes.CustomerLimits:
    """Return a customer's limit on a day, the family's beside it."""
    return shapes.of_day(limits.of(workspace, customer_number, query.as_of or workspace.today()))
