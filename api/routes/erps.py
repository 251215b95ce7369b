"""Write-back: what each ERP was told of receipts, and how it took it."""

from typing import Annotated

from fastapi import Query, Response

from api import conventions, cursors
from api.given import ACTOR_API, KeyGiven, MatchingGiven, WorkspaceGiven
from api.schemas import erps as shapes
from api.schemas import work as jobs
from api.schemas.shared import Page
from services.erp import answering, running
from services.jobs import erps as asking
from services.jobs import shown

router = conventions.router("postings")


@router.get("/erps")
def list_erps(workspace: WorkspaceGiven) -> Page[shapes.Erp]:
    """List the ERPs that are written to, with how many documents are in each state."""
    return Page(data=[shapes.Erp(**row) for row in running.overview(workspace)], next_cursor=None)


@router.get("/erps/{erp}/documents")
def list_erp_documents(
    erp: str, query: Annotated[shapes.DocumentQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.Document]:
    """List what an ERP was told, in a state, in order of the references."""
    (after,) = cursors.position(query.after, str) if query.after else ("",)
    found = running.page(workspace, erp, query.state or "", after, query.limit + 1).to_dicts()
    rows, following = cursors.page(found, query.limit, lambda row: (row["reference"],))
    return Page(data=[shapes.document(row) for row in rows], next_cursor=following)


@router.get("/erps/{erp}/documents/{reference}")
def read_erp_document(erp: str, reference: str, workspace: WorkspaceGiven) -> Page[shapes.Document]:
    """Read every state of one document, in order."""
    rows = running.history(workspace, erp, reference).to_dicts()
    return Page(data=[shapes.document(row) for row in rows], next_cursor=None)


@router.post("/erps/{erp}/sendings", status_code=202)
def send_to_erp(
    erp: str, response: Response, workspace: WorkspaceGiven, matching: MatchingGiven, key: KeyGiven
) -> jobs.Work:
    """Ask for a run of write-back; it goes on beside the request until what became of each document is known."""
    work_id = asking.ask(workspace, erp, actor=workspace.named(otherwise=ACTOR_API), key=key)
    matching.wake()
    response.headers["Location"] = f"/v1/jobs/{work_id}"
    return jobs.told(shown.one(workspace, work_id)[0])


@router.post("/postings/{reference}/result", status_code=201)
def tell_posting_result(
    reference: str, body: shapes.Result, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.Document:
    """Say what the ERP made of a document; said twice it stays, and confirmed is final."""
    said = answering.Said(reference, body.state, body.erp_id, body.message)
    return shapes.document(answering.answer(workspace, body.erp, said, workspace.named(otherwise=ACTOR_API), key=key))
