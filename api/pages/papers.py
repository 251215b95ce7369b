"""What applicants bring, on the page of applications: papers with their files, and what references answered."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, UploadFile
from starlette.responses import HTMLResponse

from api.given import KeyGiven, WorkspaceGiven
from api.pages.applications import shown
from api.uploads import received
from credit.applicants import BankReference, TradeReference, filled
from credit.documents import NewDocument
from ledger.master import Paper
from services.credit import documents, onboarding

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=2000)]


@router.post("/applications/{application_id}/documents")
def hand_in(
    request: Request,
    application_id: str,
    file: UploadFile,
    kind: Text,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    jurisdiction: Text = "",
    signer: Text = "",
    signed_by: Text = "",
    until: Annotated[date | None, Form()] = None,
    by: Text = "",
) -> HTMLResponse:
    """Keep a paper of the applicant's with its file."""
    number = onboarding.of(workspace, application_id).application.wanted.customer_number
    upload = received(file, workspace.settings.file_bytes_max)
    about = Paper(number, kind, jurisdiction, "", signer, "", "", workspace.today(), until)
    new, by = NewDocument(about, upload.name, signed_by), workspace.named(by)
    documents.keep(workspace, new, upload.data, actor=by, key=key)
    return shown(request, workspace, f"{upload.name} is kept: somebody has to look at it.")


@router.post("/applications/documents/{document_id}/verdict")
def judge_paper(
    request: Request,
    document_id: str,
    state: Annotated[Literal["verified", "rejected"], Form()],
    workspace: WorkspaceGiven,
    key: KeyGiven,
    note: Text = "",
    by: Text = "",
) -> HTMLResponse:
    """Say that a paper is good, or why not."""
    documents.judge(workspace, document_id, state, note=note, actor=workspace.named(by), key=key)
    return shown(request, workspace, f"{documents.one(workspace, document_id).name} is {state}.")


@router.post("/applications/{application_id}/bureau-reports")
def take_report(
    request: Request, application_id: str, file: UploadFile, workspace: WorkspaceGiven, key: KeyGiven, by: Text = ""
) -> HTMLResponse:
    """Keep what a bureau says of the applicant, in any form there is an adapter for."""
    number = onboarding.of(workspace, application_id).application.wanted.customer_number
    data = received(file, workspace.settings.table_bytes_max).data
    found = onboarding.report(workspace, number, data, actor=workspace.named(by), key=key)
    return shown(request, workspace, f"The report of {found.source}, {found.reported_on}, is kept.")


@router.post("/applications/{application_id}/references")
def refer(
    request: Request,
    application_id: str,
    name: Text,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    rating: Text = "",
    phone: Text = "",
    late: Annotated[int | None, Form(ge=0, le=999)] = None,
    comments: Text = "",
    checked: Annotated[bool, Form()] = False,
    by: Text = "",
) -> HTMLResponse:
    """Write what another seller answered, or with a rating what a bank did."""
    said = {"name": name, "checked": checked, "comments": comments}
    if rating:
        told: TradeReference | BankReference = filled(BankReference, {**said, "rating": rating})
    else:
        told = filled(TradeReference, {**said, "phone": phone, "days_beyond_terms": late})
    onboarding.refer(workspace, application_id, told, actor=workspace.named(by), key=key)
    return shown(request, workspace, f"What {name} answered is kept.")
