"""Many at once, for programs that send many: at most a thousand, each by itself, or all of them or none."""

from functools import partial
from typing import Any

from fastapi import Request

from api import conventions, rows
from api.given import ACTOR_API, KeyGiven, WorkspaceGiven, as_seen
from api.problems import VersionNeeded
from api.routes.exceptions import act
from api.schemas import bulk as shapes
from api.schemas import erps, exceptions, postings, resolutions
from services import bulk, desk, feed, inquiries
from services.erp import answering
from services.workspace import Workspace

router = conventions.router("bulk", prefix="/v1/bulk")


@router.post("/customers")
def send_customers(
    body: shapes.ManyCustomers, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.Bulk[shapes.BulkState]:
    """Make or change customers; what steers money of those that are there waits for a second person, as one request."""
    sheet = [{**one.facts, "customer_number": one.customer_number} for one in body.data]
    said: dict[str, Any] = {"atomic": body.atomic, "reason": body.reason, "actor": workspace.named(body.by), "key": key}
    return shapes.Bulk(**shapes.told(bulk.customers(workspace, sheet, **said), _state))


@router.post("/items")
def send_items(body: shapes.ManyItems, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Bulk[shapes.BulkState]:
    """Book documents of another system; one that is known stays as it is, with other facts it is refused."""
    sheet = [shapes.cells(one) for one in body.data]
    actor = workspace.named(otherwise=ACTOR_API)
    return shapes.Bulk(**shapes.told(bulk.items(workspace, sheet, atomic=body.atomic, actor=actor, key=key), _state))


@router.post("/decisions")
def send_decisions(
    body: shapes.ManyDecisions, request: Request, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.Bulk[resolutions.ResolvedReceipt]:
    """Decide many exceptions, each on the version it names; what else they would settle is not told."""
    deeds = [partial(_decided, one, request) for one in body.data]
    came = bulk.each(workspace, deeds, atomic=body.atomic, key=key)
    return shapes.Bulk(**shapes.told(came, lambda one: resolutions.told(*one)))


@router.post("/acknowledgements")
def send_acknowledgements(
    body: shapes.ManyAcknowledgements, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.Bulk[postings.Acknowledged]:
    """Say how the ERP took many ranges of postings."""
    deeds = [partial(_acknowledged, one) for one in body.data]
    came = bulk.each(workspace, deeds, atomic=body.atomic, key=key)
    return shapes.Bulk(**shapes.told(came, postings.acknowledged, 201))


@router.post("/results")
def send_results(body: shapes.ManyResults, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Bulk[erps.Document]:
    """Say what ERPs made of many documents."""
    deeds = [partial(_answered, one) for one in body.data]
    return shapes.Bulk(**shapes.told(bulk.each(workspace, deeds, atomic=body.atomic, key=key), erps.document, 201))


def _state(state: str) -> shapes.BulkState:
    """Return what came of a row."""
    return shapes.BulkState.model_validate({"state": state})


def _decided(one: shapes.BulkDecision, request: Request, books: Workspace, key: str) -> tuple[desk.Resolved, str]:
    """Decide one; return it with its currency. Refused: VersionNeeded where the installation asks for one."""
    if books.settings.versions_needed and one.version is None:
        raise VersionNeeded
    rows.named(request, "exception_id", one.exception_id)
    receipt_id = exceptions.receipt_of(one.exception_id)
    currency = inquiries.receipt_currency(books, receipt_id)
    actor = books.named(one.resolution.by, ACTOR_API)
    with as_seen(one.version):
        return act(one.resolution, currency)(books, receipt_id, actor=actor, version=one.version, key=key), currency


def _acknowledged(one: postings.Acknowledgement, books: Workspace, key: str) -> feed.Acknowledged:
    """Acknowledge one range."""
    return feed.acknowledge(books, **one.model_dump(), actor=books.named(otherwise=ACTOR_API), key=key)


def _answered(one: shapes.BulkResult, books: Workspace, key: str) -> dict[str, Any]:
    """Keep one answer."""
    said = answering.Said(one.reference, one.state, one.erp_id, one.message)
    return answering.answer(books, one.erp, said, books.named(otherwise=ACTOR_API), key=key)
