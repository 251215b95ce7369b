"""Onboarding: who asks to buy on credit, what they bring, what is decided, and documents of customers."""

from typing import Annotated
from urllib.parse import quote

from fastapi import Form, Query, Response, UploadFile

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import control as requests
from api.schemas import onboarding as shapes
from api.schemas.shared import Day, Page
from api.uploads import received
from credit.applicants import Clauses
from credit.applications import Stage
from credit.documents import NewDocument
from ledger.master import Paper
from services.credit import charges, decisions, documents, onboarding, reviews

router = conventions.router("onboarding", prefix="/v1/credit")
Text = Annotated[str, Form(max_length=300)]


@router.post("/applications", status_code=201)
def apply_for_credit(body: shapes.NewApplication, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.ApplicationState:
    """Write an application down; with `submit` its clock starts."""
    by = workspace.named(body.by)
    return shapes.state(onboarding.begin(workspace, body.told(), actor=by, submit=body.submit, key=key))


@router.get("/applications")
def list_applications(
    query: Annotated[shapes.ApplicationQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.CreditApplication]:
    """List the applications that wait, those due first at the head, or those that ended."""
    found = onboarding.queue(workspace, ended=query.ended)
    return Page(data=[shapes.application(one) for one in found], next_cursor=None)


@router.get("/applications/{application_id}")
def read_application(application_id: str, workspace: WorkspaceGiven) -> shapes.CreditApplication:
    """Return one application with its checklist, score, recommended limit and what the rules say."""
    return shapes.application(onboarding.of(workspace, application_id))


@router.post("/applications/{application_id}/states")
def move_application(
    application_id: str, body: shapes.NewState, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.ApplicationState:
    """Bring an application on its way; while it waits on the applicant the clock stands."""
    by, to = workspace.named(body.by), Stage(body.state)
    return shapes.state(onboarding.move(workspace, application_id, to, actor=by, note=body.note, key=key))


@router.post("/applications/{application_id}/trade-references", status_code=201)
def add_trade_reference(
    application_id: str, body: shapes.NewTradeReference, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.CreditApplication:
    """Write what another seller answered; it counts once somebody checked that it exists."""
    onboarding.refer(workspace, application_id, body.reference, actor=workspace.named(body.by), key=key)
    return shapes.application(onboarding.of(workspace, application_id))


@router.post("/applications/{application_id}/bank-references", status_code=201)
def add_bank_reference(
    application_id: str, body: shapes.NewBankReference, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.CreditApplication:
    """Write what a bank answered."""
    onboarding.refer(workspace, application_id, body.reference, actor=workspace.named(body.by), key=key)
    return shapes.application(onboarding.of(workspace, application_id))


@router.post("/applications/{application_id}/cash-sale")
def sell_for_cash(
    application_id: str, body: shapes.Actor, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.CreditApplication:
    """Let a prospect buy on cash (COD) while its application is looked at."""
    onboarding.sell_for_cash(workspace, application_id, actor=workspace.named(body.by), key=key)
    return shapes.application(onboarding.of(workspace, application_id))


@router.post("/applications/{application_id}/approval")
def approve_application(
    application_id: str, body: shapes.NewApproval, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.ApplicationVerdict:
    """Give a limit and terms; beyond the caller's authority it waits for another person."""
    onboarding.check_currency(workspace, application_id, body.amount.currency)
    limit, by = (body.amount.minor, body.terms, body.reasons), workspace.named(body.by)
    return shapes.verdict(decisions.approve(workspace, application_id, *limit, note=body.note, actor=by, key=key))


@router.post("/applications/{application_id}/decline")
def decline_application(
    application_id: str, body: shapes.NewDecline, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.ApplicationVerdict:
    """Decline an application, with reasons; the sales rep is told in the same transaction."""
    by = workspace.named(body.by)
    done = decisions.decline(workspace, application_id, body.reasons, note=body.note, actor=by, key=key)
    return shapes.verdict(done)


@router.post("/customers/{customer_number}/bureau-reports", status_code=201)
def take_bureau_report(
    customer_number: str, file: UploadFile, workspace: WorkspaceGiven, key: KeyGiven, by: Text = ""
) -> shapes.BureauReport:
    """Keep a bureau's report of a customer, in any form there is an adapter for."""
    data = received(file, workspace.settings.table_bytes_max).data
    return shapes.report(onboarding.report(workspace, customer_number, data, actor=workspace.named(by), key=key))


@router.get("/customers/{customer_number}/documents")
def list_documents(customer_number: str, workspace: WorkspaceGiven) -> Page[shapes.AccountDocument]:
    """List a customer's documents in the order they came."""
    found = documents.listed(workspace, customer_number)
    return Page(data=[shapes.document(one) for one in found], next_cursor=None)


@router.post("/customers/{customer_number}/documents", status_code=201)
def keep_document(
    customer_number: str,
    file: UploadFile,
    kind: Annotated[str, Form(min_length=1, max_length=60)],
    workspace: WorkspaceGiven,
    key: KeyGiven,
    jurisdiction: Text = "",
    number: Text = "",
    signer: Text = "",
    signed_by: Annotated[str, Form(pattern="^(ink|esign|portal)?$")] = "",
    valid_from: Annotated[Day | None, Form()] = None,
    valid_until: Annotated[Day | None, Form()] = None,
    interest: Annotated[int | None, Form(ge=1, le=10_000, description="Late interest, basis points a year.")] = None,
    venue: Text = "",
    guaranty: Text = "",
    note: Text = "",
    by: Text = "",
) -> shapes.AccountDocument:
    """Keep a document: what it is, where it holds, who signed it and how, until when, an agreement's clauses."""
    upload, on = received(file, workspace.settings.file_bytes_max), valid_from or workspace.today()
    paper = Paper(customer_number, kind, jurisdiction, number, signer, "", note, on, valid_until)
    new = NewDocument(paper, upload.name, signed_by, Clauses(interest=interest, venue=venue, guaranty=guaranty))
    kept = documents.keep(workspace, new, upload.data, actor=workspace.named(by), key=key)
    return shapes.document(documents.one(workspace, kept))


@router.get(
    "/documents/{document_id}/file",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}},
)
def read_document_file(document_id: str, workspace: WorkspaceGiven) -> Response:
    """Return a document's file as it came; one whose bytes have changed is refused with `document_altered`."""
    held, data = documents.file(workspace, document_id)
    named = f"attachment; filename*=UTF-8''{quote(held.name, safe='')}"
    return Response(data, media_type="application/octet-stream", headers={"Content-Disposition": named})


@router.post("/documents/{document_id}/verdict")
def judge_document(
    document_id: str, body: shapes.NewJudgement, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.AccountDocument:
    """Write that a document is verified, or rejected and why."""
    by = workspace.named(body.by)
    documents.judge(workspace, document_id, body.state, note=body.note, actor=by, key=key)
    return shapes.document(documents.one(workspace, document_id))


@router.post("/late-charges", status_code=202)
def ask_late_charge(body: shapes.NewLateCharge, workspace: WorkspaceGiven, key: KeyGiven) -> requests.Waiting:
    """Ask to book a document's late charge; refused without a signed clause or a statute that lets us."""
    by = workspace.named(body.by)
    done = charges.ask(workspace, body.document, reason=body.reason, actor=by, as_of=body.as_of, key=key)
    return requests.waiting(done)


@router.get("/reviews")
def list_reviews(
    query: Annotated[shapes.ReviewQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.AccountReview]:
    """List the accounts that have to be reviewed and what is advised about them, the latest first."""
    found = reviews.accounts(workspace, query.as_of or workspace.today())
    wanted = [one for one in found if one.overdue_days or not query.overdue]
    return Page(data=[shapes.review(one) for one in wanted], next_cursor=None)


@router.post("/customers/{customer_number}/reviews", status_code=201)
def review_account(
    customer_number: str, body: shapes.NewReview, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.ReviewDone:
    """Write that somebody reviewed an account, and the class of risk they found."""
    more = body.model_dump(include={"risk_class", "until"})
    by = workspace.named(body.by)
    until = reviews.done(workspace, customer_number, body.note, actor=by, key=key, **more)
    return shapes.ReviewDone(customer_number=customer_number, until=until)


@router.get("/tasks")
def list_account_tasks(workspace: WorkspaceGiven) -> Page[shapes.AccountTask]:
    """List what somebody has to see to about accounts, what is due first at the head."""
    return Page(data=[shapes.task(one) for one in documents.tasks(workspace)], next_cursor=None)


@router.post("/tasks/{task_id}/end")
def end_account_task(
    task_id: str, body: shapes.NewTaskEnd, workspace: WorkspaceGiven, key: KeyGiven
) -> Page[shapes.AccountTask]:
    """End a task with what became of it, and return those that still wait."""
    documents.end_task(workspace, task_id, body.note, actor=workspace.named(body.by), key=key)
    return Page(data=[shapes.task(one) for one in documents.tasks(workspace)], next_cursor=None)
