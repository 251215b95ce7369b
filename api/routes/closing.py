"""The close over HTTP: tie-outs, reserves and sign-offs prepared, daily controls, duties at odds, a customer's list."""

from typing import Annotated, Any

from fastapi import Form, Query, UploadFile

from api import conventions
from api.given import KeyGiven, WorkspaceGiven, chosen_day
from api.schemas import closing as shapes
from api.schemas.control import Waiting, waiting
from api.schemas.shared import DAY_OR_NONE, Page
from api.uploads import laid_down, received
from services import closing, comparing, daily, month_end
from services.auditing import accepting

router = conventions.router("close")


@router.post("/tie-outs", status_code=202)
def prepare_tie_out(body: shapes.NewTieOut, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.TiedOut:
    """Prepare the tie-out of a day; a second person signs it. What nobody explains needs a reason."""
    items = [one.item() for one in body.items]
    said = {"currency": body.gl.currency, "reason": body.reason, "actor": workspace.named(body.by), "key": key}
    return shapes.tied(*closing.tie_out(workspace, body.as_of, body.plain(), items, **said))


@router.post("/reserves", status_code=202)
def prepare_reserve(body: shapes.NewReserve, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Reserved:
    """Prepare the reserve of a day by bucket; a second person signs it, and what is to be provided is booked."""
    debts = [one.debt() for one in body.specifics]
    said: dict[str, Any] = {"pooled": body.pooled(), "pool_by": body.pool_by, "currency": body.currency}
    said |= {"reason": body.reason, "actor": workspace.named(body.by), "key": key}
    return shapes.reserved(*closing.reserve(workspace, body.as_of, body.rates, body.adjustment, debts, **said))


@router.get("/periods/{month}/readiness")
def read_readiness(month: str, workspace: WorkspaceGiven) -> shapes.Ready:
    """Say what is in the way of closing a month, and what waits in it."""
    return shapes.ready(month_end.readiness(workspace, month))


@router.post("/periods/{month}/sign-off", status_code=202)
def prepare_sign_off(month: str, body: shapes.SignOff, workspace: WorkspaceGiven, key: KeyGiven) -> Waiting:
    """Prepare the sign-off of a month that is tied out; a second person signs it."""
    return waiting(closing.sign_off(workspace, month, reason=body.reason, actor=workspace.named(body.by), key=key))


@router.post("/periods/{month}/exception", status_code=202)
def ask_close_exception(month: str, body: shapes.CloseException, workspace: WorkspaceGiven, key: KeyGiven) -> Waiting:
    """Ask an approver to let a month close over what is in its way now."""
    return waiting(closing.exception(workspace, month, reason=body.reason, actor=workspace.named(body.by), key=key))


@router.post("/control-runs", status_code=201)
def run_controls(body: shapes.NewControlRun, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.ControlRun:
    """Run the daily controls of a day and keep what they found; `state` is red where one fails."""
    as_of = body.as_of or workspace.today()
    return shapes.run(daily.run(workspace, as_of, gl=body.stated(), actor=workspace.named(body.by), key=key))


@router.get("/duty-conflicts")
def list_duty_conflicts(
    query: Annotated[shapes.ConflictQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.DutyConflict]:
    """List the duties at odds that the night found in one person, with owner and state."""
    found = accepting.listed(workspace, whole=query.closed)
    return Page(data=[shapes.conflict(one) for one in found], next_cursor=None)


@router.post("/duty-conflicts/{conflict_id}/acceptance", status_code=202)
def ask_duty_exception(
    conflict_id: str, body: shapes.NewAcceptance, workspace: WorkspaceGiven, key: KeyGiven
) -> Waiting:
    """Ask to let a conflict of duties stand until a day; a second person, not whom it is about, decides."""
    said = {"reason": body.reason, "actor": workspace.named(body.by), "key": key}
    return waiting(accepting.ask(workspace, conflict_id, body.until, **said))


@router.post("/comparisons")
def compare_statement(
    file: UploadFile,
    customer: Annotated[str, Form(min_length=1, max_length=100)],
    workspace: WorkspaceGiven,
    _: KeyGiven,
    as_of: Annotated[str, Form(pattern=DAY_OR_NONE, description="A day like 2026-11-20; else today.")] = "",
    currency: Annotated[str, Form(pattern="^([A-Z]{3})?$")] = "",
) -> shapes.Compared:
    """Compare a customer's own list (CSV, XLSX, Parquet: document_number, amount) with what is open; none is kept."""
    with laid_down(received(file, workspace.settings.table_bytes_max)) as path:
        on = chosen_day(as_of) or workspace.today()
        return shapes.compared(comparing.compare(workspace, path, customer, as_of=on, currency=currency))
