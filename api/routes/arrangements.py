"""Payment plans and settlements: asked for, cancelled, judged by cash, and settled."""

from typing import Annotated

from fastapi import Query

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import arrangements as shapes
from api.schemas import control as requests
from api.schemas.shared import Page
from services.dunning import arrangements

router = conventions.router("collections", prefix="/v1/collections")


@router.get("/plans")
def list_plans(query: Annotated[shapes.PlanQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.PaymentPlan]:
    """List payment plans and settlements as they stood on a day, the newest first."""
    found = arrangements.of(workspace, query.as_of, query.customer_number)
    return Page(data=[shapes.plan(one) for one in found], next_cursor=None)


@router.post("/plans", status_code=202)
def ask_plan(body: shapes.NewPlan, workspace: WorkspaceGiven, key: KeyGiven) -> requests.Waiting:
    """Ask for a payment plan or a settlement; it holds once a second person approves it."""
    agreed = (body.agreed.minor, body.agreed.currency) if body.agreed else None
    said = {"reason": body.reason, "actor": workspace.named(body.by), "key": key}
    return requests.waiting(arrangements.ask(workspace, body.told(), agreed, body.waiver, **said))


@router.post("/plans/{arrangement_id}/cancellation")
def cancel_plan(
    arrangement_id: str, body: shapes.NewCancellation, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.PlanEnded:
    """End a plan or a settlement: its documents are asked for again."""
    state = arrangements.cancel(workspace, arrangement_id, body.note, actor=workspace.named(body.by), key=key)
    return shapes.PlanEnded(arrangement_id=arrangement_id, state=state)


@router.post("/settlings")
def settle_plans(body: shapes.NewSettling, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.SettlementsBooked:
    """Write the rest of settlements off whose agreed sum came in time, each once."""
    done = arrangements.settle(workspace, actor=workspace.named(body.by), key=key)
    return shapes.SettlementsBooked(settled=list(done.settled), moved=list(done.moved))
