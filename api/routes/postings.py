"""The ERP's feed: postings in order without gaps, and what the ERP made of them."""

from typing import Annotated

from fastapi import Query, Response

from api import conventions
from api.given import ACTOR_API, KeyGiven, WorkspaceGiven
from api.idempotency import REPLAYED
from api.schemas import postings as shapes
from api.schemas.shared import Page
from services import feed

router = conventions.router("postings", prefix="/v1/postings")


@router.get("")
def list_postings(query: Annotated[shapes.PostingQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.Posting]:
    """Read the postings behind a sequence; `next_cursor` is the next page's `after`, null where there is no more."""
    rows = feed.postings(workspace, after=query.after, limit=query.limit + 1).rows(named=True)
    following = str(rows[query.limit - 1]["sequence"]) if len(rows) > query.limit else None
    return Page(data=[shapes.told(row) for row in rows[: query.limit]], next_cursor=following)


@router.post("/acknowledgements", status_code=201)
def acknowledge_postings(
    body: shapes.Acknowledgement, response: Response, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.Acknowledged:
    """Say how the ERP took a range of postings: accepted, or rejected with a reason."""
    kept = feed.acknowledge(workspace, **body.model_dump(), actor=workspace.named(otherwise=ACTOR_API), key=key)
    if kept.replayed:
        response.headers[REPLAYED] = "true"
    return shapes.acknowledged(kept)
