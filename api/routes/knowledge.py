"""Knowledge: what answers taught of payers, and what people do with it as first and second persons."""

from functools import partial
from typing import Annotated

from fastapi import Query, Request, Response

from api import conventions, cursors, rows
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import knowledge as shapes
from api.schemas.shared import Page
from api.versions import TagSeen, tag, unchanged
from services.knowledge import acts, settling
from services.workspace import Workspace

router = conventions.router("knowledge", prefix="/v1/knowledge")

#: Act of a preview -> the event it would write.
EVENTS = {"approve": "approved", "retire": "retired"}


@router.get("")
def list_knowledge(
    query: Annotated[shapes.KnowledgeQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.Knowledge]:
    """List what was taught, what waits for a second person first."""
    after = tuple(cursors.position(query.after, int, str, str)) if query.after else (-1, "", "")
    found = acts.listed(workspace, status=query.status, kind=query.kind, customer=query.customer_number)
    behind = [one for one in found if acts.place(one) > after]
    rows, following = cursors.page(behind[: query.limit + 1], query.limit, acts.place)
    return Page(data=[shapes.told(one) for one in rows], next_cursor=following)


@router.post("", status_code=201)
def propose_knowledge(body: shapes.Proposed, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Knowledge:
    """Say by hand what is known of a payer; with a large reach it waits for a second person."""
    return shapes.told(acts.propose(workspace, body.fact(), actor=workspace.named(body.by), note=body.note, key=key))


@router.post("/previews")
def preview_proposal(body: shapes.Stated, workspace: WorkspaceGiven, _key: KeyGiven) -> shapes.Otherwise:
    """Say which waiting receipts a proposal would decide otherwise, once it counts; nothing changes."""
    found = settling.preview(workspace, acts.normalised(body.fact()), "proposed")
    return shapes.Otherwise(data=[shapes.changed(one) for one in found])


@router.post("/settlements")
def settle_receipts(
    body: shapes.Settlement, request: Request, workspace: WorkspaceGiven, _key: KeyGiven
) -> shapes.Settled:
    """Carry out what a preview showed, all of it or nothing; refused where one would now be decided otherwise."""
    for one in body.receipts:
        rows.named(request, "receipt_id", one.receipt_id)
    shown = [(one.receipt_id, one.decision_id) for one in body.receipts]
    return shapes.Settled(receipts=settling.settle(workspace, shown, actor=workspace.named(body.by)))


@router.get("/{knowledge_id}")
def read_knowledge(knowledge_id: str, response: Response, workspace: WorkspaceGiven) -> shapes.KnowledgeInFull:
    """Read one thing that is known, with every answer for and against it."""
    response.headers["ETag"] = _tag(workspace, knowledge_id)
    return shapes.in_full(*acts.one(workspace, knowledge_id))


@router.get("/{knowledge_id}/preview")
def preview_knowledge(
    knowledge_id: str, query: Annotated[shapes.ActQuery, Query()], workspace: WorkspaceGiven
) -> shapes.Otherwise:
    """Say which waiting receipts approving or retiring it would decide otherwise; nothing changes."""
    known, _ = acts.one(workspace, knowledge_id)
    found = settling.preview(workspace, known.fact, EVENTS[query.act])
    return shapes.Otherwise(data=[shapes.changed(one) for one in found])


@router.post("/{knowledge_id}/approval")
def approve_knowledge(
    knowledge_id: str, body: shapes.Signed, workspace: WorkspaceGiven, key: KeyGiven, seen: TagSeen
) -> shapes.Knowledge:
    """Let it count whatever its reach; refused for whoever taught it."""
    with unchanged(workspace, seen, partial(_tag, knowledge_id=knowledge_id)) as books:
        by = workspace.named(body.by)
        return shapes.told(acts.approve(books, knowledge_id, actor=by, note=body.note, key=key))


@router.post("/{knowledge_id}/retirement")
def retire_knowledge(
    knowledge_id: str, body: shapes.Signed, workspace: WorkspaceGiven, key: KeyGiven, seen: TagSeen
) -> shapes.Knowledge:
    """Take it back: it is not learned again until somebody proposes or approves it."""
    with unchanged(workspace, seen, partial(_tag, knowledge_id=knowledge_id)) as books:
        by = workspace.named(body.by)
        return shapes.told(acts.retire(books, knowledge_id, actor=by, note=body.note, key=key))


def _tag(workspace: Workspace, knowledge_id: str) -> str:
    """Return the tag of what is known; what waits meanwhile changes its reach alone."""
    return tag(shapes.in_full(*acts.one(workspace, knowledge_id)), without={"reach"})
