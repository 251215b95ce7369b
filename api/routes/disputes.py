"""Disputes: cases, what is said of them, tasks of departments, their ends and their causes."""

from typing import Annotated

from fastapi import Query

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import control as requests
from api.schemas import disputes as shapes
from api.schemas.shared import Page
from services.dunning import disputes, promises

router = conventions.router("disputes", prefix="/v1/disputes")


@router.get("")
def list_disputes(query: Annotated[shapes.DisputeQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.Dispute]:
    """List cases, the oldest first; a short payment's deduction is one by itself."""
    found = disputes.listed(workspace, customer=query.customer_number, ended=query.ended)
    return Page(data=[shapes.dispute(one) for one in found], next_cursor=None)


@router.post("", status_code=201)
def open_dispute(body: shapes.NewDispute, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.DisputeOpened:
    """Write down that a customer disputes a document."""
    promises.check_currency(workspace, body.document, body.amount.currency if body.amount else "")
    more = body.model_dump(include={"customer_reason", "claim_number"})
    minor, by = body.amount.minor if body.amount else None, workspace.named(body.by)
    done = disputes.open_case(workspace, body.document, body.reason, actor=by, minor=minor, key=key, **more)
    return shapes.DisputeOpened(case_id=done.case_id)


@router.get("/tasks")
def list_tasks(workspace: WorkspaceGiven) -> Page[shapes.DepartmentTask]:
    """List the tasks of departments, those due first at the head."""
    return Page(data=[shapes.task(one) for one in disputes.tasks_of(workspace)], next_cursor=None)


@router.get("/causes")
def list_causes(query: Annotated[shapes.CausesQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.RootCause]:
    """List what closed cases came from, the most money first."""
    found = disputes.pareto(workspace, query.first, query.last)
    return Page(data=[shapes.cause(one) for one in found], next_cursor=None)


@router.get("/departments")
def list_departments(workspace: WorkspaceGiven) -> Page[shapes.DepartmentLoad]:
    """List what each department has to do."""
    return Page(data=[shapes.load(one) for one in disputes.loads(workspace)], next_cursor=None)


@router.post("/{case_id}/facts", status_code=201)
def tell_dispute(case_id: str, body: shapes.NewFact, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.DisputeOpened:
    """Say something about a case: its state, root cause, validity, department, next step, a document."""
    by = workspace.named(body.by)
    disputes.tell(workspace, case_id, body.fact, body.value, actor=by, note=body.note, key=key)
    return shapes.DisputeOpened(case_id=case_id)


@router.post("/{case_id}/tasks", status_code=201)
def give_task(case_id: str, body: shapes.NewTask, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.TaskGiven:
    """Give a department a task about a case."""
    more = {"department": body.department, "due_on": body.due_on}
    task = disputes.give(workspace, case_id, body.what, actor=workspace.named(body.by), key=key, **more)  # type: ignore[arg-type]
    return shapes.TaskGiven(task_id=task)


@router.post("/tasks/{task_id}/answers", status_code=201)
def answer_task(task_id: str, body: shapes.TaskAnswer, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.TaskGiven:
    """Answer a task; a resolution ends it."""
    by = workspace.named(body.by)
    disputes.answer(workspace, task_id, body.note, actor=by, resolution=body.resolution, key=key)
    return shapes.TaskGiven(task_id=task_id)


@router.post("/{case_id}/credit", status_code=202)
def credit_dispute(case_id: str, body: shapes.NewCredit, workspace: WorkspaceGiven, key: KeyGiven) -> requests.Waiting:
    """Ask for a credit memo on what the customer is right about; a second person approves it."""
    by = workspace.named(body.by)
    done = disputes.ask_credit(workspace, case_id, body.amount.minor, reason=body.reason, actor=by, key=key)
    return requests.waiting(done)


@router.post("/{case_id}/end")
def end_dispute(case_id: str, body: shapes.NewEnd, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.DisputeState:
    """End a case: denied, its deduction is charged back; closed, nothing of it is open."""
    verb = disputes.deny if body.end == "denied" else disputes.close
    state = verb(workspace, case_id, body.reason, actor=workspace.named(body.by), key=key)
    return shapes.DisputeState(case_id=case_id, state=state)
